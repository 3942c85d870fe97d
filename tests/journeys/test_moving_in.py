"""転入の一家四人を、キーだけで届から入れる。"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.steps import answer_everything, press
from tests.support.axe import violations

FAMILY = (
    ("青木　翔", "あおき　しょう", "H2.6.5", "1", "世帯主"),
    ("青木　由美", "あおき　ゆみ", "H4.6.5", "2", "妻"),
    ("青木　桃", "あおき　もも", "2018-06-05", "2", "子"),
    ("青木　海", "あおき　かい", "令和5年6月5日", "1", "子"),
)


def is_good(page: Page) -> None:
    """広い画面でも、いちばんせまい画面でも、読めて、横に送らない。"""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
    page.set_viewport_size({"width": 1280, "height": 900})


def type_row(page: Page, row: tuple[str, str, str, str, str]) -> None:
    """一人の行を、Enter で次の欄へ進みながら打つ。"""
    keys = page.keyboard
    name, kana, birth, sex, relation = row
    for text in (name, kana, birth):
        keys.press("Control+a")
        keys.type(text)
        keys.press("Enter")
    keys.type(sex)
    keys.press("Enter")
    keys.press("Control+a")
    keys.type(relation)
    keys.press("Enter")


def test_a_family_of_four_is_entered_by_keys(clerk: Page) -> None:
    clerk.get_by_role("radio", name="転入", exact=True).check()
    clerk.get_by_role("heading", name="引っ越してきた方をさがす").wait_for()
    is_good(clerk)
    press(clerk, "F8")
    expect(clerk.get_by_role("heading", name="転入の届")).to_be_visible()
    expect(clerk.get_by_label("1人めの氏名")).to_be_focused()
    for number, row in enumerate(FAMILY, 1):
        type_row(clerk, row)
        if number < len(FAMILY):
            press(clerk, "F8")
            expect(clerk.get_by_label(f"{number + 1}人めの氏名")).to_be_focused()
    expect(clerk.get_by_label("1人めの生年月日")).to_have_value("H2.6.5")
    clerk.get_by_label("転出証明書", exact=True).check()
    clerk.get_by_label("県外").check()
    press(clerk, "F9")
    expect(clerk.get_by_role("alert")).to_contain_text("本人確認に見たものをえらんでください")
    is_good(clerk)
    clerk.get_by_label("引っ越してきたご本人").check()
    expect(clerk.locator(".scope")).to_contain_text("手続き一覧まで渡せます")
    clerk.get_by_label("運転免許証").check()
    clerk.get_by_label("住み始めた日").fill("8.11.1")
    press(clerk, "F9")
    expect(clerk).to_have_title("世帯")
    expect(clerk.locator("tbody tr")).to_have_count(4)
    is_good(clerk)
    press(clerk, "F9")
    assert answer_everything(clerk) > 5
    expect(clerk.locator(".line", has_text="転入届").first).to_be_visible()
    expect(clerk.locator(".line", has_text=re.compile("小学校.*桃さん"))).to_be_visible()
    is_good(clerk)


def test_a_birth_is_entered_beside_the_mother(clerk: Page) -> None:
    clerk.get_by_role("radio", name="出生", exact=True).check()
    clerk.get_by_role("heading", name="お子さんの父か母をさがす").wait_for()
    is_good(clerk)
    clerk.get_by_label("お子さんの父か母をさがす").fill("さとう ひろこ")
    press(clerk, "Enter")
    clerk.get_by_role("radio", name="佐藤　弘子").check()
    clerk.get_by_label("1人めの氏名", exact=True).fill("佐藤　光")
    clerk.get_by_label("えらんだ父か母、ご本人").check()
    clerk.get_by_label("運転免許証").check()
    press(clerk, "F9")
    expect(clerk.get_by_role("alert")).to_contain_text("男女をえらんでください")
    is_good(clerk)
    clerk.get_by_label("1人めの性別", exact=True).select_option("F")
    clerk.get_by_label("この市（えらんだ父母の世帯）").check()
    clerk.get_by_label("生まれた日").fill("8.11.18")
    press(clerk, "F9")
    expect(clerk).to_have_title("世帯")
    expect(clerk.locator(".case")).to_contain_text("佐藤　光")
    expect(clerk.locator("tbody")).to_contain_text("佐藤　弘子")
    is_good(clerk)
    press(clerk, "F8")
    expect(clerk.get_by_role("heading", name="届を直す")).to_be_visible()
    is_good(clerk)
    clerk.get_by_label("1人めの氏名").fill("佐藤　晃")
    press(clerk, "F9")
    expect(clerk.locator(".case")).to_contain_text("佐藤　晃")
    press(clerk, "F9")
    answer_everything(clerk)
    expect(clerk.locator(".line", has_text="出生届").first).to_be_visible()
    expect(clerk.locator("main")).not_to_contain_text(re.compile("死産|流産"))
