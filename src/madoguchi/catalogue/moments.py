"""検査する日の範囲（今日までの5年）と、その間に変わる日付つきの値の組。"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from madoguchi.domain.calendar import add_months
from madoguchi.domain.parameters import Parameter
from madoguchi.domain.procedures import Procedure

#: さかのぼって扱う出来事の年数（給付の請求は2年、年金の請求は5年で時効になる）。
YEARS = 5


@dataclass(frozen=True)
class Period:
    """`first` から `last` まで（どちらも含む）。"""

    first: date
    last: date

    @classmethod
    def until(cls, today: date) -> Period:
        """今日までの5年。"""
        return cls(add_months(today, -12 * YEARS), today)

    def clipped(self, procedure: Procedure) -> Period | None:
        """その手続きの版が使われる間。重ならなければ None。"""
        first = max(self.first, procedure.valid_from)
        if first > self.last or (procedure.valid_to is not None and procedure.valid_to <= first):
            return None
        return Period(first, self.last)

    def during(self, procedure: Procedure) -> Period:
        """その手続きの版が使われる間。五年より前に終わった版なら、その終わりの日だけ。"""
        last = procedure.valid_to - timedelta(days=1) if procedure.valid_to else self.last
        return self.clipped(procedure) or Period(last, last)


def values(
    names: Collection[str], parameters: Mapping[str, Parameter], period: Period
) -> Iterator[tuple[date, dict[str, Any]]]:
    """期間の中の、値の組が変わる日と、その組。値のない日は飛ばす（別に挙げる）。"""
    used = [parameters[name] for name in sorted(names)]
    starts = {value.valid_from for one in used for value in one.values}
    days = [period.first, *sorted(day for day in starts if period.first < day <= period.last)]
    seen: list[dict[str, Any]] = []
    for day in days:
        found = {one.id: _at(one, day, period.last) for one in used}
        if None not in found.values() and found not in seen:
            seen.append(found)
            yield day, found


def _at(parameter: Parameter, event_on: date, on: date) -> Any:
    day = on if parameter.chosen_by == "on" else event_on
    held = (one for one in parameter.values if _covers(one.valid_from, one.valid_to, day))
    return next((one.value for one in held), None)


def missing(parameter: Parameter, period: Period) -> date | None:
    """期間の中で、値のない初めの日。"""
    days = [period.last] if parameter.chosen_by == "on" else [period.first, period.last]
    ends = [one.valid_to for one in parameter.values if one.valid_to is not None]
    days.extend(day for day in ends if period.first <= day <= period.last and parameter.chosen_by != "on")
    for day in sorted(days):
        if not any(_covers(one.valid_from, one.valid_to, day) for one in parameter.values):
            return day
    return None


def _covers(first: date, end: date | None, day: date) -> bool:
    return first <= day and (end is None or day < end)
