"""引っ越しの件で、だれが引っ越すかをえらぶ。初めは全員、本人はいつも入り、変われば判定し直す。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.cases import actions, rebuilding
from madoguchi.cases import queries as cases
from madoguchi.counter import household, listing, opening
from madoguchi.counter.desk import Denied
from madoguchi.counter.opening import VisitInput
from madoguchi.domain.errors import Fault
from tests.counter import city
from tests.counter.work import lines, version

BOTH = (city.KEIKO, city.TAICHI)


@pytest.fixture(autouse=True)
def national_shelf(settings: Any) -> None:
    """本物の棚を使う。"""
    settings.CATALOGUE = None


@pytest.fixture(params=["moving_out", "moving_within"])
def move(aoba: str, sato: Any, request: Any) -> int:
    """母の恵子が来て開いた、引っ越しの件。"""
    visit = VisitInput("self", identity="運転免許証", event_on=date(2026, 11, 18), event=request.param)
    return opening.open_case(sato, city.KEIKO, visit, "open-1")


def moving(user: Any, case: int) -> list[str]:
    """引っ越すことになっている人。"""
    return [one.person for one in household.household_page(user, case).members if one.moves]


def judged_for(user: Any, case: int, person: str) -> set[str]:
    """その人について判定した手続き。"""
    page = listing.list_page(user, case)
    keys = {*lines(page), *(one.key for one in page.not_needed)}
    return {key for key in keys if key.endswith(f"@{person}")}


def test_everybody_moves_until_the_clerk_says_otherwise(move: int, sato: Any) -> None:
    assert household.household_page(sato, move).choose_movers
    assert moving(sato, move) == list(BOTH)
    assert judged_for(sato, move, city.TAICHI)
    before = version(move)
    household.confirm(sato, move, before, "confirm", BOTH)
    assert (cases.now(move).movers, version(move)) == (None, before + 1)


def test_a_child_who_stays_is_judged_as_staying(move: int, sato: Any) -> None:
    household.confirm(sato, move, version(move), "confirm", (city.KEIKO,))
    assert moving(sato, move) == [city.KEIKO]
    assert cases.now(move).movers == (city.KEIKO,)
    page = listing.list_page(sato, move)
    assert page.changes
    movers_only = {
        key
        for key in judged_for(sato, move, city.TAICHI)
        if lines(page).get(key) and not lines(page)[key].staff_only
    }
    assert not movers_only
    assert rebuilding.differences(move) == ()
    listing.judge_again(sato, move, version(move), "again")
    assert listing.list_page(sato, move).changes == ()
    household.confirm(sato, move, version(move), "confirm-2", BOTH)
    assert moving(sato, move) == list(BOTH)


def test_the_subject_always_moves(move: int, sato: Any) -> None:
    household.confirm(sato, move, version(move), "confirm", ())
    assert moving(sato, move) == [city.KEIKO]


def test_somebody_outside_the_household_is_refused(move: int, sato: Any) -> None:
    with pytest.raises(Fault, match="この世帯にいない人"):
        household.confirm(sato, move, version(move), "confirm", (city.KEIKO, city.FUMIKO))
    assert cases.now(move).movers is None


def test_a_double_click_and_an_old_page_change_nothing_more(move: int, sato: Any) -> None:
    seen = version(move)
    for _ in range(2):
        household.confirm(sato, move, seen, "confirm", (city.KEIKO,))
    assert version(move) == seen + 2
    with pytest.raises(actions.Conflict):
        household.confirm(sato, move, seen, "late", BOTH)
    assert moving(sato, move) == [city.KEIKO]


def test_a_visitor_who_stays_cannot_be_given_the_list(move: int, sato: Any) -> None:
    event = cases.now(move).event_kind
    visit = VisitInput("same_household", "child", household_person=city.TAICHI, event=event)
    opening.open_case(sato, city.KEIKO, visit, "open-2")
    with pytest.raises(Fault, match="引っ越す方に入っていません"):
        household.confirm(sato, move, version(move), "confirm", (city.KEIKO,))


def test_somebody_who_stays_gets_only_the_general_paper_later(move: int, sato: Any) -> None:
    household.confirm(sato, move, version(move), "confirm", (city.KEIKO,))
    event = cases.now(move).event_kind
    visit = VisitInput("same_household", "child", household_person=city.TAICHI, event=event)
    opening.open_case(sato, city.KEIKO, visit, "open-2")
    assert listing.list_page(sato, move).band.gives == "general"


def test_the_general_visit_chooses_nobody(move: int, sato: Any) -> None:
    visit = VisitInput("relative", "parent", name="山口 梅", event=cases.now(move).event_kind)
    opening.open_case(sato, city.KEIKO, visit, "open-2")
    with pytest.raises(Denied):
        household.confirm(sato, move, version(move), "confirm", (city.KEIKO,))


def test_an_event_without_a_move_has_nobody_to_choose(aoba: str, sato: Any) -> None:
    visit = VisitInput("self", event_on=date(2026, 11, 18), event="marriage")
    case = opening.open_case(sato, city.KEIKO, visit, "open-1")
    assert not household.household_page(sato, case).choose_movers
    household.confirm(sato, case, version(case), "confirm")
    assert cases.now(case).movers is None
