"""練習。場面をえらび、架空の家族で受け付け、足りなかったことを読む。今日の一覧と統計も、ここで見る。"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import City, sign_in
from tests.journeys.steps import pdf_text, press, visitor
from tests.support.axe import violations

CHIEF = ("/board?view=all", "/statistics")


@pytest.fixture
def learner(page: Page, city: City) -> Page:
    """練習市の窓口職員として入った画面。"""
    return sign_in(page, city, "練習市", "sato")


def _is_good(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_board_and_the_statistics_are_readable(page: Page, city: City, width: int) -> None:
    chief = sign_in(page, city, "あおば市", "ito")
    for path in CHIEF:
        chief.goto(path)
        _is_good(chief, width)


def test_a_learner_serves_a_messenger_to_the_end(learner: Page) -> None:
    learner.get_by_role("link", name="練習", exact=True).click()
    expect(learner.get_by_role("region", name="練習市")).to_contain_text("練習")
    _is_good(learner, 1280)
    learner.get_by_label("葬儀社の人が、届書を持ってきた").check()
    press(learner, "F9")
    scene = learner.url
    _is_good(learner, 1280)
    name = learner.locator("dd.name").inner_text()
    press(learner, "F9")
    learner.get_by_role("radio", name=name).check()
    visitor(learner, "葬儀社（届書を持ってきた使者）")
    press(learner, "F9")
    assert "どの手続きにも使えません" in pdf_text(learner, "ご案内を印刷")
    learner.goto(scene)
    press(learner, "F8")
    expect(learner.get_by_role("status")).to_contain_text("3のうち3ができています")
    _is_good(learner, 1280)
    _is_good(learner, 320)


def test_what_a_learner_left_out_is_told_with_its_reason(learner: Page) -> None:
    learner.goto("/practice")
    learner.get_by_label("夫を亡くした妻が、一人で来た").check()
    press(learner, "F9")
    press(learner, "F8")
    expect(learner.get_by_role("status")).to_contain_text("10のうち0")
    expect(learner.get_by_text("飼い主が替わった届です。")).to_be_visible()
    expect(learner.get_by_text("根拠").first).to_be_visible()
