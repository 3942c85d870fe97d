"""転入の届の画面。行を足しても消しても、直す所があっても、打ったものは残る。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from madoguchi.cases import queries as cases
from madoguchi.cases import rebuilding
from madoguchi.municipalities.scope import scope
from madoguchi.residents.loading import load_folder
from tests.counter import city
from tests.support.cast import AOBA, signed_in

FORM = {
    "p-rows": "2", "p0-name": "青木　翔", "p0-birth": "H2.6.5", "p0-sex": "M", "p0-relation": "世帯主",
    "p1-name": "青木　由美", "p1-kana": "アオキ　ユミ", "p1-birth": "H4.6.5", "p1-relation": "妻", "came": "0",
    "certificate": "paper", "prev_place": "other_pref", "standing": "self", "identity": "licence",
    "event_on": "8.11.1", "event": "moving_in", "once": "one",
}  # fmt: skip


@pytest.fixture
def clerk(sato: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """小さな市の窓口職員。"""
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-20")
    for folder in city.write(tmp_path / "city"):
        load_folder(folder, city.AOBA)
    return signed_in(sato)


def shown(answer: Any) -> str:
    """画面の字。"""
    return str(answer.content.decode())


def test_one_more_row_keeps_what_was_typed(clerk: Any) -> None:
    page = shown(clerk.post("/arrival", {**FORM, "add": "1"}))
    assert 'value="青木　由美"' in page
    assert 'name="p2-name"' in page
    assert 'value="8.11.1"' in page


def test_a_row_that_goes_takes_only_itself(clerk: Any) -> None:
    page = shown(clerk.post("/arrival", {**FORM, "remove": "0", "came": "1"}))
    assert "青木　翔" not in page
    assert 'value="青木　由美"' in page
    assert 'name="came" value="0" checked' in page


def test_a_mistake_is_told_and_nothing_is_lost_or_opened(clerk: Any) -> None:
    answer = clerk.post("/arrival/open", {**FORM, "p1-relation": "世帯主", "identity": ""})
    page = shown(answer)
    assert answer.status_code == 422
    assert "世帯主が二人います" in page
    assert "本人確認に見たものをえらんでください" in page
    assert 'value="アオキ　ユミ"' in page
    with scope(AOBA):
        assert cases.kept_cases("moving_in", "青木") == ()


def test_a_resident_of_that_name_and_birthday_is_told(clerk: Any) -> None:
    form = {**FORM, "p1-name": "山口　恵子", "p1-birth": "S50.3.4"}
    page = shown(clerk.post("/arrival/open", form))
    assert "この方は住民記録にいます" in page
    assert "いまの住民" in page
    assert city.SECRET not in page
    assert clerk.post("/arrival/open", {**form, "p1-another": "on"}).status_code == 302


def test_the_household_to_join_is_found_and_chosen(clerk: Any) -> None:
    page = shown(clerk.post("/arrival", {**FORM, "find": "やまぐち"}))
    assert f'name="join" value="{city.KEIKO}"' in page
    assert "山口　恵子" in shown(clerk.post("/arrival", {**FORM, "join": city.KEIKO}))


def test_the_case_opens_on_its_household(clerk: Any) -> None:
    answer = clerk.post("/arrival/open", FORM)
    assert answer.status_code == 302
    page = shown(clerk.get(answer["Location"]))
    assert page.index("青木　翔") < page.index("青木　由美")
    assert "住み始めた日" in page


def test_only_those_who_receive_open_it(takahashi: Any) -> None:
    assert signed_in(takahashi).get("/arrival").status_code == 403


def rewriting(clerk: Any, **more: str) -> dict[str, str]:
    """開いた件の、届を直す画面に入っているもの。"""
    case = clerk.post("/arrival/open", FORM)["Location"].removesuffix("household")
    page = shown(clerk.get(f"{case}people"))
    keys = re.findall(r'name="p\d-key" value="(N-[0-9a-f]{12})"', page)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    fixed = {"p0-key": keys[0], "p1-key": keys[1], "version": version[1]}
    return {**FORM, **fixed, "once": "two", "case": case, **more}


def test_the_form_is_mended_and_the_case_judged_again(clerk: Any) -> None:
    form = rewriting(clerk, **{"p1-birth": "S20.6.5"})
    answer = clerk.post(f"{form['case']}people/change", form)
    assert answer.status_code == 302
    assert "昭和20年6月5日" in shown(clerk.get(answer["Location"]))
    page = shown(clerk.get(f"{form['case']}list"))
    assert "後期高齢者医療の加入" in page
    assert "前の判定から変わったこと" in page
    with scope(AOBA):
        case = cases.kept_cases("moving_in", "青木")[0]
        assert rebuilding.differences(case) == ()
        assert cases.now(case).entered.keys == (form["p0-key"], form["p1-key"])


def test_one_more_person_joins_later_and_the_subject_stays(clerk: Any) -> None:
    more = {"p-rows": "3", "p2-name": "青木　桃", "p2-birth": "2018-06-05", "p2-relation": "子"}
    form = rewriting(clerk, **more)
    page = shown(clerk.get(clerk.post(f"{form['case']}people/change", form)["Location"]))
    assert "青木　桃" in page
    gone = {
        **form,
        "version": "4",
        "once": "three",
        "p-rows": "1",
        "p0-key": form["p1-key"],
        "p0-relation": "世帯主",
    }
    answer = clerk.post(f"{form['case']}people/change", gone)
    assert answer.status_code == 422
    assert "ご本人の行は、消せません" in shown(answer)


def test_a_late_move_is_told_to_the_clerk_and_never_on_the_list(clerk: Any) -> None:
    form = {**FORM, "event_on": "8.10.11", "certificate": "card", "planned_on": "8.10.10"}
    household = clerk.post("/arrival/open", form)["Location"]
    page = shown(clerk.get(household))
    assert "期限（令和8年10月26日）を過ぎています" in page
    assert "カードだけの転入は令和8年10月25日まで" in page
    assert "裁判所" not in shown(clerk.get(household.replace("household", "list")))


def test_a_name_changed_into_a_resident_s_is_told_there_too(clerk: Any) -> None:
    form = rewriting(clerk, **{"p1-name": "山口　恵子", "p1-birth": "S50.3.4"})
    answer = clerk.post(f"{form['case']}people/change", form)
    assert answer.status_code == 422
    assert "この方は住民記録にいます" in shown(answer)
