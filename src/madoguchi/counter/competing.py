"""同じ権利を、別の方も請求したとき。窓口では決めず、担当課へ回す。来た方には、だれの申し出かを言わない。"""

from __future__ import annotations

from typing import Any

from madoguchi.cases import queries as cases
from madoguchi.cases import receiving
from madoguchi.cases.actions import Deed, Done
from madoguchi.cases.states import LINE_TABLE
from madoguchi.counter.lines import key_of
from madoguchi.counter.opened import Opened, opened
from madoguchi.domain.errors import Fault
from madoguchi.domain.judgement import Line

#: 来た方に言うこと。先にだれかが請求したとは言わない。
SAID = "この手続きは、担当課で確かめてからお知らせします。"


def rivals(case: Opened) -> frozenset[str]:
    """別の方の申し出を受け付けたことのある、権利の行。"""
    claimed = cases.claims(case.case_id, case.visits)
    rights = {key_of(line): line for line in case.judgement.lines if line.procedure.kind == "right"}
    return frozenset(key for key in rights if claimed.get(key, frozenset()) - {case.visit.voice})


def may_refer(case: Opened, key: str) -> bool:
    """いまの状態から担当課へ回せるか。もう決まった行は、担当課に電話する。"""
    held = case.now.lines.get(key)
    return held is not None and "refer" in LINE_TABLE[held.state]


def contest(user: Any, case_id: int, version: int, key: str, line: str) -> None:
    """この方からも申し出があった、と担当課へ回す。受付番号と受付の日は、前の方のものが残る。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.contest")
    found = next((one for one in case.judgement.lines if key_of(one) == line), None)
    if found is None or line not in rivals(case):
        raise Fault(
            "ほかの方の申し出を受け付けた行ではありません。", remedy="一覧を開き直してください。", value=line
        )
    refer_rival(case, case.deed(key, version), found)


def refer_rival(case: Opened, deed: Deed, line: Line) -> Done:
    """担当課へ回す。課には、何回めの来庁かだけを伝える。"""
    said = f"第{case.visit.number}回の来庁の方からも、申し出がありました。前に受け付けた方とあわせて、どなたに決めるかを確かめてください。"
    return receiving.refer(deed, key_of(line), line.procedure.department, said)
