"""来庁予定の画面。引越しワンストップで届いた人を、来る日の順に出す。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from madoguchi.accounts.presence import acting
from madoguchi.audit.actions import record_search
from madoguchi.cases import queries as cases
from madoguchi.counter.entering import MOST, NoticeInput, PersonInput
from madoguchi.domain.calendar import ERAS, bounds, era_of, wareki
from madoguchi.domain.errors import Fault
from madoguchi.residents import expected
from madoguchi.residents.folding import fold_text

DAYS = 14
KINDS = {"moving_in": "転入", "moving_within": "転居", "moving_out": "転出"}


@dataclass(frozen=True, slots=True)
class Visit:
    """一つの予定。`event` はできごとの id、`find` はさがす画面に渡す言葉、`person` は宛名番号、`case` はもう開いている件の番号。"""

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
    event: str
    person: str
    case: str


def expected_page(user: Any) -> tuple[Visit, ...]:
    """きょうから二週間の予定。見た人を書き残す。"""
    actor = acting(user)
    today = actor.at.date()
    found = expected.expected_visits(today, today + timedelta(days=DAYS))
    known = tuple(sorted({one.person for one in found if one.person}))
    with transaction.atomic():
        record_search(actor, "counter.expected", known, {"count": len(found)})
    arriving = [(one.name, one.birth) for one in found if one.kind == "moving_in"]
    opened = cases.open_numbers("moving_in", arriving)
    return tuple(_visit(one, today, opened) for one in found)


def arrival_of(user: Any, number: str) -> tuple[NoticeInput, str]:
    """転入の予定を、届の画面に写す。返すのは届と、住み始めた日の欄。本人が書いたことなので、職員が確かめて開くまで何も残さない。"""
    actor = acting(user)
    found = expected.expected_visit(number)
    if found is None or found.kind != "moving_in":
        raise Fault(
            "その転入の予定は、もうありません。", remedy="来庁予定の画面を開き直してください。", value=number
        )
    with transaction.atomic():
        record_search(actor, "counter.expected", (), {"number": number})
    first = PersonInput(found.name, found.kana, _typed(found.birth), kind="")
    rows = (first, *(PersonInput() for _ in range(min(found.people, MOST) - 1)))
    moved = _day(found.moved_on)
    past = moved if isinstance(found.moved_on, date) and found.moved_on <= actor.at.date() else ""
    return NoticeInput(rows, planned_on=moved, came="0"), past


def _visit(one: expected.ExpectedVisit, today: date, opened: Mapping[tuple[str, str], str]) -> Visit:
    day = f"{one.visit_on.month}月{one.visit_on.day}日" if one.visit_on else "日は未定"
    return Visit(
        one.number, day, one.visit_on == today, KINDS.get(one.kind, ""), one.name, one.kana, _day(one.birth),
        _day(one.moved_on), one.people, one.person or one.kana,
        one.kind, one.person, opened.get((fold_text(one.name)[:80], str(one.birth or "")), "") if one.kind == "moving_in" else "",
    )  # fmt: skip


def _day(value: Any) -> str:
    return "" if value is None else wareki(bounds(value)[0])


def _typed(value: Any) -> str:
    """欄に入る短い書き方（H6.3.28）。不詳の日は空け、職員が聞いて入れる。"""
    if not isinstance(value, date):
        return ""
    name, year = era_of(value)
    letter = next(letter for _, era, letter in ERAS if era == name)
    return f"{letter}{year}.{value.month}.{value.day}"
