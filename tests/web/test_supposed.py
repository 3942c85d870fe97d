"""届がまだ記録にないときは、届を持ってきた使者とみておく。職員がえらんだ立場は変えない。"""

from __future__ import annotations

from dataclasses import replace

import pytest

from madoguchi.counter.pages import SearchPage
from madoguchi.web.screens.search.entry import Entry
from madoguchi.web.screens.search.views import supposed
from tests.web import samples


def _found(*notices: str) -> SearchPage:
    page = samples.search()
    hits = tuple(replace(page.hits[0], key=str(at), notice=notice) for at, notice in enumerate(notices))
    return replace(page, hits=hits)


@pytest.mark.parametrize(
    ("notices", "standing"),
    [(("なし",), "messenger"), (("なし", "なし"), "messenger"), (("なし", "11月13日 受理"), ""), ((), "")],
)
def test_a_death_without_a_notice_is_brought_by_a_messenger(notices: tuple[str, ...], standing: str) -> None:
    assert supposed(Entry("death"), _found(*notices), decided=False).standing == standing


def test_what_the_clerk_chose_stays() -> None:
    assert supposed(Entry("death", standing="relative"), _found("なし"), decided=False).standing == "relative"
    assert supposed(Entry("death"), _found("なし"), decided=True).standing == ""


def test_other_events_suppose_nobody() -> None:
    page = _found("なし")
    moving = replace(page, words=replace(page.words, notice="", standings=(("self", "ご本人"),)))
    assert supposed(Entry("moving_out"), moving, decided=False).standing == ""
