"""窓口で一行を受け付け、保留にし、回し、取り消す。二度押しは一度、だれかが先なら何も失わない。"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from madoguchi.cases import queries as cases
from madoguchi.cases import rebuilding
from madoguchi.cases.actions import Conflict
from madoguchi.counter import closing, interviewing, listing, opening, papers, receipts, receiving
from madoguchi.counter.desk import Denied
from madoguchi.counter.receiving import NotChecked
from madoguchi.domain.errors import Fault
from tests.counter import city
from tests.counter.receiving_work import ICHIJI, INU, KAIGO, SOUSAI, ZEI, decide, number_of, page_of, sent
from tests.counter.work import BROTHER, SON, lines, text_of, version


def test_one_key_receives_a_checked_line_and_the_next_opens(case: int, sato: Any) -> None:
    onward = decide(sato, case, KAIGO, "receive", my_number=True, approval="決裁済")
    assert onward == number_of(sato, case, SOUSAI)
    line = cases.line(case, KAIGO)
    number = cases.now(case).number
    assert (line.state, line.department, line.receipt) == ("received", "care", f"{number}-01")
    assert line.received_on == datetime.date(2026, 11, 20)
    page = page_of(sato, case, KAIGO)
    assert (page.status.mark, page.status.receipt, page.status.settled) == ("受付済", f"{number}-01", True)
    assert page.status.told.startswith("佐藤　今日 ")
    assert (page.main.name, page.next_number) == ("next", number_of(sato, case, SOUSAI))
    assert "受け付けました" in page.happened[0]
    assert page.progress == "9件のうち1件 受付済"
    listed = lines(listing.list_page(sato, case))[KAIGO]
    assert (listed.now, listed.receipt) == ("受付済", f"{number}-01")


def test_what_was_not_checked_stops_the_receipt_and_says_what(case: int, sato: Any) -> None:
    with pytest.raises(NotChecked, match="確かめていないことが1つ") as caught:
        decide(sato, case, KAIGO, "receive", ticked=())
    assert caught.value.missing == ("松雄さんの保険者がほかの市でないかを確かめる。",)
    assert cases.line(case, KAIGO).state == "open"


def test_a_missing_thing_is_asked_once_and_may_be_done_without(case: int, sato: Any) -> None:
    page = page_of(sato, case, KAIGO)
    checked = (page.steps.checks[0].mark,)
    with pytest.raises(NotChecked, match="まだ見ていない物が1つ") as caught:
        decide(sato, case, KAIGO, "receive", ticked=checked)
    assert caught.value.missing == ("介護保険の証",) and not caught.value.must
    assert page_of(sato, case, KAIGO).steps.checks[0].ticked
    decide(sato, case, KAIGO, "receive", ticked=checked, without=True)
    assert cases.line(case, KAIGO).state == "received"


def test_a_thing_seen_for_one_line_is_seen_for_all(case: int, sato: Any) -> None:
    page = page_of(sato, case, SOUSAI)
    assert [tick.text for tick in page.steps.items] == ["喪主の通帳"]
    receiving.keep_ticks(sato, case, page.head.number, sent(page))
    assert page_of(sato, case, SOUSAI).steps.items[0].ticked


def test_a_held_line_keeps_what_is_missing_and_is_received_later(case: int, sato: Any) -> None:
    page = page_of(sato, case, KAIGO)
    hold = next(way for way in page.ways if way.name == "hold")
    assert hold.suggested == "介護保険の証"
    decide(sato, case, KAIGO, "hold", text="介護保険の証\n家にあるとのこと")
    page = page_of(sato, case, KAIGO)
    assert (page.status.mark, page.status.note) == ("保留", "介護保険の証、家にあるとのこと")
    assert page.main.name == "next"
    assert "そろったので受け付け" in [way.label for way in page.ways]
    decide(sato, case, KAIGO, "receive")
    assert cases.line(case, KAIGO).state == "received"


@pytest.mark.parametrize(
    ("way", "text", "state"),
    [
        ("refer", "税務課にたずねる", "referred"),
        ("mail", "通帳の写し", "mailed"),
        ("decline", "相談してから決める", "declined"),
        ("set_aside", "先週、支所で受け付けずみ", "dropped"),
    ],
)
def test_every_other_way_is_kept_with_its_words(
    case: int, sato: Any, way: str, text: str, state: str
) -> None:
    decide(sato, case, SOUSAI, way, text=text)
    line = cases.line(case, SOUSAI)
    assert (line.state, line.note or line.reason) == (state, text)


def test_a_declined_right_is_told_as_not_claimed(case: int, sato: Any) -> None:
    decide(sato, case, SOUSAI, "decline", text="相談してから決める")
    decide(sato, case, INU, "decline", text="飼う人が決まってから")
    assert page_of(sato, case, SOUSAI).status.mark == "請求しない"
    assert page_of(sato, case, INU).status.mark == "今回はしない"


def test_undoing_leaves_a_trace_and_keeps_the_number(case: int, sato: Any) -> None:
    decide(sato, case, KAIGO, "receive")
    first = cases.line(case, KAIGO).receipt
    assert decide(sato, case, KAIGO, "take_back", text="行のまちがい") == number_of(sato, case, KAIGO)
    page = page_of(sato, case, KAIGO)
    assert page.status.state == "open" and "行のまちがい" in page.happened[-1]
    decide(sato, case, KAIGO, "receive")
    assert cases.line(case, KAIGO).receipt == first
    assert rebuilding.differences(case) == ()


def test_the_lines_a_clerk_may_not_read_go_to_the_department_together(case: int, sato: Any) -> None:
    page = page_of(sato, case, ZEI)
    decide(sato, case, ZEI, "refer", text=page.main.suggested)
    line = cases.line(case, ZEI)
    assert (line.state, line.department, line.note) == ("referred", "tax", "要るかどうかの確かめ")


def test_a_double_click_and_a_resend_write_once(case: int, sato: Any) -> None:
    page = page_of(sato, case, KAIGO)
    for _ in range(2):
        receiving.decide(sato, case, page.head.number, "receive", sent(page, "same"))
    assert len(cases.history(case, KAIGO)) == 1
    assert version(case) == page.band.version + 1


def test_two_tabs_on_one_line_tell_what_changed_and_other_lines_go_on(case: int, sato: Any) -> None:
    mine, other = page_of(sato, case, KAIGO), page_of(sato, case, INU)
    decide(sato, case, KAIGO, "hold", text="証がない")
    with pytest.raises(Conflict) as caught:
        receiving.decide(sato, case, mine.head.number, "receive", sent(mine, "mine"))
    assert caught.value.changes == ("佐藤さんが保留にしました",)
    assert page_of(sato, case, KAIGO).steps.checks[0].ticked
    receiving.decide(sato, case, other.head.number, "receive", sent(other, "other"))
    assert cases.line(case, INU).state == "received"


def test_a_line_key_that_is_not_the_one_on_the_screen_is_refused(case: int, sato: Any) -> None:
    page = page_of(sato, case, KAIGO)
    with pytest.raises(Fault, match="一覧の行が変わりました"):
        receiving.decide(sato, case, page.head.number, "receive", replace(sent(page), line=INU))
    with pytest.raises(Fault, match="えらべない扱い"):
        receiving.decide(sato, case, page.head.number, "complete", sent(page))


def test_what_cannot_be_received_here_says_why(case: int, sato: Any) -> None:
    with pytest.raises(Fault, match="まだ決まっていません"):
        decide(sato, case, ICHIJI, "receive")
    with pytest.raises(Fault, match="きょうより後"):
        decide(sato, case, KAIGO, "receive", received_on=datetime.date(2026, 11, 21))
    decide(sato, case, KAIGO, "receive", received_on=datetime.date(2026, 11, 18))
    assert cases.line(case, KAIGO).received_on == datetime.date(2026, 11, 18)


def test_a_department_that_is_gone_gets_no_paper(
    case: int, sato: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from madoguchi.municipalities.models import Department  # noqa: PLC0415

    Department.objects.filter(key="care").delete()
    with pytest.raises(Fault) as caught:
        decide(sato, case, KAIGO, "receive")
    assert caught.value.remedy
    assert cases.line(case, KAIGO).state == "open"


def test_the_visitor_who_left_cannot_file_anymore(case: int, sato: Any) -> None:
    page = page_of(sato, case, KAIGO)
    opening.open_case(sato, city.MATSUO, BROTHER, "open-b")
    with pytest.raises((Denied, Fault)):
        receiving.decide(sato, case, page.head.number, "receive", sent(page))
    assert cases.line(case, KAIGO).state == "open"


def _settle_all(sato: Any, case: int) -> None:
    while (number := receiving.first(sato, case)) is not None:
        key = next(key for key in cases.now(case).lines if number_of(sato, case, key) == number)
        page = page_of(sato, case, key)
        receiving.decide(sato, case, number, page.main.name, sent(page, text=page.main.suggested))


def test_the_case_closes_when_every_city_line_is_decided_and_reopens_with_a_reason(
    case: int, sato: Any
) -> None:
    decide(sato, case, KAIGO, "receive")
    page = closing.closing_page(sato, case)
    assert not page.may_close and len(page.left) == 8
    with pytest.raises(Fault):
        closing.close(sato, case, version(case), "close-1")
    papers.personal_list(sato, case)
    _settle_all(sato, case)
    page = closing.closing_page(sato, case)
    assert page.may_close and page.left == ()
    closing.close(sato, case, version(case), "close-2")
    page = closing.closing_page(sato, case)
    assert page.closed and page_of(sato, case, KAIGO).ways == ()
    with pytest.raises(Fault, match="終わっています"):
        decide(sato, case, KAIGO, "take_back", text="まちがい")
    with pytest.raises(Fault, match="理由"):
        closing.reopen(sato, case, version(case), "reopen-1", " ")
    closing.reopen(sato, case, version(case), "reopen-2", "証が見つかった")
    assert not closing.closing_page(sato, case).closed
    assert rebuilding.differences(case) == ()


def test_a_case_whose_list_was_never_printed_is_not_closed(case: int, sato: Any) -> None:
    _settle_all(sato, case)
    page = closing.closing_page(sato, case)
    assert not page.may_close and "まだ刷っていません" in page.why_not


def test_the_copy_carries_the_numbers_and_no_name_or_address_of_the_deceased(case: int, sato: Any) -> None:
    decide(sato, case, KAIGO, "receive")
    decide(sato, case, INU, "hold", text="犬の鑑札")
    pdf = receipts.copy(sato, case)
    text = text_of(pdf)
    number = cases.now(case).number
    assert f"{number}-01" in text and "介護保険の証" in text and "収受印" in text and "犬の鑑札" in text
    assert "松雄" not in text and "みどり町" not in text
    decide(sato, case, SOUSAI, "refer", text="たずねる")
    opening.open_case(sato, city.MATSUO, SON, "open-2")
    opening.open_case(sato, city.MATSUO, BROTHER, "open-3")
    assert cases.now(case).lines[KAIGO].receipt


def test_a_reprint_is_the_same_and_other_voices_get_their_own(case: int, sato: Any) -> None:
    decide(sato, case, KAIGO, "receive")
    first = receipts.copy(sato, case)
    opening.open_case(sato, city.MATSUO, SON, "open-2")
    with pytest.raises(Fault, match="この方から受け付けたものは、まだありません"):
        receipts.copy(sato, case)
    assert not listing.list_page(sato, case).begun
    decide(sato, case, INU, "receive")
    assert "介護保険" not in text_of(receipts.copy(sato, case))
    from tests.counter.work import WIFE  # noqa: PLC0415

    opening.open_case(sato, city.MATSUO, WIFE, "open-3")
    assert receipts.copy(sato, case) == first


def test_originals_are_kept_against_a_paper(case: int, sato: Any) -> None:
    with pytest.raises(Fault, match="預かった原本がありません"):
        receipts.deposit(sato, case)
    decide(sato, case, INU, "receive")
    text = text_of(receipts.deposit(sato, case))
    assert "預り証" in text and "犬の鑑札" in text and "2通" in text and "署名" in text
    assert listing.list_page(sato, case).originals == 1


def test_staff_lines_are_on_no_paper(case: int, sato: Any) -> None:
    decide(sato, case, "d_shien", "refer", text="確かめ")
    decide(sato, case, KAIGO, "receive")
    assert "支援措置" not in text_of(receipts.copy(sato, case))


def test_answering_changes_nothing_already_received(case: int, sato: Any) -> None:
    decide(sato, case, KAIGO, "receive")
    interviewing.finish(sato, case, version(case), "finish")
    listing.judge_again(sato, case, version(case), "again")
    assert cases.line(case, KAIGO).state == "received"


def test_a_second_claim_on_a_right_goes_to_the_department_and_an_undone_one_does_not(
    case: int, sato: Any
) -> None:
    decide(sato, case, SOUSAI, "receive")
    opening.open_case(sato, city.MATSUO, SON, "open-2")
    page = page_of(sato, case, SOUSAI)
    assert page.main.name == "contest" and page.may == "この手続きは、担当課で確かめてからお知らせします。"
    with pytest.raises(Fault, match="確かめてからお知らせ"):
        decide(sato, case, SOUSAI, "receive")
    decide(sato, case, SOUSAI, "take_back", text="前の受け付けは押しまちがい")
    assert page_of(sato, case, SOUSAI).main.name == "receive"
    decide(sato, case, SOUSAI, "receive")
    assert cases.line(case, SOUSAI).state == "received"
