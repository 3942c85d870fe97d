"""件の帯。できごとの本人と来た人を、取り違えないように出す。"""

from __future__ import annotations

from datetime import date
from typing import Any

from madoguchi.cases import queries as cases
from madoguchi.cases.notice_states import STATE_LABELS, NoticeState
from madoguchi.cases.states import CaseState
from madoguchi.counter.opened import Opened
from madoguchi.counter.pages import CaseBand, Step
from madoguchi.counter.receptions import ROLES
from madoguchi.counter.texts import (
    SEXES,
    WAITING_NOTE,
    age_text,
    birth_text,
    long_day,
    notice_text,
    person_name,
)
from madoguchi.domain.calendar import bounds
from madoguchi.domain.visits import RELATIONS, STANDINGS

FULL_STEPS = (
    ("visitor", "来た人"), ("household", "世帯"), ("interview", "聞き取り"), ("list", "手続き一覧"),
    ("receive", "受け付け"), ("hand_over", "お渡し"),
)  # fmt: skip
GENERAL_STEPS = (("visitor", "来た人"), ("general", "一般のご案内"))
PREPARED_STEPS = (("visitor", "来た人"), ("household", "世帯"), ("list", "手続き一覧"))


def band(case: Opened, here: str) -> CaseBand:
    """`here` の画面に出す帯。"""
    person, visit, held = case.subject, case.visit, case.reception
    on = case.at.today
    event_on = _event_on(case)
    aged = on if held.living or event_on is None else bounds(event_on)[0]
    return CaseBand(
        case_id=case.case_id, number=case.now.number, version=case.now.version, name=person_name(person),
        kana=person.kana, age=age_text(person.birth, aged), birth=birth_text(person.birth), sex=SEXES.get(person.sex or "", ""),
        relation=(person.relation or "") if case.may_see else "", event_label=case.event.date_label,
        event_date=long_day(event_on), notice=_notice(case), visitor=visit.name or _standing(case),
        visitor_note=_visitor_note(case), identity=visit.identity, gives=visit.gives, steps=_steps(case, here),
        event_name="と".join(case.at.definitions.life_events[kind].name for kind in case.kinds), subject_label=case.event.subject_label, living=held.living,
        voice=visit.voice, others_here=_beside(case) + _together(case), quiet=visit.quiet,
    )  # fmt: skip


def _beside(case: Opened) -> str:
    """いっしょに扱うできごと。"""
    events = case.at.definitions.life_events
    told = [f"{events[kind].name}（{long_day(date.fromisoformat(day))}）" for kind, day in case.now.also]
    return f"いっしょに扱うできごと　{'、'.join(told)}。" if told else ""


def _together(case: Opened) -> str:
    """ふたごのもう一人の件。世帯の手続きは、どちらの件でも一度だけ受ける。"""
    entered = case.now.entered
    if entered is None or len(entered.of("newborn")) < 2:
        return ""
    numbers = "、".join(cases.together_with(case.case_id, entered))
    return (
        f"いっしょに生まれたお子さんの件 {numbers}。世帯の手続きは、どちらか一方で一度だけ受けます。"
        if numbers
        else ""
    )


def _event_on(case: Opened) -> Any:
    death = None if case.reception.living else case.subject.death
    return death.on if death is not None and death.on is not None else case.now.event_on


def _notice(case: Opened) -> str:
    """届の状態。住民記録にまだ出ていないあいだは、届の控えの状態。"""
    if not case.reception.notice:
        return ""
    said, note = notice_text(case.subject.death, case.at.today)
    stage = case.now.register
    if stage and said == "なし":
        said, note = f"{STATE_LABELS[NoticeState(stage)]}（届の控え）", ""
    elif stage == NoticeState.REGISTERED and note == WAITING_NOTE:
        note = "戸籍は登録済（届の控え）"
    return f"{case.reception.notice} " + "、".join(part for part in (said, note) if part)


def _standing(case: Opened) -> str:
    """来た人の立場の、このできごとでの言い方。"""
    if case.prepared:
        return "まだ来ていません"
    return case.reception.standings.get(case.visit.standing) or STANDINGS[case.visit.standing]


def _visitor_note(case: Opened) -> str:
    visit = case.visit
    entered = case.now.entered
    is_parent = entered is not None and bool(visit.person_key) and visit.person_key == entered.household_of
    said = [RELATIONS.get(visit.relation, ""), _standing(case) if visit.name and not is_parent else ""]
    roles = [ROLES[role] for role in sorted(visit.roles) if role in ROLES]
    return "・".join(part for part in (*said, *roles) if part)


def _steps(case: Opened, here: str) -> tuple[Step, ...]:
    steps = PREPARED_STEPS if case.prepared else FULL_STEPS if case.may_see else GENERAL_STEPS
    done = _done(case)
    return tuple(
        Step(name, label, "now" if name == here else ("done" if name in done else "next"))
        for name, label in steps
    )


def _done(case: Opened) -> set[str]:
    done = set() if case.prepared else {"visitor"}
    if case.now.household_confirmed:
        done.add("household")
    if case.now.state in (CaseState.INTERVIEWED, CaseState.LISTED, CaseState.CLOSED):
        done.add("interview")
    if case.now.state in (CaseState.LISTED, CaseState.CLOSED):
        done.add("list")
    if case.now.state is CaseState.CLOSED or any(line.receipt for line in case.now.lines.values()):
        done.add("receive")
    return done
