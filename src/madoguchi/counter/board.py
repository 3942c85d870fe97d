"""今日の一覧の画面。うしろから見えるので、氏名も手続きの理由も出さず、番号で出す。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from madoguchi.cases import board as cases
from madoguchi.cases.board import LineCounts, TodayCase, WaitingLine, Within
from madoguchi.cases.states import CaseState, LineState
from madoguchi.counter.departments.alarms import limits
from madoguchi.counter.desk import Desk, watching
from madoguchi.domain.calendar import wareki, weekday
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Definitions
from madoguchi.municipalities import queries as municipalities
from madoguchi.municipalities.queries import DepartmentEntry

SHOWN, MOST, LINES = 50, 500, 6
VIEWS = {"mine": "自分", "here": "この窓口", "department": "課の窓口", "all": "すべての窓口"}
STAGES = {
    CaseState.OPENED: "受け付けたところ",
    CaseState.JUDGED: "聞き取り",
    CaseState.INTERVIEWED: "手続き一覧",
    CaseState.LISTED: "受け付け",
    CaseState.CLOSED: "終わった",
}


@dataclass(frozen=True, slots=True)
class View:
    """見る範囲の一つ。"""

    key: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Total:
    """上に並ぶ数の一つ。`ask` は、することが残っている数。"""

    label: str
    count: int
    unit: str
    note: str = ""
    ask: bool = False


@dataclass(frozen=True, slots=True)
class BoardRow:
    """一つの件。`again` なら、来た人を決め直してから開く。"""

    case_id: int
    number: str
    event: str
    place: str
    stage: str
    received: str
    filled: str
    waits: str
    began: str
    again: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class BoardLine:
    """だれかの番になっている行。`mark` は札の字。"""

    case_id: int
    number: str
    procedure: str
    mark: str
    department: str
    telephone: str
    since: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """今日の一覧。`more` は、出しきれない件の数。"""

    now: str
    views: tuple[View, ...]
    totals: tuple[Total, ...]
    rows: tuple[BoardRow, ...]
    more: int
    alarms: tuple[BoardLine, ...]
    more_alarms: bool
    replies: tuple[BoardLine, ...]
    more_replies: bool
    limit: str


@dataclass(frozen=True)
class _Names:
    """番号や略号を、画面の言葉にするためのもの。"""

    definitions: Definitions
    departments: Mapping[str, DepartmentEntry]
    places: Mapping[str, str]
    at: datetime
    late: Mapping[str, datetime]

    def event(self, kind: str) -> str:
        found = self.definitions.life_events.get(kind)
        return found.name if found else kind

    def procedure(self, name: str) -> str:
        editions = (one.name for one in self.definitions.procedures.values() if one.id == name)
        return next(editions, name)

    def time(self, at: datetime) -> str:
        clock = f"{at.hour}:{at.minute:02d}"
        return clock if at.date() == self.at.date() else f"{at.month}月{at.day}日 {clock}"


def board_page(user: Any, view: str) -> BoardPage:
    """`view` の範囲の、いまの一覧。知らない範囲なら Fault。"""
    at = watching(user)
    within, chosen = _within(user, view)
    names = _names(at)
    hidden = frozenset(one.id for one in names.definitions.procedures.values() if one.audience == "staff")
    start = datetime.combine(at.today, time(), at.now.tzinfo)
    found = cases.cases_of(start, within, MOST)
    counts = cases.counts_of([one.case_id for one in found], hidden)
    alarms = cases.unacknowledged(names.late, within, hidden, LINES + 1)
    replies = cases.for_the_counter(within, hidden, LINES + 1)
    ordered = sorted(
        found, key=lambda one: (one.state == CaseState.CLOSED, one.ended or one.absent, one.began)
    )
    return BoardPage(
        f"{wareki(at.today)}（{weekday(at.today)}）　{at.now.hour}時{at.now.minute:02d}分",
        tuple(View(key, label, key == chosen) for key, label in _views(user)),
        _totals(found, counts, at.now), tuple(_row(one, counts, names) for one in ordered[:SHOWN]),
        max(0, len(ordered) - SHOWN), tuple(_line(one, names) for one in alarms[:LINES]), len(alarms) > LINES,
        tuple(_line(one, names) for one in replies[:LINES]), len(replies) > LINES, _limit_text(at),
    )  # fmt: skip


def _views(user: Any) -> list[tuple[str, str]]:
    """窓口に座っていない職員には、「この窓口」はない。"""
    return [(key, label) for key, label in VIEWS.items() if user.counter_place or key != "here"]


def _within(user: Any, view: str) -> tuple[Within, str]:
    known = [key for key, _ in _views(user)]
    chosen = view or ("here" if user.counter_place else "department")
    if chosen not in known:
        raise Fault("その範囲の一覧はありません。", remedy="今日の一覧を開き直してください。", value=view)
    if chosen == "mine":
        return Within(login=user.login), chosen
    if chosen == "here":
        return Within(frozenset({user.counter_place.key})), chosen
    if chosen == "department":
        own = user.department.key
        return Within(
            frozenset(p.key for p in municipalities.counter_places() if p.department == own)
        ), chosen
    return Within(), chosen


def _names(at: Desk) -> _Names:
    return _Names(
        at.definitions, {one.key: one for one in municipalities.departments()},
        {one.key: one.name for one in municipalities.counter_places()}, at.now, limits(at).before,
    )  # fmt: skip


def _limit_text(at: Desk) -> str:
    rule = at.municipality.wait_limits
    return f"相談は開庁の{rule.referred}時間、受け付けは{rule.received}時間を過ぎたもの"


def _totals(found: Iterable[TodayCase], counts: Mapping[int, LineCounts], at: datetime) -> tuple[Total, ...]:
    here = [one for one in found if not (one.ended or one.absent) and one.state != CaseState.CLOSED]
    by_state = {state: [one for one in here if one.state == state] for state in CaseState}
    longest = max((at - one.began for one in here), default=None)
    note = f"長い方で{_length(longest)}" if longest else ""
    ask = sum(1 for one in found if counts.get(one.case_id, LineCounts()).counter)
    receiving = len(by_state[CaseState.INTERVIEWED]) + len(by_state[CaseState.LISTED])
    return (
        Total("窓口で対応中", len(here), "件", note),
        Total("受け付けたところ", len(by_state[CaseState.OPENED]), "件"),
        Total("聞き取りの途中", len(by_state[CaseState.JUDGED]), "件"),
        Total("手続き一覧から先", receiving, "件"),
        Total("窓口の番の行がある", ask, "件", ask=bool(ask)),
        Total("今日はここまで・終わった", sum(not one.absent for one in found) - len(here), "件"),
    )


def _length(spent: timedelta) -> str:
    """かかった時間。

    >>> _length(timedelta(minutes=6)), _length(timedelta(minutes=65))
    ('6分', '1時間5分')
    """
    hours, minutes = divmod(int(spent.total_seconds() // 60), 60)
    return f"{hours}時間{minutes}分" if hours else f"{minutes}分"


def _row(one: TodayCase, counts: Mapping[int, LineCounts], names: _Names) -> BoardRow:
    held = counts.get(one.case_id, LineCounts())
    closed = one.state == CaseState.CLOSED
    event = names.event(one.event_kind) + (f"（{one.visit}回め）" if one.visit > 1 else "")
    stage = STAGES[CaseState(one.state)]
    if not closed and (one.ended or one.absent):
        stage = "届だけで判定" if one.absent else "今日はここまで"
    return BoardRow(
        one.case_id, one.number, event, names.places.get(one.place, ""), stage,
        f"{held.received}/{held.of}" if held.of else "", f"{88 * held.received / held.of:.0f}" if held.of else "",
        _waits(held), names.time(one.began), one.ended or one.absent, closed,
    )  # fmt: skip


def _waits(held: LineCounts) -> str:
    parts = (("窓口", held.counter), ("担当課", held.department))
    return "　".join(f"{who} {count}" for who, count in parts if count)


def _line(one: WaitingLine, names: _Names) -> BoardLine:
    owner = names.departments.get(one.department)
    mark = "返戻" if one.state == LineState.RETURNED else "質問"
    telephone = (owner.extension or owner.telephone) if owner else ""
    return BoardLine(
        one.case_id, one.number, names.procedure(one.procedure), mark, (owner.short or owner.name) if owner else f"いまはない課（{one.department}）",
        telephone, names.time(one.since),
    )  # fmt: skip
