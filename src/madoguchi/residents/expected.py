"""引越しワンストップで届いた、来庁の予定。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from . import generations
from .comparing import doubtful_in, visible
from .contents import decode_row

GROUP = "pre_notice"


@dataclass(frozen=True, slots=True)
class ExpectedVisit:
    """一つの予定。日付の None は書かれていないもの。`person` は、書かれていれば宛名番号。"""

    number: str
    kind: str
    visit_on: Any
    moved_on: Any
    name: str
    kana: str
    birth: Any
    people: int
    person: str


def expected_visits(first: date, last: date) -> tuple[ExpectedVisit, ...]:
    """その間に来る予定の人と、日の書かれていない人。来る順。"""
    rows = visible(GROUP, generations.snapshot())
    doubted = doubtful_in(GROUP)
    found = [_visit(row) for row in rows if row.subject_key not in doubted]
    kept = [one for one in found if one.visit_on is None or first <= one.visit_on <= last]
    return tuple(
        sorted(kept, key=lambda one: (one.visit_on is None, one.visit_on or last, one.kana, one.number))
    )


def expected_visit(number: str) -> ExpectedVisit | None:
    """その受付番号の予定。取り下げられたか、読めない行なら None。"""
    doubted = doubtful_in(GROUP)
    rows = visible(GROUP, generations.snapshot())
    return next(
        (_visit(row) for row in rows if row.record == number and row.subject_key not in doubted), None
    )


def _visit(row: Any) -> ExpectedVisit:
    values = decode_row(row.subject_key, row.record, row.content).values

    def of(name: str) -> Any:
        return values.get(f"{GROUP}.{name}")

    visit_on = of("visit_on")
    return ExpectedVisit(
        row.record, of("kind") or "", visit_on if isinstance(visit_on, date) else None, of("moved_on"),
        of("name") or "", of("name_kana") or "", of("birth_date"), of("people") or 1, of("atena_no") or "",
    )  # fmt: skip
