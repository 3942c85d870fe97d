"""ログインから紙まで。家族が来たとき、使者が来たとき、鍵盤だけのとき。"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import City, sign_in
from tests.journeys.steps import answer_everything, choose, find, open_matsuo, pdf_text, press, visitor

HIDDEN = ("佐藤　松雄", "佐藤 松雄", "みどり町")


def test_a_family_goes_home_with_the_list_and_filled_forms(clerk: Page) -> None:
    open_matsuo(clerk)
    expect(clerk.locator("table")).to_contain_text("佐藤　フミ子")
    press(clerk, "F9")
    answer_everything(clerk)
    expect(clerk.locator(".part .head h2")).to_have_text(
        [
            re.compile(r"今日ここでできること"),
            re.compile(r"もう一度お越しいただくこと"),
            re.compile(r"市役所の外のこと"),
            re.compile(r"確認してからお知らせすること"),
        ]
    )
    line = clerk.locator(".line", has_text="葬祭費").first
    line.locator("> details > summary").click()
    expect(line.locator(".reason")).to_contain_text("後期高齢者医療")
    expect(line.locator(".reason")).to_contain_text("根拠")
    clerk.get_by_role("link", name=re.compile("お渡しへ進む")).click()
    listed = pdf_text(clerk, "一覧を印刷")
    assert "手続き一覧" in listed
    assert "葬祭費" in listed
    assert not [text for text in HIDDEN if text in listed]
    forms = pdf_text(clerk, "様式をまとめて印刷")
    assert "葬祭費" in forms
    assert "松雄" in forms
    expect(clerk).to_have_title("お渡し")


def test_names_and_case_numbers_stay_out_of_addresses_and_titles(clerk: Page) -> None:
    seen: list[str] = []
    clerk.on(
        "framenavigated",
        lambda frame: seen.append(f"{frame.url} {frame.title()}" if frame.parent_frame is None else ""),
    )
    open_matsuo(clerk)
    press(clerk, "F9")
    answer_everything(clerk, "わからない")
    assert len(seen) > 3
    assert not [text for text in seen if re.search(r"佐藤|松雄|%E4%BD%90|8-1120|0001000", text)]


def test_what_nobody_knows_stays_to_be_confirmed(clerk: Page) -> None:
    open_matsuo(clerk)
    press(clerk, "F9")
    answer_everything(clerk, "わからない")
    part = clerk.locator(
        "section.part", has=clerk.get_by_role("heading", name="確認してからお知らせすること")
    )
    expect(part.locator(".tag.ask").first).to_be_visible()


def test_a_messenger_carries_only_the_general_list(clerk: Page) -> None:
    find(clerk, "たなか しげる")
    choose(clerk, "田中　茂")
    visitor(clerk, "葬儀社（届書を持ってきた使者）")
    expect(clerk.locator(".scope")).to_contain_text("一般のご案内と引換票")
    press(clerk, "F9")
    expect(clerk.get_by_role("heading", name="お渡し")).to_be_visible()
    expect(clerk.locator(".sheets > li")).to_have_count(1)
    general = pdf_text(clerk, "ご案内を印刷")
    assert not re.search(r"田中|茂さん|悦子", general)
    case = clerk.url.rsplit("/", 1)[0]
    for sheet in ("list.pdf", "forms.pdf"):
        assert clerk.request.get(f"{case}/papers/{sheet}").status == 403
    for path in ("household", "interview", "list", "list/not-needed"):
        clerk.goto(f"{case}/{path}")
        expect(clerk).to_have_title("お渡し")
        assert "悦子" not in clerk.content()


def test_no_hit_says_what_to_try_next(clerk: Page) -> None:
    find(clerk, "ぬるぽ がっつ")
    expect(clerk.get_by_role("status")).to_contain_text("見つかりません")
    expect(clerk.get_by_role("button", name="世帯を開く")).to_have_attribute("aria-disabled", "true")


def test_forgetting_the_visitor_keeps_what_was_typed(clerk: Page) -> None:
    find(clerk, "さとう まつお")
    choose(clerk, "佐藤　松雄")
    clerk.get_by_role("textbox", name="氏名").fill("佐藤 千代")
    press(clerk, "F9")
    expect(clerk.get_by_role("alert")).to_contain_text("ご関係をえらんでください")
    expect(clerk.get_by_role("textbox", name="氏名")).to_have_value("佐藤 千代")
    expect(clerk.get_by_role("radio", name="佐藤　松雄")).to_be_checked()


def test_a_death_without_a_notice_asks_for_the_day(clerk: Page) -> None:
    find(clerk, "さとう まつお")
    choose(clerk, "佐藤　松夫")
    visitor(clerk, "同じ世帯のご家族", "配偶者")
    press(clerk, "F9")
    expect(clerk.get_by_role("alert")).to_contain_text("亡くなった日")
    clerk.get_by_label("亡くなった日", exact=True).fill("8.11.18")
    press(clerk, "F9")
    expect(clerk.locator(".case")).to_contain_text("令和8年11月18日")


def test_the_ticket_opens_the_same_case_after_the_visitor_is_known(clerk: Page, city: City) -> None:
    case_id = open_matsuo(clerk)
    clerk.goto("/")
    clerk.get_by_label("引換票の合言葉").fill(city.ticket_of(case_id))
    press(clerk, "Enter")
    expect(clerk.get_by_role("radio", name="佐藤　松雄")).to_be_visible()
    expect(clerk.locator("main")).not_to_contain_text("フミ子")
    visitor(clerk, "同じ世帯のご家族", "配偶者")
    press(clerk, "F9")
    expect(clerk).to_have_url(f"{city.url}/cases/{case_id}/household")


def test_a_case_is_resumed_where_it_was_left(clerk: Page, city: City) -> None:
    case_id = open_matsuo(clerk)
    press(clerk, "F9")
    expect(clerk).to_have_title(re.compile("聞き取り"))
    clerk.get_by_role("button", name="ここで聞き終える").click()
    expect(clerk).to_have_title("手続き一覧")
    clerk.goto("/")
    clerk.get_by_role("link", name=re.compile("続きから")).first.click()
    expect(clerk).to_have_url(f"{city.url}/cases/{case_id}/list")


def test_an_unknown_ticket_is_told(clerk: Page) -> None:
    clerk.get_by_label("引換票の合言葉").fill("ZZZZ-ZZZZ")
    clerk.get_by_role("button", name="続きから開く").click()
    expect(clerk.locator(".error")).to_contain_text("見つかりません")


@pytest.mark.parametrize("path", ["household", "interview", "list", "papers"])
def test_another_town_finds_no_such_case(clerk: Page, city: City, path: str) -> None:
    case_id = open_matsuo(clerk)
    clerk.context.clear_cookies()
    sign_in(clerk, city, "もみじ市", "suzuki")
    clerk.goto(f"/cases/{case_id}/{path}")
    expect(clerk.get_by_role("heading", name="見つかりません")).to_be_visible()


def test_a_death_whose_notice_is_just_brought_supposes_a_messenger(clerk: Page) -> None:
    find(clerk, "さとう まつお")
    choose(clerk, "佐藤　松夫")
    expect(clerk.get_by_label("葬儀社（届書を持ってきた使者）")).to_be_checked()
    expect(clerk.locator(".scope")).to_contain_text("一般のご案内と引換票")
    choose(clerk, "佐藤　松雄")
    expect(clerk.get_by_label("葬儀社（届書を持ってきた使者）")).not_to_be_checked()
    clerk.get_by_label("別に暮らすご親族").check()
    choose(clerk, "佐藤　松夫")
    expect(clerk.get_by_label("別に暮らすご親族")).to_be_checked()


def test_a_mourner_who_lives_apart_is_written_and_shown(clerk: Page) -> None:
    open_matsuo(clerk)
    press(clerk, "F4")
    expect(clerk.get_by_role("heading", name="別に暮らすご家族", level=1)).to_be_visible()
    clerk.locator("input[name$='-name']").first.fill("佐藤　冬樹")
    clerk.locator("input[name$='-kana']").first.fill("さとう ふゆき")
    clerk.locator("select[name$='-relation']").first.select_option(label="子")
    press(clerk, "F9")
    expect(clerk.get_by_text("佐藤　冬樹")).to_be_visible()
