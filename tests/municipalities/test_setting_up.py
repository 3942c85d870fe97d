"""自治体・課・窓口を設け、値として読む。"""

from __future__ import annotations

import pytest

from madoguchi.domain.errors import Fault
from madoguchi.municipalities import actions, queries
from madoguchi.municipalities.scope import scope
from tests.support.cast import AOBA, MOMIJI

pytestmark = pytest.mark.usefixtures("towns")


def test_setting_up_twice_only_corrects():
    actions.set_up_municipality(AOBA, "青葉市", "あおば県", "aoba")
    assert [(entry.code, entry.name) for entry in queries.municipalities()] == [
        (AOBA, "青葉市"),
        (MOMIJI, "もみじ市"),
    ]


def test_a_counter_place_is_read_as_a_value():
    with scope(AOBA):
        place = queries.counter_places()[0]
    assert (place.name, place.department, place.gyomu) == ("おくやみ窓口", "citizen", frozenset({"counter"}))


def test_a_department_of_another_town_is_not_found():
    with scope(MOMIJI):
        actions.set_up_department("water", "水道課")
    with scope(AOBA), pytest.raises(Fault, match="「water」この自治体にない課です"):
        queries.department_id("water")
