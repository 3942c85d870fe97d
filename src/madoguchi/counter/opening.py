"""件を開く。来た人の立場を書いてから、渡せる人なら、その場で判定する。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from madoguchi.cases import actions
from madoguchi.cases import queries as cases
from madoguchi.cases.actions import Frozen, Opening, VisitNote
from madoguchi.cases.people import Entered, keyed
from madoguchi.cases.projection import CaseNow
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.gathering import event_of, judged
from madoguchi.counter.notice_steps import carry_known
from madoguchi.counter.opened import opened
from madoguchi.counter.people import display, household_of
from madoguchi.counter.receptions import FROM_NOTICE, reception_of
from madoguchi.counter.standing import GENERAL, LIST, gives, gives_for_all, standing_of
from madoguchi.domain.calendar import wareki
from madoguchi.domain.errors import Fault
from madoguchi.residents.queries import PersonDisplay


@dataclass(frozen=True, slots=True)
class VisitInput:
    """来た人の控え。`household_person` は、世帯の中の人として選んだ人の鍵。

    `event_on` は、できごとの日が記録にないときに聞いた日。`event` は、何の件か。
    """

    standing: str
    relation: str = ""
    name: str = ""
    kana: str = ""
    roles: tuple[str, ...] = ()
    identity: str = ""
    papers: tuple[str, ...] = ()
    quiet: bool = False
    household_person: str = ""
    event_on: date | None = None
    event: str = "death"


def open_entered(
    user: Any, entered: Sequence[Entered], visit: VisitInput, came: int | None, idempotency_key: str
) -> int:
    """住民記録にいない人の件を開き、その id を返す。`entered` がいくつもあれば（ふたご）、一つずつ開いて初めの件を返す。

    本人は、来た人が届に書いた人ならその人、そうでなければ初めの人。`came` は、来た人の順（書いた人でなければ None）。
    """
    found = []
    for number, one in enumerate(entered):
        held = keyed(one)
        key = f"{idempotency_key}:{number}" if number else idempotency_key
        found.append(open_case(user, held.keys[came or 0], visit, key, held))
    return found[0]


def open_case(
    user: Any, subject_key: str, visit: VisitInput, idempotency_key: str, entered: Entered | None = None
) -> int:
    """件を開き、その id を返す。同じ方の同じできごとの件が開いていれば、来庁を足して続きを開く。"""
    at = desk(user)
    held = cases.opened_for(visit.event, subject_key)
    _refuse_beside(visit.event, subject_key)
    entered = entered if held is None else held.entered
    visit = seated(at, subject_key, visit, entered)
    person = display(entered, subject_key)
    visit = replace(visit, event_on=_day(visit, held))
    refuse_wrong(at, person, visit, entered)
    opening = Opening(visit.event, subject_key, note_of(at, visit, held, entered), visit.event_on, entered)
    done = actions.open_case(at.deed(idempotency_key, persons=(subject_key,)), opening)
    carry_known(at, visit.event, subject_key, done.case_id, f"{idempotency_key}:known")
    case = opened(user, done.case_id)
    if case.may_see and case.latest is None:
        result = judged(at, case.gather(), case.answers.values)
        deed = at.deed(f"{idempotency_key}:judge", done.case_id, None, result.facts.situation.persons)
        actions.judge(deed, Frozen(result.judgement, at.release))
    return done.case_id


def _refuse_beside(event: str, subject_key: str) -> None:
    """そのできごとを、ほかの件でいっしょに扱っているなら、その件へ案内する。"""
    number = cases.handled_beside(event, subject_key)
    if number:
        raise Fault(
            f"このできごとは、件 {number} でいっしょに扱っています。", value="subject_key",
            remedy=f"件 {number} を、初めのできごとでさがして開いてください。",
        )  # fmt: skip


def seated(at: Desk, subject_key: str, visit: VisitInput, entered: Entered | None) -> VisitInput:
    """来た人がご本人のとき、だれのことかを決める。出生では、えらんだ父か母。"""
    if visit.standing != "self":
        return visit
    standing, relation = standing_of(at, visit.event, visit.standing, visit.relation)
    if standing == "self":
        return replace(visit, household_person=subject_key)
    parent = entered.household_of if entered is not None else ""
    return replace(visit, standing=standing, relation=relation, household_person=parent)


def _day(visit: VisitInput, held: CaseNow | None) -> date | None:
    """聞いた日。続きの件なら、初めに聞いた日。違う日を言われたら、黙ってどちらかを選ばない。"""
    if held is None or held.event_on is None:
        return visit.event_on
    if visit.event_on is not None and visit.event_on != held.event_on:
        raise Fault(
            f"同じ方の件が、{wareki(held.event_on)}のこととして開いています。", value="event_on",
            remedy="同じことなら、日を空けて続きを開いてください。",
        )  # fmt: skip
    return held.event_on


def refuse_wrong(at: Desk, person: PersonDisplay, visit: VisitInput, entered: Entered | None) -> None:
    """来た人が本人になっている、世帯にいない、できごとの日がおかしい、などを断る。"""
    if not person.name:
        raise Fault(
            "その番号の住民の記録がありません。", remedy="さがし直してください。", value="subject_key"
        )
    if reception_of(at.definitions, visit.event).enters in FROM_NOTICE and entered is None:
        raise Fault(
            "住民記録の方を、そのまま本人にはできません。",
            remedy="届から入れてください。",
            value="subject_key",
        )
    event = event_of(at, visit.event, person, visit.event_on)
    if not visit.household_person or visit.standing == "self":
        return
    if visit.household_person == person.key:
        raise Fault(
            f"来た人が、{at.definitions.life_events[visit.event].subject_label}になっています。",
            remedy="来た人を選び直してください。",
            value="household_person",
        )
    if visit.household_person not in household_of(entered, person.key, event.on).keys:
        raise Fault(
            "来た人が、この世帯の人ではありません。", remedy="別に暮らすご親族として、名前を入れてください。",
            value="household_person",
        )  # fmt: skip


def note_of(at: Desk, visit: VisitInput, held: CaseNow | None, entered: Entered | None) -> VisitNote:
    """来庁の控え。何を渡せるかも、ここで決まる。"""
    given, basis = gives(at, visit.event, visit.standing, visit.relation, visit.papers)
    if held is not None and (_stays(visit, held) or not _for_all(at, visit, held)):
        given = GENERAL
    name, kana = visit.name.strip(), visit.kana.strip()
    if visit.household_person:
        own = display(entered, visit.household_person)
        name, kana = own.name, own.kana
    return VisitNote(
        visit.standing, visit.relation, visit.household_person, name[:80], kana[:80], tuple(sorted(visit.roles)),
        visit.identity, tuple(sorted(visit.papers)), visit.quiet, given, basis,
    )  # fmt: skip


def _for_all(at: Desk, visit: VisitInput, held: CaseNow) -> bool:
    """いっしょに扱うできごとのどれでも、一覧を渡せる人か。"""
    kinds = tuple(kind for kind, _ in held.also)
    return gives_for_all(at, kinds, visit.standing, visit.relation, visit.papers) == LIST


def _stays(visit: VisitInput, held: CaseNow) -> bool:
    """引っ越す人がもう決まっていて、来た人は引っ越さないか。"""
    stays = held.movers is not None and visit.household_person not in held.movers
    return stays and visit.standing == "same_household" and bool(visit.household_person)


def resume_by_ticket(user: Any, token: str) -> int | None:
    """引換票の件。引けるのは件だけで、見てよいかは、そのあと来た人を決めてから決まる。"""
    desk(user)
    return cases.case_by_token(token.strip())
