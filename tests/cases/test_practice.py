"""練習の一回。家族を借り、自分のしたことだけを数え、ほかの人には渡さない。"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from madoguchi.cases import actions, practice, receiving
from madoguchi.cases.actions import Opening
from madoguchi.cases.ledger import NotFound
from madoguchi.domain.errors import Fault
from tests.cases import desks, world

SATO, SUZUKI = world.deed().actor, replace(world.deed().actor, name="0303")
FAMILIES = ("P1", "P9")


def start(actor=SATO, key: str = "k1") -> practice.Run:
    """始めた練習。"""
    return practice.run(actor.name, practice.start(actor, "death_wife", "death", FAMILIES, key))


def test_the_same_press_starts_one_practice(aoba):
    assert start().id == start().id
    assert len(practice.runs(SATO.name)) == 1


def test_two_learners_get_two_families(aoba):
    assert {start().subject_key, start(SUZUKI, "k2").subject_key} == set(FAMILIES)


def test_a_family_whose_case_is_still_open_is_not_lent(opened):
    assert start().subject_key == "P9"


def test_when_no_family_is_left_it_is_told_what_to_do(aoba):
    start()
    start(SUZUKI, "k2")
    with pytest.raises(Fault, match="空いている練習の家族がありません"):
        start(SATO, "k3")


def test_a_practice_of_somebody_else_does_not_exist(aoba):
    run = start()
    with pytest.raises(NotFound):
        practice.run(SUZUKI.name, run.id)
    with pytest.raises(NotFound):
        practice.finish(SUZUKI, run.id)
    assert practice.runs(SUZUKI.name) == ()


def test_only_what_the_learner_did_before_the_end_is_counted(aoba, frozen):
    run = start()
    done = actions.open_case(desks.at_counter(0), Opening("death", run.subject_key, world.SON))
    actions.judge(desks.at_counter(done.case_id, 1), frozen)
    receiving.hold(desks.at_counter(done.case_id, login="0303"), desks.DOG, "tax", ("鑑札",))
    desks.received(done.case_id)
    held = practice.deeds(SATO.name, run)
    assert [one.kind for one in held.acts] == ["open_case", "judge", "receive"]
    assert (held.visits[0].standing, held.visits[0].relation) == ("relative", "child")
    practice.finish(SATO, run.id)
    late = desks.at_counter(done.case_id)
    actions.print_list(replace(late, actor=replace(late.actor, at=world.NOW + timedelta(hours=1))))
    assert [one.kind for one in practice.deeds(SATO.name, practice.run(SATO.name, run.id)).acts] == [
        "open_case", "judge", "receive",
    ]  # fmt: skip


def test_before_a_case_is_opened_nothing_was_done(aoba):
    assert practice.deeds(SATO.name, start()) == practice.Deeds(None)
