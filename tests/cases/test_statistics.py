"""件の記録から数えること：来庁の時間、受け付けた行、回らずにすんだ窓口、聞いた問い、待っている行。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from madoguchi.cases import actions, queries, receiving, statistics
from madoguchi.cases.models import DayFigure
from madoguchi.municipalities.scope import scope
from tests.cases.desks import TODAY, at_counter, at_tax, paper
from tests.cases.world import DAUGHTER, NOW, SON

DAY = 24 * 60


@pytest.fixture
def worked(aoba: str, frozen: actions.Frozen) -> int:
    """一日めに48分で三行を受け付け、二日めに妹が来て、税務課が一行を返した件。"""
    case = actions.open_case(at_counter(0), actions.Opening("death", "P1", SON)).case_id
    actions.judge(at_counter(case, minutes=1), frozen)
    said = {("ask.pension_kind", None): frozenset({"basic"}), ("ask.renounce", None): "no"}
    actions.answer(at_counter(case, minutes=5), said, "insurance", frozen)
    first, second, third = (line.key for line in queries.now(case).unsettled[:3])
    receiving.receive(at_counter(case, minutes=20), first, paper())
    receiving.receive(at_counter(case, minutes=30), second, replace(paper(), department="citizen"))
    receiving.receive(at_counter(case, minutes=40), third, paper())
    receiving.take_back(at_counter(case, minutes=41), third, "押しまちがい")
    actions.print_list(at_counter(case, minutes=48))
    receiving.send_back(at_tax(case, minutes=300), first, "署名がない")
    receiving.hold(at_counter(case, minutes=DAY - 10), third, "tax", ("写し",))
    actions.open_case(at_counter(0, minutes=DAY), actions.Opening("death", "P1", DAUGHTER))
    actions.judge(at_counter(case, minutes=DAY + 10), frozen)
    return case


def test_a_day_is_counted_from_the_record(worked: int) -> None:
    found = statistics.figures(TODAY, TODAY)
    assert [(one.day, one.event_kind, one.place) for one in found] == [(TODAY, "death", "okuyami")]
    day = found[0]
    assert (day.opened, day.visits, day.again, day.minutes) == (1, 1, 0, (48,))
    assert (day.received, day.avoided, day.questions) == (2, 1, 2)
    assert (day.departments, day.sent_back) == ({"citizen": 1, "tax": 1}, {"tax": 1})
    assert day.kinds["take_back"] == 1


def test_a_second_visit_is_counted_on_its_own_day(worked: int) -> None:
    """その前に郵便で届いて保留にした操作は、来庁の時間に入らない。"""
    day = statistics.figures(date(2026, 11, 21), date(2026, 11, 30))[0]
    assert (day.opened, day.visits, day.again, day.minutes) == (0, 1, 1, (10,))


def test_the_days_add_up(worked: int) -> None:
    sum_ = statistics.total(statistics.figures(date(2026, 11, 1), date(2026, 11, 30)))
    assert (sum_.opened, sum_.visits, sum_.again, sum_.minutes, sum_.received) == (1, 2, 1, (10, 48), 2)
    assert statistics.total([]).visits == 0


def test_event_and_place_narrow(worked: int) -> None:
    whole = (date(2026, 11, 1), date(2026, 11, 30))
    assert statistics.figures(*whole, event_kind="birth") == ()
    assert statistics.figures(*whole, place="branch") == ()
    assert len(statistics.figures(*whole, "death", "okuyami")) == 2


def test_past_days_are_counted_once_and_say_the_same(worked: int) -> None:
    whole = (date(2026, 11, 1), date(2026, 11, 30))
    before = statistics.figures(*whole)
    assert statistics.keep(date(2026, 11, 22)) == 2
    assert statistics.keep(date(2026, 11, 22)) == 0
    with CaptureQueriesContext(connection) as kept:
        assert statistics.figures(*whole) == before
    assert len(kept) <= 4
    assert statistics.figures(TODAY, TODAY) == before[:1]


def test_kept_figures_hold_neither_clerk_nor_resident(worked: int) -> None:
    statistics.keep(date(2026, 11, 22))
    text = str(list(DayFigure.objects.values()))
    for word in ("0101", "小川", "0202", "三浦", "P1", "佐藤", "8-1120"):
        assert word not in text


def test_another_town_counts_nothing(worked: int) -> None:
    with scope("990002"):
        assert statistics.figures(TODAY, TODAY) == ()
        assert statistics.board(TODAY).cases == ()
        assert statistics.keep(date(2026, 11, 22)) == 0


def test_the_board_shows_the_cases_of_the_day_and_who_is_waited_for(worked: int) -> None:
    case = worked
    first = queries.queue("tax")[0].key
    receiving.hold(at_counter(case, minutes=DAY + 20), first, "tax", ("署名",))
    receiving.receive(at_counter(case, minutes=DAY + 25), queries.now(case).unsettled[0].key, paper())
    outside = next(key for key, line in queries.now(case).lines.items() if not line.holds)
    actions.set_aside(at_counter(case, minutes=DAY + 26), outside, "ご家族がしました")
    seen = statistics.board(date(2026, 11, 21))
    one = seen.cases[0]
    assert (one.number, one.event_kind, one.place, one.visitors) == ("8-1120-001", "death", "okuyami", 2)
    assert (one.began - NOW, one.touched_by, one.ended_today) == (timedelta(minutes=DAY), "0101", False)
    assert one.settled == 4 and one.lines > one.settled
    assert [(w.who, w.lines) for w in seen.departments] == [("citizen", 1), ("tax", 1)]
    assert [(w.who, w.lines) for w in seen.counters] == [("okuyami", 2)]
    assert seen.departments[0].oldest == NOW + timedelta(minutes=30)
    assert seen.by_state()["listed"] == 1
    assert statistics.board(TODAY).cases == ()


def test_the_board_knows_that_today_ends_here(worked: int) -> None:
    receiving.end_today(at_counter(worked, minutes=DAY + 20), ())
    assert statistics.board(date(2026, 11, 21)).cases[0].ended_today


def test_a_department_at_work_does_not_move_the_case_of_a_clerk(worked: int) -> None:
    first = next(iter(queries.now(worked).lines))
    receiving.hold(at_counter(worked, minutes=DAY), first, "tax", ("署名",))
    receiving.receive(at_counter(worked, minutes=DAY), first, paper())
    receiving.acknowledge(at_tax(worked, minutes=3 * DAY), first)
    assert queries.recent("0101")[0].number == "8-1120-001"
    assert statistics.board(date(2026, 11, 23)).cases == ()


def test_the_board_asks_the_same_number_of_questions_however_many_cases(aoba: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            statistics.board(TODAY)
        return len(seen)

    actions.open_case(at_counter(0), actions.Opening("death", "P1", SON))
    few = asked()
    for place in range(5):
        actions.open_case(at_counter(0), actions.Opening("death", f"Q{place}", SON))
    assert asked() == few <= 6


def test_lines_are_counted_by_what_they_are_now(worked: int) -> None:
    found = statistics.line_states(TODAY, TODAY)
    assert found[("death", "tax", "returned")] == 1
    assert found[("death", "citizen", "received")] == 1
    assert statistics.line_states(date(2026, 11, 21), date(2026, 11, 30)) == {}
