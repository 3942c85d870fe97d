"""画面を開いたあとに入った操作が、いま書く操作に障るか。同じ行と行の前提だけが障り、終えるときは何でも障る。"""

from __future__ import annotations

import pytest

from madoguchi.cases.collisions import collides
from madoguchi.cases.states import CASE_ACTIONS, LINE_ACTIONS, OF_DEPARTMENT

#: 行の前提を変えるもの。
GROUNDS = ("judge", "answer", "undo_answer", "confirm_hint", "choose_movers", "add_visit", "close", "reopen")


@pytest.mark.parametrize("kind", LINE_ACTIONS)
@pytest.mark.parametrize("later", LINE_ACTIONS)
def test_acts_on_one_line_collide_and_on_two_lines_do_not(kind: str, later: str) -> None:
    assert collides(kind, ("a",), later, ("a",))
    assert not collides(kind, ("a",), later, ("b",))


@pytest.mark.parametrize("later", GROUNDS)
def test_a_line_is_not_moved_over_ground_that_has_changed(later: str) -> None:
    assert collides("receive", ("a",), later, ())


@pytest.mark.parametrize("later", ["confirm_household", "issue_ticket", "end_today", "note_register"])
def test_a_line_is_moved_beside_what_does_not_touch_it(later: str) -> None:
    assert not collides("receive", ("a",), later, ())


@pytest.mark.parametrize("later", [*OF_DEPARTMENT, "answer_back", "bundle", "hand_over"])
def test_the_interview_goes_on_while_the_departments_work(later: str) -> None:
    assert not collides("answer", (), later, ("a",))


@pytest.mark.parametrize(
    "later", ["answer", "judge", "set_aside", "receive", "add_visit", "confirm_household"]
)
def test_the_interview_stops_when_the_counter_changed_the_case(later: str) -> None:
    assert collides("answer", (), later, ())


@pytest.mark.parametrize("later", CASE_ACTIONS)
def test_a_case_is_not_closed_over_anything_unseen(later: str) -> None:
    assert collides("close", (), later, ("a",))


def test_a_bundle_collides_with_its_own_lines() -> None:
    assert collides("bundle", ("a", "b"), "take_back", ("b",))
    assert not collides("bundle", ("a", "b"), "receive", ("c",))
