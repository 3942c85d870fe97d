"""自治体の枠: 外では読めず、よその自治体の行は読めも書けもしない。"""

from __future__ import annotations

import pytest

from madoguchi.municipalities.models import Department
from madoguchi.municipalities.scope import OtherMunicipality, OutOfScope, current, scope
from tests.support.cast import AOBA, MOMIJI

pytestmark = pytest.mark.usefixtures("towns")


def test_reading_outside_a_scope_raises():
    with pytest.raises(OutOfScope, match="どの自治体の仕事か決まっていません"):
        Department.objects.all()


def test_a_question_made_inside_is_not_answered_outside():
    with scope(AOBA):
        question = Department.objects.all()
    with pytest.raises(OutOfScope):
        list(question)


def test_each_town_sees_only_its_own_rows():
    with scope(AOBA):
        Department.objects.create(key="only_aoba", name="あおば市だけの課")
    with scope(MOMIJI):
        assert not Department.objects.filter(key="only_aoba").exists()


def test_a_new_row_belongs_to_the_current_town():
    with scope(MOMIJI):
        assert Department.objects.create(key="new", name="新しい課").municipality_id == MOMIJI


@pytest.mark.parametrize("way", ["save", "delete", "create", "bulk_create", "update"])
def test_rows_of_another_town_cannot_be_written(way):
    with scope(AOBA):
        row = Department.objects.get(key="citizen")
    with scope(MOMIJI), pytest.raises(OtherMunicipality, match="ではない自治体の記録は書けません"):
        writings = {
            "save": row.save,
            "delete": row.delete,
            "create": lambda: Department.objects.create(key="x", name="x", municipality_id=AOBA),
            "bulk_create": lambda: Department.objects.bulk_create(
                [Department(key="x", name="x", municipality_id=AOBA)]
            ),
            "update": lambda: Department.objects.update(municipality_id=AOBA),
        }
        writings[way]()


def test_scopes_nest_and_return():
    with scope(AOBA):
        with scope(MOMIJI):
            assert current() == MOMIJI
        assert current() == AOBA
    with pytest.raises(OutOfScope):
        current()


def test_an_error_inside_closes_the_scope():
    with pytest.raises(ZeroDivisionError), scope(AOBA):
        _ = 1 / 0
    with pytest.raises(OutOfScope):
        current()
