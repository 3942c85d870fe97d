"""来庁の回数は、総当たりで数えたいちばん少ない回数と同じ。"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from madoguchi.guide.trips import Errand, trips

BEGIN = date(2026, 11, 24)
DAYS = [BEGIN + timedelta(days=number) for number in range(8)]
days = st.sampled_from(DAYS)
errands = st.lists(
    st.builds(
        lambda number, first, last: Errand((f"p{number}", None), first, last),
        st.integers(0, 999), days, st.none() | days,
    ),
    max_size=7, unique_by=lambda one: one.key,
)  # fmt: skip


def fits(errand: Errand, day: date) -> bool:
    """その日に済むか。間に合わない用事は、始まりだけを見る。"""
    bound = errand.last if errand.last is not None and errand.last >= errand.first else date.max
    return errand.first <= day <= bound


def fewest(wanted: list[Errand]) -> int:
    """総当たりで、いちばん少ない回数。"""
    for number in range(len(wanted) + 1):
        for chosen in combinations(DAYS, number):
            if all(any(fits(one, day) for day in chosen) for one in wanted):
                return number
    raise AssertionError("どの日でも済まない用事があります。")


@given(errands)
def test_no_other_plan_needs_fewer_trips(wanted: list[Errand]) -> None:
    assert len(trips(wanted)) == fewest(wanted)


@given(errands)
def test_every_errand_is_on_one_trip_within_its_days(wanted: list[Errand]) -> None:
    made = trips(wanted)
    assert sorted(key for trip in made for key in trip.keys) == sorted(one.key for one in wanted)
    by_key = {one.key: one for one in wanted}
    for trip in made:
        for one in (by_key[key] for key in trip.keys):
            assert one.first <= trip.first
            assert one.late or one.last is None or (trip.last is not None and trip.last <= one.last)


@given(errands)
def test_what_can_begin_earlier_is_never_on_a_later_trip_than_what_begins_later(wanted: list[Errand]) -> None:
    made = trips(wanted)
    place = {key: number for number, trip in enumerate(made) for key in trip.keys}
    for one in wanted:
        for two in wanted:
            open_ended = one.last is None and two.last is None
            assert not (open_ended and one.first <= two.first) or place[one.key] <= place[two.key]


def test_a_trip_says_the_days_on_which_all_of_it_can_be_done() -> None:
    made = trips([
        Errand(("a", None), DAYS[0], DAYS[3]), Errand(("b", None), DAYS[2]), Errand(("c", None), DAYS[5], DAYS[6]),
        Errand(("d", None), DAYS[1], BEGIN - timedelta(days=3)),
    ])  # fmt: skip
    assert [(trip.keys, trip.first, trip.last) for trip in made] == [
        ((("a", None), ("d", None), ("b", None)), DAYS[2], DAYS[3]),
        ((("c", None),), DAYS[5], DAYS[6]),
    ]
