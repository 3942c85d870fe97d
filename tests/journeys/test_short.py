"""短い受け付け。一人の転出を、番号だけで、今日の行だけ受け付け、残りを引換票で次にする。手数を数えて刷る。"""

from __future__ import annotations

import re
import sys

from playwright.sync_api import Page, expect

from tests.journeys.conftest import City
from tests.journeys.steps import press
from tests.journeys.test_events import begin
from tests.support.axe import violations

NAME = "弘子"
#: 一人の転出を受け付けて紙を渡すまでの手数（えらぶ、打つ、押すを一つずつ）。
LIMIT = 25


def _open(page: Page) -> tuple[int, int]:
    """さがして開き、世帯を確かめて、短い受け付けへ。件の番号と手数を返す。"""
    begin(page, "転出", "引っ越す方をさがす", "さとう ひろこ")
    page.get_by_role("radio", name="佐藤　弘子").check()
    page.get_by_label("引っ越すご本人").check()
    page.get_by_label("運転免許証").check()
    page.get_by_label("引っ越す日").fill("8.12.1")
    press(page, "F9")
    with page.expect_navigation():
        page.get_by_role("button", name="短い受け付けへ").click()
    return int(page.url.split("/cases/")[1].split("/")[0]), 3 + 4 + 1 + 1


def _is_good(page: Page) -> None:
    expect(page).to_have_title("短い受け付け")
    assert NAME not in page.locator("body").inner_text()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []


def _receive_all(page: Page) -> tuple[int, int]:
    """今日の行を、一つずつ✓をつけて受け付ける。件数と手数を返す。"""
    received = steps = 0
    links = page.get_by_role("link", name=re.compile("^受け付ける"))
    while links.count():
        with page.expect_navigation():
            links.first.click()
        assert NAME not in page.locator(".case").inner_text()
        boxes = page.locator("input[name=ticked]:not(:checked)").count()
        for _ in range(boxes):
            page.locator("input[name=ticked]:not(:checked)").first.check()
        press(page, "F9")
        expect(page).to_have_title("短い受け付け")
        received, steps = received + 1, steps + boxes + 2
    return received, steps


def test_one_person_moves_out_in_few_steps_and_comes_back_to_the_rest(clerk: Page, city: City) -> None:
    case_id, steps = _open(clerk)
    _is_good(clerk)
    received, more = _receive_all(clerk)
    press(clerk, "F9")
    paper = clerk.get_by_role("link", name="紙を印刷").get_attribute("href")
    assert paper is not None
    assert clerk.request.get(paper).status == 200
    steps += more + 3
    sys.stderr.write(f"\n一人の転出、{received}件を受け付けて紙を渡すまで {steps}回の決め\n")
    assert received >= 1
    assert steps <= LIMIT
    press(clerk, "F9")
    _come_back(clerk, city, case_id)
    clerk.goto(f"/cases/{case_id}/end-today")
    expect(clerk.locator(".tag.done")).to_have_count(received)


def _come_back(page: Page, city: City, case_id: int) -> None:
    """引換票で続きから。"""
    page.locator("#token").fill(city.ticket_of(case_id))
    with page.expect_navigation():
        page.get_by_role("button", name="続きから開く").click()
    page.get_by_label("引っ越すご本人").check()
    page.get_by_label("運転免許証").check()
    press(page, "F9")
    page.goto(f"/cases/{case_id}/list")
    expect(page.locator(".line").first).to_be_visible()
