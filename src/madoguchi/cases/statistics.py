"""件の記録から数える。日・できごと・窓口ごとの数と、いまの一覧。職員ごとの数は、作る所がない。

過ぎた日の操作は増えも変わりもしないので、数は一度だけ数えて残し（`keep`）、残っていない日だけその場で数える。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max
from django.utils.timezone import get_current_timezone, localtime

from madoguchi.cases.board import Board, BoardCase, Waiting, board
from madoguchi.cases.models import Action, CaseLine, DayFigure, Visit

__all__ = ["Board", "BoardCase", "DayFigures", "Waiting", "board", "figures", "keep", "line_states", "total"]

#: 来た人と話しながらする操作。一回の来庁の時間は、この初めから終わりまで。
_WITH_VISITOR = frozenset({
    "open_case", "add_visit", "confirm_household", "choose_movers", "judge", "answer", "undo_answer", "confirm_hint",
    "finish_interview", "print_list", "print_general", "print_forms", "receive", "hold", "refer", "mail", "wait_register",
    "registered", "decline", "set_aside", "put_back", "add_line", "end_today",
})  # fmt: skip
_ANSWERED = frozenset({"answer", "confirm_hint"})
#: まだ残していない日を一度に数える日数。
_AT_ONCE = 31
_COLUMNS = ("case_id", "seq", "kind", "visit", "line", "department", "at", "amount", "case__event_kind")


@dataclass(frozen=True, slots=True)
class DayFigures:
    """一日・一つのできごと・一つの窓口の数。

    - `opened` 開いた件、`closed` 終えた件、`visits` 来庁、`again` そのうち二度めから。
    - `minutes` 来庁ごとの時間（分）。初めの操作から、その日の終わりの操作まで。
    - `received` 受け付けた行（同じ日に取り消したものは数えない）、`departments` その課ごとの数。
    - `avoided` 回らずにすんだ窓口。一つの窓口で n 課の行を受け付けた来庁を n-1 と数える。
    - `sent_back` 課が返戻した行の、その課ごとの数。
    - `questions` 聞いた問い。`kinds` は操作の数（hold 保留、ask_back 問い合わせ、send_back 返戻 …）。
    """

    day: date
    event_kind: str
    place: str
    opened: int = 0
    closed: int = 0
    visits: int = 0
    again: int = 0
    minutes: tuple[int, ...] = ()
    received: int = 0
    avoided: int = 0
    questions: int = 0
    departments: Mapping[str, int] = field(default_factory=dict)
    sent_back: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)


_KEPT = (
    "opened", "closed", "visits", "again", "minutes", "received", "avoided", "questions", "departments",
    "sent_back", "kinds",
)  # fmt: skip


def figures(
    since: date, until: date, event_kind: str = "", place: str | None = None
) -> tuple[DayFigures, ...]:
    """`since` から `until` まで（両方の日を含む）の数。`event_kind` と `place` で絞る（place の空は、窓口によらない操作）。"""
    kept_until = DayFigure.objects.aggregate(last=Max("day"))["last"]
    rows = (
        DayFigure.objects.filter(day__gte=since, day__lte=until).exclude(event_kind="").order_by("day", "pk")
    )
    found = [_read(row) for row in rows]
    fresh = since if kept_until is None else max(since, kept_until + timedelta(days=1))
    while fresh <= until:
        end = min(until, fresh + timedelta(days=_AT_ONCE - 1))
        found += _counted(fresh, end)
        fresh = end + timedelta(days=1)
    return tuple(one for one in found if event_kind in ("", one.event_kind) and place in (None, one.place))


def keep(today: date) -> int:
    """まだ残していない、きのうまでの数を残す。何度呼んでも同じ。残した日の数を返す。"""
    last = DayFigure.objects.aggregate(last=Max("day"))["last"]
    first = Action.objects.order_by("at").values_list("at", flat=True).first()
    if first is None:
        return 0
    since = localtime(first).date() if last is None else last + timedelta(days=1)
    days = [since + timedelta(days=place) for place in range((today - since).days)]
    rows = [DayFigure(day=day, event_kind="", place="", figures={}) for day in days]
    rows += [_row(one) for day in days for one in _counted(day, day)]
    DayFigure.objects.bulk_create(rows, ignore_conflicts=True)
    return len(days)


def total(rows: Iterable[DayFigures]) -> DayFigures:
    """いくつもの日・窓口の数を足す。日・できごと・窓口は、初めのもの。一つもなければ、どれも 0。"""
    held = list(rows)
    first = held[0] if held else DayFigures(date.min, "", "")
    sums = {name: sum(getattr(one, name) for one in held) for name in ("opened", "closed", "visits", "again")}
    more = {name: sum(getattr(one, name) for one in held) for name in ("received", "avoided", "questions")}
    return DayFigures(
        first.day, first.event_kind, first.place, **sums, **more,
        minutes=tuple(sorted(minute for one in held for minute in one.minutes)),
        departments=_sum(one.departments for one in held), sent_back=_sum(one.sent_back for one in held),
        kinds=_sum(one.kinds for one in held),
    )  # fmt: skip


def line_states(since: date, until: date) -> dict[tuple[str, str, str], int]:
    """その日々に開いた件の行の、いまの状態ごとの数。鍵は（できごと, 課, 状態）。"""
    start, end = bounds(since, until)
    rows = (
        CaseLine.objects.filter(case__opened_at__gte=start, case__opened_at__lt=end)
        .order_by()
        .values("case__event_kind", "department", "state")
        .annotate(lines=Count("pk"))
    )
    return {(row["case__event_kind"], row["department"], row["state"]): row["lines"] for row in rows}


def _sum(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for one in parts:
        found.update(one)
    return dict(found)


def _read(row: DayFigure) -> DayFigures:
    return DayFigures(
        row.day, row.event_kind, row.place, **{**row.figures, "minutes": tuple(row.figures["minutes"])}
    )


def _row(one: DayFigures) -> DayFigure:
    kept = {name: getattr(one, name) for name in _KEPT}
    return DayFigure(
        day=one.day,
        event_kind=one.event_kind,
        place=one.place,
        figures={**kept, "minutes": list(one.minutes)},
    )


def bounds(since: date, until: date) -> tuple[datetime, datetime]:
    """その日々の初めと、終わりの次の瞬間。"""
    zone = get_current_timezone()
    return (
        datetime.combine(since, time.min, zone),
        datetime.combine(until + timedelta(days=1), time.min, zone),
    )


def _counted(since: date, until: date) -> list[DayFigures]:
    start, end = bounds(since, until)
    rows = Action.objects.filter(at__gte=start, at__lt=end).order_by("case_id", "seq").values(*_COLUMNS)
    acts = list(rows)
    visits = {
        (row.case_id, row.number): (row.place, localtime(row.at).date(), row.number)
        for row in Visit.objects.filter(case_id__in={act["case_id"] for act in acts}).only(
            "case_id", "number", "place", "at"
        )
    }
    tallies: dict[tuple[date, str, str], _Tally] = {}
    for act in acts:
        day = localtime(act["at"]).date()
        place, came, _ = visits.get((act["case_id"], act["visit"]), ("", day, 0))
        key = (day, act["case__event_kind"], place)
        tallies.setdefault(key, _Tally()).add(act, on_visit=came == day)
    return [tally.figures(*key) for key, tally in sorted(tallies.items(), key=lambda one: one[0])]


class _Tally:
    """一つのます（日・できごと・窓口）を数えている途中。"""

    def __init__(self) -> None:
        self.kinds: Counter[str] = Counter()
        self.sent_back: Counter[str] = Counter()
        self.questions = 0
        self.received: dict[tuple[int, str], tuple[int, str]] = {}
        self.spans: dict[tuple[int, int], tuple[datetime, datetime]] = {}

    def add(self, act: dict[str, Any], *, on_visit: bool) -> None:
        """操作を一つ数える。"""
        kind, line, visit = act["kind"], (act["case_id"], act["line"]), (act["case_id"], act["visit"])
        self.kinds[kind] += 1
        self.questions += act["amount"] if kind in _ANSWERED else 0
        if kind == "receive":
            self.received[line] = (act["visit"], act["department"])
        elif kind == "take_back":
            self.received.pop(line, None)
        elif kind == "send_back":
            self.sent_back[act["department"]] += 1
        if on_visit and kind in _WITH_VISITOR:
            self.spans[visit] = (self.spans.get(visit, (act["at"], act["at"]))[0], act["at"])

    def figures(self, day: date, event_kind: str, place: str) -> DayFigures:
        """数え終わった数。"""
        handled: dict[tuple[int, int], set[str]] = {}
        for (case_id, _), (visit, department) in self.received.items():
            handled.setdefault((case_id, visit), set()).add(department)
        return DayFigures(
            day, event_kind, place, self.kinds["open_case"], self.kinds["close"], len(self.spans),
            sum(visit > 1 for _, visit in self.spans),
            tuple(sorted(round((end - start).total_seconds() / 60) for start, end in self.spans.values())),
            len(self.received), sum(len(found) - 1 for found in handled.values()), self.questions,
            dict(sorted(Counter(department for _, department in self.received.values()).items())),
            dict(sorted(self.sent_back.items())), dict(sorted(self.kinds.items())),
        )  # fmt: skip
