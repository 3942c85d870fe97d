"""今日の件と、待っている行を読む。氏名も話したことも読まない。番号だけで一覧にする。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q
from django.utils.timezone import localtime

from madoguchi.cases.actions import NOBODY
from madoguchi.cases.models import Case, CaseLine
from madoguchi.cases.states import COUNTER, DEPARTMENT, LineState

#: 窓口が受け付けた行の状態。
RECEIVED = (LineState.RECEIVED, LineState.FORWARDED, LineState.DONE)
#: 窓口の番でも、家族の紙を待つ保留は、課への返事ではない。
ASKED = (LineState.RETURNED, LineState.RECEIVED, LineState.REFERRED, LineState.FORWARDED)
#: 受け付ける必要のない行の状態。
NOT_TO_RECEIVE = (LineState.DROPPED, LineState.DECLINED)


@dataclass(frozen=True, slots=True)
class Within:
    """見る範囲。`places` が None ならすべての窓口、`login` があれば、窓口の職員のうちその人が最後に触れた件だけ。"""

    places: frozenset[str] | None = None
    login: str = ""


@dataclass(frozen=True, slots=True)
class TodayCase:
    """今日来た方の件。`began` は今日の来庁の初め、`ended` は「今日はここまで」にしたか、`absent` は届だけで判定して、だれも来ていないか。"""

    case_id: int
    number: str
    event_kind: str
    state: str
    place: str
    began: datetime
    touched: datetime
    visit: int
    ended: bool
    absent: bool


@dataclass(frozen=True, slots=True)
class LineCounts:
    """件の行の数。`of` は受け付ける行の全部。"""

    received: int = 0
    of: int = 0
    department: int = 0
    counter: int = 0


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """だれかの番になっている行。"""

    case_id: int
    number: str
    procedure: str
    state: str
    department: str
    since: datetime


def cases_of(start: datetime, within: Within, limit: int) -> tuple[TodayCase, ...]:
    """`start`（きょうの初め）からあとに来た方の件。新しく来た方が先。"""
    chosen: dict[str, Any] = {
        "touched_at__gte": start,
        "visits__number": F("current_visit"),
        "visits__at__gte": start,
    }
    if within.places is not None:
        chosen["visits__place__in"] = within.places
    if within.login:
        chosen["touched_by"] = within.login
    found = Case.objects.filter(**chosen)
    wanted = (
        "pk", "number", "event_kind", "state", "visits__place", "visits__at", "touched_at", "current_visit",
        "ended_visit", "visits__gives",
    )  # fmt: skip
    rows = found.order_by("-visits__at", "-pk").values_list(*wanted)[:limit]
    return tuple(
        TodayCase(
            *row[:5], localtime(row[5]), localtime(row[6]), row[7], 0 < row[8] == row[7], row[9] == NOBODY
        )
        for row in rows
    )


def counts_of(case_ids: Iterable[int], hidden: frozenset[str]) -> dict[int, LineCounts]:
    """件ごとの行の数。`hidden` の手続き（職員だけの行）は数えない。"""
    held = CaseLine.objects.filter(case_id__in=list(case_ids), holds=True, gone=False)
    wanted = ~Q(state__in=NOT_TO_RECEIVE)
    rows = (
        held.exclude(procedure__in=hidden)
        .values("case_id")
        .annotate(
            received=Count("pk", filter=Q(state__in=RECEIVED)),
            of=Count("pk", filter=wanted),
            department=Count("pk", filter=Q(waiting=DEPARTMENT)),
            counter=Count("pk", filter=Q(waiting=COUNTER)),
        )
    )
    return {
        row["case_id"]: LineCounts(row["received"], row["of"], row["department"], row["counter"])
        for row in rows
    }


def for_the_counter(within: Within, hidden: frozenset[str], limit: int) -> tuple[WaitingLine, ...]:
    """課から返された行と、課にたずねられている行。古いものが先。家族の紙を待つ保留は、ここには出さない。"""
    held = CaseLine.objects.filter(waiting=COUNTER, state__in=ASKED)
    return _waiting(held, within, hidden, limit)


def unacknowledged(
    before: Mapping[str, datetime], within: Within, hidden: frozenset[str], limit: int
) -> tuple[WaitingLine, ...]:
    """`before`（行の状態 → 時刻）より前に送り、課がまだ受け取っていない行。古いものが先。"""
    unseen = Q(acknowledged__isnull=True) | Q(acknowledged__lt=F("since"))
    found: list[WaitingLine] = []
    for state in (LineState.RECEIVED, LineState.REFERRED):  # 状態ごとなら、古い順の索引のはじめの何行かで済む
        held = CaseLine.objects.filter(unseen, waiting=DEPARTMENT, state=state, since__lt=before[state])
        found += _waiting(held, within, hidden, limit)
    return tuple(sorted(found, key=lambda one: one.since)[:limit])


def _waiting(held: Any, within: Within, hidden: frozenset[str], limit: int) -> tuple[WaitingLine, ...]:
    if within.places is not None:
        held = held.filter(
            case__visits__number=F("case__current_visit"), case__visits__place__in=within.places
        )
    if within.login:
        held = held.filter(case__touched_by=within.login)
    wanted = ("case_id", "case__number", "procedure", "state", "department", "since")
    rows = held.exclude(procedure__in=hidden).order_by("since", "pk").values_list(*wanted)[:limit]
    return tuple(WaitingLine(*row[:5], localtime(row[5])) for row in rows)
