"""一度の来庁で、結婚や離婚と引っ越しをいっしょに扱う。一つの件、一つの一覧、同じ届は一行。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.cases import queries as cases
from madoguchi.cases import rebuilding
from madoguchi.counter import adding, household, interviewing, listing, opening, papers
from madoguchi.counter.opened import opened
from madoguchi.counter.opening import VisitInput
from madoguchi.domain.errors import Fault
from tests.counter import city
from tests.counter.work import lines, text_of, version

DAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def national_shelf(settings: Any) -> None:
    """本物の棚を使う。"""
    settings.CATALOGUE = None


@pytest.fixture(params=["marriage", "divorce"])
def case(aoba: str, sato: Any, request: Any) -> int:
    """恵子が来て開いた件。"""
    visit = VisitInput("self", identity="運転免許証", event_on=DAY, event=request.param)
    return opening.open_case(sato, city.KEIKO, visit, "open")


def add(sato: Any, case: int, kind: str = "moving_within", key: str = "add") -> None:
    adding.add_event(sato, case, version(case), key, kind, DAY)


def notices(sato: Any, case: int) -> set[str]:
    """判定に出た届。同じ届は、一つの名で数える。"""
    return {line.procedure.same_as or line.procedure.id for line in opened(sato, case).judgement.lines}


def test_both_events_stand_on_one_list_and_no_line_is_lost(case: int, sato: Any) -> None:
    before = notices(sato, case)
    assert "moving_within" in dict(household.household_page(sato, case).addable)
    add(sato, case)
    assert any(name.startswith("tk_") for name in notices(sato, case))
    assert before < notices(sato, case)
    band = listing.list_page(sato, case).band
    assert band.event_name.endswith("と転居") and "いっしょに扱うできごと　転居" in band.others_here
    assert household.household_page(sato, case).choose_movers
    assert rebuilding.differences(case) == ()


def test_the_same_notice_of_both_is_one_line(case: int, sato: Any) -> None:
    add(sato, case)
    judged = opened(sato, case).judgement
    both = [line for line in judged.lines if len(line.events) == 2]
    assert both
    seen = [(line.procedure.same_as or line.procedure.id, line.person) for line in judged.lines]
    assert len(seen) == len(set(seen))


def test_the_talk_the_paper_and_the_closing_hold_for_both(case: int, sato: Any) -> None:
    add(sato, case)
    asked = interviewing.interview_page(sato, case)
    assert asked.total and asked.questions
    text = text_of(papers.personal_list(sato, case))
    assert "手続き一覧" in text
    held = {line.procedure for line in cases.now(case).unsettled}
    assert any(name.startswith("tk_") for name in held)
    assert any(not name.startswith("tk_") for name in held)


def test_who_moves_is_chosen_and_judged_again_for_both(case: int, sato: Any) -> None:
    add(sato, case)
    household.confirm(sato, case, version(case), "movers", (city.KEIKO,))
    assert opened(sato, case).moving.movers == (city.KEIKO,)
    assert cases.now(case).also == (("moving_within", "2026-11-18"),)


def test_what_was_said_and_set_aside_stays(case: int, sato: Any) -> None:
    line = next(iter(lines(listing.list_page(sato, case))))
    listing.set_aside(sato, case, version(case), "aside", line, "済んでいる")
    add(sato, case)
    assert [one.reason for one in listing.list_page(sato, case).aside] == ["済んでいる"]


def test_the_second_event_is_not_opened_a_second_time(case: int, sato: Any) -> None:
    add(sato, case)
    with pytest.raises(Fault, match="いっしょに扱っています"):
        visit = VisitInput("self", identity="運転免許証", event_on=DAY, event="moving_within")
        opening.open_case(sato, city.KEIKO, visit, "twice")
    with pytest.raises(Fault, match="足せるできごとではありません"):
        add(sato, case, key="again")


def test_an_event_that_has_its_own_case_is_not_taken_in(case: int, sato: Any) -> None:
    visit = VisitInput("self", identity="運転免許証", event_on=DAY, event="moving_within")
    opening.open_case(sato, city.KEIKO, visit, "own")
    with pytest.raises(Fault, match="もう開いています"):
        add(sato, case)
    assert cases.now(case).also == ()


def test_a_death_takes_in_no_other_event_of_the_dead(aoba: str, sato: Any) -> None:
    visit = VisitInput("same_household", "spouse", household_person=city.FUMIKO)
    case = opening.open_case(sato, city.MATSUO, visit, "death")
    assert household.household_page(sato, case).addable == ()
    with pytest.raises(Fault, match="足せるできごとではありません"):
        add(sato, case)
