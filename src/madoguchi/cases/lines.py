"""行（一つの手続き）のいまと、一つの操作で行がどう変わるか。データベースは知らない。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from madoguchi.cases.states import COUNTER, DEPARTMENT, LineState, next_line, waits
from madoguchi.domain.errors import Fault

#: 課が動かした操作。取り消せば、動かす前の状態に戻る。
_MOVED_BY_DEPARTMENT = frozenset({"forward", "send_back", "complete"})
#: 課に渡し直した操作。前の受け取りは、新しい紙の受け取りではない。
_HANDED_OVER = frozenset({"receive", "refer", "send_back", "mail"})
_PATH, _NOTE = 8, 400


@dataclass(frozen=True, slots=True)
class Event:
    """一つの操作。`body` は中身（事実と判定は別に凍らせる）。"""

    kind: str
    seq: int
    actor: str
    actor_name: str
    at: datetime
    line: str
    body: Mapping[str, Any]

    @property
    def lines(self) -> tuple[str, ...]:
        """この操作が触れた行。"""
        return (self.line,) if self.line else tuple(self.body.get("of", ()))


@dataclass(frozen=True, slots=True)
class LineNow:
    """行のいま。

    - `department` はその行を扱う課、`waiting` はだれの番か（department・counter・空）。
    - `receipt` は受付番号。一度付けば変わらず、返されても、取り消しても、受け付け直しても同じ。
    - `received_on` はどの課でも同じに数える受付の日。`secured_on` は、返戻のあとも失わない日。
    - `since` は、いまの状態になった時刻。問い合わせと答えでも進む（待ち始めた時刻だから）。受け取りでは進まない。
    - `acknowledged` は、課が最後に受け取った時刻。紙を渡し直せば、受け取るまで空に戻る。
    - `holds` は、片づくまで件を終えられない市の行。`gone` は、いまの判定にはもう出ない行。
    """

    key: str
    state: LineState = LineState.OPEN
    added: bool = False
    reason: str = ""
    by: str = ""
    department: str = ""
    receipt: str = ""
    received_on: date | None = None
    secured_on: date | None = None
    since: datetime | None = None
    acknowledged: datetime | None = None
    waiting: str = ""
    note: str = ""
    sent_to: str = ""
    path: tuple[str, ...] = ()
    holds: bool = True
    gone: bool = False

    @property
    def procedure(self) -> str:
        """手続きの id。"""
        return self.key.partition("@")[0]

    @property
    def person(self) -> str:
        """だれの行か。世帯の行なら空。"""
        return self.key.partition("@")[2]

    @property
    def to_acknowledge(self) -> bool:
        """課がまだ受け取っていないか（受け取ったあとに窓口が答えたものも）。"""
        return is_to_acknowledge(self.state, self.waiting, self.acknowledged, self.since)


def is_to_acknowledge(
    state: str, waiting: str, acknowledged: datetime | None, since: datetime | None
) -> bool:
    """課が受け取るのを待っている行か。"""
    seen = acknowledged is not None and since is not None and acknowledged >= since
    return state in (LineState.RECEIVED, LineState.REFERRED) and waiting == DEPARTMENT and not seen


def acted(held: LineNow, event: Event) -> LineNow:
    """行に操作を一つ進める。受付番号はまだ付けない。できない操作なら NotNow か Fault。"""
    body, kind = event.body, event.kind
    if kind == "answer_back" and held.waiting != COUNTER:
        raise Fault("課からの問い合わせは来ていません。", remedy="一覧を開き直してください。", value=held.key)
    state = next_line(held.state, kind, held.path[-1] if held.path else "")
    return replace(
        held, state=state, by=event.actor_name, reason=_reason(held, event), note=_note(held, event),
        department=body.get("department", held.department), waiting=waits(state, kind, held.waiting),
        since=held.since if kind == "acknowledge" else event.at, acknowledged=_acknowledged(held, event),
        sent_to=_sent_to(held, event), path=_path(held, kind), **_days(held, event, state),
    )  # fmt: skip


def acknowledged(line: LineNow, at: datetime) -> LineNow:
    """紙の束を受け取った署名で、行も受け取ったことになる。"""
    if not line.to_acknowledge:
        return line
    return replace(line, acknowledged=at, waiting=waits(line.state, "acknowledge", line.waiting))


def _reason(held: LineNow, event: Event) -> str:
    """外した理由・請求しない理由・足した理由。ほかの操作では変わらず、戻せば消える。"""
    if event.kind in ("set_aside", "decline"):
        return str(event.body["reason"])
    return "" if event.kind == "put_back" and not held.added else held.reason


def _note(held: LineNow, event: Event) -> str:
    if event.kind == "acknowledge":
        return held.note
    text = str(event.body.get("note", event.body.get("reason", "")))
    if event.kind == "ask_back" and held.waiting == COUNTER:
        return f"{held.note}／{text}"[-_NOTE:]
    return text[:_NOTE]


def _acknowledged(held: LineNow, event: Event) -> datetime | None:
    if event.kind == "acknowledge":
        return event.at
    if event.kind in _HANDED_OVER or (event.kind == "take_back" and not held.path):
        return None
    return held.acknowledged or (event.at if event.kind in ("forward", "complete", "ask_back") else None)


def _sent_to(held: LineNow, event: Event) -> str:
    if event.kind == "take_back" and held.state is LineState.FORWARDED:
        return ""
    return str(event.body.get("sent_to", held.sent_to))


def _path(held: LineNow, kind: str) -> tuple[str, ...]:
    """課が動かす前の状態の重なり。窓口が動かせば、空に戻る。"""
    if kind in _MOVED_BY_DEPARTMENT:
        return (*held.path, held.state.value)[-_PATH:]
    if kind == "take_back":
        return held.path[:-1]
    return held.path if kind in ("acknowledge", "ask_back", "answer_back") else ()


def _days(held: LineNow, event: Event, state: LineState) -> dict[str, date | None]:
    """受付の日。返戻のあとに出し直しても、初めの日を数える。取り消した受付の日は、数えない。"""
    if event.kind == "receive":
        given = date.fromisoformat(event.body["received_on"])
        kept = held.secured_on or held.received_on
        return {"received_on": min(given, kept) if kept else given}
    if event.kind == "send_back":
        return {"secured_on": held.secured_on or held.received_on}
    if event.kind == "take_back" and state is LineState.OPEN:
        return {"received_on": held.secured_on}
    return {}
