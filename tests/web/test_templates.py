"""どの画面にも通じる約束。外へ出ない、題に名前を出さない、青いボタンは一つ、書いたキーは動く。"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import madoguchi.web
from tests.web.drawing import SCREENS, draw

WEB = Path(madoguchi.web.__file__).parent
SOURCES = sorted([*WEB.rglob("*.html"), *WEB.rglob("*.css"), *WEB.rglob("*.js")])
INLINE = re.compile(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", re.IGNORECASE)


class _Tags(HTMLParser):
    """開始タグと、題の文字を集める。"""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.title = ""
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""

    def handle_endtag(self, _tag: str) -> None:
        self._in_title = False


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_is_inline_and_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        assert not INLINE.search(text)
    if path.name != "icon.svg":
        assert not ELSEWHERE.search(text)


def test_the_search_for_inline_code_can_fail() -> None:
    assert INLINE.search('<p style="color:red">')
    assert INLINE.search("<script>alert(1)</script>")
    assert ELSEWHERE.search("url(https://fonts.example.com/a.woff2)")


@pytest.mark.parametrize("name", SCREENS)
def test_the_title_tells_no_name_and_no_case_number(name: str) -> None:
    title = _Tags(draw(name)).title
    assert title.strip()
    assert not re.search(r"松雄|佐藤|晴樹|8-1120", title)


@pytest.mark.parametrize("name", SCREENS)
def test_there_is_at_most_one_blue_button(name: str) -> None:
    main = [attrs for _, attrs in _Tags(draw(name)).tags if "main" in (attrs.get("class") or "").split()]
    assert len(main) == 1


@pytest.mark.parametrize("name", SCREENS)
def test_every_written_function_key_works(name: str) -> None:
    html = draw(name)
    bar = html[html.find('<footer class="keys">') :] if '<footer class="keys">' in html else ""
    written = set(re.findall(r"<kbd>(F\d|Esc)</kbd>", bar)) - {"F4"}
    wired = {attrs.get("data-key") for _, attrs in _Tags(html).tags}
    assert {"Escape" if key == "Esc" else key for key in written} <= wired


@pytest.mark.parametrize("name", SCREENS)
def test_every_field_has_a_name_that_can_be_read_aloud(name: str) -> None:
    tags = _Tags(draw(name)).tags
    labels = {attrs.get("for") for tag, attrs in tags if tag == "label"}
    for tag, attrs in tags:
        if tag in ("input", "select", "textarea") and attrs.get("type") not in (
            "hidden",
            "radio",
            "checkbox",
        ):
            assert (
                attrs.get("id") in labels
                or attrs.get("aria-label")
                or "visually-hidden" in (attrs.get("class") or "")
            )


def test_an_open_line_says_what_would_decide_it() -> None:
    html = draw("result")
    assert "要確認" in html
    assert "「手帳をお持ちでしたか」とたずねれば決まります" in html
    assert "持っていなかった" in html


def test_lines_not_needed_are_counted_and_reachable() -> None:
    html = draw("result")
    assert "とわかったもの 2件" in html
    assert "/cases/14/list/not-needed" in html
    assert "18歳までのお子さまが世帯にいないため不要です。" in draw("not_needed")


def test_a_messenger_sees_no_way_to_the_judged_list() -> None:
    html = draw("papers_messenger")
    assert "/papers/general.pdf" in html
    assert "/papers/list.pdf" not in html
    assert "/papers/forms.pdf" not in html


def test_digits_can_be_switched_off() -> None:
    assert 'data-single-keys="off"' in draw("result", single_keys=False)
    assert 'data-single-keys="off"' not in draw("result")


def test_what_changed_is_told_when_somebody_was_faster() -> None:
    assert "山本さんが聞き取りの答えを書いた" in draw("conflict")
