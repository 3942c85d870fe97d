"""鍵盤だけ、JavaScript なし、変換中、数字を止めたとき。"""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import City, sign_in, watch
from tests.journeys.steps import answer_everything, open_matsuo, pdf_text, press


def test_the_whole_way_by_keyboard_alone(page: Page, city: City) -> None:
    _sign_in_by_keyboard(page, city.passwords["あおば市", "sato"])
    _open_by_keyboard(page)
    press(page, "F9")
    for _ in range(40):
        if page.title() == "手続き一覧":
            break
        for _ in page.locator("fieldset.q").all():
            page.keyboard.press("0")
            page.keyboard.press("ArrowDown")
        press(page, "F9")
    expect(page).to_have_title("手続き一覧")
    _look_at_reasons(page)
    press(page, "F9")
    expect(page).to_have_title("受け付け")


def _sign_in_by_keyboard(page: Page, password: str) -> None:
    page.goto("/")
    page.keyboard.type("sato")
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    press(page, "Enter")


def _open_by_keyboard(page: Page) -> None:
    page.keyboard.type("さとう まつお")
    press(page, "Enter")
    page.keyboard.press("1")
    expect(page.get_by_role("radio", name="佐藤　松雄")).to_be_checked()
    _tab_to(page, "standing")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "relation")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "identity")
    page.keyboard.press("Space")
    press(page, "F9")
    expect(page).to_have_title("世帯")


def _look_at_reasons(page: Page) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.press("F4")
    expect(page.locator("details[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("details[open]")).to_have_count(0)
    page.keyboard.press("4")
    assert page.evaluate("document.activeElement.closest('section.part')?.id") == "confirm"


def _tab_to(page: Page, name: str) -> None:
    for _ in range(30):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab で {name} に届きません。")


def test_enter_moves_to_the_next_field_and_does_not_open_the_case(clerk: Page) -> None:
    clerk.get_by_label("亡くなった方をさがす").fill("さとう まつお")
    clerk.get_by_role("button", name="さがす").click()
    clerk.get_by_role("textbox", name="氏名").focus()
    clerk.keyboard.type("佐藤 晴樹")
    clerk.keyboard.press("Enter")
    assert clerk.evaluate("document.activeElement.name") == "kana"


def test_no_key_works_while_japanese_is_being_converted(clerk: Page) -> None:
    open_matsuo(clerk)
    clerk.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'F9', isComposing: true, bubbles: true}))"
    )
    clerk.wait_for_timeout(300)
    expect(clerk).to_have_title("世帯")
    with clerk.expect_navigation():
        clerk.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'F9', bubbles: true}))")


def test_digits_do_nothing_while_typing(clerk: Page) -> None:
    clerk.get_by_label("亡くなった方をさがす").fill("")
    clerk.keyboard.type("19.6.5")
    expect(clerk.get_by_label("亡くなった方をさがす")).to_have_value("19.6.5")


def test_everything_works_without_javascript(
    browser: Browser, browser_context_args: dict, city: City
) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    problems: list[str] = []
    watch(context, city, problems)
    page = sign_in(context.new_page(), city, "あおば市", "sato")
    page.get_by_label("亡くなった方をさがす").fill("さとう まつお")
    page.get_by_role("button", name="さがす").click()
    page.get_by_role("radio", name="佐藤　松雄").check()
    page.get_by_label("別に暮らすご親族").check()
    page.get_by_label("続き柄").select_option(label="子")
    page.get_by_label("まだ見ていない").check()
    page.get_by_role("button", name="世帯を開く").click()
    page.get_by_role("button", name="世帯はこのとおり").click()
    answer_everything(page)
    page.locator(".line summary").first.click()
    expect(page.locator("details[open]")).to_have_count(1)
    page.get_by_role("link", name="お渡しへ進む").click()
    assert "手続き一覧" in pdf_text(page, "一覧を印刷")
    context.close()
    assert problems == []


def test_stepping_away_blanks_the_screen_and_comes_back(clerk: Page, city: City) -> None:
    open_matsuo(clerk)
    here = clerk.url
    clerk.get_by_role("button", name="席を離れる").click()
    assert not re.search(r"佐藤|松雄", clerk.locator("body").inner_text())
    expect(clerk).to_have_title("席を離れています")
    clerk.get_by_label("パスワード").fill(city.passwords["あおば市", "sato"])
    clerk.keyboard.press("Enter")
    expect(clerk).to_have_url(here)


def test_f8_opens_the_list_for_printing_in_its_own_tab(clerk: Page) -> None:
    case_id = open_matsuo(clerk)
    clerk.goto(f"/cases/{case_id}/papers")
    with clerk.context.expect_event("response", lambda answer: answer.url.endswith("/list.pdf")) as answered:
        clerk.keyboard.press("F8")
    assert answered.value.status == 200
    expect(clerk).to_have_title("お渡し")


def test_not_knowing_takes_back_the_other_answers(clerk: Page) -> None:
    open_matsuo(clerk)
    press(clerk, "F9")
    question = clerk.locator("fieldset.q", has_text="年金は受けていましたか").first
    while not question.count():
        for unknown in clerk.locator("[data-unknown]").all():
            unknown.check()
        press(clerk, "F9")
    question.get_by_label("老齢基礎").check()
    question.get_by_label("老齢厚生").check()
    clerk.keyboard.press("0")
    expect(question.locator("[data-unknown]")).to_be_checked()
    expect(question.locator(":checked")).to_have_count(1)
    question.get_by_label("老齢基礎").check()
    expect(question.locator("[data-unknown]")).not_to_be_checked()


def test_a_refused_date_keeps_every_answer_and_says_how_to_mend_it(clerk: Page) -> None:
    open_matsuo(clerk)
    press(clerk, "F9")
    number = clerk.locator("fieldset.q .input").first
    while not number.count():
        for unknown in clerk.locator("[data-unknown]").all():
            unknown.check()
        press(clerk, "F9")
    number.fill("たくさん")
    press(clerk, "F9")
    expect(clerk.locator("fieldset.q .error")).to_be_visible()
    expect(clerk.locator("fieldset.q .input").first).to_have_value("たくさん")
