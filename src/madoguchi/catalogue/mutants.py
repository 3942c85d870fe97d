"""条件を一か所だけ変えた「変異」を作る。どの具体例も結果が変わらなければ、例が足りない。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from madoguchi.catalogue.documents import Steps
from madoguchi.domain.conditions import (
    All,
    Any_,
    Condition,
    CountTest,
    Leaf,
    None_,
    ParameterOperand,
    Quantified,
    Recorded,
    Ref,
)

SHIFTS = ("-1", "+1")
HEADS = {All: "all", Any_: "any", None_: "none"}


@dataclass(frozen=True)
class Mutant:
    """変えた木。`steps` は変えた所、`change` は何をしたか、`missing` は足りない例。"""

    steps: Steps
    change: str
    missing: str
    condition: Condition


def mutants(condition: Condition, steps: Steps) -> Iterator[Mutant]:
    """`condition` を一か所だけ変えたものを全部作る。`steps` は書類の中での道筋。"""
    match condition:
        case Leaf():
            yield _negated(condition, steps, condition.fact)
            yield from _leaf(condition, steps)
        case Ref():
            yield _negated(condition, steps, condition.id)
        case All() | Any_() | None_():
            yield from _group(condition, steps)
        case Quantified():
            yield from _quantified(condition, steps)
        case Recorded():
            yield from _recorded(condition, steps)


def _negated(condition: Condition, steps: Steps, name: str) -> Mutant:
    return Mutant(steps, "この条件を否定しても", f"{name} だけで結果が決まる例", None_((condition,)))


def _leaf(leaf: Leaf, steps: Steps) -> Iterator[Mutant]:
    if leaf.op in ("in", "contains"):
        for one in leaf.operands if len(leaf.operands) > 1 else ():
            rest = tuple(other for other in leaf.operands if other != one)
            yield Mutant(
                steps, f"{one} を外しても", f"{leaf.fact} が {one} の例", replace(leaf, operands=rest)
            )
        return
    for index, one in enumerate(leaf.operands):
        for moved in _moved(one):
            operands = (*leaf.operands[:index], moved, *leaf.operands[index + 1 :])
            yield Mutant(
                steps, f"{_said_value(one)} を {_said_value(moved)} に変えても",
                f"{leaf.fact} がちょうど {_said_value(one)} の前後の例", replace(leaf, operands=operands),
            )  # fmt: skip


def _moved(threshold: Any) -> tuple[Any, ...]:
    if isinstance(threshold, ParameterOperand):
        # 値は例の日によるので、ずらした値を `shifted` の名で引く。
        return tuple(ParameterOperand(threshold.id + by) for by in SHIFTS)
    if isinstance(threshold, bool):
        return ()
    if isinstance(threshold, int):
        return (threshold - 1, threshold + 1)
    if isinstance(threshold, date):
        return (threshold - timedelta(days=1), threshold + timedelta(days=1))
    return ()


def _said_value(threshold: Any) -> str:
    return threshold.id if isinstance(threshold, ParameterOperand) else str(threshold)


def shifted(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """日付つきの値に、一つずらした値（名に -1・+1 が付く）を添える。"""
    found = dict(parameters)
    for name, value in parameters.items():
        if isinstance(value, int | date) and not isinstance(value, bool):
            step: Any = 1 if isinstance(value, int) else timedelta(days=1)
            found |= {name + "-1": value - step, name + "+1": value + step}
    return found


def _group(group: All | Any_ | None_, steps: Steps) -> Iterator[Mutant]:
    head = HEADS[type(group)]
    many = len(group.parts) > 1
    if many:
        yield Mutant((*steps, head), *_swapped(head), _swap(group))
    for index, part in enumerate(group.parts):
        here = (*steps, head, index)
        rest = group.parts[:index] + group.parts[index + 1 :]
        if many:
            yield Mutant(here, "この条件を外しても", f"{_name(part)} だけで結果が決まる例", type(group)(rest))
        for inner in mutants(part, here):
            parts = (*group.parts[:index], inner.condition, *group.parts[index + 1 :])
            yield replace(inner, condition=type(group)(parts))


def _swapped(head: str) -> tuple[str, str]:
    other = {"all": "any", "any": "all", "none": "「全部は真でない」"}[head]
    return f"{head} を {other} に変えても", "並べた条件の一部だけが真の例"


def _swap(group: All | Any_ | None_) -> Condition:
    if isinstance(group, All):
        return Any_(group.parts)
    return All(group.parts) if isinstance(group, Any_) else None_((All(group.parts),))


def _quantified(condition: Quantified, steps: Steps) -> Iterator[Mutant]:
    yield _negated(condition, steps, condition.scope)
    other = {"any_of": "all_of", "all_of": "any_of"}.get(condition.kind)
    if other:
        yield Mutant(
            steps, f"{condition.kind} を {other} に変えても", "当てはまる人と当てはまらない人が両方いる例",
            replace(condition, kind=other),
        )  # fmt: skip
    for count in _counts(condition.count):
        yield Mutant(
            steps,
            f"人数を {_said(count)} に変えても",
            "当てはまる人の数がちょうど境の例",
            replace(condition, count=count),
        )
    for inner in mutants(condition.where, (*steps, "where")):
        yield replace(inner, condition=replace(condition, where=inner.condition))


def _recorded(condition: Recorded, steps: Steps) -> Iterator[Mutant]:
    yield _negated(condition, steps, condition.group)
    for count in _counts(condition.count):
        yield Mutant(
            steps,
            f"件数を {_said(count)} に変えても",
            "当てはまる記録の数がちょうど境の例",
            replace(condition, count=count),
        )
    if condition.where is None:
        return
    yield Mutant(
        (*steps, "where"),
        "where を外しても",
        "記録はあるが where に当てはまらない例",
        replace(condition, where=None),
    )
    for inner in mutants(condition.where, (*steps, "where")):
        yield replace(inner, condition=replace(condition, where=inner.condition))


def _counts(count: CountTest | None) -> Iterator[CountTest]:
    for index, number in enumerate(count.numbers if count else ()):
        for moved in (number - 1, number + 1):
            numbers = count.numbers if count else ()
            changed = CountTest(count.op if count else "", (*numbers[:index], moved, *numbers[index + 1 :]))
            yield changed


def _said(count: CountTest) -> str:
    return f"{count.op}: {count.numbers[0] if len(count.numbers) == 1 else list(count.numbers)}"


def _name(part: Condition) -> str:
    match part:
        case Leaf():
            return part.fact
        case Ref():
            return part.id
        case Quantified():
            return part.scope
        case Recorded():
            return part.group
        case _:
            return "この組"
