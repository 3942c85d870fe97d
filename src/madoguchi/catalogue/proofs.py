"""具体例を走らせ、条件を一か所ずつ変えて、どれかの例が気づくかを確かめる。"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from madoguchi.catalogue import examples, tree_shape
from madoguchi.catalogue.assembly import Assembly
from madoguchi.catalogue.documents import Document
from madoguchi.catalogue.examples import Example
from madoguchi.catalogue.logic import indifferent, one_person
from madoguchi.catalogue.moments import Period
from madoguchi.catalogue.mutants import Mutant, mutants
from madoguchi.catalogue.presumptions import lowering
from madoguchi.catalogue.touched import Touched, uses
from madoguchi.domain.conditions import Named
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Procedure

Proven = list[tuple[str, Procedure, list[Example]]]


def failures(assembly: Assembly, chosen: Touched, period: Period, *, mutate: bool = True) -> Iterator[Fault]:
    """`chosen` の手続きと条件について、外れた例、見逃される変異（`mutate`）、悪いほうへ働くみなしを挙げる。"""
    definitions = assembly.definitions
    proven: Proven = []
    for name in chosen.procedures:
        procedure, document = definitions.procedures[name], assembly.procedures[name]
        held, faults = examples.of(procedure, document, examples.alone(definitions, procedure))
        yield from faults
        wrong = list(_wrong(assembly, name, held))
        yield from wrong
        if held and not wrong and not faults:
            proven.append((name, procedure, held))
    if mutate:
        yield from _all_survivors(assembly, proven, chosen, period)
    yield from _presumed(assembly, chosen.procedures)


def _wrong(assembly: Assembly, name: str, held: list[Example]) -> Iterator[Fault]:
    procedure, document = assembly.definitions.procedures[name], assembly.procedures[name]
    alone = examples.alone(assembly.definitions, procedure)
    for example in held:
        outcome = examples.judged(procedure, alone, example)
        if not example.agrees(outcome):
            wanted = example.result or _said(example.results)
            got = "この日には使わない手続きです" if not outcome else _said(outcome)
            yield document.fault(
                (*example.steps, "result" if example.result else "results"), wanted,
                f"例「{example.name}」の結果が違います。出たのは {got} です。", "条件か、例の記録か、結果を直してください。",
            )  # fmt: skip


def _said(outcome: Mapping[str | None, str] | Mapping[str, str]) -> str:
    if len(set(outcome.values())) == 1:
        return next(iter(outcome.values()))
    return "、".join(f"{person or '世帯'} {result}" for person, result in outcome.items())


def _all_survivors(assembly: Assembly, proven: Proven, chosen: Touched, period: Period) -> Iterator[Fault]:
    """見逃される変異。意味の変わらない変異なら、例でなく条件のほうに余りがある。"""
    definitions = assembly.definitions
    for name, procedure, held in proven:
        alone = one_person(procedure)
        for mutant in _survivors(procedure, held, definitions.conditions):
            trees = (procedure.condition, mutant.condition)
            same = indifferent(assembly, trees, procedure.events, alone, period.during(procedure))
            yield _survivor(mutant, assembly.procedures[name], same=same)
    whole = _wholly_proven(assembly, proven, chosen.conditions)
    for name, mutant in _named_survivors(definitions.conditions, proven, whole):
        trees, events = (definitions.conditions[name], mutant.condition), tuple(definitions.life_events)
        same = indifferent(assembly, trees, events, False, period)
        yield _survivor(mutant, assembly.conditions[name], same=same)


def _wholly_proven(assembly: Assembly, proven: Proven, names: Collection[str]) -> list[str]:
    """引く手続きの例がどれも正しい条件。一つでも外れていれば、気づくはずの例が数に入らない。"""
    definitions, sound = assembly.definitions, {name for name, _, _ in proven}
    doubtful: set[str] = set()
    for name, procedure in definitions.procedures.items():
        if name not in sound:
            doubtful |= uses(procedure.condition, definitions.conditions)[0]
    return [name for name in names if name not in doubtful]


def _survivors(procedure: Procedure, held: list[Example], named: Named) -> Iterator[Mutant]:
    base = [examples.outcome(procedure.condition, procedure.per, named, example) for example in held]
    for mutant in mutants(procedure.condition, ("condition",)):
        changed = (examples.outcome(mutant.condition, procedure.per, named, example) for example in held)
        if all(after == before for after, before in zip(changed, base, strict=True)):
            yield mutant


def _named_survivors(named: Named, proven: Proven, names: Collection[str]) -> Iterator[tuple[str, Mutant]]:
    """名のついた条件の変異は、それを引くどの手続きの例が気づいてもよい。"""
    reached = [(uses(procedure.condition, named)[0], procedure, held) for _, procedure, held in proven]
    for name in names:
        users = [(procedure, held) for refs, procedure, held in reached if name in refs]
        if not users:
            continue
        for mutant in mutants(named[name], ("condition",)):
            if not any(
                _notices(users_of, held, named, {**named, name: mutant.condition}) for users_of, held in users
            ):
                yield name, mutant


def _notices(procedure: Procedure, held: list[Example], before: Named, after: Named) -> bool:
    return any(
        examples.outcome(procedure.condition, procedure.per, before, example)
        != examples.outcome(procedure.condition, procedure.per, after, example)
        for example in held
    )


def _survivor(mutant: Mutant, document: Document, *, same: bool) -> Fault:
    value = document.value
    for step in mutant.steps:
        value = value[step]
    head = tree_shape.head_of(value) if isinstance(value, dict) else None
    steps = mutant.steps if head is None else (*mutant.steps, head)
    if same:
        return document.fault(
            steps, value, "ほかの条件から答えが決まるので、この条件は効きません。",
            "この条件を消すか、値を確かめてください。",
        )  # fmt: skip
    return document.fault(
        steps,
        value,
        f"{mutant.change}、どの具体例も結果が変わりません。",
        f"examples に「{mutant.missing}」を足してください。",
    )


def _presumed(assembly: Assembly, names: Collection[str]) -> Iterator[Fault]:
    definitions = assembly.definitions
    named = {
        name: (condition, assembly.conditions[name]) for name, condition in definitions.conditions.items()
    }
    facts = definitions.dictionary.facts
    for name in names:
        document = assembly.procedures[name]
        yield from lowering(definitions.procedures[name].condition, facts, named, document, ("condition",))
