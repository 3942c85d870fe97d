"""件の帯の段。いまの画面が分かり、まだの段は押せない。"""

from __future__ import annotations

from dataclasses import replace

import pytest

from madoguchi.counter.pages import Step
from madoguchi.web.steps import current_url, links
from tests.web import samples


def _band(*states: str):
    names = ("visitor", "household", "interview", "list", "hand_over")
    steps = tuple(Step(name, name, state) for name, state in zip(names, states, strict=True))
    return replace(samples.band(), steps=steps)


@pytest.mark.parametrize(
    ("states", "screen"),
    [
        (("done", "next", "next", "now", "next"), "household"),
        (("done", "done", "next", "now", "next"), "interview"),
        (("done", "done", "done", "now", "next"), "list"),
    ],
)
def test_a_case_goes_on_where_it_was_left(states: tuple[str, ...], screen: str) -> None:
    assert current_url(_band(*states)) == f"/cases/14/{screen}"


def test_a_case_of_a_messenger_goes_on_with_the_general_papers() -> None:
    assert (
        current_url(replace(_band("done", "next", "next", "next", "next"), gives="general"))
        == "/cases/14/papers"
    )


def test_only_reached_steps_can_be_pressed() -> None:
    shown = links(_band("done", "done", "now", "next", "next"), "interview")
    assert [step.url for step in shown] == [
        "/cases/14/visits",
        "/cases/14/household",
        "/cases/14/interview",
        "",
        "",
    ]
    assert [step.here for step in shown] == [False, False, True, False, False]


def test_a_step_passed_over_is_not_shown_as_the_present_one() -> None:
    shown = links(_band("done", "done", "done", "now", "next"), "hand_over")
    assert [step.state for step in shown] == ["done", "done", "done", "done", "next"]
    assert shown[-1].here
