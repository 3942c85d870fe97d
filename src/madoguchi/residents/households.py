"""できごとの直前の世帯を読む。"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from madoguchi.domain.calendar import bounds

from .feeds.reading import FeedRow
from .generations import snapshot
from .models import DoubtfulSubject, SearchEntry
from .reading_rows import rows_of

#: 世帯番号は残っていても、もうその世帯にいない人の住民状態。
GONE = ("dead", "moved_out")


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """世帯のひとり。続柄は、できごとの直前のもの。"""

    key: str
    name: str
    kana: str
    birth: Any
    sex: str | None
    relation: str | None


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """できごとの直前の世帯。`complete` が偽なら、ほかにもいるかもしれない。"""

    household_no: str
    members: tuple[HouseholdMember, ...]
    complete: bool

    @property
    def keys(self) -> tuple[str, ...]:
        """全員の宛名番号。"""
        return tuple(member.key for member in self.members)


def household(person_key: str, on: Any) -> HouseholdView:
    """`on`（できごとの日。不詳なら早いほう）の直前に、同じ世帯にいた人。本人はいつも入る。"""
    now = snapshot()
    day = bounds(on)[0] - timedelta(days=1)
    entries = SearchEntry.objects.filter(now.visible("resident"))
    own = _entry_on(entries.filter(subject_key=person_key), day)
    if own is None:
        return HouseholdView("", (_member(person_key, {}),), complete=False)
    keys = [person_key]
    if own.household_no:
        mates = entries.filter(household_no=own.household_no, valid_from__lte=day, valid_to__gt=day)
        keys = list(dict.fromkeys([person_key, *mates.values_list("subject_key", flat=True)]))
    rows = rows_of(keys, now, ["resident"])
    held = {key: _values_on(rows[key].get("resident", []), day) for key in keys}
    here = [key for key in keys if key == person_key or held[key].get("resident.resident_status") not in GONE]
    ordered = sorted(here, key=lambda key: (held[key].get("resident.member_order") or 99, key))
    return HouseholdView(
        own.household_no,
        tuple(_member(key, held[key]) for key in ordered),
        complete=bool(own.household_no) and not _doubted(own.household_no, keys),
    )


def _entry_on(entries: Any, day: date) -> SearchEntry | None:
    """その日に有効だった鍵。なければ、できごとの当日からの人（出生など）のために、いまの鍵。"""
    held = entries.filter(valid_from__lte=day, valid_to__gt=day).order_by("-valid_from").first()
    found: SearchEntry | None = held or entries.filter(current=True).first()
    return found


def _values_on(rows: list[FeedRow], day: date) -> Mapping[str, Any]:
    valid = [row for row in rows if _covers(row, day)]
    return (valid or rows)[-1].values if rows else {}


def _covers(row: FeedRow, day: date) -> bool:
    low = date.min if row.valid_from is None else bounds(row.valid_from)[0]
    high = date.max if row.valid_to is None else bounds(row.valid_to)[1]
    return bool(low <= day < high)


def _doubted(household_no: str, keys: Collection[str]) -> bool:
    """世帯のだれかの行を断っていないか。"""
    doubts = DoubtfulSubject.objects.filter(group="resident")
    return doubts.filter(subject_key__in=keys).exists() or doubts.filter(household_no=household_no).exists()


def _member(key: str, values: Mapping[str, Any]) -> HouseholdMember:
    return HouseholdMember(
        key, values.get("resident.name") or "", values.get("resident.name_kana") or "",
        values.get("resident.birth_date"), values.get("resident.sex"), values.get("resident.relation"),
    )  # fmt: skip
