"""窓口で一行を受け付ける、保留にする、担当課へ回す、取り消す。どれも件の操作になり、跡が残る。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from madoguchi.cases import actions, ticks
from madoguchi.cases import receiving as cases
from madoguchi.cases.actions import Deed, Done
from madoguchi.cases.receiving import Receipt, Taken
from madoguchi.counter.competing import SAID, refer_rival
from madoguchi.counter.five_steps import five_steps
from madoguchi.counter.marks import after, unticked
from madoguchi.counter.navigating import standing_at
from madoguchi.counter.numbering import key_at
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.receiving_pages import Tick
from madoguchi.counter.walking import walk
from madoguchi.counter.ways import ASKS, Choosing, why_not
from madoguchi.domain.errors import Fault

CARD, ORIGINAL = "returned", "original"
#: 決めたあとも、同じ行に留まる扱い。
STAYS = ("take_back", "put_back", "registered")


class NotChecked(Fault):
    """✓のついていないものがある。`missing` はその言葉、`must` なら✓なしでは受け付けない。"""

    def __init__(self, missing: tuple[str, ...], *, must: bool) -> None:
        what = "確かめていないこと" if must else "まだ見ていない物"
        remedy = (
            "確かめて✓をつけるか、保留にしてください。"
            if must
            else "手元にあれば✓をつけます。なくてもよいときは、もう一度 F9 を押してください。足りなければ保留にします。"
        )
        super().__init__(f"{what}が{len(missing)}つあります。", remedy=remedy, value="ticks")
        self.missing = missing
        self.must = must


@dataclass(frozen=True, slots=True)
class Sent:
    """画面から送られたもの。

    `line` は見ていた行の鍵（番号の行と違えば断る）、`offered` は画面に出ていた✓、`ticked` はついていた✓。
    `text` は足りないもの・伝えること・理由。`without` は、物がそろわなくても受け付けると決めたこと。
    """

    version: int
    key: str
    line: str
    voice: int = 0
    offered: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    text: str = ""
    received_on: date | None = None
    my_number: bool = False
    approval: str = ""
    without: bool = False


def keep_ticks(user: Any, case_id: int, number: int, sent: Sent) -> None:
    """✓だけを残す。行の状態は変わらない。"""
    case = _opened(user, case_id, number, sent)
    ticks.keep(case_id, case.visit.voice, case.at.now, sent.offered, sent.ticked)


def decide(user: Any, case_id: int, number: int, way: str, sent: Sent) -> int | None:
    """`way` の扱いにし、次に開く行の番号を返す。全部決まっていれば None。

    二度押しと送り直しは、初めの一度だけを書く。行が変わっていれば Conflict、いまの状態でできなければ NotNow。
    """
    if way not in _DEEDS:
        raise Fault("えらべない扱いです。", remedy="画面にあるボタンからえらんでください。", value=way)
    case = _opened(user, case_id, number, sent)
    ticks.keep(case_id, case.visit.voice, case.at.now, sent.offered, sent.ticked)
    at = standing_at(case, sent.line)
    _DEEDS[way](at, case.deed(sent.key, sent.version), sent)
    return number if way in STAYS else onward(user, case_id, sent.line)


def onward(user: Any, case_id: int, key: str) -> int | None:
    """次に開く行の番号。"""
    seen = walk(opened(user, case_id))
    found = seen.next_after(key)
    return None if found is None else seen.numbers[found]


def first(user: Any, case_id: int) -> int | None:
    """受け付けをはじめる行の番号。まだの行がなければ None。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.receive")
    seen = walk(case)
    ready = seen.ready()
    return seen.numbers[ready[0]] if ready else None


def _opened(user: Any, case_id: int, number: int, sent: Sent) -> Opened:
    case = opened(user, case_id)
    case.refuse_if_general("counter.receive")
    if case.prepared:
        raise Fault(
            "来た人のいない件です。受け付けるのは、来た人を決めてからです。", value="voice",
            remedy="手続き一覧から、来た人を決めて開いてください。",
        )  # fmt: skip
    if sent.voice != case.visit.voice:
        raise Fault(
            "来た方が、画面を開いたあとに入れ替わりました。まだ書いていません。", value="voice",
            remedy="件を開き直し、いま来ている方の画面で続けてください。",
        )  # fmt: skip
    if key_at(case, number) != sent.line:
        raise Fault(
            "画面を開いたあとに、一覧の行が変わりました。まだ書いていません。", value="line",
            remedy="手続き一覧を開き直し、その行をもう一度開いてください。",
        )  # fmt: skip
    return case


