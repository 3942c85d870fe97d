"""受け付け。松雄さんの家を、鍵盤だけで、さがすところから終えるところまで。手数を数えて刷る。"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import City, sign_in
from tests.journeys.counting import Counting
from tests.journeys.steps import answer_everything, open_matsuo, pdf_text, press
from tests.support.axe import violations


@pytest.fixture
def undone(clerk: Page) -> Iterator[Page]:
    """終わったら、決めた行を全部取り消す。ほかの旅も、同じ家を使うので。"""
    yield clerk
    clerk.goto("/")
    clerk.locator("a", has_text="続きから").first.click()
    case = re.sub(r"(/cases/\d+)/.*", r"\1", clerk.url)
    while clerk.goto(f"{case}/closing") and (row := clerk.locator(".plain-rows a:has(.num)")).count():
        row.first.click()
        button = clerk.locator('[data-digit="7"], [data-digit="9"]').first
        with clerk.expect_navigation():
            button.click()
        if clerk.locator("#text").count():
            clerk.locator("#text").fill("旅の終わり")
            press(clerk, "F9")


MOST_TO_LIST, MOST_STROKES, MOST_TO_RECEIVE, MOST_SIGNATURES = 25, 120, 60, 5


def test_the_model_case_is_received_within_the_promised_number_of_keys(
    undone: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk = undone
    count = Counting(clerk)
    _to_the_printed_list(count)
    to_list = count.told("さがす→一覧を刷る")
    assert count.interactions <= MOST_TO_LIST, to_list
    assert count.strokes <= MOST_STROKES, to_list
    received = _receive_today(count)
    count.go("F9") if clerk.title() == "件を終える" else clerk.goto(
        re.sub(r"/lines/.*", "/papers", clerk.url)
    )
    _print(count, "F8")
    count.key("Enter")
    to_papers = count.told(f"{received}件を受け付けて控えまで刷る（はじめから）")
    signatures = _signatures(clerk)
    with capsys.disabled():
        sys.stdout.write(f"\n{to_list}\n{to_papers}\n署名: {signatures} か所\n")
    assert received >= 7
    assert count.interactions <= MOST_TO_RECEIVE, to_papers
    assert signatures <= MOST_SIGNATURES


def _to_the_printed_list(count: Counting) -> None:
    page = count.page
    count.type("さとう まつお")
    count.go("Enter")
    count.key("1")
    count.tab_to("standing")
    count.arrow(1)
    count.tab_to("relation")
    count.arrow(2)
    count.tab_to("identity")
    count.key("Space")
    count.tab_to("name")
    count.type("佐藤 晴樹")
    count.tab_to("roles")
    count.key("Space")
    count.go("F9")
    expect(page).to_have_title("世帯")
    count.go("F9")
    _interview(count)
    _print(count, "F8")


def _interview(count: Counting) -> None:
    """年金の話まで聞き、残りは「ここで聞き終える」。聞かなかったことは要確認に残る。"""
    page = count.page
    while page.title() != "手続き一覧":
        for number, question in enumerate(page.locator("fieldset.q").all()):
            if number:
                page.keyboard.press("ArrowDown")
                count.strokes += 1
            count.key("1" if question.locator('[data-digit="1"]').count() else "0")
        count.go("F9")


def _print(count: Counting, key: str) -> None:
    with count.page.context.expect_event("response", lambda answer: answer.url.endswith(".pdf")) as answered:
        count.key(key)
    assert answered.value.status == 200


def _receive_today(count: Counting) -> int:
    """「今日ここで」の行を、一つずつ✓をつけて受け付ける。まとめて「よし」にするボタンはない。"""
    page, received = count.page, 0
    count.go("F9")
    while page.locator('details[open] li[aria-current="true"]').count() and _is_today(page):
        for _ in range(page.locator("input[name=ticked]:not(:checked)").count()):
            count.key("Enter")
        expect(page.locator("input[name=ticked]:not(:checked)")).to_have_count(0)
        assert page.locator("button.main").inner_text().startswith("受け付けて次へ")
        count.go("F9")
        received += 1
    return received


def _is_today(page: Page) -> bool:
    return (
        page.locator("details", has=page.locator("li[aria-current]")).locator("h2").inner_text()
        == "今日ここで"
    )


def _signatures(page: Page) -> int:
    """様式に家族が署名する所の数。一覧の紙に書いてある。"""
    found = re.search(r"ご署名は(\d+)か所", pdf_text(page, "一覧を印刷").replace("\n", ""))
    assert found
    return int(found.group(1))


def test_a_whole_case_is_settled_by_keyboard_alone(undone: Page) -> None:
    clerk = undone
    case_id = open_matsuo(clerk)
    press(clerk, "F9")
    answer_everything(clerk)
    assert "手続き一覧" in pdf_text(clerk, "一覧を印刷")
    press(clerk, "F9")
    for _ in range(40):
        if clerk.title() == "件を終える":
            break
        for _ in range(clerk.locator("input[name=ticked]:not(:checked)").count()):
            clerk.keyboard.press("Enter")
        press(clerk, "F9")
    expect(clerk.get_by_role("heading", name="まだ終えられません")).to_be_visible()
    expect(clerk.locator(".plain-rows .tag.later").first).to_be_visible()
    press(clerk, "F9")
    expect(clerk).to_have_title("お渡し")
    text = pdf_text(clerk, "控えを印刷")
    assert re.search(r"8-1120-\d{3}-0\d", text) and "葬祭費" in text
    assert not re.search(r"松雄|みどり町", text)
    clerk.goto(f"/cases/{case_id}/list")
    expect(clerk.locator(".line .tag.done").first).to_be_visible()


def test_ticks_stay_and_a_reason_is_asked(undone: Page) -> None:
    clerk = undone
    case_id = open_matsuo(clerk)
    clerk.goto(f"/cases/{case_id}/list")
    press(clerk, "F9")
    with clerk.expect_response(lambda answer: answer.url.endswith("/ticks")):
        clerk.keyboard.press("Enter")
    here = clerk.url
    press(clerk, "F9")
    expect(clerk.get_by_role("alert")).to_contain_text("確かめていないこと")
    assert violations(clerk) == []
    clerk.goto(f"/cases/{case_id}/list")
    clerk.goto(here)
    expect(clerk.locator("input[name=ticked]").first).to_be_checked()
    with clerk.expect_navigation():
        clerk.keyboard.press("1")
    expect(clerk).to_have_title("保留")
    clerk.get_by_label("足りないもの").fill("")
    clerk.keyboard.type("会葬礼状")
    press(clerk, "F9")
    clerk.goto(here)
    expect(clerk.locator(".status")).to_contain_text("会葬礼状")
    assert violations(clerk) == []
    with clerk.expect_navigation():
        clerk.keyboard.press("7")
    clerk.keyboard.type("行のまちがい")
    press(clerk, "F9")
    expect(clerk.locator(".happened")).to_contain_text("取り消しました（行のまちがい）")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_screens_of_receiving_are_accessible(clerk: Page, width: int) -> None:
    case_id = open_matsuo(clerk)
    clerk.set_viewport_size({"width": width, "height": 900})
    for path in ("receive", "closing", "papers", "list"):
        clerk.goto(f"/cases/{case_id}/{path}")
        assert violations(clerk) == []
        assert not clerk.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )


def test_no_procedure_and_no_person_is_in_the_address(clerk: Page, city: City) -> None:
    case_id = open_matsuo(clerk)
    clerk.goto(f"/cases/{case_id}/receive")
    assert re.fullmatch(rf"{city.url}/cases/{case_id}/lines/\d+", clerk.url)
    number = clerk.url.rsplit("/", 1)[1]
    clerk.goto("about:blank")  # 席を知らせる通信が、消した印を書き戻さないように
    clerk.context.clear_cookies()
    sign_in(clerk, city, "もみじ市", "suzuki")
    for path in (f"lines/{number}", "closing", "receive"):
        clerk.goto(f"/cases/{case_id}/{path}")
        expect(clerk.get_by_role("heading", name="見つかりません")).to_be_visible()
