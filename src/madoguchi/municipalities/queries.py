"""自治体・課・窓口を読む。行ではなく値を返す。"""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.domain.errors import Fault
from madoguchi.municipalities.models import CounterPlace, Department, Municipality


@dataclass(frozen=True)
class MunicipalityEntry:
    """自治体の控え。"""

    code: str
    name: str
    prefecture: str
    slug: str
    idle_minutes: int = 10


@dataclass(frozen=True)
class DepartmentEntry:
    """課の控え。"""

    key: str
    name: str
    short: str
    telephone: str
    extension: str
    floor: str
    window: str


@dataclass(frozen=True)
class CounterPlaceEntry:
    """窓口の控え。"""

    key: str
    name: str
    department: str
    gyomu: frozenset[str]
    open_classes: frozenset[str]


def municipalities() -> tuple[MunicipalityEntry, ...]:
    """すべての自治体を団体コードの順に。"""
    rows = Municipality.objects.order_by("code")
    return tuple(
        MunicipalityEntry(row.code, row.name, row.prefecture, row.slug, row.idle_minutes) for row in rows
    )


def municipality(code: str) -> MunicipalityEntry | None:
    """団体コードの自治体。なければ None。"""
    return next((entry for entry in municipalities() if entry.code == code), None)


def departments() -> tuple[DepartmentEntry, ...]:
    """いまの自治体の課。"""
    return tuple(
        DepartmentEntry(row.key, row.name, row.short, row.telephone, row.extension, row.floor, row.window)
        for row in Department.objects.order_by("pk")
    )


def counter_places() -> tuple[CounterPlaceEntry, ...]:
    """いまの自治体の窓口。"""
    return tuple(
        CounterPlaceEntry(
            row.key, row.name, row.department.key, frozenset(row.gyomu), frozenset(row.open_classes)
        )
        for row in CounterPlace.objects.select_related("department").order_by("pk")
    )


def department_id(key: str) -> int:
    """いまの自治体の課の番号。"""
    return _id_of(Department, "課", key)


def counter_place_id(key: str) -> int:
    """いまの自治体の窓口の番号。"""
    return _id_of(CounterPlace, "窓口", key)


def _id_of(model: type[Department | CounterPlace], what: str, key: str) -> int:
    row = model.objects.filter(key=key).first()
    if row is None:
        raise Fault(f"この自治体にない{what}です。", remedy=f"先に{what}を設けてください。", value=key)
    return int(row.pk)
