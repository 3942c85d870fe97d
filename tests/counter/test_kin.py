"""別に暮らす家族。言った方の来庁でだけ出て、世帯にも判定にも数えず、喪主なら様式に入る。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from madoguchi.cases.models import Action
from madoguchi.counter import interviewing, kin, listing, opening, papers
from madoguchi.counter.desk import Denied
from madoguchi.counter.household import household_page
from madoguchi.counter.kin import KinInput, NotKept
from madoguchi.domain.errors import Fault
from tests.counter import city
from tests.counter.work import BROTHER, SON, UNDERTAKER, WIFE, lines, text_of, version
from tests.house.sources import ROOT

WIFE_ONLY = replace(WIFE, roles=())
TARO = KinInput("遠野 太郎", "トオノ タロウ", "child", "S50.1.2", "北海道遠野町一丁目2番3号", mourner=True)
SISTER = KinInput("遠野 花", "", "sibling")


@pytest.fixture
def case(aoba: str, sato: Any, settings: Any) -> int:
    """国の棚で、喪主でない妻が来て開いた件。"""
    settings.CATALOGUE = ROOT / "catalogue"
    return opening.open_case(sato, city.MATSUO, WIFE_ONLY, "open-1")


def write(sato: Any, case: int, *rows: KinInput) -> None:
    kin.keep(sato, case, version(case), f"kin-{version(case)}", rows)


def printed(sato: Any, case: int) -> str:
    """葬祭費の様式が要ると決まるまで答えて、刷った紙の字。"""
    said = {"ask.prev_employee_self": ["no"], "ask.relief_items": ["-"]}
    interviewing.answer(sato, case, version(case), f"answer-{version(case)}", said, "")
    text = text_of(papers.pack(sato, case))
    assert "葬祭費支給申請書" in text
    return text


def kept(sato: Any, case: int) -> tuple[KinInput, ...]:
    return tuple(row for row in kin.kin_page(sato, case).rows if not row.is_blank)


def test_a_mourner_who_lives_apart_is_printed_and_nobody_joins_the_household(case: int, sato: Any) -> None:
    before = lines(listing.list_page(sato, case))
    write(sato, case, TARO, SISTER)
    shown = household_page(sato, case)
    assert shown.kin == ("遠野　太郎さん（子、喪主）", "遠野　花さん（兄弟姉妹）")
    assert [member.name for member in shown.members] == ["佐藤　松雄", "佐藤　フミ子"]
    assert lines(listing.list_page(sato, case)).keys() == before.keys()
    text = printed(sato, case)
    assert "遠野" in text and "太郎" in text and "北海道" in text


def test_what_is_corrected_and_removed_leaves_the_earlier_words_in_the_case(case: int, sato: Any) -> None:
    write(sato, case, TARO, SISTER)
    first, second = kept(sato, case)
    write(sato, case, replace(first, name="遠野 次郎"), replace(second, remove=True))
    (left,) = kept(sato, case)
    assert (left.name, left.key, left.mourner, left.birth) == ("遠野　次郎", first.key, True, "S50.1.2")
    write(sato, case, replace(left, remove=True))
    assert kept(sato, case) == ()
    assert "遠野" not in printed(sato, case)
    assert Action.objects.filter(case_id=case, kind="keep_kin").count() == 3


def test_another_relative_sees_nobody_the_first_one_named(case: int, sato: Any) -> None:
    write(sato, case, TARO)
    assert opening.open_case(sato, city.MATSUO, replace(BROTHER, roles=()), "open-2") == case
    assert household_page(sato, case).kin == ()
    assert kept(sato, case) == ()
    assert "遠野" not in printed(sato, case)
    write(sato, case, SISTER)
    opening.open_case(sato, city.MATSUO, WIFE_ONLY, "open-3")
    assert [row.name for row in kept(sato, case)] == ["遠野　太郎"]
    assert "遠野" in printed(sato, case)


def test_a_visitor_who_is_the_mourner_is_not_asked_for_another(case: int, sato: Any) -> None:
    opening.open_case(sato, city.MATSUO, SON, "open-2")
    assert not kin.kin_page(sato, case).asks_mourner
    write(sato, case, TARO)
    assert household_page(sato, case).kin == ("遠野　太郎さん（子）",)
    assert "遠野" not in printed(sato, case)


def test_a_messenger_writes_and_sees_nobody(case: int, sato: Any) -> None:
    write(sato, case, TARO)
    opening.open_case(sato, city.MATSUO, UNDERTAKER, "open-2")
    with pytest.raises(Denied):
        kin.kin_page(sato, case)
    with pytest.raises(Denied):
        write(sato, case, SISTER)


def test_every_mistake_is_told_at_once_and_nothing_is_kept(case: int, sato: Any) -> None:
    with pytest.raises(NotKept) as told:
        write(sato, case, replace(TARO, relation="", birth="いつか"), replace(SISTER, name="", kana="ハナ"))
    assert set(told.value.errors) == {"k0-relation", "k0-birth", "k1-name"}
    assert kept(sato, case) == ()


def test_a_screen_opened_before_another_voice_came_writes_nothing(case: int, sato: Any) -> None:
    seen = version(case)
    opening.open_case(sato, city.MATSUO, BROTHER, "open-2")
    with pytest.raises(Fault):
        kin.keep(sato, case, seen, "late", (TARO,))
    assert kept(sato, case) == ()
