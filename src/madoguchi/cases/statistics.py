"""件の記録から、月・できごと・窓口ごとの数をつくり、置き、読む。職員ごとの数は作らない。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import get_current_timezone, localtime

from madoguchi.cases.actions import NOBODY
from madoguchi.cases.figures import Figures, Seen, Step, from_json, of_visit, reason_of, total
from madoguchi.cases.models import Action, Case, MonthFigures, Visit
from madoguchi.cases.states import CaseState

__all__ = ["MonthRow", "collect", "collect_recent", "first_month", "months_between", "rows"]
Key = tuple[str, str]
VisitKey = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """一つの月・できごと・窓口の数。"""

    month: date
    event_kind: str
    place: str
    figures: Figures
    made_at: datetime


@dataclass(frozen=True, slots=True)
class _Visited:
    """数える一回の来庁。`day` は来た日。"""

    case_id: int
    number: int
    at: datetime
    place: str
    gave_list: bool
    event_kind: str

    @property
    def key(self) -> Key:
        return self.event_kind, self.place


def month_of(day: date) -> date:
    """その日の月の初め。

    >>> month_of(date(2026, 11, 20))
    datetime.date(2026, 11, 1)
    """
    return day.replace(day=1)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """初めの月から終わりの月まで。

    >>> [one.month for one in months_between(date(2026, 12, 9), date(2027, 2, 1))]
    [12, 1, 2]
    """
    found, month = [], month_of(first)
    while month <= last:
        found.append(month)
        month = month_of(month + timedelta(days=31))
    return tuple(found)


def rows(first: date, last: date) -> tuple[MonthRow, ...]:
    """初めの月から終わりの月までの、置いてある数。"""
    found = MonthFigures.objects.filter(month__gte=month_of(first), month__lte=last).order_by("month")
    return tuple(
        MonthRow(row.month, row.event_kind, row.place, from_json(row.body), localtime(row.made_at))
        for row in found
    )


def first_month() -> date | None:
    """数のある、いちばん古い月。なければ None。"""
    found: date | None = MonthFigures.objects.order_by("month").values_list("month", flat=True).first()
    return found


def collect_recent(now: datetime) -> None:
    """今月と先月を数え直す。まだ一度も数えていなければ、件のある月の全部。"""
    this = month_of(localtime(now).date())
    since = month_of(this - timedelta(days=1))
    if not MonthFigures.objects.exists():
        earliest = Case.objects.order_by("opened_at").values_list("opened_at", flat=True).first()
        since = month_of(localtime(earliest).date()) if earliest else this
    for month in months_between(since, this):
        collect(month, now)


def collect(month: date, now: datetime) -> int:
    """その月の数を数え直し、前の数と置き換える。置いた行の数を返す。"""
    month = month_of(month)
    counted: dict[Key, list[Figures]] = defaultdict(list)
    for key, figures in (*_visits(month), *_closed(month)):
        counted[key].append(figures)
    made = [
        MonthFigures(month=month, event_kind=event, place=place, body=total(found).as_json(), made_at=now)
        for (event, place), found in counted.items()
    ]
    with transaction.atomic():
        MonthFigures.objects.filter(month=month).delete()
        MonthFigures.objects.bulk_create(made)
    return len(made)


def _span(month: date) -> tuple[datetime, datetime]:
    zone = get_current_timezone()
    after = month_of(month + timedelta(days=31))
    return (
        datetime(month.year, month.month, 1, tzinfo=zone),
        datetime(after.year, after.month, 1, tzinfo=zone),
    )


def _visits(month: date) -> Iterator[tuple[Key, Figures]]:
    """月の来庁の一回ずつ。"""
    start, end = _span(month)
    chosen = Visit.objects.filter(at__gte=start, at__lt=end)
    of_cases = _by_case(Visit.objects.filter(case_id__in=chosen.values("case_id")))
    steps = _steps(start, end)
    kinds = _kinds(chosen.filter(number__gt=1).values("case_id"))
    for visits in of_cases.values():
        for index, one in enumerate(visits):
            if not start <= one.at < end:
                continue
            before = visits[index - 1] if index else None
            why = _why(one, before, kinds)
            figures = of_visit(Seen(one.at, steps.get((one.case_id, one.number), ()), why))
            yield one.key, replace(figures, opened=int(before is None))


def _why(one: _Visited, before: _Visited | None, kinds: Mapping[VisitKey, set[str]]) -> str:
    """日を改めた来庁なら、そのわけ。同じ日の続きは、もう一度の来庁に数えない。"""
    if before is None or before.at.date() == one.at.date():
        return ""
    return reason_of(before.gave_list, kinds.get((before.case_id, before.number), ()))


def _by_case(visits: Any) -> dict[int, list[_Visited]]:
    """件ごとの来庁を、順に。だれも来ていない（届だけで判定した）ものは、来庁に数えない。"""
    found: dict[int, list[_Visited]] = defaultdict(list)
    wanted = ("case_id", "number", "at", "place", "gives", "case__event_kind")
    came = visits.exclude(gives=NOBODY)
    for case_id, number, at, place, gives, event in came.order_by("case_id", "number").values_list(*wanted):
        found[case_id].append(_Visited(case_id, number, localtime(at), place, gives == "list", event))
    return found


def _steps(start: datetime, end: datetime) -> dict[VisitKey, list[Step]]:
    """月の操作を、来庁ごとに順に。"""
    found: dict[VisitKey, list[Step]] = defaultdict(list)
    wanted = ("case_id", "visit", "kind", "at", "line", "department", "amount")
    chosen = Action.objects.filter(at__gte=start, at__lt=end).order_by("case_id", "seq")
    for case_id, visit, *rest in chosen.values_list(*wanted).iterator():
        kind, at, line, department, amount = rest
        found[case_id, visit].append(Step(kind, localtime(at), line, department, amount))
    return found


def _kinds(case_ids: Any) -> dict[VisitKey, set[str]]:
    """来庁ごとの、その日に終われなかったわけになる操作。"""
    found: dict[VisitKey, set[str]] = defaultdict(set)
    wanted = ("wait_register", "hold", "refer", "end_today")
    held = Action.objects.filter(case_id__in=case_ids, kind__in=wanted)
    for case_id, visit, kind in held.values_list("case_id", "visit", "kind"):
        found[case_id, visit].add(kind)
    return found


def _closed(month: date) -> Iterator[tuple[Key, Figures]]:
    """月に終わった件。終えたときの来庁の窓口に数える。"""
    start, end = _span(month)
    closing = Action.objects.filter(kind="close", at__gte=start, at__lt=end, case__state=CaseState.CLOSED)
    last = dict(closing.order_by("seq").values_list("case_id", "visit"))
    for case_id, visits in _by_case(Visit.objects.filter(case_id__in=closing.values("case_id"))).items():
        days = {one.at.date() for one in visits}
        ended = next((one for one in visits if one.number == last[case_id]), visits[-1])
        yield ended.key, Figures(closed=1, closed_at_once=int(len(days) == 1))
