"""条件の木から、真偽の変数になるもの（事実、人や記録の数）を拾う。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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
    children,
)
from madoguchi.domain.facts import FactDefinition

#: 何件もある群で、記録の有無だけを問う条件。
EVERY: Condition = All(())


@dataclass(frozen=True)
class Key:
    """変数になるもの。`fact` は事実の id、`whose` はだれの（this・subject・each・common・record）。

    人や記録の数では、`fact` は範囲や群の名、`where` は数える条件。
    """

    fact: str
    whose: str
    where: Condition | None = None


@dataclass(frozen=True)
class Frame:
    """条件が置かれる所。`one_person` は、判定される人が出来事の本人か。`events` は起こりうる出来事。"""

    facts: Mapping[str, FactDefinition]
    parameters: Mapping[str, Any]
    events: tuple[str, ...]
    one_person: bool

    def outside(self) -> str:
        """人びとや記録の条件の外で「その人」と言えば、だれか。"""
        return "subject" if self.one_person else "this"

    def key(self, leaf: Leaf, this: str) -> Key:
        """葉の事実。"""
        definition = self.facts[leaf.fact]
        if definition.about != "member":
            return Key(leaf.fact, "common")
        return Key(leaf.fact, "subject" if leaf.of == "subject" else this)

    def test(self, leaf: Leaf) -> tuple[str, tuple[Any, ...]]:
        """葉の比べ方。日付つきの値は、その日の値にする。"""
        return leaf.op, tuple(
            self.parameters[one.id] if isinstance(one, ParameterOperand) else one for one in leaf.operands
        )


def counting(node: Quantified | Recorded, this: str) -> tuple[Key, CountTest]:
    """人びとや記録の条件を、数の比べ方に言い換える（だれかが＝1以上、だれもが＝そうでない人が0）。"""
    where = EVERY if node.where is None else node.where
    if isinstance(node, Recorded):
        whose = "subject" if node.of == "subject" else this
        return Key(node.group, whose, where), node.count or CountTest("ge", (1,))
    if node.kind == "all_of":
        return Key(node.scope, "scope", None_((where,))), CountTest("eq", (0,))
    return Key(node.scope, "scope", where), node.count or CountTest("ge", (1,))


def inside(node: Quantified | Recorded) -> str:
    """where の中で「その人」と言えば、だれか。"""
    return "each" if isinstance(node, Quantified) else f"record of {node.group}"


def walked(condition: Condition, this: str) -> Iterator[tuple[Condition, str]]:
    """木の節と、そこで「その人」と言えばだれか。名のついた条件は、先に開いておくこと。"""
    yield condition, this
    inner = inside(condition) if isinstance(condition, Quantified | Recorded) else this
    for child in children(condition):
        yield from walked(child, inner)


def grouped(condition: Condition) -> bool:
    """組か。"""
    return isinstance(condition, All | Any_ | None_)
