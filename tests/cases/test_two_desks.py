"""二つの窓口と二つの課が、でたらめな順で一つの件を動かしても、起きてはならないことは起きない。"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from madoguchi.audit.queries import verify
from madoguchi.cases import actions
from tests.cases.two_desks import TwoDesks
from tests.cases.world import judged

PACE = settings(
    max_examples=16,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


def test_two_desks_and_two_departments_never_lose_or_invent(
    aoba: str, release: Any, monkeypatch: Any
) -> None:
    without_funeral = judged(release, {("ask.funeral_held", None): False})
    worlds = tuple(actions.Frozen(one, release) for one in (judged(release), without_funeral))
    monkeypatch.setattr(TwoDesks, "worlds", worlds)
    run_state_machine_as_test(TwoDesks, settings=PACE)
    assert verify().breaks == ()
