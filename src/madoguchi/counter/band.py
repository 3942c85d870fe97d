"""件の帯。亡くなった方と来た人を、取り違えないように出す。"""

from __future__ import annotations

from madoguchi.cases.states import CaseState
from madoguchi.counter.opened import Opened
from madoguchi.counter.pages import CaseBand, Step
from madoguchi.counter.texts import SEXES, age_text, birth_text, long_day, notice_text, person_name
from madoguchi.domain.calendar import bounds
from madoguchi.domain.visits import RELATIONS, STANDINGS

ROLES = {"mourner": "喪主", "heir": "相続人"}
FULL_STEPS = (
    ("visitor", "来た人"), ("household", "世帯"), ("interview", "聞き取り"), ("list", "手続き一覧"),
    ("receive", "受け付け"), ("hand_over", "お渡し"),
)  # fmt: skip
GENERAL_STEPS = (("visitor", "来た人"), ("general", "一般のご案内"))


def band(case: Opened, here: str) -> CaseBand:
    """`here` の画面に出す帯。"""
    person, visit = case.subject, case.visit
    on = case.at.today
    death = person.death
    event_on = death.on if death is not None and death.on is not None else case.now.event_on
    event = case.at.definitions.life_events[case.now.event_kind]
    return CaseBand(
        case_id=case.case_id, number=case.now.number, version=case.now.version, name=person_name(person),
        kana=person.kana, age=age_text(person.birth, on if event_on is None else bounds(event_on)[0]),
        birth=birth_text(person.birth), sex=SEXES.get(person.sex or "", ""),
        relation=(person.relation or "") if case.may_see else "", event_label=event.date_label,
        event_date=long_day(event_on), notice="死亡届 " + "、".join(part for part in notice_text(death, on) if part),
        visitor=visit.name or STANDINGS[visit.standing], visitor_note=_visitor_note(case), identity=visit.identity,
        gives=visit.gives, steps=_steps(case, here),
    )  # fmt: skip


def _visitor_note(case: Opened) -> str:
    visit = case.visit
    said = [RELATIONS.get(visit.relation, ""), STANDINGS[visit.standing] if visit.name else ""]
    roles = [ROLES[role] for role in sorted(visit.roles) if role in ROLES]
    return "・".join(part for part in (*said, *roles) if part)


def _steps(case: Opened, here: str) -> tuple[Step, ...]:
    steps = FULL_STEPS if case.may_see else GENERAL_STEPS
    done = _done(case)
    return tuple(
        Step(name, label, "now" if name == here else ("done" if name in done else "next"))
        for name, label in steps
    )


def _done(case: Opened) -> set[str]:
    done = {"visitor"}
    if case.now.household_confirmed:
        done.add("household")
    if case.now.state in (CaseState.INTERVIEWED, CaseState.LISTED, CaseState.CLOSED):
        done.add("interview")
    if case.now.state in (CaseState.LISTED, CaseState.CLOSED):
        done.add("list")
    return done
