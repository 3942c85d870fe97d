"""操作を一つずつ畳んで、件と行のいまを作る。書くときも、作り直すときも、同じこの関数を使う。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from madoguchi.cases.states import LINE_ACTIONS, CaseState, LineState, next_case, next_line
from madoguchi.domain.errors import Fault

#: 刷っただけでは、ほかの職員の見ている一覧は古くならない。
WITHOUT_NEW_VERSION = frozenset({"print_list", "print_general", "print_forms"})
ACTION_LABELS = {
    "open_case": "件を開きました", "add_visit": "来た人を書きました", "confirm_household": "世帯を確かめました",
    "choose_movers": "引っ越す方をえらびました",
    "judge": "もう一度判定しました", "answer": "聞き取りの答えを入れました", "undo_answer": "答えを取り消しました",
    "confirm_hint": "古い記録を確かめました", "finish_interview": "聞き取りを終えました",
    "set_aside": "行を外しました", "put_back": "行を戻しました", "add_line": "行を足しました",
    "print_list": "手続き一覧を刷りました", "print_general": "一般の案内を刷りました", "print_forms": "様式を刷りました",
}  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class LineNow:
    """行のいま。"""

    key: str
    state: LineState = LineState.OPEN
    added: bool = False
    reason: str = ""
    by: str = ""

    @property
    def procedure(self) -> str:
        """手続きの id。"""
        return self.key.partition("@")[0]

    @property
    def person(self) -> str:
        """だれの行か。世帯の行なら空。"""
        return self.key.partition("@")[2]


@dataclass(frozen=True, slots=True)
class CaseNow:
    """件のいま。"""

    number: str
    event_kind: str
    subject_key: str
    opened_at: datetime
    touched_at: datetime
    touched_by: str
    event_on: date | None = None
    state: CaseState = CaseState.OPENED
    version: int = 0
    seq: int = 0
    household_confirmed: bool = False
    current_visit: int = 0
    lines: Mapping[str, LineNow] = field(default_factory=dict)
    movers: tuple[str, ...] | None = None


def line_key(procedure: str, person: str | None) -> str:
    """行の鍵。

    >>> line_key("d_inkan", "P1"), line_key("d_setainushi", None)
    ('d_inkan@P1', 'd_setainushi')
    """
    return f"{procedure}@{person}" if person else procedure


def advance(now: CaseNow | None, event: Event) -> CaseNow:
    """操作を一つ進める。できない操作なら NotNow。"""
    if now is None:
        return _opened(event)
    state = next_case(now.state, event.kind)
    moved = replace(
        now, state=state, seq=event.seq, touched_at=event.at, touched_by=event.actor,
        version=now.version + (event.kind not in WITHOUT_NEW_VERSION),
    )  # fmt: skip
    if "lines" in event.body:
        moved = replace(moved, lines=_judged(moved.lines, event.body["lines"]))
    change = _CHANGES.get(event.kind)
    return change(moved, event) if change else moved


def _opened(event: Event) -> CaseNow:
    body = event.body
    return CaseNow(
        body["number"], body["event_kind"], body["subject_key"], event.at, event.at, event.actor,
        date.fromisoformat(body["event_on"]) if body["event_on"] else None, version=1, seq=event.seq, current_visit=body["visit"]["number"],
    )  # fmt: skip


def _judged(lines: Mapping[str, LineNow], keys: list[str]) -> dict[str, LineNow]:
    """判定に出た行を並べる。手のついた行と職員の足した行は、判定から消えても残す。"""
    kept = {
        key: line
        for key, line in lines.items()
        if line.added or line.state is not LineState.OPEN or key in keys
    }
    return {**{key: kept.get(key, LineNow(key)) for key in keys}, **kept}


def _visited(now: CaseNow, event: Event) -> CaseNow:
    return replace(now, current_visit=event.body["visit"]["number"])


def _confirmed(now: CaseNow, _event: Event) -> CaseNow:
    return replace(now, household_confirmed=True)


def _chosen(now: CaseNow, event: Event) -> CaseNow:
    return replace(now, movers=tuple(event.body["movers"]))


def _with_line(now: CaseNow, line: LineNow) -> CaseNow:
    return replace(now, lines={**now.lines, line.key: line})


def _added(now: CaseNow, event: Event) -> CaseNow:
    held = now.lines.get(event.line)
    if held is not None and held.state is not LineState.DROPPED:
        raise Fault(
            "その手続きは、もう一覧にあります。",
            remedy="一覧の行を開いてください。",
            value=event.body["title"],
        )
    return _with_line(now, LineNow(event.line, LineState.OPEN, True, event.body["reason"], event.actor_name))


def _moved(now: CaseNow, event: Event) -> CaseNow:
    held = now.lines.get(event.line)
    if held is None:
        raise Fault(
            "その手続きは、この件の一覧にありません。", remedy="一覧を開き直してください。", value=event.line
        )
    state, reason = next_line(held.state, event.kind), event.body.get("reason", "")
    return _with_line(now, replace(held, state=state, reason=reason, by=event.actor_name))


_CHANGES = {
    "add_visit": _visited, "confirm_household": _confirmed, "choose_movers": _chosen, "add_line": _added,
    **dict.fromkeys(LINE_ACTIONS, _moved),
}  # fmt: skip
