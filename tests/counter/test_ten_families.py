"""架空の十の家を、届から窓口で開く。どの家も、要る届が出て、言い切れないことは要確認のまま残る。"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.counter import arriving, household, opening
from madoguchi.counter.entered_opening import open_notice
from madoguchi.counter.entering import NoticeInput, PersonInput
from madoguchi.counter.opened import opened
from madoguchi.counter.opening import VisitInput
from madoguchi.residents.loading import load_folder
from tests.counter import city
from tests.residents.feed_files import sheet, shelf

ON = date(2026, 11, 12)
HEAD = PersonInput("遠野　翔", "トオノ　ショウ", "H2.6.5", "M", "世帯主", "japanese", "valid")
WIFE = PersonInput("遠野　由美", "トオノ　ユミ", "H4.6.5", "F", "妻", "japanese", "none")
BABY = PersonInput("山口　光", sex="F")


@pytest.fixture(autouse=True)
def national_shelf(settings: Any) -> None:
    """本物の棚を使う。"""
    settings.CATALOGUE = None


def move(user: Any, *people: PersonInput, on: date = ON, key: str = "open", **form: Any) -> Any:
    """転入の届から開いた件。"""
    given = {"certificate": "paper", "prev_place": "other_pref", "came": "0", **form}
    visit = VisitInput("self", identity="運転免許証", event_on=on, event="moving_in")
    return opened(user, arriving.open_arrival(user, NoticeInput(people, **given), visit, key))


def born(user: Any, *people: PersonInput) -> Any:
    """出生の届から開いた件。"""
    visit = VisitInput("self", identity="運転免許証", event_on=ON, event="birth")
    form = NoticeInput(people, household_of=city.KEIKO, lives_here="yes")
    return opened(user, open_notice(user, "newborn", form, visit, "open"))


def results(case: Any) -> dict[tuple[str, str | None], str]:
    """手続きと人 → 判定。"""
    return {(one.procedure.id, one.person): one.result for one in case.judgement.lines}


def notes(user: Any, case: Any) -> str:
    """職員だけの注意。"""
    return "".join(household.household_page(user, case.case_id).staff_notes)


def test_from_abroad(aoba: str, sato: Any) -> None:
    case = move(sato, HEAD, WIFE, certificate="abroad", prev_place="")
    found, wife = results(case), case.now.entered.keys[1]
    assert (found["ti_kaigai", None], found["ti_tennyu", None]) == ("needed", "not_needed")
    assert found["ti_card_tokkyu", wife] == "needed"
    assert found["ti_card_tokkyu", case.now.subject_key] == "not_needed"
    assert "パスポート" in notes(sato, case)


def test_a_lost_certificate(aoba: str, sato: Any) -> None:
    case = move(sato, HEAD, certificate="lost")
    assert results(case)["ti_tennyu", None] == "needed"
    assert "再交付" in notes(sato, case)


def test_forty_days_late(aoba: str, sato: Any) -> None:
    case = move(sato, HEAD, on=date(2026, 10, 11))
    assert "期限（令和8年10月26日）を過ぎています" in notes(sato, case)
    other = PersonInput("里　一", "", "S50.1.1", "M", "世帯主")
    assert "期限" not in notes(sato, move(sato, other, key="other"))


def test_by_card_alone(aoba: str, sato: Any) -> None:
    case = move(sato, HEAD, WIFE, certificate="card", planned_on="8.11.10")
    assert "カードのある方は遠野　翔さん" in notes(sato, case)
    found, (husband, wife) = results(case), case.now.entered.keys
    assert (found["ti_mynumber", husband], found["ti_mynumber", wife]) == ("needed", "not_needed")


def test_joining_the_father_s_household(aoba: str, sato: Any) -> None:
    case = move(
        sato, PersonInput("佐藤　晴", "", "H9.1.2", "F", "子", "japanese"), household_of=city.MATSUO_TWIN
    )
    found = results(case)
    assert found["ti_suido", None] == "not_needed"
    assert case.facts.get("resident.kin_to_subject", city.MATSUO_TWIN).value == "parent"
    assert ("ti_kokuho", city.MATSUO_TWIN) not in found


def test_a_former_resident_comes_back(aoba: str, sato: Any, tmp_path: Path) -> None:
    gone = city.person(
        "300001",
        "遠野　翔",
        "トオノ　ショウ",
        "平成2年6月5日",
        世帯番号="H9",
        続柄="子",
        住民状態="転出済",
        町名="",
        住所="",
    )
    rows = sheet("resident", *city.residents(), gone)
    report = load_folder(shelf(tmp_path / "more", "2026-11-20T07:00", {"resident": rows}), city.AOBA)
    assert not report.refused, report.refused
    with pytest.raises(arriving.NotEntered) as caught:
        move(sato, HEAD)
    assert "前にこの市にいた方" in caught.value.found.errors["p0-name"]
    assert [one.key for one in caught.value.found.matches[0]] == ["300001"]
    back = PersonInput(**{**{name: getattr(HEAD, name) for name in HEAD.__slots__}, "resident_key": "300001"})
    case = move(sato, back)
    assert case.facts.get("resident.relation", case.now.subject_key).value == "世帯主"
    assert case.facts.conflicts == ()
    assert "前の宛名番号" in notes(sato, case)
    assert "前にこの市の住民でした" in household.household_page(sato, case.case_id).members[0].notes


def test_twins(aoba: str, sato: Any) -> None:
    case = born(sato, BABY, PersonInput("山口　望", sex="M"))
    assert results(case)["b_shussei", case.now.subject_key] == "needed"
    assert len(case.facts.situation.members) == 4


def test_a_child_without_a_name(aoba: str, sato: Any) -> None:
    case = born(sato, PersonInput(sex="M"))
    assert results(case)["b_shussei", case.now.subject_key] == "needed"
    assert case.subject.name == "（名はまだ）"


def test_a_stranger_dies_in_the_city_s_hospital(aoba: str, sato: Any) -> None:
    visit = VisitInput("relative", "child", name="里　文", event_on=ON)
    form = NoticeInput((PersonInput("里　勇", "", "S19.6.5", "M"),), prev_address="さと市")
    case = opened(sato, open_notice(sato, "outsider", form, visit, "open"))
    found = [one for one in case.judgement.lines if one.listed]
    told = {one.procedure.id for one in found if one.result == "not_needed"}
    assert not told & {"d_kouki_sousaihi", "d_kaigo_soushitsu", "d_inkan", "d_kotei_daihyo"}
    assert any(one.result == "unknown" for one in found)


def test_somebody_with_a_number_who_never_lived_here(aoba: str, sato: Any, tmp_path: Path) -> None:
    row = city.person("200001", "里　栄", "サト　サカエ", "昭和20年1月2日", 住民状態="住登外")
    rows = sheet("resident", *city.residents(), row)
    load_folder(shelf(tmp_path / "more", "2026-11-20T07:00", {"resident": rows}), city.AOBA)
    visit = VisitInput("relative", "child", name="里　文", event_on=ON)
    case = opened(sato, opening.open_case(sato, "200001", visit, "open"))
    assert case.subject.name == "里　栄"
    assert [one for one in case.judgement.lines if one.listed and one.result == "unknown"]
