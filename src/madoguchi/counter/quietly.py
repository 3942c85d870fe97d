"""静かに進める。印は一つだけで、わけを聞かず、残さず、紙には何も出ない。"""

from __future__ import annotations

from typing import Any

from madoguchi.cases import visits
from madoguchi.counter.opened import opened


def go_quietly(user: Any, case_id: int, key: str, *, on: bool) -> None:
    """静かに進める印を付ける、外す。わけは聞かず、残さない。"""
    case = opened(user, case_id)
    visits.go_quietly(case.deed(key, None), case.visit.number, on)
