"""来庁のないうちに件を開き、あらかじめ判定する。来た人が決まるまで、だれにも何も渡さない。"""

from __future__ import annotations

from datetime import date
from typing import Any

from madoguchi.cases import actions
from madoguchi.cases.actions import Frozen, Opening, VisitNote
from madoguchi.counter.desk import Desk
from madoguchi.counter.gathering import event_of, judged
from madoguchi.counter.opened import opened
from madoguchi.counter.receptions import FROM_NOTICE, reception_of
from madoguchi.counter.standing import NOBODY
from madoguchi.domain.errors import Fault
from madoguchi.residents import queries as residents


def open_prepared(at: Desk, event: str, subject_key: str, event_on: date | None, key: str) -> int:
    """件を開き、その id を返す。同じ方の同じできごとの件が開いていれば、その件（来庁は足さない）。"""
    person = residents.display(subject_key)
    if not person.name:
        raise Fault(
            "その番号の住民の記録がありません。", remedy="さがし直してください。", value="subject_key"
        )
    if reception_of(at.definitions, event).enters in FROM_NOTICE:
        raise Fault(
            "生まれた方や転入する方は、届から入れて開きます。", value="subject_key",
            remedy="窓口の「さがす」で、届に書いてあることを入れてください。",
        )  # fmt: skip
    event_of(at, event, person, event_on)
    nobody = VisitNote(NOBODY, gives=NOBODY)
    deed = at.deed(key, persons=(subject_key,))
    return actions.open_case(deed, Opening(event, subject_key, nobody, event_on)).case_id


def judge_prepared(user: Any, case_id: int, key: str) -> None:
    """来庁なしの件を判定する。もう判定したか、だれかが来ていれば、何もしない。"""
    case = opened(user, case_id)
    if case.prepared and case.latest is None:
        result = judged(case.at, case.gather(), {})
        judging = case.at.deed(key, case_id, None, result.facts.situation.persons)
        actions.judge(judging, Frozen(result.judgement, case.at.release))
