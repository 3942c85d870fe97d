"""来庁予定の画面。引越しワンストップで届いた人を、来る日の順に出す。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from madoguchi.accounts.presence import acting
from madoguchi.audit.actions import record_search
from madoguchi.domain.calendar import bounds, wareki
from madoguchi.residents import expected

DAYS = 14
KINDS = {"moving_in": "転入", "moving_within": "転居", "moving_out": "転出"}


@dataclass(frozen=True, slots=True)
class Visit:
    """一つの予定。`find` は、さがす画面に渡す言葉。"""

    number: str
    day: str
    today: bool
    kind: str
    name: str
    kana: str
    birth: str
    moved: str
    people: int
    find: str


def expected_page(user: Any) -> tuple[Visit, ...]:
    """きょうから二週間の予定。見た人を書き残す。"""
    actor = acting(user)
    today = actor.at.date()
    found = expected.expected_visits(today, today + timedelta(days=DAYS))
    known = tuple(sorted({one.person for one in found if one.person}))
    with transaction.atomic():
        record_search(actor, "counter.expected", known, {"count": len(found)})
    return tuple(_visit(one, today) for one in found)


def _visit(one: expected.ExpectedVisit, today: date) -> Visit:
    day = f"{one.visit_on.month}月{one.visit_on.day}日" if one.visit_on else "日は未定"
    return Visit(
        one.number, day, one.visit_on == today, KINDS.get(one.kind, ""), one.name, one.kana, _day(one.birth),
        _day(one.moved_on), one.people, one.person or one.kana,
    )  # fmt: skip


def _day(value: Any) -> str:
    return "" if value is None else wareki(bounds(value)[0])
