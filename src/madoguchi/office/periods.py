"""統計の期間。年度か、一つの月。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from madoguchi.domain.calendar import era_of
from madoguchi.domain.errors import Fault

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Period:
    """数える月の並び（古い順）。`key` は画面で選ぶときの名。"""

    key: str
    label: str
    months: tuple[date, ...]

    @property
    def before(self) -> tuple[date, ...]:
        """一年前の同じ月の並び。"""
        return tuple(one.replace(year=one.year - 1) for one in self.months)


def fiscal_year(day: date) -> int:
    """年度。

    >>> fiscal_year(date(2027, 3, 31)), fiscal_year(date(2027, 4, 1))
    (2026, 2027)
    """
    return day.year if day.month >= 4 else day.year - 1


def next_month(month: date, step: int = 1) -> date:
    """`step` か月あとの月の初め。"""
    count = month.year * MONTHS + month.month - 1 + step
    return date(count // MONTHS, count % MONTHS + 1, 1)


def year_text(year: int) -> str:
    """年度の名。

    >>> year_text(2026)
    '令和8年度'
    """
    name, number = era_of(date(year, 4, 1))[:2]
    return f"{name}{'元' if number == 1 else number}年度"


def month_text(month: date) -> str:
    """月の名。

    >>> month_text(date(2026, 11, 1))
    '令和8年11月'
    """
    name, number = era_of(next_month(month) - timedelta(days=1))[:2]
    return f"{name}{'元' if number == 1 else number}年{month.month}月"


def of_year(year: int) -> Period:
    """一つの年度。"""
    first = date(year, 4, 1)
    return Period(str(year), year_text(year), tuple(next_month(first, step) for step in range(MONTHS)))


def of_month(month: date) -> Period:
    """一つの月。"""
    return Period(f"{month.year}-{month.month:02d}", month_text(month), (month.replace(day=1),))


def period_of(key: str, today: date) -> Period:
    """選んだ期間。空なら今年度。読めなければ Fault。"""
    found = re.fullmatch(r"(20\d\d)(?:-(0[1-9]|1[0-2]))?", key, re.ASCII)
    if not key:
        return of_year(fiscal_year(today))
    if found is None:
        raise refused(key)
    year, month = found.groups()
    return of_month(date(int(year), int(month), 1)) if month else of_year(int(year))


def refused(value: str) -> Fault:
    """選べない値。"""
    return Fault("その統計は出せません。", remedy="統計の画面で、選び直してください。", value=value)


def choices(first: date | None, today: date) -> tuple[Sequence[Period], Sequence[Period]]:
    """選べる年度と月。新しいものが先。`first` は数のあるいちばん古い月。"""
    start = first or today
    years = range(fiscal_year(today), fiscal_year(start) - 1, -1)
    months, month = [], today.replace(day=1)
    while month >= start.replace(day=1):
        months.append(of_month(month))
        month = next_month(month, -1)
    return [of_year(year) for year in years], months
