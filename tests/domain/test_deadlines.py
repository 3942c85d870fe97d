"""期限の数え方。初日・月・閉庁日・始まりの日を、法律の決まりごとに確かめる。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from madoguchi.domain.calendar import OpenDays, Span
from madoguchi.domain.deadlines import deadline, last_day
from madoguchi.domain.facts import Event
from madoguchi.domain.procedures import DeadlineRule

from . import worlds as w

YEAR_END = frozenset(date(2026, 12, d) for d in (29, 30, 31)) | frozenset(date(2027, 1, d) for d in (1, 2, 3))
OPEN = OpenDays(
    frozenset({date(2026, 11, 3), date(2026, 11, 23)}) | YEAR_END, date(2020, 1, 1), date(2035, 12, 31)
)

PERIODS: list[tuple[date, dict[str, int], bool, date]] = [
    # 始まり, 長さ, 初日を数えるか → 末日
    (date(2026, 11, 10), {"days": 14}, False, date(2026, 11, 24)),  # 民法140条
    (date(2026, 11, 10), {"days": 7}, True, date(2026, 11, 16)),  # 戸籍法43条
    (date(2027, 2, 28), {"months": 3}, False, date(2027, 5, 31)),  # 翌日の3月1日から数える
    (date(2026, 11, 30), {"months": 3}, False, date(2027, 2, 28)),
    (date(2026, 11, 29), {"months": 3}, False, date(2027, 2, 28)),  # 応当日がなければ月の末日
    (date(2026, 11, 16), {"years": 2}, False, date(2028, 11, 16)),
    (date(2024, 2, 28), {"years": 1}, False, date(2025, 2, 28)),  # 2月29日から数え、平年は2月28日で終わる
    (date(2024, 2, 29), {"years": 1}, False, date(2025, 2, 28)),
    (date(2026, 11, 12), {"years": 3}, False, date(2029, 11, 12)),
    (date(2026, 8, 31), {"months": 1}, False, date(2026, 9, 30)),
    (date(2026, 1, 31), {"months": 1}, True, date(2026, 2, 28)),
    (date(2026, 12, 1), {"days": 0}, True, date(2026, 11, 30)),  # その前の日まで
]  # fmt: skip


@pytest.mark.parametrize(("start", "length", "count_first_day", "end"), PERIODS)
def test_a_period_ends_on_its_day(
    start: date, length: dict[str, int], count_first_day: bool, end: date
) -> None:
    assert last_day(start, length, count_first_day=count_first_day) == end


def _due(on: Any = w.DEATH, answers: Any = None, notified: date | None = None, **rule: Any) -> Any:
    around = replace(w.situation(1), event=Event("death", "P1", on, notified))
    facts = w.facts_of({"situation": around, "records": {}, "coverage": {}, "answers": answers or {}})
    return deadline(DeadlineRule(**{"length": {"days": 14}, **rule}), facts, None, OPEN)


@pytest.mark.parametrize(
    ("death", "closing_day", "expected"),
    [
        (date(2026, 11, 9), "next_open", date(2026, 11, 24)),  # 11月23日は祝日
        (date(2026, 11, 9), "same", date(2026, 11, 23)),
        (date(2026, 12, 15), "next_open", date(2027, 1, 4)),  # 12月29日から1月3日は閉庁
        (date(2026, 10, 31), "next_open", date(2026, 11, 16)),  # 11月14日は土曜
    ],
)
def test_a_closing_day_moves_the_deadline_only_where_the_law_says(
    death: date, closing_day: str, expected: date
) -> None:
    due = _due(death, closing_day=closing_day)
    assert due.date == expected
    assert due.moved == (closing_day == "next_open")


def test_the_date_is_given_in_both_calendars() -> None:
    due = _due(rank="penalty", closing_day="next_open")
    assert (due.date, due.wareki, due.rank, due.start) == (
        date(2026, 11, 24), "令和8年11月24日", "penalty", date(2026, 11, 11),
    )  # fmt: skip


def test_without_a_length_there_is_no_date_but_the_words() -> None:
    due = _due(length={}, text="すみやかに")
    assert (due.date, due.text) == (None, "すみやかに")


def test_an_unknown_start_gives_no_date_instead_of_a_guess() -> None:
    assert _due(start="notified").date is None
    assert _due(start="notified", notified=date(2026, 11, 12)).date == date(2026, 11, 26)


def test_the_day_one_knew_falls_back_to_the_earlier_day_of_death() -> None:
    assert _due(start="knew").date == date(2026, 11, 24)


def test_an_uncertain_day_counts_from_its_earliest() -> None:
    assert _due(Span(date(2026, 11, 1), date(2026, 11, 10))).date == date(2026, 11, 15)


def test_a_line_that_opens_later_says_from_when() -> None:
    assert _due(length={}, opens={"days": 11}).opens == date(2026, 11, 24)