def _receive(at: Choosing, deed: Deed, sent: Sent) -> Done:
    why = SAID if at.rival else why_not(at.walk, at.line, at.permission)
    if why:
        raise Fault(why, remedy="ほかの扱い（保留・担当課へ）をえらんでください。", value="way")
    marked = replace(at.marking, held=after(at.marking.held, sent.offered, sent.ticked))
    steps = five_steps(at.walk.case, at.line, marked)
    items = steps.items
    _refuse_unchecked(steps.checks, must=True)
    if not sent.without:
        _refuse_unchecked(items, must=False)
    held = frozenset(one.mark for one in items if one.ticked)
    seen = [one for one in at.line.procedure.items if f"item:{one.id}" in held]
    receipt = Receipt(
        department=at.line.procedure.department, received_on=_received_on(at, sent),
        originals=tuple(Taken(one.label, one.count) for one in seen if one.handling == ORIGINAL),
        returned_cards=tuple(one.label for one in seen if one.handling == CARD),
        my_number=sent.my_number, approval=sent.approval.strip()[:200],
    )  # fmt: skip
    return cases.receive(deed, at.key, receipt)


def _refuse_unchecked(shown: tuple[Tick, ...], *, must: bool) -> None:
    missing = unticked(shown)
    if missing:
        raise NotChecked(missing, must=must)


def _received_on(at: Choosing, sent: Sent) -> date:
    """受け付けた日。きょうより後と、できごとより前はない。"""
    today = at.walk.case.at.today
    day = sent.received_on or today
    if day > today:
        raise Fault(
            "受け付けた日が、きょうより後です。", remedy="日付を確かめてください。", value="received_on"
        )
    return day


def _hold(at: Choosing, deed: Deed, sent: Sent) -> Done:
    missing = tuple(line.strip() for line in sent.text.splitlines() if line.strip())
    return cases.hold(deed, at.key, at.line.procedure.department, missing)


def _refer(at: Choosing, deed: Deed, sent: Sent) -> Done:
    """担当課へ。職員に閉じた項目で決まらない行は、同じ課の分を一度に回す。途中で切れても、送り直せば続きから書く。"""
    done = cases.refer(deed, at.key, at.line.procedure.department, sent.text)
    for other in at.together():
        if other != at.key:
            again = at.walk.case.deed(f"{sent.key}:{other}", None)
            cases.refer(again, other, at.line.procedure.department, sent.text)
    return done


def _take_back(at: Choosing, deed: Deed, sent: Sent) -> Done:
    return cases.take_back(deed, at.key, sent.text)


_DEEDS: dict[str, Callable[[Choosing, Deed, Sent], Done]] = {
    "receive": _receive,
    "hold": _hold,
    "refer": _refer,
    "mail": lambda at, deed, sent: cases.mail(deed, at.key, at.line.procedure.department, sent.text),
    "wait_register": lambda at, deed, _sent: cases.wait_register(deed, at.key, at.line.procedure.department),
    "decline": lambda at, deed, sent: cases.decline(deed, at.key, sent.text),
    "set_aside": lambda at, deed, sent: actions.set_aside(deed, at.key, sent.text),
    "put_back": lambda at, deed, _sent: actions.put_back(deed, at.key),
    "answer_back": lambda at, deed, sent: cases.answer_back(deed, at.key, sent.text),
    "registered": lambda at, deed, _sent: cases.registered(deed, (at.key,)),
    "contest": lambda at, deed, _sent: refer_rival(at.walk.case, deed, at.line),
    "take_back": _take_back,
}


def refused_text(way: str, text: str) -> str:
    """書いてもらうことが空なら、その訳。"""
    asks = ASKS.get(way)
    return f"{asks[0]}を書いてください。" if asks is not None and asks[2] and not text.strip() else ""
