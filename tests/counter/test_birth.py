"""出生の件。父か母をさがし、お子さんを届から入れる。ふたごは一人に一件で、きょうだいも世帯に数える。"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from madoguchi.cases import queries as cases
from madoguchi.cases import rebuilding
from madoguchi.counter import household, interviewing, listing, opening, papers, searching
from madoguchi.counter.entered_opening import NotEntered, open_notice
from madoguchi.counter.entering import NoticeInput, PersonInput
from madoguchi.counter.opened import opened
from madoguchi.counter.opening import VisitInput
from tests.counter import city
from tests.counter.work import lines, text_of

ON = date(2026, 11, 18)
PARENT = VisitInput("self", identity="運転免許証", event_on=ON, event="birth")
BABY = PersonInput("山口　光", "ヤマグチ　ヒカル", sex="F")
FORM = NoticeInput((BABY,), household_of=city.KEIKO, lives_here="yes")


@pytest.fixture(autouse=True)
def national_shelf(settings: Any) -> None:
    """本物の棚を使う。"""
    settings.CATALOGUE = None


def bear(user: Any, form: NoticeInput = FORM, visit: VisitInput = PARENT, key: str = "open-1") -> int:
    """届を入れて開いた件。"""
    return open_notice(user, "newborn", form, visit, key)


def results(user: Any, case: int) -> dict[str, str]:
    """手続き → 判定（本人か世帯の行）。"""
    found = opened(user, case)
    return {one.procedure.id: one.result for one in found.judgement.lines}


def test_the_mother_comes_and_the_child_joins_her_household(aoba: str, sato: Any) -> None:
    case = bear(sato)
    page = household.household_page(sato, case)
    assert [(one.name, one.relation, one.kin, one.is_subject) for one in page.members] == [
        ("山口　光", "子", "", True), ("山口　恵子", "世帯主", "父母", False), ("山口　太一", "子", "兄弟姉妹", False),
    ]  # fmt: skip
    assert (page.band.name, page.band.age, page.band.visitor) == ("山口　光", "0歳", "山口　恵子")
    assert page.band.gives == "list"
    found = opened(sato, case)
    subject = found.now.subject_key
    assert found.facts.get("resident.birth_date", subject).value == ON
    assert found.facts.get("ask.newborn_lives_here", subject).value is True
    judged = results(sato, case)
    assert judged["b_shussei"] == "needed"
    assert rebuilding.differences(case) == ()


def test_nothing_of_a_birth_speaks_of_a_loss(aoba: str, sato: Any) -> None:
    """死産の手続きも、その言葉も、職員が名でさがして足すとき（双子のおひとり）のほかは、出生の件に出ない。"""
    case = bear(sato)
    shown = repr(
        (replace(listing.list_page(sato, case), searchable=()), household.household_page(sato, case))
    )
    shown += repr(interviewing.interview_page(sato, case)) + text_of(papers.general_list(sato, case))
    assert not [word for word in ("死産", "流産", "亡くなった方") if word in shown]
    assert not [key for key in lines(listing.list_page(sato, case)) if key.startswith("s_")]


def test_a_name_may_wait(aoba: str, sato: Any) -> None:
    case = bear(sato, replace(FORM, people=(replace(BABY, name="", kana=""),)))
    page = household.household_page(sato, case)
    assert page.band.name == "（名はまだ）"
    assert results(sato, case)["b_shussei"] == "needed"
    with pytest.raises(NotEntered) as caught:
        bear(sato, replace(FORM, people=(replace(BABY, name="", kana=""),)), key="again")
    assert "もう開いています" in caught.value.errors["p0-name"]


def test_twins_have_a_case_each_and_count_each_other(aoba: str, sato: Any) -> None:
    twins = (BABY, PersonInput("山口　望", "ヤマグチ　ノゾム", sex="M"))
    first = bear(sato, replace(FORM, people=twins))
    assert bear(sato, replace(FORM, people=twins)) == first
    numbers = [hit.found_by for hit in searching.search_page(sato, "山口　", "birth").hits if hit.found_by]
    assert len(numbers) == 2
    band = household.household_page(sato, first).band
    assert "8-1120-002" in band.others_here
    second = next(one for one in cases.kept_cases("birth", "山口") if one != first)
    pages = [household.household_page(sato, one) for one in (first, second)]
    assert [page.band.name for page in pages] == ["山口　光", "山口　望"]
    assert {one.name for one in pages[0].members} == {one.name for one in pages[1].members}
    assert "8-1120-001" in pages[1].band.others_here
    assert results(sato, second)["b_shussei"] == "needed"


def test_parents_elsewhere_leave_the_city_s_lines_open_or_not_needed_by_law(aoba: str, sato: Any) -> None:
    mother = PersonInput("里　帰子", "サト　キコ", "H5.1.2", "F")
    form = replace(FORM, household_of="", parents=(mother, PersonInput()), lives_here="no")
    relative = VisitInput("relative", "parent", name="里 帰子", event_on=ON, event="birth")
    case = bear(sato, form, relative)
    found = opened(sato, case)
    assert found.visit.gives == "list"
    assert found.facts.get("ask.newborn_lives_here", found.now.subject_key).value is False
    assert found.facts.situation.members_complete is False
    judged = results(sato, case)
    assert judged["b_shussei"] == "needed"
    assert judged["b_kodomo_iryo"] == "not_needed"
    assert judged["b_jushochi"] != "not_needed"


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"people": (replace(BABY, sex=""),)}, "p0-sex", "男女をえらんでください"),
        ({"lives_here": ""}, "lives_here", "住民票が、この市に"),
        ({"household_of": ""}, "subject_key", "父か母を一人えらぶか"),
        ({"people": (BABY, BABY)}, "p1-name", "1行めと同じ方です"),
        ({"people": (replace(BABY, relation="たから"),)}, "p0-relation", "続き柄が読めません"),
    ],
)
def test_each_mistake_is_told_at_its_field(
    aoba: str, sato: Any, change: dict[str, Any], field: str, told: str
) -> None:
    with pytest.raises(NotEntered) as caught:
        bear(sato, replace(FORM, **change))
    assert list(caught.value.errors) == [field]
    assert told in caught.value.errors[field]


def test_a_parent_is_never_taken_for_the_child(aoba: str, sato: Any) -> None:
    with pytest.raises(opening.Fault, match="そのまま本人にはできません"):
        opening.open_case(sato, city.KEIKO, PARENT, "open-1")


def test_a_grandparent_or_a_messenger_gets_only_the_general_paper(aoba: str, sato: Any) -> None:
    for number, visit in enumerate((
        VisitInput("relative", "grandparent", name="山口 梅", event_on=ON, event="birth"),
        VisitInput("messenger", name="使い", event_on=ON, event="birth"),
    )):  # fmt: skip
        form = replace(
            FORM,
            people=(replace(BABY, name=f"山口　子{number}"),),
            household_of=(city.KEIKO, city.FUMIKO)[number],
        )
        case = bear(sato, form, visit, f"open-{number}")
        assert opened(sato, case).visit.gives == "general"
        assert json.dumps(household.household_page(sato, case).members) == "[]"
