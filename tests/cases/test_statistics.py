"""件の記録から月の数をつくる。二度数えても同じで、ほかの市の件も職員の名も入らない。"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from madoguchi.cases import actions, receiving, statistics
from madoguchi.cases.actions import Opening
from madoguchi.cases.figures import total
from madoguchi.cases.models import MonthFigures
from madoguchi.municipalities.scope import scope
from tests.cases import desks, world

MONTH = date(2026, 11, 1)


def later(made: actions.Deed, minutes: int) -> actions.Deed:
    """何分か後の操作。"""
    return replace(made, actor=replace(made.actor, at=world.NOW + timedelta(minutes=minutes)))


def counted() -> Any:
    """数え直して、全部を足したもの。"""
    statistics.collect(MONTH, world.NOW)
    return total(row.figures for row in statistics.rows(MONTH, MONTH))


def opened_here(subject: str, minutes: int = 0) -> actions.Done:
    """窓口で開いた件。"""
    return actions.open_case(later(desks.at_counter(0), minutes), Opening("death", subject, world.SON))


def test_a_visit_is_counted_at_the_counter_where_it_was(aoba, frozen):
    done = opened_here("P1")
    actions.judge(later(desks.at_counter(done.case_id), 1), frozen)
    receiving.receive(later(desks.at_counter(done.case_id), 30), desks.DOG, desks.paper())
    assert statistics.collect(MONTH, world.NOW) == 1
    row = statistics.rows(MONTH, MONTH)[0]
    assert (row.event_kind, row.place, row.figures.opened, row.figures.visits) == ("death", "okuyami", 1, 1)
    assert (row.figures.median_minutes, row.figures.received) == (30, 1)


def test_what_the_department_does_makes_no_visit_longer(aoba, frozen):
    done = opened_here("P1")
    actions.judge(later(desks.at_counter(done.case_id), 1), frozen)
    receiving.receive(later(desks.at_counter(done.case_id), 30), desks.DOG, desks.paper())
    receiving.acknowledge(desks.at_tax(done.case_id, minutes=50), desks.DOG)
    assert counted().median_minutes == 30


def test_a_second_visit_on_another_day_is_a_return_and_has_its_reason(aoba, frozen):
    done = opened_here("P1")
    actions.judge(later(desks.at_counter(done.case_id), 1), frozen)
    receiving.hold(later(desks.at_counter(done.case_id), 9), desks.DOG, "tax", ("鑑札",))
    opened_here("P1", minutes=20)
    assert (counted().visits, counted().returns) == (2, 0)
    opened_here("P1", minutes=60 * 24 * 3)
    assert (counted().opened, counted().visits, counted().returns) == (1, 3, 1)


def test_the_reason_of_a_return_is_what_was_left_at_the_visit_before(aoba, frozen):
    done = opened_here("P1")
    actions.judge(later(desks.at_counter(done.case_id), 1), frozen)
    receiving.hold(later(desks.at_counter(done.case_id), 9), desks.DOG, "tax", ("鑑札",))
    opened_here("P1", minutes=60 * 24 * 3)
    assert counted().reasons == {"hold": 1}


def test_counting_twice_changes_nothing_and_a_month_is_replaced_as_a_whole(aoba):
    opened_here("P1")
    first = counted()
    assert counted() == first
    assert MonthFigures.objects.count() == 1


def test_another_municipality_is_not_counted(aoba):
    opened_here("P1")
    statistics.collect(MONTH, world.NOW)
    with scope("990002"):
        statistics.collect(MONTH, world.NOW)
        assert statistics.rows(MONTH, MONTH) == ()


def test_neither_a_person_nor_an_official_is_kept(aoba, frozen):
    done = opened_here("P1")
    actions.judge(later(desks.at_counter(done.case_id), 1), frozen)
    statistics.collect(MONTH, world.NOW)
    kept = json.dumps(list(MonthFigures.objects.values("body", "place", "event_kind")), ensure_ascii=False)
    assert not any(word in kept for word in ("P1", "小川", "0101", "佐藤"))


def test_the_first_night_counts_every_month_that_has_cases(aoba):
    opened_here("P1", minutes=-60 * 24 * 75)
    opened_here("P2")
    statistics.collect_recent(world.NOW)
    assert {row.month.month for row in statistics.rows(date(2026, 1, 1), MONTH)} == {9, 11}
    assert statistics.first_month() == date(2026, 9, 1)


def test_a_notice_judged_without_anybody_is_no_visit(aoba):
    """朝の届を、だれも来ないうちに判定した件。"""
    nobody = actions.VisitNote("staff", gives=actions.NOBODY)
    actions.open_case(desks.at_counter(0), Opening("death", "P1", nobody))
    assert (counted().visits, counted().opened) == (0, 0)
    opened_here("P1", minutes=60 * 24)
    assert (counted().visits, counted().opened, counted().returns) == (1, 1, 0)
