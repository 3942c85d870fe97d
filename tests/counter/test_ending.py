"""今日はここまで（急ぐ五つ、紙、取り消し、続き）と、静かに進める（わけも、紙の跡も残さない）。"""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from madoguchi.cases import queries as cases
from madoguchi.cases import receiving
from madoguchi.counter import ending, listing, opening, papers, quietly
from madoguchi.counter.desk import Denied
from madoguchi.domain.errors import Fault
from tests.counter import city
from tests.counter.work import UNDERTAKER, WIFE, lines, part_of, text_of, version


def test_the_urgent_city_lines_are_proposed_by_weight_and_day(case: int, sato: Any) -> None:
    page = ending.ending_page(sato, case)
    listed = listing.list_page(sato, case)
    assert not page.ended
    proposed = [row.key for row in page.rows if row.proposed]
    assert 1 <= len(proposed) <= 5
    assert {part_of(listed, key) for key in proposed} <= {"today", "again"}
    assert all("月" in row.by for row in page.rows if row.proposed)
    assert [row.proposed for row in page.rows] == sorted((row.proposed for row in page.rows), reverse=True)


def test_the_paper_is_one_page_and_tells_what_is_left(case: int, sato: Any) -> None:
    page = ending.ending_page(sato, case)
    first = page.rows[0]
    ending.end_today(sato, case, version(case), "end-1", (first.key,))
    after = ending.ending_page(sato, case)
    assert after.ended
    assert [row.key for row in after.rows if row.proposed] == [first.key]
    pdf = ending.paper(sato, case)
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    text = text_of(pdf)
    assert "先にすること　1" in text
    assert first.title.replace("　", "") in text.replace("　", "")
    assert "松雄" not in text
    assert "引換票" in text


def test_what_was_received_is_told_as_done(case: int, sato: Any) -> None:
    key = ending.ending_page(sato, case).rows[0].key
    receiving.receive(_deed(sato, case), key, receiving.Receipt("citizen", cases.visit(case, 1).at.date()))
    page = ending.ending_page(sato, case)
    assert [row.key for row in page.rows if row.done] == [key]
    assert "今日済んだこと　1" in text_of(ending.paper(sato, case))


def test_it_is_undone_and_the_trace_stays(case: int, sato: Any) -> None:
    ending.end_today(sato, case, version(case), "end-1", ())
    assert cases.now(case).ended_today
    ending.go_on(sato, case, version(case), "on-1")
    assert not cases.now(case).ended_today
    with pytest.raises(Fault, match="今日はここまで、としていません"):
        ending.go_on(sato, case, version(case), "on-2")


def test_the_case_goes_on_where_it_was_left(case: int, sato: Any) -> None:
    before = lines(listing.list_page(sato, case)).keys()
    ending.end_today(sato, case, version(case), "end-1", ())
    again = opening.open_case(sato, city.MATSUO, WIFE, "open-2")
    assert again == case
    assert not cases.now(case).ended_today
    assert lines(listing.list_page(sato, case)).keys() == before


@pytest.mark.parametrize(("chosen", "told"), [(tuple("abcdef"), "5つまで"), (("d_no_such",), "一覧にない行")])
def test_a_wrong_choice_is_refused(case: int, sato: Any, chosen: tuple[str, ...], told: str) -> None:
    with pytest.raises(Fault, match=told):
        ending.end_today(sato, case, version(case), "end-1", chosen)


def test_a_messenger_is_given_neither_the_screen_nor_the_paper(aoba: str, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, UNDERTAKER, "open-1")
    for refused in (ending.ending_page, ending.paper):
        with pytest.raises(Denied):
            refused(sato, case)


def test_quietly_leaves_no_reason_and_nothing_on_any_paper(case: int, sato: Any) -> None:
    loud = [make(sato, case) for make in (papers.personal_list, papers.general_list, ending.paper)]
    seen = version(case)
    quietly.go_quietly(sato, case, "q-1", on=True)
    quietly.go_quietly(sato, case, "q-1", on=True)
    assert listing.list_page(sato, case).band.quiet
    assert version(case) == seen
    assert [make(sato, case) for make in (papers.personal_list, papers.general_list, ending.paper)] == loud
    quietly.go_quietly(sato, case, "q-2", on=False)
    assert not listing.list_page(sato, case).band.quiet


def _deed(sato: Any, case: int) -> Any:
    from madoguchi.counter.opened import opened  # noqa: PLC0415

    return opened(sato, case).deed("receive-1", version(case))
