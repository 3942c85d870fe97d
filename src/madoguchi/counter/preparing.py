"""来庁のないうちに件を開き、あらかじめ判定する。来た人が決まるまで、だれにも何も渡さない。"""

from __future__ import annotations

from datetime import date
from typing import Any

from madoguchi.cases import actions
from madoguchi.cases.actions import Frozen, Opening, VisitNote
from madoguchi.counter.desk import Desk
from madoguchi.counter.gathering import event_of, judged
from madoguchi.counter.opened import opened
from madoguchi.counter.standing import NOBODY
from madoguchi.domain.errors import Fault
from madoguchi.residents import queries as residents


def open_prepared(
    user: Any, at: Desk, event: str, subject_key: str, event_on: date | None, idempotency_key: str
) -> int:
    """件を開き、判定して、その id を返す。同じ方の同じできごとの件が開いていれば、その件（来庁は足さない）。"""
    person = residents.display(subject_key)
    if not person.name:
        raise Fault("その番号の住民の記録がありません。", remedy="さがし直してください。", value="subject_key")
    event_of(at, event, person, event_on)
    nobody = VisitNote(NOBODY, gives=NOBODY)
    deed = at.deed(idempotency_key, persons=(subject_key,))
    done = actions.open_case(deed, Opening(event, subject_key, nobody, event_on))
    case = opened(user, done.case_id)
    if case.prepared and case.latest is None:
        result = judged(at, case.gather(), {})
        judging = at.deed(f"{idempotency_key}:judge", done.case_id, None, result.facts.situation.persons)
        actions.judge(judging, Frozen(result.judgement, at.release))
    return done.case_id
