"""axe の見張りが効いていること。悪い画面を渡せば、必ず見つける。"""

from __future__ import annotations

from playwright.sync_api import Page

from tests.support.axe import violations

BAD = """<!doctype html><html lang="ja"><head><title>悪い画面</title></head><body><main><h1>悪い画面</h1>
<input><img src="data:,"><p style="color:#aaa;background:#fff">うすい字</p></main></body></html>"""


def test_a_bad_page_is_found_out(page: Page) -> None:
    page.set_content(BAD)
    rules = {line.split(":")[0] for line in violations(page)}
    assert {"label", "image-alt", "color-contrast"} <= rules


def test_the_sign_in_page_is_clean(page: Page) -> None:
    page.goto("/sign-in")
    assert violations(page) == []
