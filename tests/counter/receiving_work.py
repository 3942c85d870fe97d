"""受け付けの試しの手つだい。画面が送るものを作り、一行を受け付ける。"""

from __future__ import annotations

from typing import Any

from madoguchi.counter import navigating, receiving
from madoguchi.counter.numbering import numbers
from madoguchi.counter.opened import opened
from madoguchi.counter.receiving import Sent
from madoguchi.counter.receiving_pages import NavigationPage

KAIGO, SOUSAI, INU, ZEI, ICHIJI = (
    "d_kaigo@100001", "d_kouki_sousaihi@100001", "d_inu@100001", "d_zei@100001", "d_shibou_ichiji@100001",
)  # fmt: skip


def number_of(user: Any, case_id: int, key: str) -> int:
    """画面の番号。"""
    return numbers(opened(user, case_id))[key]


def page_of(user: Any, case_id: int, key: str) -> NavigationPage:
    """その行の画面。"""
    return navigating.navigation_page(user, case_id, number_of(user, case_id, key))


def marks_of(page: NavigationPage) -> tuple[str, ...]:
    """画面に出ている✓の全部。"""
    return tuple(tick.mark for tick in (*page.steps.checks, *page.steps.items))


def sent(page: NavigationPage, once: str = "", **more: Any) -> Sent:
    """全部に✓をつけて送る。"""
    marks = marks_of(page)
    values = {"offered": marks, "ticked": marks, "voice": page.band.voice, **more}
    return Sent(page.band.version, once or f"{page.head.key}-{page.band.version}", page.head.key, **values)


def decide(user: Any, case_id: int, key: str, way: str, **more: Any) -> int | None:
    """一行の扱いを決め、次に開く番号を返す。"""
    page = page_of(user, case_id, key)
    return receiving.decide(user, case_id, page.head.number, way, sent(page, **more))
