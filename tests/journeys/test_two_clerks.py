"""二つの窓口が同じ件を開いたとき。先に進めたほうだけが書け、あとの人は変わったことを知る。"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import City, sign_in, watch
from tests.journeys.steps import open_matsuo, press


def test_the_second_clerk_is_told_what_changed(
    clerk: Page, browser: Browser, browser_context_args: dict[str, Any], city: City
) -> None:
    case_id = open_matsuo(clerk)
    context = browser.new_context(**browser_context_args)
    problems: list[str] = []
    watch(context, city, problems)
    second = sign_in(context.new_page(), city, "あおば市", "sato")
    second.goto(f"/cases/{case_id}/household")
    press(clerk, "F9")
    expect(clerk).to_have_url(f"{city.url}/cases/{case_id}/interview")
    with second.expect_response(lambda answer: answer.request.method == "POST") as answered:
        press(second, "F9")
    assert answered.value.status == 409
    expect(second.get_by_role("heading", name="先にほかの人が進めました")).to_be_visible()
    expect(second.locator(".note")).to_contain_text("佐藤さんが")
    press(second, "F9")
    expect(second).to_have_title("世帯")
    context.close()
    assert problems == []


def test_pressing_twice_writes_once(clerk: Page) -> None:
    case_id = open_matsuo(clerk)
    form = clerk.locator("form", has=clerk.get_by_role("button", name="世帯はこのとおり"))
    fields = form.evaluate("form => Object.fromEntries(new FormData(form))")
    for _ in range(2):
        answer = clerk.request.post(f"/cases/{case_id}/household/confirm", form=fields)
        assert answer.status == 200
        assert answer.url.endswith("/interview")


def test_a_line_is_set_aside_with_a_reason_and_put_back(clerk: Page) -> None:
    case_id = open_matsuo(clerk)
    clerk.goto(f"/cases/{case_id}/list")
    line = clerk.locator(".line", has_text="資格喪失の届と被保険者証の返却")
    line.locator("> details > summary").click()
    line.get_by_role("button", name="この行を外す").click()
    clerk.get_by_label("外す理由").fill("支所で返したとのこと")
    press(clerk, "F9")
    expect(clerk.locator(".hand")).to_contain_text("支所で返したとのこと")
    expect(line).to_have_count(0)
    clerk.get_by_role("button", name="一覧へ戻す").click()
    expect(line).to_have_count(1)


def test_what_is_only_told_when_asked_is_found_by_search_and_added(clerk: Page) -> None:
    case_id = open_matsuo(clerk)
    clerk.goto(f"/cases/{case_id}/list")
    assert "復氏" not in clerk.content()
    press(clerk, "F2")
    clerk.get_by_label("手続きの名前").fill("復氏")
    clerk.get_by_role("button", name="さがす").click()
    clerk.get_by_label("足す理由").fill("奥さまからのお申し出")
    press(clerk, "F9")
    expect(clerk.locator(".hand")).to_contain_text("奥さまからのお申し出")


def test_judging_again_without_new_records_changes_nothing(clerk: Page) -> None:
    case_id = open_matsuo(clerk)
    clerk.goto(f"/cases/{case_id}/list")
    before = clerk.locator(".line summary").all_inner_texts()
    clerk.get_by_role("button", name="いまの記録で判定しなおす").click()
    expect(clerk.get_by_role("heading", name="手続き一覧")).to_be_visible()
    assert clerk.locator(".line summary").all_inner_texts() == before
