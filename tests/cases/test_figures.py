"""一回の来庁から数えるもの。時間は窓口での操作だけ、受け付けは取り消さなかったものだけ。"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from madoguchi.cases.figures import Figures, Seen, Step, from_json, of_visit, reason_of, total

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def steps(*given: tuple[str, int, str, str]) -> list[Step]:
    """操作・何分後・行・担当課。"""
    return [Step(kind, NINE + timedelta(minutes=after), line, owner) for kind, after, line, owner in given]


def test_a_visit_lasts_until_the_last_thing_done_at_the_counter():
    seen = Seen(NINE, steps(("open_case", 0, "", ""), ("judge", 1, "", ""), ("print_list", 40, "", "")))
    assert of_visit(seen).median_minutes == 40


@pytest.mark.parametrize(
    "later",
    [
        ("print_list", 40 + 61, "", ""),
        ("print_list", 60 * 24, "", ""),
        ("acknowledge", 50, "a", "nhi"),
        ("complete", 55, "a", "nhi"),
    ],
)
def test_what_departments_do_or_what_comes_after_a_long_pause_is_not_counted_as_waiting(later):
    """課の操作、一時間より長くあいたあとの操作、次の日の操作。"""
    seen = Seen(NINE, steps(("open_case", 0, "", ""), ("receive", 40, "a", "nhi"), later))
    assert of_visit(seen).median_minutes == 40


def test_a_visit_with_one_thing_done_has_no_length():
    one = of_visit(Seen(NINE, steps(("open_case", 0, "", ""))))
    assert (one.visits, one.timed, one.median_minutes) == (1, 0, None)


def test_windows_avoided_are_the_departments_but_one():
    given = steps(
        ("open_case", 0, "", ""),
        ("receive", 5, "a", "nhi"),
        ("receive", 9, "b", "nhi"),
        ("receive", 12, "c", "care"),
    )
    one = of_visit(Seen(NINE, given))
    assert (one.receiving, one.received, one.avoided) == (1, 3, 1)


def test_what_was_taken_back_was_not_received():
    given = steps(("receive", 5, "a", "nhi"), ("receive", 9, "b", "care"), ("take_back", 10, "b", "care"))
    one = of_visit(Seen(NINE, given))
    assert (one.received, one.avoided) == (1, 0)
    none = of_visit(Seen(NINE, steps(("receive", 5, "a", "nhi"), ("take_back", 6, "a", "nhi"))))
    assert (none.receiving, none.received) == (0, 0)


def test_questions_and_consultations_are_counted():
    given = [
        Step("answer", NINE, questions=3),
        Step("answer", NINE, questions=1),
        Step("refer", NINE, "a", "tax"),
    ]
    one = of_visit(Seen(NINE, given))
    assert (one.asking, one.questions, one.referred) == (1, 4, {"tax": 1})


def test_the_hour_is_that_of_the_counter():
    assert of_visit(Seen(NINE, ())).hours == {"4-9": 1}


@pytest.mark.parametrize(
    ("gave_list", "kinds", "reason"),
    [
        (False, {"hold"}, "messenger"),
        (True, {"hold", "wait_register", "receive"}, "wait_register"),
        (True, {"hold", "end_today"}, "hold"),
        (True, {"receive"}, "other"),
    ],
)
def test_a_return_has_one_reason(gave_list, kinds, reason):
    assert reason_of(gave_list, kinds) == reason


def test_figures_are_added_and_kept_as_they_are():
    one = of_visit(Seen(NINE, steps(("open_case", 0, "", ""), ("receive", 40, "a", "nhi")), "hold"))
    both = total([one, one, Figures(closed=1)])
    assert (both.visits, both.returns, both.minutes, both.reasons, both.closed) == (
        2,
        2,
        {"40": 2},
        {"hold": 2},
        1,
    )
    assert from_json(both.as_json()) == both
    assert from_json({**both.as_json(), "no_longer_counted": 3}) == both
