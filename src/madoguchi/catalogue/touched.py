"""差分を重ねて意味の変わった手続きと条件を選ぶ（変わらないものの例は、下の段で確かめてある）。"""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.catalogue.assembly import Assembly
from madoguchi.catalogue.editions import key_of, main_key
from madoguchi.catalogue.shelf import Shelf
from madoguchi.domain.conditions import Condition, Leaf, Named, ParameterOperand, Ref, walk

EVERYWHERE = ("facts/", "implications/")


@dataclass(frozen=True)
class Touched:
    """例を走らせる手続きと、変異を試す名のついた条件。"""

    procedures: tuple[str, ...]
    conditions: tuple[str, ...]


def touched(assembly: Assembly, shelf: Shelf, below: Shelf | None) -> Touched:
    """`below` から変わったもの。`below` がなければ全部。

    条件が変われば、それを引く手続きも全部入る（どの手続きの例が変異に気づいてもよいので）。
    """
    definitions = assembly.definitions
    every = Touched(tuple(definitions.procedures), tuple(definitions.conditions))
    if below is None:
        return every
    before, now = below.content(), shelf.content()
    changed = {relative for relative in now if now[relative] != before.get(relative)}
    if any(relative.startswith(EVERYWHERE) for relative in changed):
        return every
    parameters = {
        one["id"]
        for relative in changed
        if relative.startswith("parameters/")
        for one in now[relative]["parameters"]
    }
    named = definitions.conditions
    own = {key_of(relative) for relative in changed if relative.startswith(("procedures/", "conditions/"))}
    conditions = {name for name in named if name in own or uses(named[name], named)[1] & parameters}
    procedures = tuple(
        name
        for name, procedure in definitions.procedures.items()
        if {name, main_key(name)} & own or _reached(procedure.condition, named, conditions, parameters)
    )
    return Touched(procedures, tuple(sorted(conditions)))


def _reached(condition: Condition, named: Named, conditions: set[str], parameters: set[str]) -> bool:
    refs, values = uses(condition, named)
    return bool(refs & conditions or values & parameters)


def uses(condition: Condition, named: Named) -> tuple[set[str], set[str]]:
    """条件が（引いた先も含めて）引く、名のついた条件と日付つきの値。"""
    refs: set[str] = set()
    values: set[str] = set()
    for part in walk(condition, named):
        if isinstance(part, Ref):
            refs.add(part.id)
        elif isinstance(part, Leaf):
            values |= {one.id for one in part.operands if isinstance(one, ParameterOperand)}
    return refs, values
