"""短い受け付け。今日の行だけを出し、終えれば、残りのうち急ぐものが紙に出る。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from madoguchi.cases import queries as cases
from madoguchi.counter import opening, short
from madoguchi.counter.opening import VisitInput
from tests.counter import city
from tests.counter.work import version

SELF = VisitInput("self", identity="運転免許証", event_on=date(2026, 12, 1), event="moving_out")


@pytest.fixture
def moving(aoba: str, sato: Any, settings: Any) -> int:
    """転出する本人が来て開いた件。"""
    settings.CATALOGUE = None
    return opening.open_case(sato, city.FUMIKO, SELF, "open-1")


def test_only_what_must_be_done_today_is_shown(moving: int, sato: Any) -> None:
    page = short.short_page(sato, moving)
    assert page.ticket == "1"
    assert page.rows
    assert page.left == len(page.rows)
    assert any(one.row.key.startswith("to_tenshutsu") for one in page.rows)
    assert all("フミ子" not in one.row.title for one in page.rows)


def test_ending_keeps_the_rest_for_the_next_time(moving: int, sato: Any) -> None:
    short.end(sato, moving, version(moving), "end-1")
    assert cases.now(moving).ended_today
    again = opening.open_case(sato, city.FUMIKO, replace(SELF, event_on=None), "open-2")
    assert again == moving
    assert short.short_page(sato, moving).rows
