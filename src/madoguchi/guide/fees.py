"""手数料と収入印紙の合計。分からない金額は0円とせず、分からないものとして数える。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from madoguchi.domain.conditions import ParameterOperand
from madoguchi.domain.judgement import NEEDED, Judgement, Line
from madoguchi.domain.parameters import Parameter
from madoguchi.domain.procedures import Fee
from madoguchi.guide.timing import for_family

KINDS = {"fee": "窓口で払うお金", "revenue_stamp": "収入印紙", "certificate_stamp": "県の証紙"}


@dataclass(frozen=True, slots=True)
class Price:
    """一つのお金。`yen` が None なら分からない。`per` があれば、それにつきいくら。"""

    procedure_id: str
    label: str
    yen: int | None
    kind: str
    per: str = ""
    basis: str = ""

    @property
    def text(self) -> str:
        """「800円」「1通 450円」「金額は窓口で」。"""
        amount = "金額は窓口でおたずねください" if self.yen is None else f"{self.yen:,}円"
        return f"{self.per} {amount}" if self.per and self.yen is not None else amount


@dataclass(frozen=True, slots=True)
class Total:
    """家族に要る手続きのお金。`sums` は種類ごとの合計、`each` は一つにつきいくらのもの、`unknown` は金額の分からないもの。"""

    sums: Mapping[str, int]
    each: tuple[Price, ...]
    unknown: tuple[Price, ...]
    prices: tuple[Price, ...]


def total(judgement: Judgement, parameters: Mapping[str, Parameter], on: date) -> Total:
    """要ると決まった手続きの分を合計する。人ごとの手続きは、人数分を足す。"""
    lines = [line for line in judgement.lines if for_family(line) and line.result == NEEDED]
    prices = tuple(price for line in lines for price in of_line(line, parameters, on))
    known = [one for one in prices if one.yen is not None and not one.per]
    sums = {
        kind: sum(one.yen or 0 for one in known if one.kind == kind)
        for kind in KINDS
        if any(one.kind == kind for one in known)
    }
    each = (one for one in prices if one.yen is not None and one.per)
    return Total(sums, _once(each), _once(one for one in prices if one.yen is None), prices)


def _once(prices: Iterable[Price]) -> tuple[Price, ...]:
    return tuple({(one.label, one.yen, one.per): one for one in prices}.values())


def of_line(line: Line, parameters: Mapping[str, Parameter], on: date) -> tuple[Price, ...]:
    """一行のお金。"""
    return tuple(
        Price(
            line.procedure.id, fee.label, _yen(fee, parameters, on), fee.kind, fee.per or "", fee.basis or ""
        )
        for fee in line.procedure.fees
    )


def _yen(fee: Fee, parameters: Mapping[str, Parameter], on: date) -> int | None:
    """金額。自治体がまだ決めていない値（要設定）は、分からない。値のあるはずの日にないときは断る。"""
    if not isinstance(fee.yen, ParameterOperand):
        return fee.yen
    held = parameters[fee.yen.id]
    return int(held.at(on).value) if held.values else None
