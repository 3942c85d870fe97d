"""期限の決まりを、三つの日付で数えて見せる。一つは、末日が閉庁日に当たる日を選ぶ。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from madoguchi.domain.calendar import OpenDays, wareki, weekday
from madoguchi.domain.deadlines import last_day
from madoguchi.domain.procedures import DeadlineRule

#: 見本の日。同じ版からいつも同じ表ができるように、今日の日付は使わない。
USUAL = date(2026, 11, 10)
#: 月の長さと、年をまたぐ数え方が分かる日。
MONTH_END, YEAR_END = date(2027, 2, 28), date(2026, 12, 25)
LAST_USED = date(2028, 12, 31)
_SEARCHED_DAYS = 400


@dataclass(frozen=True, slots=True)
class Worked:
    """数えた一例。`counted` は決まりどおり数えた末日、`last` は閉庁日で動いた後の末日。"""

    start: date
    counted: date
    last: date
    closed: bool

    def __str__(self) -> str:
        if not self.closed:
            return f"{_shown(self.start)} → {_shown(self.last)}"
        if self.last == self.counted:
            return f"{_shown(self.start)} → {_shown(self.last)}（閉庁日だが動かない）"
        return f"{_shown(self.start)} → {_shown(self.last)}（{_shown(self.counted)}が閉庁日のため）"


def examples(rule: DeadlineRule, days: OpenDays) -> tuple[Worked, ...]:
    """三つの例。期限のない決まりなら空。末日が閉庁日になる日がなければ二つ。"""
    if not rule.length:
        return ()
    third = YEAR_END if set(rule.length) == {"days"} else MONTH_END
    return (_worked(rule, USUAL, days), *_closing(rule, days), _worked(rule, third, days))


def _worked(rule: DeadlineRule, start: date, days: OpenDays) -> Worked:
    counted = last_day(start, rule.length, count_first_day=rule.count_first_day)
    last = days.next_open(counted) if rule.closing_day == "next_open" else counted
    return Worked(start, counted, last, not days.is_open(counted))


def _closing(rule: DeadlineRule, days: OpenDays) -> Iterator[Worked]:
    for number in range(1, _SEARCHED_DAYS):
        found = _worked(rule, USUAL + timedelta(days=number), days)
        if found.closed:
            yield found
            return


def _shown(day: date) -> str:
    return f"{wareki(day)}（{weekday(day)}）"
