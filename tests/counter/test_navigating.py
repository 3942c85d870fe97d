"""一つの手続きの画面。声に出す文、確かめること、持ち物、直通、根拠、次に押すもの。"""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.cases.ledger import NotFound
from madoguchi.counter import listing, navigating, opening, receiving
from madoguchi.counter.desk import Denied
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from tests.counter import city
from tests.counter.receiving_work import ICHIJI, INU, KAIGO, SOUSAI, ZEI, decide, number_of, page_of, sent
from tests.counter.work import SON, UNDERTAKER, WIFE, version


def test_the_five_steps_carry_the_names_the_dates_and_the_things_to_take(case: int, sato: Any) -> None:
    page = page_of(sato, case, KAIGO)
    assert page.steps.say == ("松雄さんの介護保険の証をお預かりします。",)
    assert [(tick.text, tick.must, tick.ticked) for tick in page.steps.checks] == [
        ("松雄さんの保険者がほかの市でないかを確かめる。", True, False)
    ]
    assert [(tick.text, tick.note) for tick in page.steps.items] == [("介護保険の証", "返してもらう")]
    assert page.steps.papers == ("資格喪失届",) and page.steps.enter == ("証を受け取ったこと",)
    assert ("亡くなった日", "令和8年11月12日（木）") in [(one.label, one.value) for one in page.steps.entries]
    assert page.received_on == "11月20日（金）" and page.received_note == "期限の11月25日に間に合います"
    contact = page.aside.contact
    assert (contact.name, contact.telephone, contact.extension) == ("介護保険課", "0000-22-3002", "2300")
    assert [one.text for one in page.aside.basis] == ["介護保険法12条1項"] and page.aside.rule
    assert (page.main.name, page.main.label) == ("receive", "受け付けて次へ")


def test_no_address_is_on_the_screen_of_a_procedure(case: int, sato: Any) -> None:
    for key in (KAIGO, SOUSAI, INU):
        assert "みどり町" not in repr(page_of(sato, case, key))


def test_a_procedure_without_written_steps_still_says_what_it_is(case: int, sato: Any) -> None:
    page = page_of(sato, case, INU)
    assert page.steps.say == ("「飼い犬の所有者を変える」があります。12月14日（月）までです。",)
    assert page.steps.checks == ()
    assert ("鑑札の作り直し", "1,600円") in [(one.label, one.value) for one in page.steps.entries]


def test_the_rows_stand_in_the_order_of_the_list_and_the_number_tells_nothing(case: int, sato: Any) -> None:
    page = page_of(sato, case, KAIGO)
    assert [(part.id, len(part.rows), part.left, part.here) for part in page.parts] == [
        ("today", 3, 3, True),
        ("confirm", 6, 6, False),
    ]
    assert page.progress == "9件のうち0件 受付済"
    assert isinstance(page.head.number, int)
    with pytest.raises(NotFound):
        navigating.navigation_page(sato, case, 999)


def test_the_number_stays_while_lines_are_received_and_questions_answered(case: int, sato: Any) -> None:
    before = number_of(sato, case, SOUSAI)
    decide(sato, case, KAIGO, "receive")
    listing.set_aside(sato, case, version(case), "aside", INU, "犬はいない")
    assert number_of(sato, case, SOUSAI) == before


def test_a_line_the_record_leaves_open_names_its_question_or_the_department(case: int, sato: Any) -> None:
    asked = page_of(sato, case, ICHIJI)
    assert asked.question and asked.topic == "insurance"
    assert (asked.main.name, asked.main.label) == ("refer", "国保年金課へ回して次へ")
    closed = page_of(sato, case, ZEI)
    assert (closed.question, closed.steps.facts, closed.steps.entries) == ("", (), ())
    assert closed.main.label == "税務課へ回して次へ"


def test_who_may_not_file_is_told_who_may(aoba: str, sato: Any) -> None:
    case = opening.open_case(
        sato, city.MATSUO, opening.VisitInput("relative", "child", name="佐藤 一郎"), "open"
    )
    page = page_of(sato, case, SOUSAI)
    assert page.may == "委任状があれば出せます" and not page.may_not
    assert ("委任状を預かった。", True) in [(tick.text, tick.must) for tick in page.steps.checks]
    assert ("来た方の本人確認書類を見た。", True) in [(tick.text, tick.must) for tick in page.steps.checks]


def test_a_messenger_reaches_no_procedure(aoba: str, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, UNDERTAKER, "open-u")
    for number in (1, 5):
        with pytest.raises(Denied):
            navigating.navigation_page(sato, case, number)
    with pytest.raises(Denied):
        receiving.first(sato, case)


def test_another_municipality_finds_no_such_line(case: int, suzuki: Any) -> None:
    with scope("990002"), pytest.raises(NotFound):
        navigating.navigation_page(suzuki, case, 5)


def test_ticks_stay_when_the_screen_is_left_and_belong_to_one_voice(case: int, sato: Any) -> None:
    page = page_of(sato, case, KAIGO)
    receiving.keep_ticks(sato, case, page.head.number, sent(page, ticked=(page.steps.checks[0].mark,)))
    again = page_of(sato, case, KAIGO)
    assert [tick.ticked for tick in (*again.steps.checks, *again.steps.items)] == [True, False]
    assert version(case) == page.band.version
    opening.open_case(sato, city.MATSUO, SON, "open-2")
    assert not any(tick.ticked for tick in page_of(sato, case, KAIGO).steps.checks)
    with pytest.raises(Fault, match="入れ替わりました"):
        receiving.keep_ticks(sato, case, page.head.number, sent(page))
    opening.open_case(sato, city.MATSUO, WIFE, "open-3")
    assert page_of(sato, case, KAIGO).steps.checks[0].ticked


def test_a_line_that_vanished_after_judging_again_says_so(case: int, sato: Any, load: Any) -> None:
    page = page_of(sato, case, INU)
    load("older", as_of="2026-11-20T08:00", dogless=True)
    listing.judge_again(sato, case, version(case), "again")
    gone = page_of(sato, case, INU)
    assert gone.main.name == "next" and gone.ways == () and gone.may.startswith("いまの判定では、不要です")
    with pytest.raises(Fault):
        receiving.decide(sato, case, page.head.number, "receive", sent(page))
