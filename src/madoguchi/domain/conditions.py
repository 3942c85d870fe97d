"""条件の木。文字の式は持たない。三値で評価する決まりは `tracing` と `compiled` が同じ木から作る。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Whose = Literal["this", "subject"]


@dataclass(frozen=True, slots=True)
class ParameterOperand:
    """日付で変わる値と比べる。"""

    id: str


@dataclass(frozen=True, slots=True)
class PersonOperand:
    """人と比べる。who は this・subject・visitor。"""

    who: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """ひとつの事実を比べる。op は is・eq・in・lt・le・gt・ge・between・contains。

    `operands` は is なら空、between なら二つ、in と contains なら一つ以上、ほかは一つ。
    """

    op: str
    fact: str
    operands: tuple[Any, ...] = ()
    of: Whose = "this"


@dataclass(frozen=True, slots=True)
class All:
    """全部が真。"""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any_:
    """どれかが真。"""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class None_:
    """どれも真でない。"""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """名のついた条件を引く。"""

    id: str


def certainly(op: str, numbers: tuple[int, ...], low: float, high: float) -> bool | None:
    """数が [low, high] のどこかのとき、比べた結果。決まらなければ None。"""
    first, last = numbers[0], numbers[-1]
    # 言い換え: 数が下限以上・上限以下に収まるか。
    least, most = {
        "ge": (first, float("inf")), "gt": (first + 1, float("inf")), "le": (0, first), "lt": (0, first - 1),
    }.get(op, (first, last))  # fmt: skip
    if least <= low and high <= most:
        return True
    return False if high < least or most < low else None


@dataclass(frozen=True, slots=True)
class CountTest:
    """数の比べ方。op は eq・lt・le・gt・ge・between。"""

    op: str
    numbers: tuple[int, ...]

    def certainly(self, low: int, high: float) -> bool | None:
        """数が [low, high] のどこかのとき、比べた結果。"""
        return certainly(self.op, self.numbers, low, high)


@dataclass(frozen=True, slots=True)
class Quantified:
    """人びとについて言う。kind は any_of・all_of・count_of、scope は members・others・movers・persons。"""

    kind: str
    scope: str
    where: Condition
    count: CountTest | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """複数ある記録について言う。kind は any_record・count_records。`where` は一つの記録に結びつく。"""

    kind: str
    group: str
    where: Condition | None = None
    count: CountTest | None = None
    of: Whose = "this"


Condition = Leaf | All | Any_ | None_ | Ref | Quantified | Recorded
Named = Mapping[str, Condition]


def children(condition: Condition) -> tuple[Condition, ...]:
    """すぐ下の条件。"""
    if isinstance(condition, All | Any_ | None_):
        return condition.parts
    if isinstance(condition, Quantified):
        return (condition.where,)
    if isinstance(condition, Recorded) and condition.where is not None:
        return (condition.where,)
    return ()


def walk(condition: Condition, named: Named | None = None) -> Iterator[Condition]:
    """木を上からたどる。`named` を渡せば、名のついた条件の中もたどる。"""
    yield condition
    if isinstance(condition, Ref) and named is not None:
        yield from walk(named[condition.id], named)
    for child in children(condition):
        yield from walk(child, named)


def facts_in(condition: Condition, named: Named) -> frozenset[str]:
    """条件に現れる事実の id。"""
    return frozenset(part.fact for part in walk(condition, named) if isinstance(part, Leaf))


def expand(condition: Condition, named: Named) -> Condition:
    """名のついた条件を開いた木。"""
    if isinstance(condition, Ref):
        return expand(named[condition.id], named)
    if isinstance(condition, All | Any_ | None_):
        return type(condition)(tuple(expand(part, named) for part in condition.parts))
    if isinstance(condition, Quantified):
        return Quantified(condition.kind, condition.scope, expand(condition.where, named), condition.count)
    if isinstance(condition, Recorded) and condition.where is not None:
        where = expand(condition.where, named)
        return Recorded(condition.kind, condition.group, where, condition.count, condition.of)
    return condition
