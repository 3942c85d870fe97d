"""業務権限の表: 書いていないことはできない。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from madoguchi.accounts.authority import (
    FIELD_CLASSES,
    GYOMU,
    GYOMU_LABELS,
    ROLE_LABELS,
    ROLES,
    can,
    open_classes,
)
from madoguchi.accounts.models import User


@dataclass
class Place:
    gyomu: list[str] = field(default_factory=lambda: ["counter"])
    open_classes: list[str] = field(default_factory=lambda: ["basic", "insurance"])


@dataclass
class Official:
    roles: list[str] = field(default_factory=lambda: ["clerk"])
    gyomu: list[str] = field(default_factory=lambda: ["counter"])
    counter_place: Place | None = None
    is_active: bool = True


CASES = [
    # 職員, 行い, 業務, 項目区分, できるか
    (Official(), "read", "counter", "insurance", True),
    (Official(), "read", "counter", "tax", False),
    (Official(), "read", "tax", None, False),
    (Official(gyomu=["tax"]), "read", "tax", "tax", True),
    (Official(gyomu=["tax"]), "read", "tax", "insurance", False),
    (Official(), "approve", "counter", None, False),
    (Official(roles=["chief"]), "correct", "counter", None, True),
    (Official(roles=[]), "read", "counter", None, False),
    (Official(roles=["no_such_role"]), "read", "counter", None, False),
    (Official(gyomu=["no_such_gyomu"]), "read", "no_such_gyomu", None, False),
    (Official(is_active=False), "read", "counter", None, False),
    (Official(), "no_such_action", "counter", None, False),
    (Official(counter_place=Place()), "read", "counter", "insurance", True),
    (Official(counter_place=Place()), "read", "counter", "care", False),
    (Official(gyomu=["counter", "tax"], counter_place=Place()), "read", "tax", None, False),
    # 主管課の担当は、自分の課の受付箱だけ。窓口の画面は一つも開けない。窓口職員は、課の受付箱を開けない。
    (Official(["department_staff"], ["inbox", "insurance"]), "inbox", "inbox", "basic", True),
    (Official(["department_staff"], ["inbox", "insurance"]), "settle", "inbox", "basic", True),
    (Official(["department_staff"], ["inbox", "insurance"]), "read", "counter", None, False),
    (Official(["department_staff"], ["inbox", "insurance"]), "search", "counter", None, False),
    (Official(["department_staff"], ["inbox", "insurance"]), "inbox", "insurance", "insurance", True),
    (Official(["department_staff"], ["inbox", "insurance"]), "inbox", "inbox", "insurance", False),
    (Official(["department_staff"], ["inbox", "insurance"]), "inbox", "insurance", "care", False),
    (Official(["department_staff"], ["insurance"]), "inbox", "inbox", None, False),
    (Official(["clerk"], ["counter", "inbox"]), "inbox", "inbox", None, False),
    (Official(["clerk", "chief"], ["counter"]), "settle", "inbox", None, False),
]


@pytest.mark.parametrize(("official", "action", "gyomu", "field_class", "allowed"), CASES)
def test_only_what_is_written_is_allowed(official, action, gyomu, field_class, allowed):
    assert can(official, action, gyomu, field_class) is allowed


@pytest.mark.parametrize(
    ("official", "opened"),
    [
        (Official(gyomu=["tax"]), {"basic", "tax", "property", "interview"}),
        (Official(counter_place=Place()), {"basic", "insurance"}),
        (Official(gyomu=["tax"], counter_place=Place()), set()),
        (Official(is_active=False), set()),
    ],
)
def test_open_classes_are_those_of_the_work_done_at_this_place(official, opened):
    assert open_classes(official) == opened


def test_tax_is_opened_by_nothing_but_tax():
    assert {gyomu for gyomu, classes in GYOMU.items() if classes & {"tax", "property"}} == {"tax"}


def test_every_role_and_gyomu_is_named_in_japanese_and_opens_known_classes():
    assert ROLE_LABELS.keys() == ROLES.keys()
    assert GYOMU_LABELS.keys() == GYOMU.keys()
    assert frozenset().union(*GYOMU.values()) <= FIELD_CLASSES


@pytest.mark.parametrize(
    ("until", "is_active", "on", "valid"),
    [
        (None, True, date(2026, 11, 22), True),
        (date(2027, 3, 31), True, date(2027, 3, 31), True),
        (date(2027, 3, 31), True, date(2027, 4, 1), False),
        (None, False, date(2026, 11, 22), False),
    ],
)
def test_an_official_works_until_the_last_day_of_the_term(until, is_active, on, valid):
    assert User(valid_until=until, is_active=is_active).is_valid(on) is valid
