"""表の約束: 外部キーは下の部屋だけを指し、どの表にも自治体があり、持ってはならないものを持たない。"""

from __future__ import annotations

import re

from django.apps import apps
from django.db.models import ForeignKey, Model

from madoguchi.municipalities.exempt import EXEMPT_TABLES
from madoguchi.municipalities.scope import ScopedModel
from tests.house.sources import layers

ROOMS = [name for layer in reversed(layers()) for name in layer]
OURS = [model for model in apps.get_models() if model.__module__.startswith("madoguchi.")]
MUST_NOT_HOLD = re.compile(r"my_?number|kojin_?bango|mynumber|cause_of_death|shiin|honseki|koseki", re.I)


def room(model: type[Model]) -> int:
    """部屋の高さ。下ほど小さい。"""
    return ROOMS.index(model.__module__.split(".")[1])


def test_foreign_keys_point_only_downward():
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.related_model in OURS
        and model.__module__ != field.related_model.__module__
        and room(field.related_model) >= room(model)
    ]
    assert upward == []


def test_no_foreign_key_leaves_the_product():
    outside = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model not in OURS
    ]
    assert outside == []


def test_every_table_belongs_to_a_municipality_or_is_on_the_written_list():
    free = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, ScopedModel)
    }
    assert free | {"django_migrations"} == EXEMPT_TABLES.keys()


def test_no_column_for_what_must_not_be_held():
    columns = [f"{model._meta.label}.{field.name}" for model in OURS for field in model._meta.get_fields()]
    assert [column for column in columns if MUST_NOT_HOLD.search(column)] == []
