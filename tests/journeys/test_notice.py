"""夜に預かった届を、朝に控え、来庁なしで判定し、手紙を出し、家族が来て続きを開く。"""

from __future__ import annotations

import io

import pypdfium2
from playwright.sync_api import Page, expect

from tests.journeys.steps import press, visitor
from tests.support.axe import violations


def write_notice(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name="届", exact=True).click()
    press(page, "F9")
    page.get_by_label("氏名").fill("佐藤　松雄")
    page.get_by_label("ふりがな").fill("さとう まつお")
    page.get_by_label("生年月日").fill("S19.6.5")
    page.get_by_label("受け取った日").fill("8.11.19")
    press(page, "F9")


def send_letter(clerk: Page) -> None:
    clerk.get_by_role("link", name="届", exact=True).click()
    clerk.get_by_role("link", name="佐藤　松雄").first.click()
    clerk.get_by_label("氏名").fill("山口　恵子")
    clerk.get_by_label("住所").fill("もみじ市本町一丁目2番3号")
    with clerk.context.expect_page() as letter:
        clerk.get_by_role("button", name="手紙を刷る").click()
    letter.value.close()
    clerk.reload()
    clerk.get_by_role("button", name="手紙を出した").click()
    expect(clerk.get_by_text("11月20日に出した")).to_be_visible()


def test_from_the_night_to_the_family(clerk: Page) -> None:
    write_notice(clerk)
    expect(clerk.get_by_role("heading", name="だれの届か")).to_be_visible()
    assert violations(clerk) == []
    clerk.get_by_role("radio", name="佐藤　松雄").check()
    press(clerk, "F9")
    press(clerk, "F9")  # 来庁なしで判定
    expect(clerk.get_by_text("来庁なしの判定です")).to_be_visible()
    assert violations(clerk) == []
    case = int(clerk.url.split("/cases/")[1].split("/")[0])
    assert clerk.request.get(f"/cases/{case}/papers/list.pdf").status == 403

    send_letter(clerk)
    clerk.get_by_label("受理の日").fill("8.11.19")
    clerk.get_by_role("button", name="受理と書く").click()
    expect(clerk.get_by_role("button", name="登録済と書く")).to_be_visible()
    assert violations(clerk) == []

    press(clerk, "F9")  # 件を開く
    press(clerk, "F9")  # 来た人を決める
    visitor(clerk, "同じ世帯のご家族", "配偶者")
    press(clerk, "F9")
    expect(clerk.get_by_role("heading", name="世帯", exact=True)).to_be_visible()
    assert int(clerk.url.split("/cases/")[1].split("/")[0]) == case
    listed = clerk.request.get(f"/cases/{case}/papers/list.pdf")
    assert listed.status == 200
    pages = pypdfium2.PdfDocument(io.BytesIO(listed.body()))
    assert "手続き一覧" in pages[0].get_textpage().get_text_range()


def test_two_relatives_hear_nothing_of_each_other(clerk: Page) -> None:
    clerk.get_by_label("亡くなった方をさがす").fill("さとう まつお")
    with clerk.expect_navigation():
        clerk.get_by_role("button", name="さがす").click()
    clerk.get_by_role("radio", name="佐藤　松雄").check()
    visitor(clerk, "別に暮らすご親族", "子")
    clerk.get_by_role("textbox", name="氏名").fill("佐藤 晴也")
    clerk.get_by_label("法定相続情報一覧図").check()
    press(clerk, "F9")
    case = int(clerk.url.split("/cases/")[1].split("/")[0])
    clerk.goto(f"/cases/{case}/visits/new")
    visitor(clerk, "別に暮らすご親族", "兄弟姉妹")
    clerk.get_by_role("textbox", name="氏名").fill("佐藤 竹雄")
    press(clerk, "F9")
    clerk.goto(f"/cases/{case}/visits")
    expect(clerk.get_by_text("別の方").first).to_be_visible()
    expect(clerk.get_by_text("前に見ました。いまも使えます")).to_be_visible()
    assert "晴也" not in clerk.content()
    assert violations(clerk) == []
    clerk.get_by_text("立場やお名前を書きまちがえていた").click()
    clerk.get_by_label("葬儀社").check()
    clerk.get_by_label("直す理由").fill("葬儀社の方だった")
    press(clerk, "F9")
    expect(clerk.get_by_role("heading", name="この方が出せる手続き")).to_have_count(0)
    clerk.goto(f"/cases/{case}/list")
    assert clerk.url.endswith("/papers")
