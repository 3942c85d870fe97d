"""操作を一つずつ畳んで、件と行のいまを作る。書くときも、作り直すときも、同じこの関数を使う。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from madoguchi.cases import bundling
from madoguchi.cases.bundling import BundleNow
from madoguchi.cases.lines import Event, LineNow, acknowledged, acted
from madoguchi.cases.people import Entered, entered_of
from madoguchi.cases.states import (
    LINE_ACTIONS,
    OF_DEPARTMENT,
    SETTLED,
    CaseState,
    LineState,
    NotNow,
    next_case,
)
from madoguchi.domain.errors import Fault

__all__ = ["ACTION_LABELS", "BundleNow", "CaseNow", "Event", "LineNow", "StillOpen", "advance", "line_key"]

#: 刷っただけ、静かに進めるだけでは、ほかの職員の見ている一覧は古くならない。
WITHOUT_NEW_VERSION = frozenset({"print_list", "print_general", "print_forms", "go_quietly"})
ACTION_LABELS = {
    "open_case": "件を開きました", "add_visit": "来た人を書きました", "confirm_household": "世帯を確かめました",
    "choose_movers": "引っ越す方をえらびました", "keep_people": "届に書いたことを直しました",
    "keep_kin": "別に暮らすご家族を書きました",
    "choose_heads": "新しい世帯主と続柄を書きました",
    "add_event": "いっしょに扱うできごとを足しました", "amend_visit": "来た人の控えを直しました",
    "judge": "もう一度判定しました", "answer": "聞き取りの答えを入れました", "undo_answer": "答えを取り消しました",
    "confirm_hint": "古い記録を確かめました", "finish_interview": "聞き取りを終えました",
    "set_aside": "行を外しました", "put_back": "行を戻しました", "add_line": "行を足しました",
    "print_list": "手続き一覧を刷りました", "print_general": "一般の案内を刷りました", "print_forms": "様式を刷りました",
    "receive": "受け付けました", "hold": "保留にしました", "refer": "担当課に相談しました", "mail": "郵送にしました",
    "wait_register": "登録後に可としました", "registered": "登録が済んだとしました", "decline": "請求しないとしました",
    "acknowledge": "課が受け取りました", "ask_back": "窓口にたずねました", "answer_back": "課に答えました",
    "send_back": "返戻しました", "forward": "進達しました", "complete": "完了しました", "take_back": "取り消しました",
    "bundle": "紙の束を作りました", "hand_over": "紙の束を渡しました", "end_today": "今日はここまでとしました",
    "go_on": "今日の続きに戻りました", "go_quietly": "静かに進める印を変えました",
    "note_register": "届の状態を書きました", "close": "件を終えました", "reopen": "件を開き直しました",
}  # fmt: skip


class StillOpen(NotNow):
    """まだ片づいていない市の行があるので、件を終えられない。`lines` はその行の鍵。"""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__(
            f"まだ終わっていない手続きが{len(lines)}件あります。",
            remedy="受け付ける・保留・担当課へ・郵送・請求しない・外す、のどれかに決めてください。",
        )
        self.lines = lines


#: 新しい世帯の、世帯主の鍵と、（人の鍵, 続柄）の並び。決まらない続柄は空。
Home = tuple[str, tuple[tuple[str, str], ...]]
#: できごとの種類と、その日（ISO）。
Also = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CaseNow:
    """件のいま。`homes` は新しい世帯ごとの世帯主と続柄、`also` はいっしょに扱うできごとと、その日。"""

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
    receipts: int = 0
    register: str = ""
    ended_visit: int = 0
    bundles: Mapping[str, BundleNow] = field(default_factory=dict)
    entered: Entered | None = None
    homes: tuple[Home, ...] = ()
    also: tuple[Also, ...] = ()

    @property
    def unsettled(self) -> tuple[LineNow, ...]:
        """件を終える前に、どうするかを決めなければならない行。判定から消え、手もついていない行は数えない。"""
        return tuple(
            line
            for line in self.lines.values()
            if line.holds and line.state not in SETTLED and not (line.gone and line.state is LineState.OPEN)
        )

    @property
    def ended_today(self) -> bool:
        """いまの来庁で「今日はここまで」としたか。"""
        return bool(self.current_visit) and self.ended_visit == self.current_visit


def line_key(procedure: str, person: str | None) -> str:
    """行の鍵。

    >>> line_key("d_inkan", "P1"), line_key("d_setainushi", None)
    ('d_inkan@P1', 'd_setainushi')
    """
    return f"{procedure}@{person}" if person else procedure


def advance(now: CaseNow | None, event: Event) -> CaseNow:
    """操作を一つ進める。できない操作なら NotNow。

    最後に触れた人と時刻は、窓口の人のもの（「さっきの件」）。課が受け取っただけでは変わらない。
    """
    if now is None:
        return _opened(event)
    state = next_case(now.state, event.kind)
    moved = replace(
        now, state=state, seq=event.seq, version=now.version + (event.kind not in WITHOUT_NEW_VERSION)
    )
    if event.kind not in OF_DEPARTMENT:
        moved = replace(moved, touched_at=event.at, touched_by=event.actor)
    if "lines" in event.body:
        moved = replace(moved, lines=_judged(moved.lines, event))
    change = _CHANGES.get(event.kind)
    return change(moved, event) if change else moved


def _opened(event: Event) -> CaseNow:
    body = event.body
    return CaseNow(
        body["number"], body["event_kind"], body["subject_key"], event.at, event.at, event.actor,
        date.fromisoformat(body["event_on"]) if body["event_on"] else None, version=1, seq=event.seq, current_visit=body["visit"]["number"],
        entered=entered_of(body.get("entered")),
    )  # fmt: skip


def _judged(lines: Mapping[str, LineNow], event: Event) -> dict[str, LineNow]:
    """判定に出た行を並べる。手のついた行と職員の足した行は、判定から消えても、消えた印をつけて残す。

    `city` は、片づくまで件を終えられない行。それを書いていなかった頃の判定では、どの行も終わりを待たせる。
    """
    keys = event.body["lines"]
    city = frozenset(event.body.get("city", keys))
    made = {key: replace(lines.get(key, LineNow(key)), holds=key in city, gone=False) for key in keys}
    left = {
        key: replace(line, gone=not line.added)
        for key, line in lines.items()
        if key not in made and (line.added or line.state is not LineState.OPEN or line.receipt)
    }
    return {**made, **left}


def _visited(now: CaseNow, event: Event) -> CaseNow:
    return replace(now, current_visit=event.body["visit"]["number"])


def _confirmed(now: CaseNow, _event: Event) -> CaseNow:
    return replace(now, household_confirmed=True)


def _chosen(now: CaseNow, event: Event) -> CaseNow:
    return replace(now, movers=tuple(event.body["movers"]))


def _kept(now: CaseNow, event: Event) -> CaseNow:
    return replace(now, entered=entered_of(event.body["entered"]))


def _headed(now: CaseNow, event: Event) -> CaseNow:
    return replace(now, homes=homes_of(event.body["homes"]))


def homes_of(raw: Iterable[Any]) -> tuple[Home, ...]:
    """残しておいた並びから、新しい世帯。"""
    return tuple((head, tuple((key, word) for key, word in words)) for head, words in raw)


def _with_event(now: CaseNow, event: Event) -> CaseNow:
    return replace(now, also=(*now.also, (event.body["event_kind"], event.body["event_on"])))


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
    line = LineNow(
        event.line, LineState.OPEN, True, event.body["reason"], event.actor_name, holds=event.body.get("city", True)
    )  # fmt: skip
    if held is not None:
        line = replace(line, receipt=held.receipt, received_on=held.received_on, secured_on=held.secured_on)
    return _with_line(now, line)


def _moved(now: CaseNow, event: Event) -> CaseNow:
    for key in event.lines:
        now = _moved_line(now, key, event)
    return now


def _moved_line(now: CaseNow, key: str, event: Event) -> CaseNow:
    held = now.lines.get(key)
    if held is None:
        raise Fault(
            "その手続きは、この件の一覧にありません。", remedy="一覧を開き直してください。", value=key
        )
    line = acted(held, event)
    if now.state is CaseState.CLOSED and line.holds and line.state not in SETTLED:
        raise NotNow(
            "この件は終わっています。", remedy="件を開き直してから、もう一度お願いします。", value=event.kind
        )
    if event.kind == "receive" and not line.receipt:
        now = replace(now, receipts=now.receipts + 1)
        line = replace(line, receipt=f"{now.number}-{now.receipts:02d}")
    return replace(_with_line(now, line), bundles=bundling.without(now.bundles, line, held))


def _bundled(now: CaseNow, event: Event) -> CaseNow:
    number = f"{now.number}-{bundling.letters(len(now.bundles) + 1)}"
    made = bundling.bundled(number, now.lines, now.bundles, event)
    return replace(now, bundles={**now.bundles, number: made})


def _handed_over(now: CaseNow, event: Event) -> CaseNow:
    number = event.body["bundle"]
    handed = bundling.handed_over(now.bundles.get(number), event)
    seen = {key: acknowledged(now.lines[key], event.at) for key in handed.lines}
    return replace(now, bundles={**now.bundles, number: handed}, lines={**now.lines, **seen})


def _ended(now: CaseNow, _event: Event) -> CaseNow:
    return replace(now, ended_visit=now.current_visit)


def _went_on(now: CaseNow, _event: Event) -> CaseNow:
    if not now.ended_today:
        raise NotNow(
            "今日はここまで、としていません。", remedy="件を開き直して、いまの状態を確かめてください。"
        )
    return replace(now, ended_visit=0)


def _registered(now: CaseNow, event: Event) -> CaseNow:
    return replace(now, register=event.body["stage"])


def _closed(now: CaseNow, _event: Event) -> CaseNow:
    if now.unsettled:
        raise StillOpen(tuple(line.key for line in now.unsettled))
    return now


_CHANGES = {
    "add_visit": _visited, "confirm_household": _confirmed, "choose_movers": _chosen, "keep_people": _kept, "add_line": _added,
    "choose_heads": _headed, "add_event": _with_event,
    "bundle": _bundled, "hand_over": _handed_over, "end_today": _ended, "go_on": _went_on, "note_register": _registered, "close": _closed,
    **dict.fromkeys(LINE_ACTIONS, _moved),
}  # fmt: skip
