"""判定に、職員の決めたこと（外した行、足した行）を重ねる。決めるのは職員。"""

from __future__ import annotations

from dataclasses import replace

from madoguchi.cases.notice_states import NoticeState
from madoguchi.cases.states import LineState
from madoguchi.counter.lines import key_of
from madoguchi.counter.opened import Opened
from madoguchi.domain.deadlines import deadline
from madoguchi.domain.errors import Fault
from madoguchi.domain.judgement import NEEDED, Judgement, Line
from madoguchi.guide.parts import FourParts, VisitStage, arrange


def adjusted(case: Opened) -> Judgement:
    """家族に見せる判定。外した行を除き、足した行は要るものとして入れる。"""
    lines = case.now.lines
    dropped = {key for key, line in lines.items() if line.state is LineState.DROPPED}
    added = {key for key, line in lines.items() if line.added and key not in dropped}
    kept = [line for line in case.judgement.lines if key_of(line) not in dropped | added]
    return replace(case.judgement, lines=(*kept, *(_wanted(case, key) for key in sorted(added))))


def _wanted(case: Opened, key: str) -> Line:
    """職員の足した行。判定で不要と出ていても、要るものとして期限を数える。"""
    held = {key_of(line): line for line in case.judgement.lines}.get(key) or _outside(case, key)
    procedure = replace(held.procedure, listing="judged")
    due = deadline(procedure.deadline, case.facts, held.person, case.at.open_days())
    return replace(held, procedure=procedure, result=NEEDED, deadline=due, open=(), withheld=False)


def _outside(case: Opened, key: str) -> Line:
    """判定に出ていない行（今は判定しない人のものなど）。"""
    name, _, person = key.partition("@")
    procedure = case.procedure(name)
    if procedure is None:
        raise Fault("その手続きの定義がありません。", remedy="手続きをさがし直してください。", value=name)
    return Line(procedure, person or None, NEEDED, events=(case.now.event_kind,))


def stage(case: Opened) -> VisitStage:
    """届のあとの来庁か、戸籍の登録が済んだか（住民記録にあるか、届の控えにある）。"""
    death = None if case.reception.living else case.subject.death
    notified = death.notified_on if death is not None and death.notified_on is not None else case.accepted_on
    returning = case.visit.number > 1 or (notified is not None and notified < case.at.today)
    noted = case.now.register == NoticeState.REGISTERED
    registered = noted or (death is not None and death.registered_on is not None)
    return VisitStage(returning, registered, here=case.at.window)


def four_parts(case: Opened) -> FourParts:
    """画面と紙に共通の、四つのまとまり。"""
    return arrange(adjusted(case), case.definitions, case.at.municipality, case.at.today, stage(case))
