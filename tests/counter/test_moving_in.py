"""転入の届を入れて開いた件。件の書類で判定したのと同じになり、おかしな所は、欄ごとに直し方を言う。"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.audit import queries as audit
from madoguchi.cases import queries as cases
from madoguchi.cases import rebuilding
from madoguchi.cases.people import is_kept
from madoguchi.catalogue import casefile
from madoguchi.counter import arriving, entering, household, listing, opening, searching
from madoguchi.counter.arriving import NotEntered
from madoguchi.counter.entering import NoticeInput, PersonInput
from madoguchi.counter.gathering import facts_of, judged
from madoguchi.counter.opened import opened
from madoguchi.counter.opening import VisitInput
from madoguchi.domain.judgement import judge
from tests.counter import city
from tests.counter.work import lines

FAMILIES = Path(__file__).parent.parent / "catalogue" / "families"
ON = date(2026, 11, 1)
SELF = VisitInput("self", identity="マイナンバーカード", event_on=ON, event="moving_in")
FATHER = PersonInput("青木　翔", "アオキ　ショウ", "H2.6.5", "M", "世帯主", "japanese", "valid")
MOTHER = PersonInput("青木　由美", "アオキ　ユミ", "平成4年6月5日", "F", "妻", "japanese", "valid")
CHILD = PersonInput("青木　桃", "アオキ　モモ", "2018-06-05", "F", "子", "japanese")
FORM = NoticeInput((FATHER, MOTHER, CHILD), certificate="paper", prev_place="other_pref", came="0")


@pytest.fixture(autouse=True)
def national_shelf(settings: Any) -> None:
    """本物の棚を使う。"""
    settings.CATALOGUE = None


def move_in(user: Any, form: NoticeInput = FORM, visit: VisitInput = SELF, key: str = "open-1") -> int:
    """届を入れて開いた件。"""
    return arriving.open_arrival(user, form, visit, key)


def refused(user: Any, form: NoticeInput, visit: VisitInput = SELF) -> arriving.Checked:
    """断られた届。"""
    with pytest.raises(NotEntered) as caught:
        move_in(user, form, visit, "refused")
    return caught.value.found


def test_the_family_stands_on_every_screen(aoba: str, sato: Any) -> None:
    case = move_in(sato)
    page = household.household_page(sato, case)
    assert [(one.name, one.relation, one.birth) for one in page.members] == [
        ("青木　翔", "世帯主", "平成2年6月5日"), ("青木　由美", "妻", "平成4年6月5日"), ("青木　桃", "子", "平成30年6月5日"),
    ]  # fmt: skip
    assert [one.kin for one in page.members] == ["", "配偶者", "子"]
    assert (page.band.name, page.band.visitor) == ("青木　翔", "青木　翔")
    found = lines(listing.list_page(sato, case))
    assert "ti_tennyu" in found
    assert any("桃さん" in line.title for line in found.values())
    now = cases.now(case)
    assert all(is_kept(key) for key in now.entered.keys)
    assert rebuilding.differences(case) == ()
    assert audit.entries("case.open_case")[0].persons == (now.subject_key,)


def rows(raw: dict[str, Any]) -> tuple[PersonInput, ...]:
    """件の書類の移る人を、届の行にする。"""
    found = []
    for index, person in enumerate(raw["movers"]):
        of = raw["persons"][person]["resident"]
        found.append(
            PersonInput(
                f"青木　{'翔美桃海'[index]}", "", of["birth_date"], of["sex"], of["relation"], of["resident_kind"],
                of.get("card_status") or "",
            )
        )  # fmt: skip
    return tuple(found)


@pytest.mark.parametrize("name", ["TI01", "TI03", "TI04"])
def test_the_counter_judges_as_the_case_file_does(
    aoba: str, sato: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """違ってよいのは、この市の台帳に載っていないと言い切れないことだけ。"""
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-10")
    path = FAMILIES / f"{name}.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    form = NoticeInput(rows(raw), certificate="paper", prev_place=raw["answers"]["case.prev_place"], came="0")
    case = opened(sato, move_in(sato, form))
    keys = dict(zip(raw["movers"], case.now.entered.keys, strict=True))
    facts = case.definitions.dictionary.facts
    said = {}
    for written, value in raw["answers"].items():
        fact, _, person = written.partition("@")
        if fact != "case.prev_place":
            whose = keys[person or "P1"] if facts[fact].about == "member" else None
            said[fact, whose] = frozenset(value) if isinstance(value, list) else value
    got = {
        (one.procedure.id, one.person): one for one in judged(case.at, case.gather(), said).judgement.lines
    }
    differ = set()
    for line in judge(case.definitions, casefile.read(path, case.definitions).facts[0]).lines:
        mine = got.pop((line.procedure.id, keys.get(line.person)))
        if mine.result != line.result:
            assert mine.result == "unknown"
            differ |= {one.fact_id.partition(".")[0] for one in mine.open}
    assert got == {}
    assert differ <= {"sewage", "single_parent_allow", "fixed_asset", "ask"}


def test_what_the_form_says_is_not_asked_again(aoba: str, sato: Any) -> None:
    case = opened(sato, move_in(sato))
    assert case.facts.get("case.prev_place").value == "other_pref"
    assert case.facts.get("case.joins_household").value is False
    child = case.now.entered.keys[2]
    assert case.facts.get("resident.card_status", child).state == "unknown"
    assert facts_of(case.at, case.gather(), {})[0].get("resident.name", child).value == "青木　桃"


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"name": ""}, "p1-name", "氏名が入っていません"),
        ({"birth": ""}, "p1-birth", "分からなければ「不詳」"),
        ({"birth": "4.6.5"}, "p1-birth", "元号が分かりません"),
        ({"birth": "きのう"}, "p1-birth", "日付として読めません"),
        ({"birth": "R8.11.2"}, "p1-birth", "できごとの日より後"),
        ({"relation": "世帯主"}, "p1-relation", "世帯主が二人います"),
        ({"relation": "ともだち"}, "p1-relation", "続き柄が読めません"),
        ({"name": "青木　翔", "birth": "1990-06-05"}, "p1-name", "1行めと同じ方です"),
        ({"name": "山口　恵子", "birth": "S50.3.4"}, "p1-name", "この方は住民記録にいます"),
    ],
)
def test_each_mistake_is_told_at_its_field(
    aoba: str, sato: Any, change: dict[str, str], field: str, told: str
) -> None:
    found = refused(sato, replace(FORM, people=(FATHER, replace(MOTHER, **change))))
    assert list(found.errors) == [field]
    assert told in found.errors[field]


def test_nobody_heads_the_household_or_nothing_is_brought(aoba: str, sato: Any) -> None:
    found = refused(sato, NoticeInput((replace(FATHER, relation="子"),), came="0"))
    assert list(found.errors) == ["p0-relation", "certificate", "prev_place"]
    assert "世帯主がいません" in found.errors["p0-relation"]
    assert "p0-name" in refused(sato, replace(FORM, people=(PersonInput(),))).errors


def test_a_move_that_has_not_happened_is_refused(aoba: str, sato: Any) -> None:
    with pytest.raises(opening.Fault, match="きょうより後です") as caught:
        move_in(sato, visit=replace(SELF, event_on=date(2026, 11, 21)))
    assert caught.value.value == "event_on"


def test_a_namesake_of_a_resident_is_entered_when_the_clerk_says_so(aoba: str, sato: Any) -> None:
    namesake = PersonInput("山口　恵子", "", "S50.3.4", "F", "世帯主", another=True)
    assert move_in(sato, replace(FORM, people=(namesake,)))


def test_the_wholly_unknown_birthday_stays_unknown(aoba: str, sato: Any) -> None:
    case = opened(sato, move_in(sato, replace(FORM, people=(FATHER, replace(MOTHER, birth="不詳")))))
    mother = case.now.entered.keys[1]
    assert case.facts.get("resident.birth_date", mother).state == "unknown"
    kouki = [
        line for line in case.judgement.lines if line.procedure.id == "ti_kouki" and line.person == mother
    ]
    assert [line.result for line in kouki] == ["unknown"]


def test_joining_a_household_makes_its_people_members_who_do_not_move(aoba: str, sato: Any) -> None:
    daughter = PersonInput("佐藤　晴", "サトウ　ハル", "H9.1.2", "F", "子")
    form = replace(FORM, people=(daughter,), household_of=city.KEIKO)
    case = opened(sato, move_in(sato, form))
    situation = case.facts.situation
    assert situation.members == (*case.now.entered.keys, city.KEIKO, city.TAICHI)
    assert situation.movers == case.now.entered.keys
    assert case.facts.get("case.joins_household").value is True
    page = household.household_page(sato, case.case_id)
    assert [(one.name, one.moves) for one in page.members] == [
        ("佐藤　晴", True), ("山口　恵子", False), ("山口　太一", False),
    ]  # fmt: skip
    found = refused(sato, replace(form, people=(replace(daughter, relation="世帯主"),)))
    assert "入る世帯には世帯主がいます" in found.errors["p0-relation"]


def test_the_same_family_is_not_opened_twice_but_found_by_name(aoba: str, sato: Any) -> None:
    case = move_in(sato)
    assert move_in(sato) == case
    with pytest.raises(NotEntered) as caught:
        move_in(sato, replace(FORM, people=(FATHER,)), key="other")
    assert "8-1120-001" in caught.value.found.errors["p0-name"]
    hits = searching.search_page(sato, "あおき", "moving_in").hits
    assert ["".join(mark.text for mark in hit.name) for hit in hits] == ["青木　翔"]
    again = VisitInput("same_household", "spouse", name="青木 由美", event="moving_in")
    assert opening.open_case(sato, hits[0].key, again, "again") == case
    assert searching.search_page(sato, "", "moving_in").hits == ()


def test_the_kept_key_is_never_a_residents_number() -> None:
    entered, errors = entering.mover_entered(FORM, ON, date(2026, 11, 20))
    assert errors == {}
    assert {one.key for one in entered.people} == {""}
