"""同じ手続きや同じ条件を、二度書いていないかを見る。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

from madoguchi.catalogue.assembly import Assembly
from madoguchi.catalogue.editions import main_key
from madoguchi.domain.conditions import All, Any_, Condition, Leaf, None_, Quantified, Recorded, expand
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Procedure


def doubled(assembly: Assembly) -> Iterator[Fault]:
    """誤り: 同じ出来事で、条件も名も同じ手続き。"""
    definitions = assembly.definitions
    alike: dict[tuple[Condition, str, str], list[str]] = {}
    for name, one in definitions.procedures.items():
        condition = _canonical(expand(one.condition, definitions.conditions))
        alike.setdefault((condition, one.name, one.per), []).append(name)
    for names in alike.values():
        for first, second in combinations(names, 2):
            if main_key(first) != main_key(second) and _meet(
                definitions.procedures[first], definitions.procedures[second]
            ):
                yield assembly.procedures[second].fault(
                    ("id",), second, f"{first} と、出来事も条件も名も同じです（{assembly.procedures[first].file}）。",
                    "一つにまとめるか、違いを条件か名に書いてください。",
                )  # fmt: skip


def _canonical(condition: Condition) -> Condition:
    """並べる順の違いをならした木。"""
    match condition:
        case All() | Any_() | None_():
            return type(condition)(tuple(sorted(map(_canonical, condition.parts), key=repr)))
        case Quantified() | Recorded() if condition.where is not None:
            return replace(condition, where=_canonical(condition.where))
        case Leaf() if condition.op in ("in", "contains"):
            return replace(condition, operands=tuple(sorted(condition.operands, key=repr)))
    return condition


def _meet(one: Procedure, two: Procedure) -> bool:
    """同じ出来事の同じ日に、両方が出うるか。"""
    starts, ends = (
        max(one.valid_from, two.valid_from),
        min(one.valid_to or date.max, two.valid_to or date.max),
    )
    return bool(set(one.events) & set(two.events)) and starts < ends


def doubled_conditions(assembly: Assembly) -> Iterator[Fault]:
    """注意: 中身の同じ、名のついた条件。"""
    seen: dict[Condition, str] = {}
    for name, condition in assembly.definitions.conditions.items():
        first = seen.setdefault(_canonical(expand(condition, assembly.definitions.conditions)), name)
        if first != name:
            yield assembly.conditions[name].fault(
                ("id",), name, f"条件 {first} と中身が同じです（{assembly.conditions[first].file}）。",
                "どちらか一つにし、引く所を直してください。",
            )  # fmt: skip
