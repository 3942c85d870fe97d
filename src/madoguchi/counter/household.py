"""世帯の顔ぶれを確かめる画面。居どころは、町名までしか出さない。"""

from __future__ import annotations

from typing import Any

from madoguchi.cases import actions
from madoguchi.counter.band import band
from madoguchi.counter.desk import note_read
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.pages import HouseholdMember, HouseholdPage
from madoguchi.counter.record_times import record_times
from madoguchi.counter.texts import age_text, birth_text, person_name
from madoguchi.domain.calendar import bounds

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
    return HouseholdPage(head, case.subject.town, members, complete, times, _lead(case))


def _lead(case: Opened) -> str:
    """いつの世帯か。"""
    event = case.facts.situation.event
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
        ("来た人",) if key == case.visit.person_key else (), key == case.now.subject_key,
    )  # fmt: skip


def confirm(user: Any, case_id: int, version: int, key: str) -> None:
    """世帯の顔ぶれを確かめた。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.confirm")
    actions.confirm_household(case.deed(key, version))
