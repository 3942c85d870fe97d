"""和暦の境、年齢の数え方、年度、月の足し方、閉庁日。"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.domain import calendar as cal
from madoguchi.domain.errors import Fault

BORDERS = [
    (date(1912, 7, 29), "明治45年7月29日"), (date(1912, 7, 30), "大正元年7月30日"),
    (date(1926, 12, 24), "大正15年12月24日"), (date(1926, 12, 25), "昭和元年12月25日"),
    (date(1989, 1, 7), "昭和64年1月7日"), (date(1989, 1, 8), "平成元年1月8日"),
    (date(2019, 4, 30), "平成31年4月30日"), (date(2019, 5, 1), "令和元年5月1日"),
    (date(2026, 11, 24), "令和8年11月24日"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text"), BORDERS)
def test_eras_change_on_their_day(day: date, text: str) -> None:
    assert cal.wareki(day) == text
    assert cal.parse_wareki(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("S19.6.5", date(1944, 6, 5)), ("昭和１９年６月５日", date(1944, 6, 5)), ("h1-1-8", date(1989, 1, 8)),
        ("R元/5/1", date(2019, 5, 1)), ("明治45年7月30日", date(1912, 7, 30)), ("大正15年12月25日", date(1926, 12, 25)),
    ],
)  # fmt: skip
def test_wareki_is_read_in_the_ways_people_write_it(text: str, day: date) -> None:
    assert cal.parse_wareki(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "昭和64年1月8日",
        "平成31年5月1日",
        "平成元年1月7日",
        "令和元年4月30日",
        "明治45年7月31日",
        "昭和元年12月24日",
        "明治5年12月2日",
    ],
)
def test_a_date_outside_its_era_is_refused(text: str) -> None:
    with pytest.raises(
        Fault, match="期間にない日付です。元号と年を確かめてください。".replace("。", "。 ", 1)
    ):
        cal.parse_wareki(text)


def test_nonsense_says_how_to_write_a_date() -> None:
    with pytest.raises(Fault) as caught:
        cal.parse_wareki("昭和19年13月5日")
    assert str(caught.value) == "「昭和19年13月5日」暦にない日付です。 年月日を確かめてください。"
    with pytest.raises(Fault) as caught:
        cal.parse_wareki("きのう")
    assert "「昭和19年6月5日」か「S19.6.5」の形で書いてください。" in str(caught.value)


@given(st.dates(date(1873, 1, 1), date(2100, 1, 1)))
def test_wareki_round_trips(day: date) -> None:
    assert cal.parse_wareki(cal.wareki(day)) == day


AGES = [
    # 生まれ, その日, 誕生日で数える, 法律
    (date(1951, 11, 10), date(2026, 11, 8), 74, 74),
    (date(1951, 11, 10), date(2026, 11, 9), 74, 75),
    (date(1951, 11, 10), date(2026, 11, 10), 75, 75),
    (date(1948, 2, 29), date(2023, 2, 27), 74, 74),
    (date(1948, 2, 29), date(2023, 2, 28), 74, 75),
    (date(1948, 2, 29), date(2023, 3, 1), 75, 75),
    (date(2008, 2, 29), date(2024, 2, 28), 15, 16),
    (date(2008, 2, 29), date(2024, 2, 29), 16, 16),
    (date(2000, 1, 1), date(2019, 12, 31), 19, 20),
]  # fmt: skip


@pytest.mark.parametrize(("birth", "on", "by_birthday", "by_law"), AGES)
def test_ages_are_reached_on_their_day(birth: date, on: date, by_birthday: int, by_law: int) -> None:
    assert (cal.age_by_birthday(birth, on), cal.age_by_law(birth, on)) == (by_birthday, by_law)


FISCAL = [
    # 4月1日生まれは3月31日に年を取り、早い学年になる。
    (date(2011, 4, 1), date(2026, 11, 10), 16), (date(2011, 4, 2), date(2026, 11, 10), 15),
    (date(2008, 4, 1), date(2027, 3, 31), 19), (date(2008, 4, 2), date(2027, 3, 31), 18),
    (date(2008, 4, 2), date(2027, 4, 1), 19), (date(2026, 11, 10), date(2026, 11, 10), 0),
]  # fmt: skip


@pytest.mark.parametrize(("birth", "on", "age"), FISCAL)
def test_age_at_the_end_of_the_fiscal_year(birth: date, on: date, age: int) -> None:
    assert cal.age_at_fiscal_year_end(birth, on) == age


@given(
    st.dates(date(1990, 1, 1), date(2026, 1, 1)),
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.integers(6, 22),
)
def test_school_year_limit_is_the_first_march_end_after_reaching_the_age(
    birth: date, on: date, age: int
) -> None:
    reached = cal.add_months(birth, age * 12) - timedelta(days=1)
    limit = cal.fiscal_year_end(reached)
    assert (cal.age_at_fiscal_year_end(birth, on) <= age) == (on <= limit)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)), (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)), (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)  # fmt: skip
def test_adding_months_stops_at_the_end_of_the_month(day: date, months: int, expected: date) -> None:
    assert cal.add_months(day, months) == expected


@given(st.dates(date(2000, 1, 1), date(2026, 1, 1)), st.integers(0, 2000))
def test_months_between_is_the_smallest_number_that_reaches(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    months = cal.months_between(start, end)
    assert cal.add_months(start, months) >= end
    assert months == 0 or cal.add_months(start, months - 1) < end


OPEN = cal.OpenDays(frozenset({date(2026, 11, 23), date(2026, 12, 29)}), date(2026, 1, 1), date(2026, 12, 31))


def test_next_open_day_skips_weekends_and_closed_days() -> None:
    assert OPEN.next_open(date(2026, 11, 21)) == date(2026, 11, 24)
    assert OPEN.next_open(date(2026, 11, 20)) == date(2026, 11, 20)


def test_a_day_outside_the_calendar_is_refused_not_guessed() -> None:
    with pytest.raises(Fault, match="2026年から2026年までしかありません"):
        OPEN.is_open(date(2027, 1, 4))
