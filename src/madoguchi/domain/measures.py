"""事実から決まりで導く値（年齢・月数など）。条件には計算を書かせず、ここで試験した関数だけが計算する。"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from . import calendar
from .facts import ABSENT, UNKNOWN, Fact, FactDefinition, UnknownWhy, absent, known, unknown

Compute = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """導かれる値の定義。`inputs` は事実の id、`compute` はそれらの値（区間もある）を受けて値を返す。"""

    id: str
    label: str
    type: str
    inputs: tuple[str, ...]
    compute: Compute
    about: str = "member"

    def definition(self) -> FactDefinition:
        """辞書にのせる形。たずねることはない。"""
        return FactDefinition(self.id, "measure", self.label, self.type, self.about)

    def fact(self, inputs: list[Fact]) -> Fact:
        """入力の事実から値を出す。入力の一つでも不明なら不明、記録がなければ記録なし。"""
        raws = [one.raw for one in inputs]
        result = self.compute(*raws)
        times = [one.as_of for one in inputs if one.as_of]
        as_of = min(times) if times else None
        if result is UNKNOWN:
            return unknown(UnknownWhy.NULL, "measure", as_of)
        if result is ABSENT:
            return absent("measure", as_of)
        return known(result, "measure", as_of, presumed=any(one.presumed for one in inputs))


def _strict(compute: Compute, when_absent: Any = ABSENT) -> Compute:
    """記録なしがあれば `when_absent`、不明があれば不明にして、どちらもなければ計算する。"""

    def guarded(*raws: Any) -> Any:
        if any(raw is ABSENT for raw in raws):
            return when_absent
        return UNKNOWN if any(raw is UNKNOWN for raw in raws) else compute(*raws)

    return guarded


def _falling(count: Callable[[date, date], int]) -> Compute:
    """始まりが遅いほど小さくなる数（年齢や月数）を、両端で数えて区間にする。"""

    def over(start: Any, end: Any) -> Any:
        start_low, start_high = calendar.bounds(start)
        end_low, end_high = calendar.bounds(end)
        return calendar.span(count(start_high, end_low), count(start_low, end_high))

    return _strict(over)


def _months_since_20(birth: date, on: date) -> int:
    """20歳に達した月から、できごとの前の月までの月数（国民年金法7条・11条）。"""
    reached = calendar.add_months(birth, 240) - timedelta(days=1)
    return (on.year - reached.year) * 12 + on.month - reached.month


def _within_7_days(event: Any, notified: Any, on: Any) -> Any:
    """死亡の日から7日以内に戸籍の届があったか。まだなら判定日が7日以内か（国民年金法施行規則24条）。"""
    if event is UNKNOWN or notified is UNKNOWN:
        return UNKNOWN
    day = on if notified is ABSENT else notified
    low, high = calendar.bounds(event)
    week = timedelta(days=7)
    if day <= low + week:
        return True
    return False if day > high + week else UNKNOWN


def _same_month_as_next_day(acquired: Any, event: Any) -> Any:
    """資格を取った月と、死亡の翌日（喪失日）の月が同じか。"""
    (one_low, one_high), (two_low, two_high) = calendar.bounds(acquired), calendar.bounds(event)
    months = {(d.year, d.month) for d in (one_low, one_high)}
    lost = {(d.year, d.month) for d in (two_low + timedelta(days=1), two_high + timedelta(days=1))}
    if len(months) == len(lost) == 1:
        return months == lost
    disjoint = max(months) < min(lost) or max(lost) < min(months)
    return False if disjoint else UNKNOWN


def _same_day(one: Any, two: Any) -> Any:
    """同じ日か。不詳の区間では決まらないことがある。"""
    return True if one == two else (False if one != two else UNKNOWN)


_BIRTH, _DAY = "resident.birth_date", "case.event_date"
_KOUKI = "latter_elderly.acquired_on"
_NOTICE = ("case.notified_on", "case.on")
_TABLE: tuple[tuple[str, str, str, tuple[str, ...], Compute, str], ...] = (
    ("age_law", "年齢（法律。誕生日の前日に達する）", "int", (_BIRTH, _DAY), _falling(calendar.age_by_law), "member"),
    ("age_birthday", "年齢（誕生日から）", "int", (_BIRTH, _DAY), _falling(calendar.age_by_birthday), "member"),
    ("age_at_fiscal_year_end", "年度末の年齢", "int", (_BIRTH, _DAY), _falling(calendar.age_at_fiscal_year_end), "member"),
    ("months_since_20", "20歳になった月からの月数", "int", (_BIRTH, _DAY), _falling(_months_since_20), "member"),
    ("months_since_nhi", "国保に入ってからの月数", "int", ("nhi.acquired_on", _DAY), _falling(calendar.months_between), "member"),
    ("months_since_kouki", "後期高齢者医療に入ってからの月数", "int", (_KOUKI, _DAY), _falling(calendar.months_between), "member"),
    ("kouki_same_month", "後期高齢者医療に入った月に資格を失った", "bool", (_KOUKI, _DAY), _strict(_same_month_as_next_day, False), "member"),
    ("kouki_from_nhi", "市の国保から後期高齢者医療へ移った", "bool", ("nhi.lost_on", _KOUKI), _strict(_same_day, False), "member"),
    ("notified", "判定日より前に届が受理されている", "bool", _NOTICE, _strict(operator.lt, False), "case"),
    ("notified_within_7_days", "死亡の日から7日以内に届け出た", "bool", (_DAY, *_NOTICE), _within_7_days, "case"),
)  # fmt: skip
MEASURES = tuple(Measure(f"measure.{one[0]}", *one[1:]) for one in _TABLE)
BY_ID: dict[str, Measure] = {measure.id: measure for measure in MEASURES}
