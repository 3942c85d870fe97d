"""期限の決まりを、三つの日付で数えて見せる。一つは、末日が閉庁日に当たる日を選ぶ。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from madoguchi.domain.calendar import OpenDays, wareki, weekday
from madoguchi.domain.deadlines import last_day
from madoguchi.domain.procedures import DeadlineRule, Procedure

#: 見本の日。同じ版からいつも同じ表ができるように、今日の日付は使わない。
USUAL = date(2026, 11, 10)
#: 月の長さと、年をまたぐ数え方が分かる日。
MONTH_END, YEAR_END = date(2027, 2, 28), date(2026, 12, 25)
#: 見本の日が動く範囲（前の法の版は、その法の間の日で数える）。
FIRST_USED, LAST_USED = date(1980, 1, 1), date(2040, 12, 31)
SEARCHED = timedelta(days=400)


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


@dataclass(frozen=True, slots=True)
class Period:
    """見本の日を選ぶ期間 `[since, until)`。"""

    since: date = FIRST_USED
    until: date = LAST_USED

    def moved(self, day: date) -> date:
        """期間に入るまで年を動かした日。期間が一年より短くて入らなければ、期間の初日。"""
        moved = day
        while moved >= self.until and moved.year > FIRST_USED.year:
            moved = moved.replace(year=moved.year - 1)
        while moved < self.since and moved.year < LAST_USED.year:
            moved = moved.replace(year=moved.year + 1)
        return moved if self.since <= moved < self.until else self.since


ANY_TIME = Period()


def period_of(procedure: Procedure) -> Period:
    """その版を使う出来事の期間。判定の日で選ぶ版は、出来事がいつでもよい。"""
    if procedure.chosen_by == "on":
        return ANY_TIME
    return Period(max(procedure.valid_from, FIRST_USED), procedure.valid_to or LAST_USED)


def examples(rule: DeadlineRule, days: OpenDays, period: Period = ANY_TIME) -> tuple[Worked, ...]:
    """三つの例。期限のない決まりなら空。末日が閉庁日になる日がなければ二つ。"""
    if not rule.length:
        return ()
    usual = period.moved(USUAL)
    third = period.moved(YEAR_END if set(rule.length) == {"days"} else MONTH_END)
    return (_worked(rule, usual, days), *_closing(rule, days, usual, period), _worked(rule, third, days))


def _worked(rule: DeadlineRule, start: date, days: OpenDays) -> Worked:
    counted = last_day(start, rule.length, count_first_day=rule.count_first_day)
    last = days.next_open(counted) if rule.closing_day == "next_open" else counted
    return Worked(start, counted, last, not days.is_open(counted))


def _closing(rule: DeadlineRule, days: OpenDays, usual: date, period: Period) -> Iterator[Worked]:
    for number in range(1, SEARCHED.days):
        start = usual + timedelta(days=number)
        found = _worked(rule, start, days)
        if found.closed and start < period.until:
            yield found
            return


def _shown(day: date) -> str:
    return f"{wareki(day)}（{weekday(day)}）"
