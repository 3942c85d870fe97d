"""みなし（推定）が、手続きを「不要」にするほうへ働いていないかを見る。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from madoguchi.catalogue.assembly import Assembly
from madoguchi.catalogue.documents import Document, Steps
from madoguchi.catalogue.mutants import HEADS
from madoguchi.catalogue.shelf import Shelf
from madoguchi.domain.conditions import All, Any_, Condition, Leaf, None_, Quantified, Recorded, Ref, facts_in
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import FactDefinition
from madoguchi.domain.tracing import compare

#: 条件が真に近づくと手続きが「要る」に近づくか（+1）、遠ざかるか（-1）、どちらとも言えないか（0）。
Direction = int


def lowering(
    condition: Condition,
    facts: Mapping[str, FactDefinition],
    named: Mapping[str, tuple[Condition, Document]],
    document: Document,
    steps: Steps,
) -> Iterator[Fault]:
    """みなした値が「不要」へ導く葉を挙げる。"""
    for leaf, direction, where, at in _leaves(condition, 1, named, (document, steps)):
        definition = facts.get(leaf.fact)
        if definition is None or definition.presumption is None:
            continue
        value = compare(leaf.op, definition.presumption, leaf.operands) if _literal(leaf) else None
        if value is None or direction == 0 or value is not (direction > 0):
            yield where.fault(
                at, leaf.fact,
                f"みなし（{definition.value_label(definition.presumption)}）が、この手続きを不要にするほうへ働きます。",
                "辞書の presumption を外して聞くようにするか、条件の向きを変えてください。",
            )  # fmt: skip


def leaking(shelf: Shelf, assembly: Assembly) -> Iterator[Fault]:
    """みなしが、ほかの道で判定に入り込む所。

    必ず言えること（含意）の前提にすれば、みなしの印が消えて「不要」を導ける。台帳の事実のみなしは使われない。
    """
    dictionary = assembly.definitions.dictionary
    presumed = {name for name, fact in dictionary.facts.items() if fact.presumption is not None}
    grounds = {one.id: facts_in(one.when, {}) & presumed for one in dictionary.implications}
    for _, document in shelf.of("implication"):
        for fact in sorted(grounds.get(document.value["id"], ())):
            yield document.fault(
                ("when",), fact, "みなしのある事実から、必ず言えることは導けません。",
                "when からこの事実を外すか、辞書の presumption を外してください。",
            )  # fmt: skip
    for _, document in shelf.of("facts"):
        for index, raw in enumerate(document.value["facts"]):
            if raw.get("presumption") is not None and document.value["kind"] == "register":
                yield document.fault(
                    ("facts", index, "presumption"), raw["id"], "台帳の事実には、みなしは効きません。",
                    "presumption: を消すか、聞き取りの事実にしてください。",
                )  # fmt: skip


def _literal(leaf: Leaf) -> bool:
    return all(isinstance(one, str | int) for one in leaf.operands)


def _leaves(
    condition: Condition,
    direction: Direction,
    named: Mapping[str, tuple[Condition, Document]],
    place: tuple[Document, Steps],
) -> Iterator[tuple[Leaf, Direction, Document, Steps]]:
    document, steps = place
    match condition:
        case Leaf():
            yield condition, direction, document, steps
        case Ref() if condition.id in named:
            inner, other = named[condition.id]
            yield from _leaves(inner, direction, named, (other, ("condition",)))
        case All() | Any_() | None_():
            turned = -direction if isinstance(condition, None_) else direction
            for index, part in enumerate(condition.parts):
                yield from _leaves(part, turned, named, (document, (*steps, HEADS[type(condition)], index)))
        case Quantified() | Recorded() if condition.where is not None:
            turned = direction * _count_direction(condition)
            yield from _leaves(condition.where, turned, named, (document, (*steps, "where")))


def _count_direction(condition: Quantified | Recorded) -> Direction:
    if condition.count is None:
        return 1
    return {"ge": 1, "gt": 1, "le": -1, "lt": -1}.get(condition.count.op, 0)
