"""自治体の名・窓口・課・閉庁日。書類の中身をそのまま値にする。"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import jpholiday

from madoguchi.catalogue.documents import Document
from madoguchi.domain.calendar import OpenDays, weekday
from madoguchi.domain.procedures import Procedure

#: 年末年始の休み（地方自治法4条の2第2項3号が政令で定める12月29日から1月3日まで）。
YEAR_END = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))
FIRST_YEAR, LAST_YEAR = 1868, 2099


@dataclass(frozen=True, slots=True)
class Department:
    """課と窓口。"""

    id: str
    name: str
    short: str
    telephone: str | None = None
    extension: str | None = None
    floor: str | None = None
    window: str | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """ある立場の来庁者に渡せるもの（list・general・none）と根拠。`events` の出来事だけ、`paper` があればそれを見たときだけ。"""

    standing: str
    basis: str
    gives: str
    events: tuple[str, ...] = ("death",)
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """開いている時間。`weeks` があれば、月の第何の曜日かだけ。`[first, end)` の間の決まり。"""

    days: str
    opens: str
    closes: str
    weeks: tuple[int, ...] = ()
    first: date = date.min
    end: date = date.max

    def on(self, day: date) -> bool:
        """その日に開く決まりか（祝日などは見ない）。"""
        week = (day.day + 6) // 7
        return (
            self.first <= day < self.end
            and weekday(day) in self.days
            and (not self.weeks or week in self.weeks)
        )


@dataclass(frozen=True, slots=True)
class Window:
    """窓口。`systems` は使える仕組み、`departments` は受ける手続きの課、`main` は本庁の平日の窓口か。"""

    id: str
    name: str
    place: str
    systems: frozenset[str]
    departments: frozenset[str]
    hours: tuple[Hours, ...]
    main: bool = False
    consults: bool = False
    closed_on_holidays: bool = True

    def serves(self, procedure: Procedure) -> bool:
        """その手続きを受けられる窓口か（いつ開くかは見ない）。"""
        consults = self.consults or procedure.channel != "consult"
        return procedure.department in self.departments and self.systems >= set(procedure.needs) and consults

    def open_on(self, day: date, closed: Container[date]) -> Hours | None:
        """その日の時間。閉じていれば None。`closed` は祝日・年末年始・閉庁日。"""
        if self.closed_on_holidays and day in closed:
            return None
        return next((one for one in self.hours if one.on(day)), None)


@dataclass(frozen=True, slots=True)
class WaitLimits:
    """受け取られていないと知らせるまでの、開庁の時間数。はじめの二つは課が、あとの二つは窓口が待たせているとき。"""

    received: int = 4
    referred: int = 1
    asked: int = 1
    returned: int = 4


@dataclass(frozen=True, slots=True)
class MunicipalityProfile:
    """自治体。`departments` は課の id から。"""

    code: str
    name: str
    prefecture: str
    slug: str
    counter_name: str
    telephone: str
    hours: str
    closing_days: frozenset[date] = frozenset()
    disclosure: tuple[Disclosure, ...] = ()
    departments: Mapping[str, Department] = field(default_factory=dict)
    counters: Mapping[str, str] = field(default_factory=dict)
    windows: tuple[Window, ...] = ()
    register_days: int | None = None
    wait_limits: WaitLimits = WaitLimits()
    idle_minutes: int = 10
    practice_of: str = ""

    def counter_for(self, event: str) -> str:
        """その出来事の窓口の名。転入や婚姻の紙に、おくやみ窓口の名を出さない。"""
        return self.counters.get(event, self.counter_name)


def profile(
    municipality: Document, departments: Document | None, windows: Document | None = None
) -> MunicipalityProfile:
    """municipality.yaml と departments.yaml と windows.yaml から自治体の値を作る。"""
    raw: dict[str, Any] = dict(municipality.value)
    closing = frozenset(date.fromisoformat(day) for day in raw.pop("closing_days", []))
    disclosure = tuple(_disclosure(one) for one in raw.pop("disclosure", []))
    limits = WaitLimits(**raw.pop("wait_limits", {}))
    listed = departments.value if departments else []
    return MunicipalityProfile(
        **raw,
        closing_days=closing,
        disclosure=disclosure,
        wait_limits=limits,
        departments={one["id"]: _department(one) for one in listed},
        windows=tuple(window(one) for one in windows.value) if windows else (),
    )


def _disclosure(raw: dict[str, Any]) -> Disclosure:
    events = {"events": tuple(raw["events"])} if "events" in raw else {}
    return Disclosure(**{**raw, **events})


def _department(raw: dict[str, Any]) -> Department:
    texts = {
        key: None if raw.get(key) is None else str(raw[key])
        for key in ("telephone", "extension", "floor", "window")
    }
    return Department(id=raw["id"], name=raw["name"], short=raw.get("short", raw["name"]), **texts)


def window(raw: dict[str, Any]) -> Window:
    """windows.yaml の一つの窓口。"""
    hours = tuple(
        Hours(
            one["days"], one["opens"], one["closes"], tuple(one.get("weeks", ())),
            date.fromisoformat(one.get("from") or date.min.isoformat()),
            date.fromisoformat(one.get("to") or date.max.isoformat()),
        )
        for one in raw["hours"]
    )  # fmt: skip
    sets = {key: frozenset(raw[key]) for key in ("systems", "departments")}
    return Window(**{**raw, **sets, "hours": hours})


def open_days(own: frozenset[date] = frozenset()) -> OpenDays:
    """開庁日の暦。ずっと前のできごとや、書き誤った日付から数える期限でも、判定の全部を止めないだけの広さを持つ。"""
    return OpenDays(ClosingDays(own), date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@dataclass(frozen=True)
class ClosingDays:
    """土日のほかの閉庁日。祝日は一年ごとに、要るときだけ数える（一年に数十ミリ秒かかる）。"""

    own: frozenset[date]

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (day in self.own or day in _national_holidays(day.year))


@lru_cache(maxsize=256)
def _national_holidays(year: int) -> frozenset[date]:
    """祝日と年末年始。"""
    holidays = {day for day, _ in jpholiday.year_holidays(year)}
    return frozenset(holidays | {date(year, month, day) for month, day in YEAR_END})
