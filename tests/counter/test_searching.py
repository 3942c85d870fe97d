"""さがす画面と、何まで渡せるかの一文。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from madoguchi.audit.models import AuditEntry
from madoguchi.counter.searching import disclosure, marks, search_page
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from tests.counter import city


def test_similar_people_are_told_apart_by_the_one_letter_that_differs(aoba: str, sato: Any) -> None:
    page = search_page(sato, "さとう まつお")
    assert page.message == "よく似た方が2人います"
    assert [[mark.text for mark in hit.name if mark.differs] for hit in page.hits] == [["雄"], ["夫"]]
    first = page.hits[0]
    assert (first.birth, first.age_sex, first.notice, first.notice_note) == (
        "昭和19年6月5日", "82歳　男", "11月13日 受理", "戸籍は登録待ち",
    )  # fmt: skip
    assert page.hits[1].notice == "なし"


def test_nobody_found_says_what_to_try(aoba: str, sato: Any) -> None:
    assert "言葉を減らす" in search_page(sato, "いないひと").message


def test_a_search_is_recorded_with_whom_it_showed_but_not_with_the_words(aoba: str, sato: Any) -> None:
    search_page(sato, "さとう まつお")
    entry = AuditEntry.objects.get(action="counter.search")
    assert set(entry.persons) == {city.MATSUO, city.MATSUO_TWIN}
    assert "まつお" not in str(vars(entry))


@pytest.mark.parametrize(
    ("standing", "relation", "gives", "said"),
    [
        ("relative", "child", "list", "子は、あおば市死者情報要綱4条1号にあたります。"),
        ("same_household", "spouse", "list", "配偶者は、あおば市死者情報要綱4条1号にあたります。"),
        ("relative", "niece_nephew", "general", "甥姪に一覧を渡せる定めは、要綱にありません。"),
        (
            "messenger",
            "",
            "general",
            "葬儀社（届書を持ってきた使者）に一覧を渡せる定めは、要綱にありません。",
        ),
        ("messenger", "child", "general", "葬儀社"),
        ("notifier", "child", "general", "施設の長、家主など届出人に"),
        ("proxy", "", "list", "代理人（委任状がある）は、あおば市死者情報要綱5条にあたります。"),
    ],
)
def test_what_may_be_given_follows_the_municipal_rule(
    aoba: str, sato: Any, standing: str, relation: str, gives: str, said: str
) -> None:
    found = disclosure(sato, standing, relation)
    assert found.gives == gives
    assert said in found.text
    assert found.text.endswith("使者のときは、一般のご案内と引換票だけを渡します。")


@pytest.mark.parametrize(("standing", "relation"), [("", ""), ("king", ""), ("relative", "king")])
def test_an_unknown_standing_is_refused(aoba: str, sato: Any, standing: str, relation: str) -> None:
    with pytest.raises(Fault, match="選んでください"):
        disclosure(sato, standing, relation)


def test_the_sentence_is_the_same_whether_or_not_anybody_is_protected(
    load: Callable[..., None], sato: Any
) -> None:
    load("plain")
    with scope(city.AOBA):
        before = disclosure(sato, "relative", "child")
    load("guarded", protected=(city.MATSUO, city.KEIKO), as_of="2026-11-20T07:00")
    with scope(city.AOBA):
        assert disclosure(sato, "relative", "child") == before


@pytest.mark.parametrize(
    ("name", "others", "marked"),
    [
        ("佐藤　松雄", ["佐藤　松夫"], "雄"),
        ("佐藤　松雄", ["佐藤　松夫", "伊藤　松雄"], "佐雄"),
        ("佐藤　松雄", ["佐藤　竹夫"], ""),
        ("佐藤　松雄", ["佐藤　松"], ""),
        ("佐藤　松雄", ["佐藤　松雄"], ""),
        ("佐藤　松雄", [], ""),
    ],
)
def test_only_a_single_differing_letter_is_marked(name: str, others: list[str], marked: str) -> None:
    assert "".join(mark.text for mark in marks(name, others) if mark.differs) == marked


def test_no_municipal_rule_lets_the_messenger_take_the_list(towns: None, suzuki: Any) -> None:
    with scope("990002"):
        assert disclosure(suzuki, "messenger", "").gives == "general"
        assert disclosure(suzuki, "notifier", "").gives == "list"
