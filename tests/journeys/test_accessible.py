"""どの画面も axe（WCAG 2.2 AA と best-practice）で違反がなく、320 の幅でも横に送らない。"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import choose, find, open_matsuo, press
from tests.support.axe import violations

OPEN_SCREENS = ("/", "/guidance", "/style", "/no-such-page")
CASE_SCREENS = ("household", "kin", "interview", "end-today", "list", "list/not-needed", "list/add", "papers")


def _scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def _is_good(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert violations(page) == []
    assert not _scrolls_sideways(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_screens_outside_a_case(clerk: Page, width: int) -> None:
    for path in OPEN_SCREENS:
        clerk.goto(path)
        _is_good(clerk, width)


@pytest.mark.parametrize("width", [1280, 320])
def test_search_results_and_refusals(clerk: Page, width: int) -> None:
    find(clerk, "さとう まつお")
    _is_good(clerk, width)
    clerk.set_viewport_size({"width": 1280, "height": 900})
    press(clerk, "F9")
    expect(clerk.get_by_role("alert")).to_be_visible()
    _is_good(clerk, width)


@pytest.mark.parametrize("width", [1280, 320])
def test_screens_of_a_case(clerk: Page, width: int) -> None:
    case_id = open_matsuo(clerk)
    for path in CASE_SCREENS:
        clerk.goto(f"/cases/{case_id}/{path}")
        _is_good(clerk, width)
    clerk.goto(f"/cases/{case_id}/list")
    clerk.locator(".line summary").first.click()
    _is_good(clerk, width)
    clerk.get_by_role("button", name="この行を外す").first.click()
    _is_good(clerk, width)
    clerk.get_by_label("外す理由").fill("　")
    press(clerk, "F9")
    expect(clerk.locator(".error")).to_be_visible()
    _is_good(clerk, width)


def test_stepping_away(clerk: Page) -> None:
    clerk.get_by_role("button", name="席を離れる").click()
    _is_good(clerk, 320)


def test_a_wide_table_is_found_to_scroll(clerk: Page) -> None:
    clerk.evaluate("document.querySelector('main').innerHTML = '<pre>' + 'あ'.repeat(400) + '</pre>'")
    clerk.set_viewport_size({"width": 320, "height": 900})
    assert _scrolls_sideways(clerk)


def test_the_focused_row_is_never_under_the_bar_of_keys(clerk: Page) -> None:
    case_id = open_matsuo(clerk)
    clerk.goto(f"/cases/{case_id}/list")
    for _ in range(40):
        clerk.keyboard.press("ArrowDown")
    box = clerk.evaluate("document.activeElement.getBoundingClientRect().bottom")
    bar = clerk.evaluate("document.querySelector('.keys').getBoundingClientRect().top")
    assert box <= bar


def test_the_chosen_person_is_the_one_whose_row_was_pressed(clerk: Page) -> None:
    find(clerk, "さとう まつお")
    clerk.get_by_role("row", name="本町二丁目").click()
    expect(clerk.get_by_role("radio", name="佐藤　松男")).to_be_checked()
    expect(clerk.get_by_role("button", name="松男さんの世帯を開く")).to_be_visible()
    choose(clerk, "佐藤　松雄")
    expect(clerk.get_by_role("button", name="松雄さんの世帯を開く")).to_be_visible()


def test_lines_only_for_staff_are_on_no_paper_even_if_the_screen_is_printed(clerk: Page) -> None:
    case_id = open_matsuo(clerk)
    clerk.goto(f"/cases/{case_id}/list")
    staff = clerk.locator(".line", has_text="職員だけ").first
    expect(staff).to_be_visible()
    clerk.emulate_media(media="print")
    expect(staff).to_be_hidden()
    expect(clerk.locator(".keys")).to_be_hidden()
    expect(clerk.locator(".line").first).to_be_visible()
