"""死亡のほかのできごと。言葉が変わり、日を聞き、本人にだけ一覧を渡す。"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import answer_everything, pdf_text, press
from tests.support.axe import violations

MOURNING = re.compile(r"亡くなった|おくやみ|ご遺族|喪主")


def begin(page: Page, event: str, title: str, text: str) -> None:
    """できごとをえらんで、さがす。"""
    page.get_by_role("radio", name=event, exact=True).check()
    page.get_by_role("heading", name=title).wait_for()
    page.get_by_label(title).fill(text)
    with page.expect_navigation():
        page.get_by_role("button", name="さがす").click()


def _is_good(page: Page) -> None:
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize(
    ("event", "title", "label"),
    [
        ("婚姻", "婚姻の手続きをする方をさがす", "婚姻の日"),
        ("離婚", "離婚の手続きをする方をさがす", "離婚の日"),
    ],
)
def test_the_person_comes_alone_and_goes_home_with_the_list(
    clerk: Page, event: str, title: str, label: str
) -> None:
    begin(clerk, event, title, "さとう ひろこ")
    clerk.get_by_role("radio", name="佐藤　弘子").check()
    clerk.get_by_label("ご本人", exact=True).check()
    expect(clerk.locator(".scope")).to_contain_text("手続き一覧まで渡せます")
    clerk.get_by_label("運転免許証").check()
    press(clerk, "F9")
    expect(clerk.get_by_role("alert")).to_contain_text(f"{label}が入っていません")
    _is_good(clerk)
    clerk.get_by_label(label).fill("8.11.18")
    press(clerk, "F9")
    expect(clerk).to_have_title("世帯")
    expect(clerk.locator(".case")).to_contain_text(f"{label} 令和8年11月18日")
    seen = [clerk.locator("body").inner_text()]
    _is_good(clerk)
    press(clerk, "F9")
    _is_good(clerk)
    answer_everything(clerk)
    seen.append(clerk.locator("body").inner_text())
    clerk.get_by_role("link", name=re.compile("お渡しへ進む")).click()
    _is_good(clerk)
    seen += [
        clerk.locator("body").inner_text(),
        pdf_text(clerk, "一覧を印刷"),
        pdf_text(clerk, "ご案内を印刷"),
    ]
    assert not [found.group() for text in seen for found in MOURNING.finditer(text)]


def test_choosing_the_event_changes_the_words_and_keeps_what_was_typed(clerk: Page) -> None:
    clerk.get_by_label("亡くなった方をさがす").fill("さとう まつお")
    clerk.get_by_role("textbox", name="氏名").fill("佐藤 晴樹")
    clerk.get_by_role("radio", name="死産・流産").check()
    clerk.get_by_role("heading", name="ご本人をさがす").wait_for()
    expect(clerk).to_have_title("ご本人をさがす")
    expect(clerk.get_by_role("radio", name="死産・流産")).to_be_focused()
    expect(clerk.get_by_role("textbox", name="氏名")).to_have_value("佐藤 晴樹")
    expect(clerk.locator("main")).not_to_contain_text(MOURNING)
    _is_good(clerk)
    clerk.keyboard.press("ArrowLeft")
    clerk.get_by_role("heading", name="離婚の手続きをする方をさがす").wait_for()


def test_somebody_else_gets_only_the_general_paper_of_a_divorce(clerk: Page) -> None:
    begin(clerk, "離婚", "離婚の手続きをする方をさがす", "さとう ようこ")
    clerk.get_by_role("radio", name="佐藤　陽子").check()
    clerk.get_by_label("別に暮らすご家族・ご親族").check()
    clerk.get_by_label("続き柄").select_option(label="配偶者")
    clerk.get_by_label("まだ見ていない").check()
    clerk.get_by_label("離婚の日").fill("8.11.18")
    expect(clerk.locator(".scope")).to_contain_text("一般のご案内と引換票を渡せます")
    press(clerk, "F9")
    expect(clerk).to_have_title("お渡し")
    expect(clerk.locator(".sheets > li")).to_have_count(1)


def test_one_of_two_moves_out(clerk: Page) -> None:
    begin(clerk, "転出", "引っ越す方をさがす", "さとう ひろこ")
    clerk.get_by_role("radio", name="佐藤　弘子").check()
    clerk.get_by_label("引っ越すご本人").check()
    clerk.get_by_label("運転免許証").check()
    clerk.get_by_label("引っ越す日").fill("8.12.10")
    press(clerk, "F9")
    expect(clerk.get_by_label("佐藤　弘子さんは引っ越す")).to_be_disabled()
    stays = clerk.get_by_label("佐藤　茂さんは引っ越す")
    expect(stays).to_be_checked()
    _is_good(clerk)
    stays.uncheck()
    household = clerk.url
    press(clerk, "F9")
    clerk.goto(household)
    expect(stays).not_to_be_checked()
    clerk.goto(household.replace("household", "list"))
    expect(clerk.get_by_role("heading", name=re.compile("前の判定から変わったこと"))).to_be_visible()
    expect(clerk.locator(".line:not(.staff)", has_text="茂さん")).to_have_count(0)
    _is_good(clerk)
