"""どのできごとの、どの立場の人にも、出せるか、出せなければだれか・何の紙かを言える。"""

from __future__ import annotations

import pytest

from madoguchi.catalogue.receptions import ReceivedEvent
from madoguchi.catalogue.releases import load
from madoguchi.domain.visits import Visitor, may_file

DEFINITIONS = load(None, "990001").definitions
EVENTS = [one for one in DEFINITIONS.life_events.values() if isinstance(one, ReceivedEvent) and one.reception]
PAIRS = [(event.id, standing) for event in EVENTS for standing in event.reception.standings]


def test_all_eight_events_are_received() -> None:
    assert {event.id for event in EVENTS} == {
        "death", "birth", "stillbirth", "moving_in", "moving_out", "moving_within", "marriage", "divorce",
    }  # fmt: skip


@pytest.mark.parametrize(("event", "standing"), PAIRS)
def test_whoever_comes_is_told_who_may_file(event: str, standing: str) -> None:
    received = [
        one
        for one in DEFINITIONS.procedures.values()
        if event in one.events
        and one.place == "city"
        and one.audience == "family"
        and one.kind != "information"
    ]
    assert received
    for procedure in received:
        bare = may_file(procedure.claimant, Visitor(standing))
        assert bare.state == "yes" or all(bare.need), procedure.id
        shown = frozenset(procedure.claimant.papers)
        able = may_file(procedure.claimant, Visitor(standing, papers=shown))
        if standing != "messenger" and procedure.claimant.proxy_allowed:
            assert able.state in ("yes", "ask"), procedure.id
