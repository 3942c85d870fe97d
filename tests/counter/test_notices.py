"""夜に届いた届を、朝に控え、来庁なしで判定し、手紙を出し、来た人と続ける。"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.audit import queries as audit
from madoguchi.cases import notice_queries, rebuilding, receiving
from madoguchi.cases import queries as cases
from madoguchi.cases.ledger import Conflict
from madoguchi.cases.notices import NoticeText
from madoguchi.cases.states import LineState
from madoguchi.counter import household, interviewing, listing, notice_steps, noticing, opening, papers
from madoguchi.counter.desk import Denied, desk
from madoguchi.counter.opened import opened
from madoguchi.domain.errors import Fault
from madoguchi.guide.letter import Addressee
from madoguchi.municipalities.scope import scope
from tests.counter import city
from tests.counter.work import SON, WIFE, lines, text_of, version

NIGHT = NoticeText(
    "death", "佐藤　松雄", "night", date(2026, 11, 13), "さとう まつお", date(1944, 6, 5), date(2026, 11, 12)
)
SHELF = Path(__file__).parent / "shelf"
NOBODY = Addressee("", "")


def seq(number: int) -> int:
    return notice_queries.notice(number).seq


def entered(sato: Any, text: NoticeText = NIGHT, subject: str = city.MATSUO) -> int:
    """控えを書き、住民を決める。"""
    number = notice_steps.enter(sato, text, "enter")
    if subject:
        notice_steps.link(sato, number, seq(number), "link", subject)
    return number


def prepared(sato: Any) -> tuple[int, int]:
    """来庁なしで判定した届と件。"""
    number = entered(sato)
    return number, notice_steps.prepare(sato, number, seq(number), "prepare")


def test_the_clerk_not_the_system_says_whose_notice_it_is(aoba: str, sato: Any) -> None:
    number = entered(sato, subject="")
    page = noticing.notice_page(sato, number)
    assert [hit.key for hit in page.hits] == [city.MATSUO]
    assert (page.subject, page.row.resident, page.row.todo) == ("", "まだ決めていない", "住民を決める")
    with pytest.raises(Fault, match="だれの届かが決まっていません"):
        notice_steps.prepare(sato, number, seq(number), "prepare")
    notice_steps.link(sato, number, seq(number), "link", city.MATSUO)
    page = noticing.notice_page(sato, number)
    assert (page.subject, page.hits, page.differs, page.row.todo) == ("佐藤　松雄", (), (), "来庁なしで判定")


def test_a_notice_that_differs_from_the_record_says_both(aoba: str, sato: Any) -> None:
    number = entered(sato, subject=city.MATSUO_TWIN)
    assert noticing.notice_page(sato, number).differs == (
        "生年月日が、届では昭和19年6月5日、記録では昭和16年6月15日です。",
    )


def test_judged_without_a_visitor_is_seen_by_the_clerk_and_given_to_nobody(aoba: str, sato: Any) -> None:
    _, case = prepared(sato)
    page = listing.list_page(sato, case)
    assert (page.band.gives, page.band.visitor) == ("nobody", "まだ来ていません")
    assert lines(page)["d_kouki_sousaihi@100001"].may_file == ""
    assert [step.id for step in page.band.steps] == ["visitor", "household", "list"]
    assert len(household.household_page(sato, case).members) == 2
    assert interviewing.interview_page(sato, case).questions == ()
    for paper in (papers.personal_list, papers.pack, papers.general_list):
        with pytest.raises(Denied, match="まだ、だれも来ていません"):
            paper(sato, case)
    with pytest.raises(Denied):
        interviewing.finish(sato, case, version(case), "finish")
    with pytest.raises(Denied):
        household.confirm(sato, case, version(case), "confirm")


def test_what_the_clerk_prepared_stays_when_somebody_comes(aoba: str, sato: Any) -> None:
    _, case = prepared(sato)
    listing.set_aside(sato, case, version(case), "aside", "d_kaigo@100001", "介護の担当が済ませた")
    assert opening.open_case(sato, city.MATSUO, SON, "son") == case
    page = listing.list_page(sato, case)
    assert page.band.gives == "list"
    assert [one.reason for one in page.aside] == ["介護の担当が済ませた"]
    assert cases.visit(case, 1).name == "佐藤 晴樹"
    assert papers.personal_list(sato, case).startswith(b"%PDF")
    assert rebuilding.differences(case) == ()


def test_a_case_that_is_already_open_gets_no_empty_visit(case: int, sato: Any) -> None:
    number = entered(sato)
    assert notice_queries.notice(number).case_id == case
    assert notice_steps.prepare(sato, number, seq(number), "prepare") == case
    assert cases.now(case).current_visit == 1


def test_a_notice_known_before_is_tied_when_the_family_comes_first(aoba: str, sato: Any) -> None:
    number = entered(sato)
    notice_steps.accept(sato, number, seq(number), "accept", date(2026, 11, 13))
    case = opening.open_case(sato, city.MATSUO, WIFE, "wife")
    assert notice_queries.notice(number).case_id == case
    assert cases.now(case).register == "accepted"


@pytest.fixture
def waiting_shelf(settings: Any, tmp_path: Path) -> None:
    """犬の登録の変更が、戸籍の登録を待つ棚。"""
    settings.CATALOGUE = shutil.copytree(SHELF, tmp_path / "shelf")
    with (tmp_path / "shelf/national/procedures/death/d_inu.yaml").open("a", encoding="utf-8") as file:
        file.write("after_register: true\n")


def test_lines_that_wait_for_the_register_open_together(waiting_shelf: None, aoba: str, sato: Any) -> None:
    number, case = prepared(sato)
    assert lines(listing.list_page(sato, case))["d_inu@100001"].mark == "登録後に可"
    waiting = [key for key in cases.now(case).lines if key in ("d_inu@100001", "d_kouki_sousaihi@100001")]
    for key in waiting:
        receiving.wait_register(desk(sato).deed(f"wait-{key}", case), key, "citizen")
    notice_steps.accept(sato, number, seq(number), "accept", date(2026, 11, 13))
    assert {cases.now(case).lines[key].state for key in waiting} == {LineState.AFTER_REGISTER}
    notice_steps.register(sato, number, seq(number), "register", date(2026, 11, 19))
    assert {cases.now(case).lines[key].state for key in waiting} == {LineState.OPEN}
    assert lines(listing.list_page(sato, case))["d_inu@100001"].mark == "必要"
    assert listing.list_page(sato, case).band.notice == "死亡届 11月13日 受理、戸籍は登録済（届の控え）"
    notice_steps.back(sato, number, seq(number), "back")
    assert lines(listing.list_page(sato, case))["d_inu@100001"].mark == "登録後に可"


def test_the_acceptance_on_the_notice_counts_until_the_record_has_it(
    load: Callable[..., None], sato: Any
) -> None:
    load()
    with scope(city.AOBA):
        number = entered(sato, NIGHT, city.MATSUO_TWIN)
        notice_steps.accept(sato, number, seq(number), "accept", date(2026, 11, 13))
        case = notice_steps.prepare(sato, number, seq(number), "prepare")
        page = listing.list_page(sato, case)
        assert page.band.notice == "死亡届 受理（届の控え）"
        assert opened(sato, case).facts.situation.event.notified_on == date(2026, 11, 13)


def test_the_letter_holds_an_address_and_a_ticket_and_nothing_of_the_family(aoba: str, sato: Any) -> None:
    number, case = prepared(sato)
    to = Addressee("山口　恵子", "もみじ市本町一丁目2番3号", "9990002")
    text = text_of(notice_steps.letter_pdf(sato, number, "letter", to))
    assert "山口　恵子　様" in text and "もみじ市本町一丁目2番3号" in text and "お手続きのご案内" in text
    assert "松雄" not in text and "みどり町" not in text and "フミ子" not in text
    assert "もみじ市" not in str(audit.entries("notice.print_letter"))
    notice_steps.sent(sato, number, seq(number), "sent")
    assert noticing.notice_page(sato, number).row.letter == "11月20日に出した"
    assert cases.now(case).current_visit == 0


def test_to_the_household_with_the_address_of_the_record(aoba: str, sato: Any) -> None:
    number, _ = prepared(sato)
    assert [to.name for to in noticing.notice_page(sato, number).letter_to] == ["佐藤　フミ子"]
    text = text_of(notice_steps.letter_pdf(sato, number, "letter", NOBODY, city.FUMIKO))
    assert "佐藤　フミ子　様" in text and "みどり町三丁目5番12号" in text
    assert city.FUMIKO in str(audit.entries("counter.letter"))


@pytest.mark.parametrize("how", [{"protected": (city.FUMIKO,)}, {"protected": (city.MATSUO,)}])
def test_a_protected_household_gets_no_letter_and_nobody_is_told_why(
    load: Callable[..., None], sato: Any, how: dict[str, Any]
) -> None:
    load(**how, secret_home=True)
    with scope(city.AOBA):
        number, _ = prepared(sato)
        page = noticing.notice_page(sato, number)
        assert [to.name for to in page.letter_to] == ["佐藤　フミ子"]
        with pytest.raises(Fault) as told:
            notice_steps.letter_pdf(sato, number, "letter", NOBODY, city.FUMIKO)
        with pytest.raises(Fault) as stranger:
            notice_steps.letter_pdf(sato, number, "letter-2", NOBODY, "999999")
        assert str(told.value) == str(stranger.value)
        assert "かくれ町" not in str(told.value) + str(page)


def test_the_same_pressed_twice_is_done_once(aoba: str, sato: Any) -> None:
    number = entered(sato)
    before = seq(number)
    first = notice_steps.prepare(sato, number, before, "prepare")
    assert notice_steps.prepare(sato, number, before, "prepare") == first
    assert cases.now(first).seq == 3
    with pytest.raises(Conflict):
        notice_steps.accept(sato, number, before, "accept", date(2026, 11, 13))


def test_the_morning_list_shows_what_to_do_next(aoba: str, sato: Any) -> None:
    assert noticing.notices_page(sato).rows == ()
    number = entered(sato)
    far = NoticeText("death", "遠田　先", "elsewhere", date(2026, 11, 18), place_name="もみじ市")
    other = notice_steps.enter(sato, far, "far")
    notice_steps.link(sato, other, seq(other), "nobody", "")
    page = noticing.notices_page(sato)
    assert [(row.name, row.place, row.state, row.todo) for row in page.rows] == [
        ("遠田　先", "もみじ市", "受領", "受理を書く"), ("佐藤　松雄", "宿直", "受領", "来庁なしで判定"),
    ]  # fmt: skip
    assert [row.id for row in noticing.notices_page(sato, place="night").rows] == [number]
    notice_steps.withdraw(sato, other, seq(other), "twice", "二重に書いた")
    assert noticing.notices_page(sato).waiting == 1
    assert len(noticing.notices_page(sato, everything=True).rows) == 2


def test_another_town_sees_none_of_it(aoba: str, sato: Any, suzuki: Any) -> None:
    number = entered(sato)
    with scope("990002"):
        assert noticing.notices_page(suzuki, everything=True).rows == ()
        with pytest.raises(cases.NotFound):
            noticing.notice_page(suzuki, number)
