"""作りものの市の全部の行が、法を守るか。法のほうも、わざと破った市で気づくか。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from madoguchi.residents.feeds.reading import FeedRow
from madoguchi.residents.synthetic.city import build_city
from madoguchi.residents.synthetic.people import City
from tests.residents import laws
from tests.residents.conftest import AOBA, TODAY

Rows = dict[str, list[FeedRow]]


@pytest.fixture(scope="module")
def city() -> City:
    """3千人のあおば市。"""
    return build_city(3_000, 4, TODAY, AOBA)


@pytest.mark.parametrize(("people", "seed", "today"), [
    (10_000, 1, TODAY), (4_000, 2, date(2027, 4, 1)), (4_000, 3, date(2028, 2, 29)), (2_000, 5, date(2027, 1, 1)),
])  # fmt: skip
def test_no_row_of_the_city_breaks_a_law(people: int, seed: int, today: date) -> None:
    """年度の初め、うるう日、元日の市も。"""
    assert laws.broken(build_city(people, seed, today, AOBA).rows, today) == []


def test_the_second_city_keeps_the_laws_too() -> None:
    """見本の家族のいない、もみじ市。"""
    assert laws.broken(build_city(2_000, 1, TODAY, "990002").rows, TODAY) == []


def first(
    rows: Rows, group: str, fits: Callable[[FeedRow], bool] = lambda row: row.valid_to == date.max
) -> int:
    """はじめの、あう行の場所。"""
    return next(index for index, row in enumerate(rows[group]) if fits(row))


def put(rows: Rows, group: str, index: int, values: dict[str, Any] | None = None, **parts: Any) -> None:
    """一つの行を書き換える。"""
    row = rows[group][index]
    rows[group][index] = replace(row, values={**row.values, **(values or {})}, **parts)


def is_wife(row: FeedRow) -> bool:
    """いまの妻の行。"""
    return row.values.get("resident.relation") == "妻" and row.valid_to == date.max


def two_heads(rows: Rows) -> None:
    put(rows, "resident", first(rows, "resident", is_wife), {"resident.relation": "世帯主"})


def no_head(rows: Rows) -> None:
    wife = rows["resident"][first(rows, "resident", is_wife)].values["resident.household_no"]
    head = first(rows, "resident", lambda row: row.values["resident.relation"] == "世帯主"
                 and row.values["resident.household_no"] == wife and row.valid_to == date.max)  # fmt: skip
    put(rows, "resident", head, {"resident.relation": "子"})


def insured_before_birth(rows: Rows) -> None:
    put(rows, "nhi", 0, {"nhi.acquired_on": date(1900, 1, 1)})


def ends_before_it_begins(rows: Rows) -> None:
    put(rows, "dog", 0, valid_to=rows["dog"][0].valid_from)


def a_gap(rows: Rows) -> None:
    index = first(rows, "resident", lambda row: row.valid_to != date.max)
    put(rows, "resident", index, valid_to=rows["resident"][index].valid_to - timedelta(days=1))


def two_insurances(rows: Rows) -> None:
    row = rows["latter_elderly"][first(rows, "latter_elderly")]
    values = {"public_assist.receiving": True}
    rows["public_assist"].append(FeedRow(row.subject, "", row.valid_from, date.max, values))


def too_young_for_the_elders(rows: Rows) -> None:
    put(
        rows,
        "latter_elderly",
        first(rows, "latter_elderly"),
        {"latter_elderly.acquired_on": date(1990, 1, 1)},
    )


def an_elder_without(rows: Rows) -> None:
    alive = {row.subject for row in rows["resident"] if row.valid_to == date.max} - {
        row.subject for row in rows["resident"] if "resident.death_date" in row.values
    }
    del rows["latter_elderly"][first(rows, "latter_elderly", lambda row: row.subject in alive)]


def a_childless_allowance(rows: Rows) -> None:
    put(rows, "child_allow", 0, {"child_allow.children": frozenset()})


def a_strange_child(rows: Rows) -> None:
    elder = rows["latter_elderly"][0].subject
    put(rows, "child_allow", 0, {"child_allow.children": frozenset([elder])})


def an_unknown_child(rows: Rows) -> None:
    put(rows, "child_allow", 0, {"child_allow.children": frozenset(["9999999999"])})


def insured_after_death(rows: Rows) -> None:
    dead = {row.subject for row in rows["resident"] if row.values.get("resident.death_registered_on")}
    index = first(rows, "ltc", lambda row: row.subject in dead)
    put(rows, "ltc", index, valid_to=date.max)


def a_child_votes(rows: Rows) -> None:
    child = next(iter(rows["child_allow"][0].values["child_allow.children"]))
    rows["voter"].append(FeedRow(child, "", TODAY, date.max, {"voter.registered": True}))


def an_old_pupil(rows: Rows) -> None:
    put(rows, "school", 0, subject=rows["latter_elderly"][0].subject)


def an_early_pension(rows: Rows) -> None:
    index = first(rows, "pension")
    start = rows["pension"][index].values["pension.acquired_on"]
    put(rows, "pension", index, {"pension.acquired_on": start - timedelta(days=366 * 2)})


def a_repeated_key(rows: Rows) -> None:
    rows["water"].append(rows["water"][0])


@pytest.mark.parametrize(("damage", "law"), [
    (two_heads, laws.one_head_a_household), (no_head, laws.one_head_a_household),
    (insured_before_birth, laws.nothing_before_birth_and_nothing_ends_before_it_begins),
    (ends_before_it_begins, laws.nothing_before_birth_and_nothing_ends_before_it_begins),
    (a_gap, laws.the_history_is_whole), (two_insurances, laws.one_row_at_a_time),
    (too_young_for_the_elders, laws.the_latter_elderly_are_75_or_disabled),
    (an_elder_without, laws.the_latter_elderly_are_75_or_disabled),
    (a_childless_allowance, laws.children_of_an_allowance_are_minors_at_home),
    (a_childless_allowance, laws.every_child_has_an_allowance),
    (a_strange_child, laws.children_of_an_allowance_are_minors_at_home),
    (an_unknown_child, laws.everyone_named_is_known),
    (insured_after_death, laws.the_gone_hold_nothing),
    (a_child_votes, laws.only_those_who_may_vote_and_only_foreigners_hold_cards),
    (an_old_pupil, laws.pupils_are_of_school_age), (an_early_pension, laws.care_and_pension_follow_the_age),
    (a_repeated_key, laws.keys_are_unique),
])  # fmt: skip
def test_every_law_notices_a_city_that_breaks_it(
    city: City, damage: Callable[[Rows], None], law: Callable[[laws.Register], Any]
) -> None:
    """一か所だけを破ると、その法が気づく。"""
    rows = {group: list(listed) for group, listed in city.rows.items()}
    damage(rows)
    assert list(law(laws.Register(rows, TODAY)))
