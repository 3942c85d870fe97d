"""いつも真・決して真でない・効かない条件と、どう補っても同じ答えなのに不明のまま残る条件を見つける。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dd.autoref import Function

from madoguchi.catalogue.assembly import Assembly
from madoguchi.catalogue.atoms import Frame, Key, inside
from madoguchi.catalogue.diagrams import Diagram
from madoguchi.catalogue.documents import Document, Steps, written
from madoguchi.catalogue.findings import ERROR, NOTICE, Finding
from madoguchi.catalogue.guards import EVENT_FACT, proposed_in
from madoguchi.catalogue.leftovers import left_open
from madoguchi.catalogue.moments import Period, values
from madoguchi.catalogue.mutants import HEADS, shifted
from madoguchi.catalogue.shelf import Shelf
from madoguchi.catalogue.touched import Touched, uses
from madoguchi.catalogue.tree_shape import head_of
from madoguchi.domain.conditions import All, Condition, Leaf, Quantified, Recorded, Ref, children, expand
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Procedure

EVENT = Key(EVENT_FACT, "common")
NEVER = ("決して真になりません", "値の食い違いがないか確かめ、条件を直すか、この部分を消してください。")
ALWAYS = ("いつも真になります", "この部分を消してください。")
WHOLE_NEVER = "条件を直すか、手続きを消してください（この自治体で使わないなら enabled: false）。"
WHOLE_ALWAYS = "条件を直してください。いつも出す手続きなら {eq: [case.event, 出来事]} とだけ書きます。"


@dataclass(frozen=True)
class _Case:
    """一つの木と、その置き場所。`tree` は書かれたまま、`diagram` は引いた条件を開いたもの。"""

    document: Document
    steps: Steps
    tree: Condition
    named: Mapping[str, Condition]
    diagram: Diagram

    def plain(self, node: Condition, this: str) -> Function:
        return self.diagram.plain(expand(node, self.named), this)

    def fault(self, steps: Steps, reason: str, remedy: str) -> Fault:
        value = self.document.value
        for step in steps:
            value = value[step]
        head = head_of(value) if isinstance(value, dict) else None
        return self.document.fault(steps if head is None else (*steps, head), value, reason, remedy)


def unsound(assembly: Assembly, chosen: Touched, period: Period) -> Iterator[tuple[str, Finding]]:
    """`chosen` の条件と手続きの名と、その論理の誤り（誤り）か、不明のまま残る所（注意）。"""
    named = assembly.definitions.conditions
    reached = {
        ref
        for name in chosen.procedures
        for ref in uses(assembly.definitions.procedures[name].condition, named)[0]
    }
    loose: set[str] = set()
    for name in sorted({*chosen.conditions, *reached}):
        for finding in _of_condition(assembly, name, period):
            if finding.severity == NOTICE:
                loose.add(name)
            if name in chosen.conditions:
                yield name, finding
    for name in chosen.procedures:
        for finding in _of_procedure(assembly, name, period, loose):
            yield name, finding


def groundless(shelf: Shelf, assembly: Assembly) -> Iterator[Fault]:
    """前提が決して真にならない含意（型の決まりか、ほかの含意と合わない）。"""
    dictionary = assembly.definitions.dictionary
    events = tuple(assembly.definitions.life_events)
    documents = {document.value["id"]: document for _, document in shelf.of("implication")}
    frame = Frame(assembly.vocabulary.facts, {}, events, False)
    for one in dictionary.implications:
        told = tuple(Leaf("eq", fact, (value,)) for fact, value in one.then if not isinstance(value, bool))
        whole = All(
            (one.when, *told, *(Leaf("is", fact) for fact, value in one.then if isinstance(value, bool)))
        )
        diagram = Diagram([whole], frame, dictionary.implications)
        if (diagram.possible & diagram.plain(one.when)) == diagram.false:
            yield documents[one.id].fault(
                ("when",), one.id, "この前提は、決して真になりません（値の食い違いか、ほかの含意との食い違い）。",
                "前提か、食い違う含意を直してください。",
            )  # fmt: skip


def _of_condition(assembly: Assembly, name: str, period: Period) -> Iterator[Finding]:
    definitions = assembly.definitions
    tree, document = definitions.conditions[name], assembly.conditions[name]
    events = tuple(definitions.life_events)
    for day, case in _cases(assembly, document, tree, events, False, period):
        found = [*_constants(case, day), *_undecided(case)]
        if found:
            yield from found
            return


def _of_procedure(assembly: Assembly, name: str, period: Period, loose: set[str]) -> Iterator[Finding]:
    procedure, document = assembly.definitions.procedures[name], assembly.procedures[name]
    tree, span = procedure.condition, period.clipped(procedure)
    if span is None:
        return
    alone = one_person(procedure)
    refs = uses(tree, assembly.definitions.conditions)[0]
    for day, case in _cases(assembly, document, tree, procedure.events, alone, span):
        constant = [] if _on_purpose(procedure) else list(_constants(case, day))
        found = constant or [*_unreachable(case, procedure), *(() if refs & loose else _undecided(case))]
        if found:
            yield from found
            return


def one_person(procedure: Procedure) -> bool:
    """判定される人が、出来事の本人か（世帯の手続きの「その人」も本人になる）。"""
    return procedure.per in ("subject", "household")


def _cases(
    assembly: Assembly, document: Document, tree: Condition, events: tuple[str, ...], alone: bool, period: Period
) -> Iterator[tuple[date, _Case]]:  # fmt: skip
    """日付つきの値の組ごとの図。"""
    definitions = assembly.definitions
    named, parameters = definitions.conditions, definitions.parameters
    whole = expand(tree, named)
    for day, held in values(uses(tree, named)[1], parameters, period):
        frame = Frame(assembly.vocabulary.facts, held, events, alone)
        diagram = Diagram([whole], frame, definitions.dictionary.implications)
        yield day, _Case(document, ("condition",), tree, named, diagram)


def indifferent(
    assembly: Assembly, trees: tuple[Condition, Condition], events: tuple[str, ...], alone: bool, period: Period
) -> bool:  # fmt: skip
    """二つの木が、期間の中のどの値でも、いつも同じ答えになるか。"""
    named, implied = assembly.definitions.conditions, assembly.definitions.dictionary.implications
    before, after = (expand(tree, named) for tree in trees)
    sets = list(values(uses(before, {})[1], assembly.definitions.parameters, period))
    return bool(sets) and all(
        Diagram(
            [before, after], Frame(assembly.vocabulary.facts, shifted(held), events, alone), implied
        ).same(before, after)
        for _, held in sets
    )


def _on_purpose(procedure: Procedure) -> bool:
    """出来事だけを見る条件。いつも出す手続きは、こう書く約束にしている。"""
    tree = procedure.condition
    return (
        isinstance(tree, Leaf)
        and tree.fact == EVENT.fact
        and tree.op in ("eq", "in")
        and set(tree.operands) >= set(procedure.events)
    )


def _constants(case: _Case, day: date) -> Iterator[Finding]:
    """いつも真か、決して真でない部分。中に原因があれば、いちばん内側だけを挙げる。"""
    for steps, said in _constant(case, case.tree, case.steps, case.diagram.frame.outside()):
        reason, remedy = said
        if steps == case.steps:
            reason, remedy = reason, WHOLE_NEVER if said is NEVER else WHOLE_ALWAYS
        values = case.diagram.frame.parameters
        when = f"（{day.isoformat()} の値 {_listed(values)} で）" if values else ""
        yield Finding(ERROR, case.fault(steps, f"この条件は{reason}{when}。", remedy))


def _listed(values: Mapping[str, Any]) -> str:
    return "、".join(f"{name}={written(value)}" for name, value in values.items())


def _constant(case: _Case, node: Condition, steps: Steps, this: str) -> list[tuple[Steps, tuple[str, str]]]:
    here = inside(node) if isinstance(node, Quantified | Recorded) else this
    found = [
        one for part, place in _below(node, steps) for one in _constant(case, part, place, here)
    ]  # fmt: skip
    if found:
        return found
    diagram, plain = case.diagram, case.plain(node, this)
    if (diagram.possible & plain) == diagram.false:
        return [(steps, NEVER)]
    return [(steps, ALWAYS)] if (diagram.possible & ~plain) == diagram.false else []


def _below(node: Condition, steps: Steps) -> list[tuple[Condition, Steps]]:
    """すぐ下の条件と、その道筋。引いた条件の中は、その条件の書類で見る。"""
    if isinstance(node, Leaf | Ref):
        return []
    if isinstance(node, Quantified | Recorded):
        return [(part, (*steps, "where")) for part in children(node)]
    head = HEADS[type(node)]
    return [(part, (*steps, head, index)) for index, part in enumerate(node.parts)]


def _unreachable(case: _Case, procedure: Procedure) -> Iterator[Finding]:
    """挙げた出来事のうち、条件が決して真にならないもの。"""
    diagram = case.diagram
    if EVENT not in diagram.cells or len(procedure.events) < 2:
        return
    reached = diagram.possible & case.plain(case.tree, diagram.frame.outside())
    proposed = proposed_in(procedure)
    for index, event in enumerate(procedure.events):
        if event not in proposed:
            continue
        here = diagram.cells[EVENT].where("eq", (event,)) or (len(diagram.cells[EVENT].points) - 1,)
        if all((reached & diagram.cell(EVENT, one)) == diagram.false for one in here):
            yield Finding(ERROR, case.document.fault(
                ("events", index), event, "この出来事では、条件が決して真になりません。",
                "events からこの出来事を外すか、条件を直してください。",
            ))  # fmt: skip


def _undecided(case: _Case) -> Iterator[Finding]:
    """どう補っても同じ答えなのに、不明のまま残る所。"""
    found = left_open(case.diagram, expand(case.tree, case.named))
    if found is not None:
        reason = f"{found}と決まるのに、分からないうちは不明のまま残ります。"
        remedy = "どちらでも決まる場合を any に足すか、条件を組み直してください。"
        yield Finding(NOTICE, case.fault(case.steps, reason, remedy))
