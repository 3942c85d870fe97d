"""窓口の一連の仕事を、画面が呼ぶのと同じ口からたどる。"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from madoguchi.cases import actions, rebuilding
from madoguchi.cases import queries as cases
from madoguchi.counter import household, interviewing, listing, opening, papers, searching
from madoguchi.counter.desk import Denied
from madoguchi.counter.opening import VisitInput
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from tests.counter import city
from tests.counter.work import BROTHER, SON, UNDERTAKER, WIFE, lines, part_of, say, text_of, version


def test_opening_shows_the_household_just_before_the_death(case: int, sato: Any) -> None:
    page = household.household_page(sato, case)
    assert [(one.name, one.relation, one.kin, one.notes) for one in page.members] == [
        ("佐藤　松雄", "世帯主", "", ()),
        ("佐藤　フミ子", "妻", "配偶者", ("来た人",)),
    ]
    assert page.complete
    band = page.band
    assert (band.name, band.age, band.event_label, band.event_date) == (
        "佐藤　松雄", "82歳", "亡くなった日", "令和8年11月12日（木）",
    )  # fmt: skip
    assert (band.visitor, band.visitor_note, band.gives) == (
        "佐藤　フミ子",
        "配偶者・同じ世帯のご家族・喪主",
        "list",
    )
    assert [(step.id, step.state) for step in band.steps][:3] == [
        ("visitor", "done"), ("household", "now"), ("interview", "next"),
    ]  # fmt: skip
    assert [(one.name, one.stale) for one in page.records if one.stale] == [("障害福祉", True)]


def test_the_list_says_why_with_source_and_time(case: int, sato: Any) -> None:
    page = listing.list_page(sato, case)
    sousai = lines(page)["d_kouki_sousaihi@100001"]
    assert part_of(page, sousai.key) == "today"
    assert (sousai.mark, sousai.scheme, sousai.title, sousai.deadline, sousai.who, sousai.department) == (
        "請求できる", "後期高齢者医療", "葬祭費の申請", "令和10年11月13日（月）まで", "喪主の方", "国保年金課",
    )  # fmt: skip
    assert sousai.reason.endswith("請求できる場合があります。決定は広域連合です。")
    assert [(one.label, one.value, one.source) for one in sousai.facts] == [
        ("後期高齢者医療の被保険者", "はい", "後期高齢者医療の記録、11月20日 6時"),
        ("葬祭を行った", "はい", "みなし"),
    ]
    assert not sousai.unverified and sousai.basis == "高齢者の医療の確保に関する法律86条1項"
    assert lines(page)["d_kaigo@100001"].unverified
    assert lines(page)["d_kaigo@100001"].deadline == "11月25日（水）まで"
    assert "d_inkan@100001" in {line.key for line in page.not_needed}
    assert page.not_needed_example.startswith("例：")
    assert page.checklist == ("電気の契約を変える",)
    assert [(item.label, item.today) for item in page.bring] == [
        ("介護保険の証", True),
        ("来た人の本人確認書類", True),
        ("喪主の通帳", True),
        ("犬の鑑札", True),
    ]
    assert "d_fukuji@100002" not in lines(page)
    assert ("d_fukuji@100002", "戸籍 復氏届（フミ子さん）") in page.searchable


def test_an_old_record_is_confirmed_with_one_key(case: int, sato: Any) -> None:
    line = lines(listing.list_page(sato, case))["d_shogai@100001"]
    assert line.mark == "要確認"
    assert line.hint.startswith("11月9日 6時の記録では「身体障害者手帳の等級」は2級。")
    assert line.hint_answer == "2級"
    listing.confirm_hint(sato, case, version(case), "hint", line.key)
    line = lines(listing.list_page(sato, case))["d_shogai@100001"]
    assert (line.mark, line.hint) == ("必要", "")
    assert line.facts[0].source.startswith("聞き取り、今日 ")


def test_a_line_is_set_aside_and_put_back_with_its_reason(case: int, sato: Any) -> None:
    listing.set_aside(sato, case, version(case), "aside", "d_inu@100001", "犬は去年死んだ")
    page = listing.list_page(sato, case)
    assert "d_inu@100001" not in lines(page)
    assert [(one.title, one.reason, one.by) for one in page.aside] == [
        ("犬の登録 飼い犬の所有者の変更", "犬は去年死んだ", "佐藤")
    ]
    listing.put_back(sato, case, version(case), "back", "d_inu@100001")
    assert "d_inu@100001" in lines(listing.list_page(sato, case))


def test_a_line_is_added_by_search_and_counts_its_deadline(case: int, sato: Any) -> None:
    listing.add_line(sato, case, version(case), "add", "d_setainushi", "長男が戻って住む")
    page = listing.list_page(sato, case)
    added = lines(page)["d_setainushi"]
    assert (added.mark, added.deadline, part_of(page, added.key)) == ("必要", "11月25日（水）まで", "today")
    assert [(one.title, one.reason) for one in page.added] == [("住民登録 世帯主変更届", "長男が戻って住む")]
    listing.add_line(sato, case, version(case), "add-2", "d_fukuji@100002", "ご本人から")
    assert "d_fukuji@100002" in lines(listing.list_page(sato, case))
    with pytest.raises(Fault, match="足せる手続きではありません"):
        listing.add_line(sato, case, version(case), "add-3", "d_shien", "見えない行")


def test_judging_again_shows_what_changed(case: int, sato: Any, load: Callable[..., None]) -> None:
    listing.judge_again(sato, case, version(case), "again-1")
    assert listing.list_page(sato, case).changes == ()
    page = interviewing.interview_page(sato, case)
    say(sato, case, page, q1=["basic"], q2=["yes"])
    load("older", as_of="2026-11-20T08:00", dogless=True)
    listing.judge_again(sato, case, version(case), "again-2")
    changes = [(one.title, one.before, one.after) for one in listing.list_page(sato, case).changes]
    assert changes == [("犬の登録 飼い犬の所有者の変更", "必要", "不要")]


def test_two_clerks_on_one_case_see_each_others_change(case: int, sato: Any) -> None:
    seen = version(case)
    listing.set_aside(sato, case, seen, "one", "d_inu@100001", "犬はいない")
    with pytest.raises(actions.Conflict) as caught:
        listing.set_aside(sato, case, seen, "two", "d_inu@100001", "猫だった")
    assert caught.value.changes == ("佐藤さんが行を外しました",)


def test_a_double_click_counts_once(case: int, sato: Any) -> None:
    seen = version(case)
    listing.set_aside(sato, case, seen, "same", "d_inu@100001", "犬はいない")
    listing.set_aside(sato, case, seen, "same", "d_inu@100001", "犬はいない")
    assert version(case) == seen + 1
    assert opening.open_case(sato, city.MATSUO, WIFE, "open-1") == case
    assert version(case) == seen + 1


def test_the_whole_journey_can_be_rebuilt_from_its_actions(case: int, sato: Any) -> None:
    household.confirm(sato, case, version(case), "confirm")
    page = interviewing.interview_page(sato, case)
    say(sato, case, page, q1=["basic"], q2=["yes"])
    listing.set_aside(sato, case, version(case), "aside", "d_inu@100001", "犬はいない")
    interviewing.finish(sato, case, version(case), "finish")
    papers.personal_list(sato, case)
    opening.open_case(sato, city.MATSUO, BROTHER, "open-2")
    assert rebuilding.rebuild(case) == cases.now(case)
    assert rebuilding.differences(case) == ()
    assert listing.list_page(sato, case).band.steps[3].state == "now"


def test_the_paper_names_the_visitor_and_never_the_deceased(case: int, sato: Any) -> None:
    text = text_of(papers.personal_list(sato, case)).replace("\u3000", "").replace(" ", "")
    assert "手続き一覧" in text and "葬祭費を申請する" in text
    assert "佐藤フミ子さん（配偶者、喪主）" in text
    assert "松雄" not in text and "みどり町" not in text
    assert cases.now(case).state == "listed"


def test_the_messenger_carries_home_only_the_general_paper(aoba: str, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, UNDERTAKER, "open-u")
    page = listing.list_page(sato, case)
    assert page.band.gives == "general"
    assert not (
        page.parts or page.not_needed or page.checklist or page.bring or page.searchable or page.records
    )
    assert household.household_page(sato, case).members == ()
    assert interviewing.interview_page(sato, case).questions == ()
    assert cases.now(case).lines == {}
    for paper in (papers.personal_list, papers.pack):
        with pytest.raises(Denied, match="一般のご案内と引換票だけ"):
            paper(sato, case)
    with pytest.raises(Denied):
        listing.judge_again(sato, case, version(case), "again")
    text = text_of(papers.general_list(sato, case))
    assert "世帯主を変える" in text and "松雄" not in text and "必要" not in text


def test_the_general_paper_is_the_same_for_every_family_but_for_the_ticket(aoba: str, sato: Any) -> None:
    one = opening.open_case(sato, city.MATSUO, UNDERTAKER, "open-u")
    two = opening.open_case(
        sato, city.MATSUO_TWIN, VisitInput("messenger", event_on=datetime.date(2026, 11, 18)), "open-v"
    )
    assert text_of(papers.general_list(sato, one)) == text_of(papers.general_list(sato, two))


def test_the_ticket_finds_the_case_and_opens_nothing(case: int, sato: Any, suzuki: Any) -> None:
    token = cases.token(case)
    assert opening.resume_by_ticket(sato, f" {token} ") == case
    assert opening.resume_by_ticket(sato, token[:-1]) is None
    assert len(token) >= 32
    page = searching.case_page(sato, case)
    assert [hit.key for hit in page.hits] == [city.MATSUO]
    with scope("990002"):
        assert opening.resume_by_ticket(suzuki, token) is None


def test_another_municipality_sees_nothing(case: int, suzuki: Any) -> None:
    with scope("990002"):
        assert searching.search_page(suzuki, "さとう").hits == ()
        for page in (
            household.household_page,
            interviewing.interview_page,
            listing.list_page,
            papers.personal_list,
        ):
            with pytest.raises(cases.NotFound):
                page(suzuki, case)
        with pytest.raises(cases.NotFound):
            listing.set_aside(suzuki, case, 1, "k", "d_inu@100001", "よその件")


def test_two_relatives_do_not_see_each_others_answers(aoba: str, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, SON, "open-son")
    page = interviewing.interview_page(sato, case, "heirs")
    assert page.questions[0].field == "ask.renounce"
    say(sato, case, page, q1=["yes"])
    assert lines(listing.list_page(sato, case))["d_sozoku_houki@100001"].facts[0].value == "放棄したい"
    assert opening.open_case(sato, city.MATSUO, BROTHER, "open-brother") == case
    his = listing.list_page(sato, case)
    line = lines(his)["d_sozoku_houki@100001"]
    assert (line.mark, line.facts) == ("要確認", ())
    # 条件の文には選択肢の名が書いてある。だれの答えでもない。
    assert not any("放棄したい" in repr(replace(one, rule="")) for one in lines(his).values())
    page = interviewing.interview_page(sato, case, "heirs")
    assert not any(choice.chosen for choice in page.questions[0].choices)
    assert page.previous is None
    assert "放棄したい" not in text_of(papers.personal_list(sato, case))
    opening.open_case(sato, city.MATSUO, SON, "open-son-again")
    line = lines(listing.list_page(sato, case))["d_sozoku_houki@100001"]
    assert line.facts[0].value == "放棄したい"


def test_a_closed_class_gives_every_family_the_same_neutral_line(
    case: int, sato: Any, takahashi: Any
) -> None:
    line = lines(listing.list_page(sato, case))["d_zei@100001"]
    assert (line.mark, line.deadline, line.reason, line.facts) == (
        "要確認", "税務課で確認　内線 2210", "税務課で確認　内線 2210", (),
    )  # fmt: skip
    other = opening.open_case(
        sato,
        city.MATSUO_TWIN,
        VisitInput("relative", "child", event_on=datetime.date(2026, 11, 18)),
        "open-2",
    )
    twin = lines(listing.list_page(sato, other))["d_zei@100004"]
    assert (twin.mark, twin.deadline, twin.reason) == (line.mark, line.deadline, line.reason)
    opening.open_case(takahashi, city.MATSUO, SON, "open-tax")
    assert lines(listing.list_page(takahashi, case))["d_zei@100001"].mark == "必要"


def test_the_staff_line_is_only_for_staff(case: int, sato: Any) -> None:
    page = listing.list_page(sato, case)
    assert [line.key for line in lines(page).values() if line.staff_only] == ["d_shien"]
    told = repr((page.not_needed, page.searchable, page.checklist, page.bring))
    asked = repr(interviewing.interview_page(sato, case))
    for text in (
        told,
        asked,
        text_of(papers.personal_list(sato, case)),
        text_of(papers.general_list(sato, case)),
    ):
        assert "支援措置" not in text


@pytest.mark.parametrize(
    ("visit", "said"),
    [
        (VisitInput("same_household", "spouse", household_person=city.MATSUO), "亡くなった方になっています"),
        (VisitInput("same_household", "child", household_person=city.KEIKO), "この世帯の人ではありません"),
        (VisitInput("nobody"), "立場を選んで"),
    ],
)
def test_a_wrong_visitor_is_refused(aoba: str, sato: Any, visit: VisitInput, said: str) -> None:
    with pytest.raises(Fault, match=said):
        opening.open_case(sato, city.MATSUO, visit, "open-x")
    assert cases.recent("sato") == ()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (None, "まだ記録にありません"),
        (datetime.date(2026, 11, 21), "きょうより後"),
        (datetime.date(1940, 1, 1), "生まれた日より前"),
    ],
)
def test_a_day_of_death_that_cannot_be_is_refused(
    aoba: str, sato: Any, day: datetime.date | None, said: str
) -> None:
    with pytest.raises(Fault, match=said):
        opening.open_case(sato, city.MATSUO_TWIN, VisitInput("relative", "child", event_on=day), "open-x")


def test_the_day_is_said_when_the_record_does_not_know_it_yet(aoba: str, sato: Any) -> None:
    visit = VisitInput("relative", "child", event_on=datetime.date(2026, 11, 18))
    case = opening.open_case(sato, city.MATSUO_TWIN, visit, "open-x")
    band = listing.list_page(sato, case).band
    assert (band.event_date, band.notice) == ("令和8年11月18日（水）", "死亡届 なし")


def test_nobody_unknown_is_opened(aoba: str, sato: Any) -> None:
    with pytest.raises(Fault, match="記録がありません"):
        opening.open_case(sato, "999999", SON, "open-x")


def test_what_waits_for_the_next_visit_becomes_todays_on_that_visit(aoba: str, sato: Any) -> None:
    visit = VisitInput("relative", "child", name="佐藤 竹子", event_on=datetime.date(2026, 11, 20))
    case = opening.open_case(sato, city.MATSUO_TWIN, visit, "open-1")
    home = interviewing.interview_page(sato, case, "home")
    say(sato, case, home, q1=["yes"])
    assert part_of(listing.list_page(sato, case), "d_shiei@100004") == "again"
    opening.open_case(sato, city.MATSUO_TWIN, visit, "open-2")
    assert part_of(listing.list_page(sato, case), "d_shiei@100004") == "today"
