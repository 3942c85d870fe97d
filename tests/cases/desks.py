"""窓口と課の職員の操作。窓口は市民課、課は税務課（あおば市にある二つの課）。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from madoguchi.cases import actions, queries, receiving
from madoguchi.cases.receiving import Receipt
from tests.cases.world import NOW, deed

TODAY = date(2026, 11, 20)
CARE, SEAL, DOG = "d_kaigo_soushitsu@P1", "d_inkan@P1", "d_inu@P1"
STROKE = "M10 10L40 20C1 2,3 4,5 6"


def at_counter(case_id: int, version: int | None = None, minutes: int = 0, **more: Any) -> actions.Deed:
    """窓口（市民課）の小川。"""
    more.setdefault("place", "okuyami")
    return _at(deed(case_id, version, **more), "citizen", minutes)


def at_tax(case_id: int, version: int | None = None, minutes: int = 0, **more: Any) -> actions.Deed:
    """税務課の三浦。"""
    return _at(deed(case_id, version, login="0202", name="三浦", **more), "tax", minutes)


def _at(made: actions.Deed, department: str, minutes: int) -> actions.Deed:
    actor = replace(made.actor, department=department, at=NOW + timedelta(minutes=minutes))
    return replace(made, actor=actor)


def paper(on: date = TODAY, department: str = "tax") -> Receipt:
    """税務課の受け付け。"""
    return Receipt(department, on)


def received(case_id: int, line: str = DOG, on: date = TODAY) -> actions.Done:
    """窓口が受け付けた行。"""
    return receiving.receive(at_counter(case_id), line, paper(on))


def state(case_id: int, line: str = DOG) -> str:
    """行の状態。"""
    return queries.line(case_id, line).state.value
