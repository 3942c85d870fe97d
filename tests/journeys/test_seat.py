"""席。打ちかけの答えは、離れても、読みなおしても、同じ人の画面に戻る。ブラウザには何も残らない。"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import City
from tests.journeys.steps import open_matsuo, press
from tests.support.axe import violations


def _type_an_answer(page: Page) -> None:
    page.locator("fieldset.q").first.locator("label").first.locator("input").check()
    with page.expect_response("**/drafts/keep") as answered:
        pass
    assert answered.value.status == 204


def test_typed_answers_come_back_after_stepping_away(clerk: Page, city: City) -> None:
    open_matsuo(clerk)
    press(clerk, "F9")
    _type_an_answer(clerk)
    clerk.get_by_role("button", name="席を離れる").click()
    expect(clerk).to_have_title("席を離れています")
    clerk.get_by_label("パスワード").fill(city.passwords["あおば市", "sato"])
    clerk.keyboard.press("Enter")
    expect(clerk.get_by_text("入れかけの欄を戻しました")).to_be_visible()
    expect(clerk.locator("fieldset.q").first.locator("input:checked")).to_have_count(1)
    assert violations(clerk) == []
    assert clerk.evaluate("localStorage.length + sessionStorage.length") == 0
    press(clerk, "F9")
    clerk.go_back()
    expect(clerk.locator("fieldset.q").first).to_be_visible()
    clerk.get_by_role("button", name="席を離れる").wait_for()
    expect(clerk.get_by_text("入れかけの欄を戻しました")).to_have_count(0)


def test_what_was_typed_can_be_dropped(clerk: Page) -> None:
    open_matsuo(clerk)
    press(clerk, "F9")
    _type_an_answer(clerk)
    clerk.reload()
    clerk.get_by_role("button", name="入れかけを消す").click()
    expect(clerk.get_by_text("入れかけの欄を戻しました")).to_have_count(0)
    expect(clerk.locator("fieldset.q input:checked")).to_have_count(0)


def test_an_untouched_screen_warns_before_it_closes_and_any_key_keeps_it(clerk: Page) -> None:
    clerk.clock.install()
    open_matsuo(clerk)
    clerk.clock.fast_forward("09:30")
    clerk.clock.run_for(6_000)
    warning = clerk.get_by_text("まもなく画面を閉じます")
    expect(warning).to_be_visible()
    assert violations(clerk) == []
    clerk.keyboard.press("Shift")
    expect(warning).to_have_count(0)


def test_another_window_of_the_same_desk_closes_too(clerk: Page) -> None:
    case_id = open_matsuo(clerk)
    other = clerk.context.new_page()
    other.goto(f"/cases/{case_id}/household")
    expect(other).to_have_title("世帯")
    clerk.get_by_role("button", name="席を離れる").click()
    expect(other).to_have_title("席を離れています")
    assert "松雄" not in other.content()
