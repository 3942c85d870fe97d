"""旅の一歩ずつ。さがす、来た人を決める、聞く、渡す。"""

from __future__ import annotations

import io
import itertools

import pypdfium2
from playwright.sync_api import Page, expect

#: 試験ごとに違う子の名（架空）。
CHILDREN = ("".join(pair) for pair in itertools.product("晴美莉大香翔真健", "樹穂子輔織太由一"))


def press(page: Page, key: str) -> None:
    """次の画面へ進むキーを押し、開ききるまで待つ。"""
    with page.expect_navigation():
        page.keyboard.press(key)


def find(page: Page, text: str) -> None:
    """さがす。"""
    page.get_by_label("亡くなった方をさがす").fill(text)
    with page.expect_navigation():
        page.get_by_role("button", name="さがす").click()


def choose(page: Page, name: str) -> None:
    """結果から一人をえらぶ。"""
    page.get_by_role("radio", name=name).check()


def visitor(page: Page, standing: str, relation: str = "", identity: str = "運転免許証") -> None:
    """来た人を決める。"""
    page.get_by_label(standing).check()
    if relation:
        page.get_by_label("続き柄").select_option(label=relation)
    page.get_by_label(identity).check()


def open_matsuo(page: Page) -> int:
    """佐藤松雄さんの件を、はじめて来た子と開く。人が違えば、前の人の答えは出ない。件の番号を返す。"""
    find(page, "さとう まつお")
    choose(page, "佐藤　松雄")
    visitor(page, "別に暮らすご親族", "子")
    page.get_by_role("textbox", name="氏名").fill(f"佐藤 {next(CHILDREN)}")
    page.get_by_role("textbox", name="ふりがな").fill("さとう はるき")
    page.get_by_label("喪主").check()
    press(page, "F9")
    expect(page.get_by_role("heading", name="世帯", exact=True)).to_be_visible()
    return int(page.url.split("/cases/")[1].split("/")[0])


def answer_everything(page: Page, answer: str = "はい") -> int:
    """聞き取りを終わりまで。`answer` がない問いは、はじめの答えか「わからない」にする。問いの数を返す。"""
    asked = 0
    for _ in range(40):
        if page.get_by_role("heading", name="手続き一覧").is_visible():
            return asked
        for question in page.locator("fieldset.q").all():
            asked += 1
            choice = question.get_by_label(answer, exact=False)
            (choice.first if choice.count() else question.locator("[data-unknown]")).check()
        with page.expect_navigation():
            page.locator(".keys .btn.main").click()
    raise AssertionError("聞き取りが 40 画面で終わりません。")


def pdf_text(page: Page, link: str) -> str:
    """画面の印刷のつなぎ先を開き、PDF の字を返す。"""
    address = page.get_by_role("link", name=link).get_attribute("href")
    assert address is not None
    answer = page.request.get(address)
    assert answer.status == 200, answer.text()[:2000]
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    document = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    return "\n".join(one.get_textpage().get_text_range() for one in document)
