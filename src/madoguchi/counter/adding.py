"""同じ方の、もう一つのできごとを件に足す。結婚と引っ越しのように、一度の来庁で両方を扱い、同じ届は一行にする。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from madoguchi.cases import queries as cases
from madoguchi.cases import several
from madoguchi.cases.actions import Frozen
from madoguchi.counter.gathering import gather, judged
from madoguchi.counter.listing import differences
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.permissions import papers_in_force
from madoguchi.counter.receptions import openable, reception_of
from madoguchi.counter.standing import LIST, gives_for_all
from madoguchi.domain.errors import Fault


def addable(case: Opened) -> tuple[tuple[str, str], ...]:
    """足せるできごと。本人が生きているできごとどうしで、住民記録にいる方のものだけ。"""
    if not case.reception.living or case.latest is None or case.prepared or case.now.entered is not None:
        return ()
    found = []
    for event in openable(case.at.definitions):
        held = reception_of(case.at.definitions, event.id)
        if held.living and held.enters is None and event.id not in case.kinds:
            found.append((event.id, event.name))
    return tuple(found)


def add_event(user: Any, case_id: int, version: int, key: str, kind: str, on: date) -> None:
    """できごとを足し、両方で判定し直す。答えと、職員の決めたことは残る。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.add_event")
    names = dict(addable(case))
    if kind not in names:
        raise Fault("足せるできごとではありません。", remedy="えらび直してください。", value="event")
    other = cases.opened_for(kind, case.now.subject_key)
    if other is not None:
        raise Fault(
            f"この方の{names[kind]}の件 {other.number} が、もう開いています。", value="event",
            remedy=f"{other.number} を終えるか、それぞれの件で続けてください。",
        )  # fmt: skip
    visit = case.visit
    papers = papers_in_force(case.visits, visit)
    if gives_for_all(case.at, (kind,), visit.standing, visit.relation, papers) != LIST:
        raise Fault(
            f"{names[kind]}では、この方に一覧を渡す定めが要綱にありません。", value="event",
            remedy="ご本人か、要綱で渡せる方が来られたときに足してください。",
        )  # fmt: skip
    now = replace(case.now, also=(*case.now.also, (kind, on.isoformat())))
    held = gather(case.at, now, case.subject, visit, now.movers, case.kin)
    result = judged(case.at, held, case.answers.values)
    changes = differences(case.judgement, result.judgement)
    several.add_event(case.deed(key, version), kind, on, Frozen(result.judgement, case.at.release), changes)
