"""お客さまの画面。二つめの窓が、聞き取りについて動き、席を離れれば白くなる。"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import City, watch
from tests.journeys.steps import open_matsuo, press
from tests.support.axe import violations


def _second_window(page: Page) -> Page:
    page.goto("/display/desk")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="新しい窓に開く").click()
    return opened.value


def test_the_window_follows_the_interview_and_blanks_with_the_desk(clerk: Page, city: City) -> None:
    window = _second_window(clerk)
    expect(window).to_have_title("お客さまの画面")
    clerk.goto("/")
    open_matsuo(clerk)
    press(clerk, "F9")
    expect(window.locator(".where")).to_contain_text("おたずね")
    question = clerk.locator("fieldset.q").first
    question.locator("label").first.locator("input").check()
    expect(window.locator(".ans .on")).to_have_count(1)
    assert "松雄" not in window.content()
    assert "フミ子" not in window.content()
    for width in (1280, 768):
        window.set_viewport_size({"width": width, "height": 900})
        assert violations(window) == []
    assert violations(clerk) == []
    clerk.get_by_role("button", name="席を離れる").click()
    expect(window.locator(".where")).to_have_count(0)
    assert window.locator("body").inner_text().strip() in ("", "お客さまの画面")


def test_a_line_is_shown_by_pressing(clerk: Page) -> None:
    window = _second_window(clerk)
    clerk.goto("/")
    case_id = open_matsuo(clerk)
    clerk.goto(f"/cases/{case_id}/list")
    expect(window.locator(".where")).to_have_count(0)
    line = clerk.locator(".line:not(.staff)").first
    line.locator("> details > summary").click()
    line.get_by_role("button", name="お客さまに見せる").click()
    expect(window.locator(".told")).to_contain_text("窓口")
    assert violations(window) == []
    assert violations(clerk) == []
    clerk.get_by_role("button", name="受け付けの番号を見せる").click()
    expect(window.locator("h1.num")).to_contain_text("番")
    clerk.goto("/")
    expect(window.locator(".where")).to_have_count(0)


def test_a_tablet_is_paired_with_six_digits(
    clerk: Page, browser: Browser, browser_context_args: dict[str, Any], city: City
) -> None:
    clerk.goto("/display/desk")
    clerk.get_by_role("button", name="番号を出す").click()
    code = clerk.locator(".say b").inner_text()
    assert violations(clerk) == []
    context = browser.new_context(**browser_context_args)
    problems: list[str] = []
    watch(context, city, problems)
    tablet = context.new_page()
    tablet.goto("/display")
    assert violations(tablet) == []
    tablet.get_by_label("自治体").select_option(label="あおば市")
    tablet.get_by_label("番号").fill(code)
    tablet.keyboard.press("Enter")
    expect(tablet).to_have_title("お客さまの画面")
    clerk.goto("/")
    open_matsuo(clerk)
    press(clerk, "F9")
    expect(tablet.locator(".where")).to_contain_text("おたずね")
    assert tablet.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()
    assert problems == []


@pytest.mark.parametrize("width", [1280, 320])
def test_the_screen_of_the_clerk_is_good(clerk: Page, width: int) -> None:
    clerk.set_viewport_size({"width": width, "height": 900})
    clerk.goto("/display/desk")
    assert violations(clerk) == []
