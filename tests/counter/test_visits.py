"""一つの件の、いくつもの来庁。話はその人だけのもの、紙は有効な所まで、まちがいは跡を残して直す。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from madoguchi.cases import queries as cases
from madoguchi.cases import rebuilding, receiving
from madoguchi.cases.receiving import Receipt
from madoguchi.cases.states import LineState
from madoguchi.counter import competing, interviewing, listing, opening, papers, visiting
from madoguchi.counter import receiving as receiving_screen
from madoguchi.counter.desk import Denied
from madoguchi.counter.opened import opened
from madoguchi.counter.opening import VisitInput
from madoguchi.counter.permissions import HEIR_CHART, PROXY, papers_in_force, permission_of
from madoguchi.domain.errors import Fault
from tests.counter import city
from tests.counter.receiving_work import page_of, sent
from tests.counter.work import BROTHER, SON, UNDERTAKER, WIFE, lines, text_of, version

SOUSAI = "d_kouki_sousaihi@100001"
CLERKS_SON = replace(SON, identity="運転免許証")


def come(sato: Any, visit: VisitInput, key: str) -> int:
    return opening.open_case(sato, city.MATSUO, visit, key)


@pytest.fixture(autouse=True)
def insurance_department(aoba: str) -> None:
    """後期高齢者医療の手続きを扱う課。"""
    from madoguchi.municipalities.actions import set_up_department  # noqa: PLC0415

    set_up_department("insurance", "国保年金課")


def received(sato: Any, case: int, line: str, key: str) -> None:
    receipt = Receipt("insurance", date(2026, 11, 20))
    receiving.receive(opened(sato, case).deed(key, None), line, receipt)


def test_of_others_only_when_and_in_what_standing_is_shown(case: int, sato: Any) -> None:
    come(sato, SON, "son")
    page = visiting.visits_page(sato, case)
    assert [(row.number, row.standing, row.own) for row in page.rows] == [
        (2, "別に暮らすご親族", True), (1, "同じ世帯のご家族", False),
    ]  # fmt: skip
    assert page.rows[1].detail == ()
    assert dict(page.rows[0].detail)["お名前"] == "佐藤 晴樹"
    assert "フミ子" not in str(page)


def test_a_messenger_sees_no_line_on_the_page_of_visits(aoba: str, sato: Any) -> None:
    case = come(sato, UNDERTAKER, "undertaker")
    page = visiting.visits_page(sato, case)
    assert (page.may, len(page.rows)) == ((), 1)
    with pytest.raises(Denied):
        visiting.proxy_paper(sato, case, (SOUSAI,))


def test_a_chart_of_heirs_counts_for_the_case_and_a_letter_of_proxy_for_its_day(aoba: str, sato: Any) -> None:
    shown = replace(SON, papers=(HEIR_CHART, PROXY, "続柄の分かる戸籍"))
    case = come(sato, shown, "1")
    come(sato, SON, "2")
    again = opened(sato, case)
    assert papers_in_force(again.visits, again.visit) == {HEIR_CHART, "続柄の分かる戸籍"}
    come(sato, BROTHER, "3")
    other = opened(sato, case)
    assert papers_in_force(other.visits, other.visit) == {HEIR_CHART}


def test_an_heir_who_showed_the_chart_is_not_asked_again(aoba: str, sato: Any) -> None:
    case = come(sato, replace(SON, roles=()), "1")
    asked = opened(sato, case)
    heirs = [line for line in asked.judgement.lines if "heir" in line.procedure.claimant.roles]
    assert {permission_of(asked, line.procedure).state for line in heirs} == {"ask"}
    visiting.amend(sato, case, version(case), "chart", replace(SON, roles=(), papers=(HEIR_CHART,)), "")
    shown = opened(sato, case)
    assert {permission_of(shown, line.procedure).state for line in heirs} == {"yes"}
    come(sato, BROTHER, "2")
    other = opened(sato, case)
    assert {permission_of(other, line.procedure).need for line in heirs} == {
        ("前に見た法定相続情報一覧図に、来た人の名があること",)
    }


def test_identity_seen_later_needs_no_reason_and_a_wrong_standing_does(case: int, sato: Any) -> None:
    visiting.amend(sato, case, version(case), "card", replace(WIFE, identity="マイナンバーカード"), "")
    assert opened(sato, case).visit.identity == "マイナンバーカード"
    with pytest.raises(Fault, match="理由"):
        visiting.amend(sato, case, version(case), "who", SON, " ")
    assert opened(sato, case).visit.standing == "same_household"
    assert rebuilding.differences(case) == ()


def test_a_wrong_standing_put_right_takes_the_list_away_at_once(case: int, sato: Any) -> None:
    visiting.amend(sato, case, version(case), "who", UNDERTAKER, "葬儀社の方だった")
    page = listing.list_page(sato, case)
    assert (page.band.gives, page.parts) == ("general", ())
    with pytest.raises(Denied):
        papers.personal_list(sato, case)
    visiting.amend(sato, case, version(case), "back", WIFE, "やはり妻の方だった")
    assert listing.list_page(sato, case).parts
    assert cases.now(case).current_visit == 1


def test_somebody_taken_for_another_loses_the_others_answers(aoba: str, sato: Any) -> None:
    """妻とまちがえて続きを開いた姉に、妻の話したことは残らない。"""
    case = come(sato, SON, "1")
    page = interviewing.interview_page(sato, case)
    question = page.questions[0]
    given = {question.field: [question.choices[0].value]} if question.choices else {question.field: ["1"]}
    interviewing.answer(sato, case, version(case), "answer", given, page.topic)
    come(sato, SON, "2")
    assert opened(sato, case).answers.values
    visiting.amend(sato, case, version(case), "who", BROTHER, "弟の方だった")
    after = opened(sato, case)
    assert (after.visit.voice, after.answers.values) == (2, {})
    assert all(
        ref.fact.source != "interview" or ref.fact_id.startswith("ask.visitor")
        for line in after.judgement.lines
        for ref in line.deciding
    )
    come(sato, SON, "3")
    assert opened(sato, case).visit.voice == 1 and opened(sato, case).answers.values


def test_only_the_present_visit_is_amended(case: int, sato: Any) -> None:
    from madoguchi.cases import visits as amending  # noqa: PLC0415
    from madoguchi.counter.opening import note_of  # noqa: PLC0415

    come(sato, SON, "2")
    held = opened(sato, case)
    with pytest.raises(Fault, match="いまの来庁だけ"):
        amending.amend_visit(held.deed("old", None), 1, note_of(held.at, SON, None, None), "まちがい")


def test_the_same_right_claimed_by_two_goes_to_the_department(aoba: str, sato: Any) -> None:
    case = come(sato, SON, "1")
    received(sato, case, SOUSAI, "receive")
    number = cases.now(case).lines[SOUSAI].receipt
    come(sato, replace(BROTHER, roles=("mourner",)), "2")
    row = next(one for one in visiting.visits_page(sato, case).may if one.key == SOUSAI)
    assert (row.state, row.need, row.rival) == ("担当課へ", competing.SAID, True)
    assert "晴樹" not in str(visiting.visits_page(sato, case)) and "先に" not in row.need
    competing.contest(sato, case, version(case), "contest", SOUSAI)
    line = cases.now(case).lines[SOUSAI]
    assert (line.state, line.receipt, line.received_on) == (LineState.REFERRED, number, date(2026, 11, 20))
    assert "第2回の来庁の方からも" in line.note and "竹雄" not in line.note


def test_a_second_receipt_is_refused_even_when_the_line_came_back(aoba: str, sato: Any) -> None:
    """返されて窓口にある行も、別の方の申し出なら、そのまま受け付けない。"""
    case = come(sato, SON, "1")
    deed = opened(sato, case).deed("receive", None)
    receiving.receive(deed, SOUSAI, Receipt("citizen", date(2026, 11, 20)))
    receiving.send_back(opened(sato, case).deed("back", None), SOUSAI, "会葬礼状")
    come(sato, replace(BROTHER, roles=("mourner",)), "2")
    page = page_of(sato, case, SOUSAI)
    with pytest.raises(Fault, match="担当課で確かめてからお知らせします"):
        receiving_screen.decide(sato, case, page.head.number, "receive", sent(page))
    assert cases.now(case).lines[SOUSAI].state is LineState.RETURNED


def test_one_persons_own_claim_is_no_contest(aoba: str, sato: Any) -> None:
    case = come(sato, SON, "1")
    received(sato, case, SOUSAI, "receive")
    come(sato, SON, "2")
    assert competing.rivals(opened(sato, case)) == frozenset()
    with pytest.raises(Fault, match="ほかの方の申し出"):
        competing.contest(sato, case, version(case), "contest", SOUSAI)


def test_the_letter_of_proxy_holds_only_what_this_visitor_said(aoba: str, sato: Any) -> None:
    come(sato, WIFE, "1")
    case = come(sato, BROTHER, "2")
    may = visiting.visits_page(sato, case).may
    wanted = tuple(one.key for one in may if one.proxy)
    assert wanted
    text = text_of(visiting.proxy_paper(sato, case, wanted))
    assert "委任状" in text and "佐藤 竹雄" in text and "任せる人" in text
    assert "フミ子" not in text and "みどり町" not in text and "昭和" not in text
    with pytest.raises(Fault, match="えらばれていません"):
        visiting.proxy_paper(sato, case, ("d_denki@100001",))


def test_the_stage_of_the_register_can_be_noted_without_a_notice(case: int, sato: Any) -> None:
    page = visiting.visits_page(sato, case)
    assert page.register is not None and (page.register.label, page.register.notice) == ("控えていない", None)
    visiting.note_stage(sato, case, "stage", "registered")
    assert cases.now(case).register == "registered"
    with pytest.raises(Fault):
        visiting.note_stage(sato, case, "bad", "withdrawn")


def test_what_one_relative_said_is_on_nothing_the_other_can_get(aoba: str, sato: Any) -> None:
    case = come(sato, SON, "1")
    listing.list_page(sato, case)
    for _ in range(20):
        page = interviewing.interview_page(sato, case)
        if page.finished:
            break
        given = {one.field: [one.choices[0].value] for one in page.questions if one.choices}
        if not given:
            break
        interviewing.answer(sato, case, version(case), f"a{version(case)}", given, page.topic)
    said = opened(sato, case).answers.values
    assert said
    come(sato, BROTHER, "2")
    other = opened(sato, case)
    assert other.answers.values == {}
    assert interviewing.interview_page(sato, case).previous is None
    shown = [fact for line in lines(listing.list_page(sato, case)).values() for fact in line.facts]
    assert not [fact for fact in shown if fact.source.startswith("聞き取り、")]
    assert "晴樹" not in text_of(papers.personal_list(sato, case)) + text_of(papers.pack(sato, case))
