"""むずかしい名前を十二、窓口の画面でさがす。変換中、読み取り機、多すぎるとき、一字ちがいも。"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import find

BOX = "亡くなった方をさがす"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ｻﾄｳ ﾏﾂｵ", "佐藤　松雄"), ("さとう　Ｓ１９．６．５", "佐藤　松雄"), ("藤松雄", "佐藤　松雄"),
        ("まつお 昭和十九年六月五日", "佐藤　松雄"), ("さとう 昭和19年", "佐藤　松雄"), ("高橋きみ", "髙橋　キミ"),
        ("橋キミ", "髙橋　キミ"), ("渡辺昭二", "渡邉　昭二"), ("渡邊 しょーじ", "渡邉　昭二"), ("わたなへ 朝日町", "渡邉　昭二"),
        ("さとう まつを みどり町", "佐藤　松雄"), ("1000012", "佐藤　松雄"),
    ],
)  # fmt: skip
def test_a_hard_name_is_found(clerk: Page, typed: str, name: str) -> None:
    find(clerk, typed)
    expect(clerk.get_by_role("radio", name=name).first).to_be_visible()


def test_nothing_is_sent_while_japanese_is_being_converted(clerk: Page) -> None:
    box = clerk.get_by_label(BOX)
    box.fill("さとう まつお")
    sent: list[str] = []
    clerk.on("request", lambda request: sent.append(request.url))
    box.evaluate(
        "el => { el.dispatchEvent(new CompositionEvent('compositionstart')); el.form.requestSubmit(); }"
    )
    clerk.wait_for_timeout(300)
    assert sent == []
    box.evaluate("el => el.dispatchEvent(new CompositionEvent('compositionend'))")
    clerk.wait_for_timeout(50)
    with clerk.expect_navigation():
        box.press("Enter")
    expect(clerk.get_by_role("radio", name="佐藤　松雄")).to_be_visible()


def test_a_reader_of_cards_searches_from_anywhere_on_the_page(clerk: Page) -> None:
    find(clerk, "さとう")
    clerk.get_by_role("radio").first.focus()
    with clerk.expect_navigation():
        clerk.keyboard.type("0001000012")
        clerk.keyboard.press("Enter")
    expect(clerk.get_by_label(BOX)).to_have_value("0001000012")
    expect(clerk.locator("input[name=subject_key]")).to_have_count(1)


def test_too_many_people_are_said_in_words(clerk: Page) -> None:
    find(clerk, "みどり町")
    expect(
        clerk.get_by_role("heading", name=re.compile("先の20人です。言葉を足してください"))
    ).to_be_visible()


def test_one_wrong_letter_is_said_to_be_one(clerk: Page) -> None:
    find(clerk, "さとう まつよ 19.6.5")
    expect(clerk.get_by_role("heading", name=re.compile("一字ちがい"))).to_be_visible()
    expect(clerk.get_by_role("radio", name="佐藤　松雄")).to_be_visible()
