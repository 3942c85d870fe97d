"""世帯の顔ぶれを確かめる画面。居どころは、町名までしか出さない。"""

from __future__ import annotations

from typing import Any

from madoguchi.cases import actions
from madoguchi.cases.actions import Frozen
from madoguchi.counter.adding import addable
from madoguchi.counter.band import band
from madoguchi.counter.desk import note_read
from madoguchi.counter.entry_notes import member_notes, staff_notes
from madoguchi.counter.gathering import judged
from madoguchi.counter.heads import head_leaves, written
from madoguchi.counter.kin import offered, said_kin
from madoguchi.counter.listing import differences
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.pages import HouseholdMember, HouseholdPage
from madoguchi.counter.record_times import record_times
from madoguchi.counter.texts import age_text, birth_text, person_name
from madoguchi.domain.calendar import bounds
from madoguchi.domain.errors import Fault

KIN = "resident.kin_to_subject"


def household_page(user: Any, case_id: int) -> HouseholdPage:
    """世帯の画面。一般の案内だけの来庁では、だれも出さない。"""
    case = opened(user, case_id)
    note_read(case.at, "counter.household", case.now.number, case.seen())
    head = band(case, "household")
    if not case.may_see:
        return HouseholdPage(head, "", (), False, ())
    members = tuple(_member(case, person) for person in case.facts.situation.members)
    complete = case.facts.situation.members_complete
    times = record_times(case.judgement, case.at.today)
    return HouseholdPage(
        head, case.subject.town, members, complete, times, _lead(case), case.moves,
        case.now.entered is not None, staff_notes(case),
        addable(case), head_leaves(case), written(case), offered(case), said_kin(case),
    )  # fmt: skip


def _lead(case: Opened) -> str:
    """いつの世帯か。"""
    event = case.facts.situation.event
    if case.now.entered is not None:
        joins = f"{'と、その日の住民票の世帯の方' if case.now.entered.household_of else ''}"
        return f"届に書いた方{joins}です。"
    if bounds(event.on)[0] > case.at.today:
        return "いまの住民票の世帯です。"
    return f"{case.event.date_label}{'のすぐ前' if case.reception.living else ''}の住民票の世帯です。"


def _member(case: Opened, key: str) -> HouseholdMember:
    person = case.people[key]
    facts = case.facts
    relation = facts.get("resident.relation", key)
    kin = facts.get(KIN, key)
    definition = facts.dictionary.facts.get(KIN)
    label = definition.value_label(kin.value) if definition is not None and kin.state == "known" else ""
    return HouseholdMember(
        key, person_name(person), person.kana, birth_text(person.birth), age_text(person.birth, case.at.today),
        str(relation.value) if relation.state == "known" else (person.relation or ""), label,
        (("来た人",) if key == case.visit.person_key else ()) + member_notes(case, key), key == case.now.subject_key,
        key in case.moving.movers,
    )  # fmt: skip


def confirm(user: Any, case_id: int, version: int, key: str, movers: tuple[str, ...] = ()) -> None:
    """世帯はこのとおりだと確かめた。引っ越しの件では、引っ越す人（`movers`）も決まる。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.confirm")
    if case.moves:
        version = _choose(case, version, key, movers)
    actions.confirm_household(case.deed(key, version))


def _choose(case: Opened, version: int, key: str, movers: tuple[str, ...]) -> int:
    """引っ越す人が変われば、その人たちで判定し直す。書いたあとの版を返す。"""
    situation = case.moving
    chosen = tuple(one for one in situation.members if one in movers or one == situation.subject)
    if set(movers) - set(situation.members):
        raise Fault(
            "この世帯にいない人がえらばれています。",
            remedy="世帯の画面を開き直してください。",
            value="movers",
        )
    if case.visit.person_key in set(situation.members) - set(chosen):
        raise Fault(
            "来た人が、引っ越す方に入っていません。", value="movers",
            remedy="引っ越さない方には、一般のご案内だけを渡します。来た人を決め直してください。",
        )  # fmt: skip
    if chosen == situation.movers:
        return version
    result = judged(case.at, case.gather(chosen), case.answers.values)
    frozen = Frozen(result.judgement, case.at.release)
    changes = differences(case.judgement, result.judgement)
    return actions.choose_movers(case.deed(f"{key}:movers", version), chosen, frozen, changes).version
