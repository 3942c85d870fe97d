"""混む日の短い受け付け。今日でなければならない行（届・保険・子ども）だけを番号で受け、残りは引換票で次にする。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from madoguchi.counter import ending
from madoguchi.counter.band import band
from madoguchi.counter.desk import note_read
from madoguchi.counter.ending import EndingRow, rows_of, talked_topic
from madoguchi.counter.numbering import numbers
from madoguchi.counter.opened import opened
from madoguchi.counter.pages import CaseBand

#: 今日でなければならない話題。引っ越しと世帯の届、健康保険、お子さん。
TODAY_TOPICS = ("household", "insurance", "child")


@dataclass(frozen=True, slots=True)
class ShortRow:
    """今日の一行。`number` は受け付けの画面の番号。"""

    row: EndingRow
    number: int


@dataclass(frozen=True, slots=True)
class ShortPage:
    """短い受け付けの画面。`later` は、次にする行の数。"""

    band: CaseBand
    ticket: str
    rows: tuple[ShortRow, ...]
    later: int
    left: int


def short_page(user: Any, case_id: int) -> ShortPage:
    """今日の行だけ。名前は出さず、受け付けの番号で言う。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.short")
    note_read(case.at, "counter.short", case.now.number, case.seen())
    known = numbers(case)
    found = rows_of(case)
    today = [row for row in found if talked_topic(case, row.key) in TODAY_TOPICS]
    later = sum(not row.done for row in found) - sum(not row.done for row in today)
    rows = tuple(ShortRow(row, known[row.key]) for row in today if row.key in known)
    left = sum(not one.row.done for one in rows)
    return ShortPage(band(case, "list"), ticket_number(case.now.number), rows, later, left)


def ticket_number(number: str) -> str:
    """件番号の、その日の続き番号。

    >>> ticket_number("8-1120-014")
    '14'
    """
    return str(int(number.rsplit("-", 1)[-1]))


def end(user: Any, case_id: int, version: int, key: str) -> None:
    """今日の行を終え、残りのうち急ぐ五つまでを「先にすること」にして、今日はここまでとする。"""
    page = ending.ending_page(user, case_id)
    lines = tuple(row.key for row in page.rows if row.proposed)
    ending.end_today(user, case_id, version, key, lines)
