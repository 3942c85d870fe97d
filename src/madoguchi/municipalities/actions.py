"""自治体・課・窓口を設ける操作。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from madoguchi.municipalities.models import CounterPlace, Department, Municipality


def set_up_municipality(code: str, name: str, prefecture: str, slug: str, idle_minutes: int = 10) -> str:
    """自治体を設ける。すでにあれば、団体コードのほかを直す。団体コードを返す。"""
    values = {"name": name, "prefecture": prefecture, "slug": slug, "idle_minutes": idle_minutes}
    Municipality.objects.update_or_create(code=code, defaults=values)
    return code


def set_up_department(key: str, name: str, attributes: Mapping[str, str] | None = None) -> int:
    """いまの自治体に課を設ける。`attributes` は short telephone extension floor window。"""
    row, _ = Department.objects.update_or_create(key=key, defaults={"name": name, **(attributes or {})})
    return int(row.pk)


def set_up_counter_place(
    key: str, name: str, department: str, gyomu: Iterable[str], open_classes: Iterable[str]
) -> int:
    """いまの自治体に窓口を設ける。"""
    owner = Department.objects.get(key=department)
    row, _ = CounterPlace.objects.update_or_create(
        key=key,
        defaults={
            "name": name,
            "department": owner,
            "floor": owner.floor,
            "gyomu": sorted(gyomu),
            "open_classes": sorted(open_classes),
        },
    )
    return int(row.pk)
