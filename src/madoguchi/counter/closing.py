"""件を終える、開き直す。市の行が一つでも決まっていなければ、終えられない。"""

from __future__ import annotations

from typing import Any

from madoguchi.cases import receiving as cases
from madoguchi.cases import ticks
from madoguchi.cases.states import CaseState
from madoguchi.counter.band import band
from madoguchi.counter.desk import note_read
from madoguchi.counter.opened import opened
from madoguchi.counter.receiving_pages import ClosingPage
from madoguchi.counter.walking import walk

NOT_LISTED = "手続き一覧をまだ刷っていません。お渡しの画面で刷ってから終えます。"


def closing_page(user: Any, case_id: int) -> ClosingPage:
    """終える前の確かめ。残っている行、決まった行、お知らせすること。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.closing")
    note_read(case.at, "counter.closing", case.now.number, case.seen())
    seen = walk(case)
    left = tuple(seen.row(key) for key in seen.left())
    settled = tuple(seen.row(key) for key in seen.keys if seen.status(key).settled)
    closed = case.now.state is CaseState.CLOSED
    why = "" if closed or case.now.state is CaseState.LISTED else NOT_LISTED
    told = tuple("".join(line.procedure.steps.say) or line.procedure.name for line in seen.told())
    return ClosingPage(
        band(case, "receive"), seen.progress(), left, settled, told, closed, not (left or why or closed), why
    )


def close(user: Any, case_id: int, version: int, key: str) -> None:
    """この件を終える。残っている行があれば断る。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.close")
    cases.close_case(case.deed(key, version))
    ticks.forget(case_id)


def reopen(user: Any, case_id: int, version: int, key: str, reason: str) -> None:
    """終えた件を開き直す。理由が要る。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.reopen")
    cases.reopen(case.deed(key, version), reason)
