"""課が自分の行にできることと、そのとき書くこと。できるかどうかは、状態の表（cases.states）が決める。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from madoguchi.cases import inboxes, receiving
from madoguchi.cases.actions import Deed
from madoguchi.cases.queries import QueueLine
from madoguchi.cases.states import COUNTER, LINE_TABLE, LineState, NotNow
from madoguchi.counter.desk import desk
from madoguchi.domain.errors import Fault

#: 画面の働き → （状態の表の操作, ボタンの言葉）。
ACTS = {
    "ask": ("ask_back", "窓口にたずねる"), "send-back": ("send_back", "返す（返戻）"), "forward": ("forward", "市の外へ送る（進達）"),
    "complete": ("complete", "終える"), "take-back": ("take_back", "取り消す"),
}  # fmt: skip
#: 課が自分で取り消せる状態。受け取った行は、取り消さずに返す。
UNDOES = (LineState.FORWARDED, LineState.RETURNED, LineState.DONE)
AGENCIES = ("後期高齢者医療広域連合", "年金事務所", "県", "国保連合会", "法務局")
RESULTS = ("認めると決まった", "認めないと決まった", "記録に入れた", "証や通知を渡した", "することがなかった")


@dataclass(frozen=True, slots=True)
class Said:
    """課が書いたこと。`ticked` は✓をつけたもの、`text` は自分の言葉、`sent_on` は送った日。"""

    ticked: tuple[str, ...] = ()
    text: str = ""
    sent_to: str = ""
    sent_on: date | None = None

    @property
    def joined(self) -> str:
        """✓と言葉をつないだ一文。"""
        return "、".join(one.strip() for one in (*self.ticked, self.text) if one.strip())


def acts_of(line: QueueLine) -> tuple[tuple[str, str], ...]:
    """いまできることと、その言葉。"""
    table = LINE_TABLE[LineState(line.state)]
    return tuple(
        (act, label)
        for act, (action, label) in ACTS.items()
        if action in table and (act != "take-back" or line.state in UNDOES)
    )


def next_of(line: QueueLine) -> str:
    """右下の青いボタンの働き。受け取る、終える、または何もしない（窓口の番）。"""
    if line.to_acknowledge:
        return "acknowledge"
    can_complete = "complete" in LINE_TABLE[LineState(line.state)]
    return "complete" if can_complete and line.waiting != COUNTER else ""


def acknowledge(user: Any, line_id: int, version: int, key: str) -> None:
    """受け取った。"""
    deed, line = _deed(user, line_id, version, key)
    receiving.acknowledge(deed, line.key)


def act(user: Any, line_id: int, version: int, key: str, name: str, said: Said) -> None:
    """`name`（ACTS の鍵）を行う。書くことが足りなければ Fault、いまできなければ NotNow。"""
    deed, line = _deed(user, line_id, version, key)
    found = _DOING.get(name)
    if found is None:
        raise Fault("知らない働きです。", remedy="受付箱を開き直してください。", value=name)
    if version == line.version and name not in dict(acts_of(line)):
        raise NotNow(
            "いまはできません。", remedy="受付箱を開き直し、いまの状態を確かめてください。", value=name
        )
    found(deed, line.key, said)


def _deed(user: Any, line_id: int, version: int, key: str) -> tuple[Deed, QueueLine]:
    """自分の課の行への操作。ほかの課の行は NotFound。"""
    at = desk(user)
    line = inboxes.own(line_id, user.department.key)
    persons = tuple(dict.fromkeys(one for one in (line.subject, line.person) if one))
    return at.deed(key, line.case_id, version, persons), line


def _forward(deed: Deed, key: str, said: Said) -> None:
    on = said.sent_on or deed.actor.at.date()
    if on > deed.actor.at.date():
        raise Fault(
            "送った日が、あしたより先です。", remedy="送ってから書いてください。", value=on.isoformat()
        )
    receiving.forward(deed, key, said.sent_to, on, said.text)


_DOING: dict[str, Callable[[Deed, str, Said], object]] = {
    "ask": lambda deed, key, said: receiving.ask_back(deed, key, said.joined),
    "send-back": lambda deed, key, said: receiving.send_back(deed, key, said.joined),
    "forward": _forward,
    "complete": lambda deed, key, said: receiving.complete(deed, key, said.joined),
    "take-back": lambda deed, key, said: receiving.take_back(deed, key, said.text),
}  # fmt: skip
