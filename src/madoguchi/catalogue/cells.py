"""一つの事実がとりうる値を、条件が見分ける区画に切る。区画の中では、どの比べ方も同じ答えになる。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from madoguchi.domain import measures
from madoguchi.domain.facts import ABSENT, FactDefinition
from madoguchi.domain.tracing import compare

#: 負にならない数。
AGES = ("measure.age_birthday", "measure.age_law", "measure.age_at_fiscal_year_end")
#: 符号や文字のうち、条件のどこにも出てこないもの。
OTHER = "…ほかの値"
Test = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Cells:
    """区画。`points` は区画ごとの代表の値。`free` なら、値の一つひとつがあったりなかったりする（複数の値、人）。"""

    points: tuple[Any, ...]
    free: bool = False

    @property
    def bits(self) -> int:
        """区画を言い分けるのに要る、真偽の変数の数。"""
        return len(self.points) if self.free else (len(self.points) - 1).bit_length()

    def where(self, op: str, operands: tuple[Any, ...]) -> tuple[int, ...]:
        """その比べ方が真になる区画の番号（`free` なら、どれかがあれば真になる値の番号）。"""
        if self.free:
            return tuple(index for index, point in enumerate(self.points) if point in operands)
        return tuple(index for index, point in enumerate(self.points) if compare(op, point, operands) is True)

    def bounds(self, index: int) -> tuple[float, float]:
        """整数の区画の、下の端と上の端。"""
        low = float("-inf") if index == 0 else self.points[index]
        after = index + 1
        return low, self.points[after] - 1 if after < len(self.points) else float("inf")


def cut(definition: FactDefinition, tests: Iterable[Test]) -> Cells:
    """事実の値を、`tests` が見分ける区画に切る。"""
    tests = list(tests)
    written = list(dict.fromkeys(one for _, operands in tests for one in operands))
    if definition.multiple or definition.type == "person":
        return Cells(tuple(written), free=True)
    gone = (ABSENT,) if _may_be_absent(definition) else ()
    if definition.type == "bool":
        return Cells((True, False))
    if any(op not in ("eq", "in") for op, _ in tests) or definition.type in ("int", "date"):
        return Cells((*ordered(definition, written), *gone))
    unsaid = definition.type != "code" or set(definition.codes) - set(written)
    return Cells((*written, *((OTHER,) if unsaid else gone)))


def ordered(definition: FactDefinition, written: list[Any]) -> tuple[Any, ...]:
    """大小のある値の区画。境は、書かれた値とその次。"""
    step: Any = timedelta(days=1) if definition.type == "date" else 1
    cuts = sorted({edge for one in written for edge in (one, one + step)})
    least = definition.id in AGES
    return tuple(point for point in (cuts[0] - step, *cuts) if not least or point >= 0)


def counted(numbers: Iterable[int]) -> Cells:
    """数の区画。"""
    return Cells(tuple(sorted({0, *(edge for one in numbers for edge in (one, one + 1))})))


def _may_be_absent(definition: FactDefinition) -> bool:
    measure = measures.BY_ID.get(definition.id)
    if measure is None:
        return definition.connected_absence == "none" or definition.id == "case.notified_on"
    return any(not name.startswith(("case.", "resident.birth_date")) for name in measure.inputs)
