"""窓口と二つの課: 受け付け、受け取り、たずね、答え、返し、受け直し、終える。紙は署名で渡る。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import City, enter, watch
from tests.journeys.steps import choose, find, press, visitor
from tests.support.axe import violations

DRAWN = re.compile(r"^M\d+ \d+L")
FUNERAL, CARE = "葬祭費", "資格喪失の届と被保険者証の返却"


@pytest.fixture
def officials(
    browser: Browser, browser_context_args: dict[str, Any], city: City
) -> Iterator[Callable[[str], Page]]:
    """課の職員の端末を開く。どの端末も見張る。"""
    opened, problems = [], list[str]()

    def sit(login: str) -> Page:
        context = browser.new_context(**browser_context_args)
        watch(context, city, problems)
        opened.append(context)
        return enter(context.new_page(), city, "あおば市", login)

    yield sit
    for context in opened:
        context.close()
    assert problems == []


def open_matsuo_of_1941(page: Page) -> int:
    """記録にはまだ亡くなった日のない、佐藤松夫さんの件。"""
    find(page, "さとう まつお")
    choose(page, "佐藤　松夫")
    visitor(page, "別に暮らすご親族", "子")
    page.locator("#name").fill("佐藤 春")
    page.locator("#kana").fill("さとう はる")
    page.get_by_label("喪主").check()
    page.get_by_label("亡くなった日").fill("8.11.18")
    press(page, "F9")
    return int(page.url.split("/cases/")[1].split("/")[0])


def receive(page: Page, case_id: int, title: str) -> None:
    """受け付けの画面で、一行を✓をつけて受け付ける。もう受け付けてあれば、そのまま。"""
    page.goto(f"/cases/{case_id}/receive")
    for part in page.locator(".rows-left details").all():
        part.evaluate("part => { part.open = true }")
    with page.expect_navigation():
        page.locator(".rows-left a", has_text=title).first.click()
    for tick in page.locator("input[name=ticked]").all():
        tick.check()
    if page.locator("button.main").count():
        with page.expect_navigation():
            page.locator("button.main").click()


def write(page: Page, act: str, text: str, tick: str = "") -> None:
    """開いている行の働きを一つ選び、書いて、F9。"""
    with page.expect_navigation():
        page.locator(".acts").get_by_role("link", name=act).click()
    if tick:
        page.get_by_label(tick).check()
    page.locator("#text").fill(text)
    press(page, "F9")


def test_a_line_goes_through_two_departments_and_back(
    clerk: Page, officials: Callable[[str], Page], city: City
) -> None:
    case_id = open_matsuo_of_1941(clerk)
    receive(clerk, case_id, FUNERAL)
    receive(clerk, case_id, CARE)

    miura = officials("miura")
    expect(miura).to_have_url(f"{city.url}/inbox")
    expect(miura.locator(".rows")).to_contain_text(FUNERAL)
    expect(miura.locator("main")).not_to_contain_text("介護")
    miura.get_by_role("link", name=FUNERAL).first.click()
    expect(miura.locator(".opened")).to_contain_text("佐藤 春（子）")
    assert violations(miura) == []
    opened = miura.url
    press(miura, "F9")
    miura.goto(opened)
    _is_asked_and_answers(clerk, miura)
    miura.goto(opened)
    expect(miura.locator(".opened")).to_contain_text("喪主の春さんの名義です")
    press(miura, "F9")
    miura.goto(opened)
    write(miura, "返す（返戻）", "会葬礼状の日付が読めない", "署名")
    _sees_what_is_missing(clerk, case_id)
    receive(clerk, case_id, FUNERAL)
    miura.goto(opened)
    _completes(miura, opened)

    nakamura = officials("nakamura")
    expect(nakamura.locator(".rows")).to_contain_text(CARE)
    expect(nakamura.locator("main")).not_to_contain_text(FUNERAL)
    assert nakamura.goto(opened).status == 404
    expect(nakamura.get_by_role("link", name="はじめの画面へ")).to_be_visible()


def _is_asked_and_answers(clerk: Page, miura: Page) -> None:
    write(miura, "窓口にたずねる", "口座はどなたの名義ですか")
    expect(miura.locator(".rows .on")).to_contain_text("窓口の返事を待つ")
    clerk.goto("/back")
    asked = clerk.locator("article", has_text="口座はどなたの名義ですか")
    expect(asked).to_contain_text("国保年金課")
    expect(clerk.locator("main")).not_to_contain_text("松夫")
    assert violations(clerk) == []
    asked.get_by_label("課への答え").fill("喪主の春さんの名義です")
    with clerk.expect_navigation():
        clerk.keyboard.press("Enter")
    expect(clerk.locator("article", has_text="口座はどなたの名義ですか")).to_have_count(0)


def _sees_what_is_missing(clerk: Page, case_id: int) -> None:
    clerk.goto("/back")
    came = clerk.locator("article", has_text="署名、会葬礼状の日付が読めない")
    with clerk.expect_navigation():
        came.get_by_role("button", name="見た").click()
    clerk.goto(f"/cases/{case_id}/list")
    expect(clerk.locator(".note", has_text="課から戻ったもの")).to_contain_text("会葬礼状の日付が読めない")


def _completes(miura: Page, opened: str) -> None:
    expect(miura.locator(".opened header .tag")).to_have_text("受付済")
    number = miura.locator(".opened header .num").inner_text()
    press(miura, "F9")
    miura.goto(opened)
    press(miura, "F9")
    miura.get_by_label("認めると決まった").check()
    press(miura, "F9")
    expect(miura.locator(".opened header .tag")).to_have_text("完了")
    expect(miura.locator(".opened header .num")).to_have_text(number)
    expect(miura.locator(".log")).to_contain_text("返戻しました")


def test_papers_are_handed_over_by_a_signature_drawn_on_the_screen(
    clerk: Page, officials: Callable[[str], Page]
) -> None:
    case_id = open_matsuo_of_1941(clerk)
    receive(clerk, case_id, "印鑑登録証の返却")
    clerk.goto(f"/cases/{case_id}/bundles")
    assert violations(clerk) == []
    section = clerk.locator(".bundle", has_text="市民課")
    for box in section.locator("[name=lines]").all():
        box.check()
    section.get_by_label("個人番号の書かれた紙がある").check()
    with clerk.expect_navigation():
        section.get_by_role("button", name="市民課の束にする").click()
    number = clerk.locator(".bundle h2 .num", has_text="-A").first.inner_text()

    ito = officials("ito")
    ito.goto("/inbox/bundles")
    bundle = ito.locator(".bundle", has_text=number)
    expect(bundle.locator("header")).to_contain_text("番号記載あり・写さない")
    assert violations(ito) == []
    draw(ito, bundle)
    expect(bundle.locator(".pad path")).to_have_attribute("d", "")
    for box in bundle.get_by_role("checkbox").all():
        box.focus()
        ito.keyboard.press("Space")
    draw(ito, bundle)
    expect(bundle.locator(".pad path")).to_have_attribute("d", DRAWN)
    with ito.expect_navigation():
        ito.get_by_role("button", name=f"{number} を受け取る").first.click()
    expect(ito.locator(".bundle", has_text=number)).to_contain_text("伊藤さんが受け取った")
    expect(ito.locator(".bundle", has_text=number).locator(".signature path")).to_have_attribute("d", DRAWN)
    clerk.goto("/back")
    expect(clerk.locator("main")).not_to_contain_text(number)


def draw(page: Page, bundle: Any) -> None:
    """署名の枠に、線を一本引く。"""
    box = bundle.locator("[data-pad]").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 70, steps=6)
    page.mouse.move(box["x"] + 200, box["y"] + 20, steps=6)
    page.mouse.up()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_screens_of_departments_are_accessible(
    clerk: Page, officials: Callable[[str], Page], width: int
) -> None:
    case_id = open_matsuo_of_1941(clerk)
    receive(clerk, case_id, "保険料の精算")
    miura = officials("miura")
    addresses = [(clerk, f"/cases/{case_id}/{path}") for path in ("bundles", "route")] + [(clerk, "/back")]
    addresses += [(miura, path) for path in ("/inbox", "/inbox/in/done", "/inbox/bundles", "/guidance", "/")]
    for page, path in addresses:
        page.goto(path)
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, path
