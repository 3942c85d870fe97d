"""画面と様式に出す一人の値。守られる人の居どころは入らない。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .generations import snapshot, snapshot_in
from .models import Generation, SearchEntry
from .reading_rows import as_date, latest, latest_values, rows_of
from .scenes import protection_in
from .search import DeathNotice, PersonHit, death_notice, hit_of


@dataclass(frozen=True, slots=True)
class PersonDisplay:
    """画面と様式に出す一人の値。`fields` は全部の組の、いちばん新しい値（項目の id から）。"""

    key: str
    name: str
    kana: str
    birth: Any
    sex: str | None
    relation: str | None
    head_name: str
    address: str
    town: str
    postal_code: str
    phone: str
    status: str | None
    death: DeathNotice | None
    fields: Mapping[str, Any]


def display(person_key: str) -> PersonDisplay:
    """一人の値。守られる人の居どころは入らない。記録のない人なら、空の値になる。"""
    return displays([person_key])[person_key]


def displays(person_keys: Iterable[str]) -> dict[str, PersonDisplay]:
    """何人かの値を一度に。"""
    keys = list(dict.fromkeys(person_keys))
    pointers = list(Generation.objects.all())
    protection = protection_in(pointers)
    rows = rows_of(keys, snapshot_in(pointers))
    return {key: _display(key, protection.withdraw(key, latest_values(rows[key]))) for key in keys}


def _display(key: str, values: Mapping[str, Any]) -> PersonDisplay:
    def text(name: str) -> str:
        return str(values.get(f"resident.{name}") or "")

    return PersonDisplay(
        key=key, name=text("name"), kana=text("name_kana"), birth=values.get("resident.birth_date"),
        sex=values.get("resident.sex"), relation=values.get("resident.relation"), head_name=text("head_name"),
        address=text("address"), town=text("address_town"), postal_code=text("postal_code"), phone=text("phone"),
        status=values.get("resident.resident_status"), death=death_notice(values),
        fields={"resident.atena_no": key, **values},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonName:
    """取り違えないための、氏名と生年月日だけ。居どころは初めから読まない。"""

    name: str
    kana: str
    birth: Any


def names(person_keys: Iterable[str]) -> dict[str, PersonName]:
    """何人かの氏名を一度に。一覧の画面のために、住民記録だけを読む。"""
    keys = list(dict.fromkeys(person_keys))
    rows = rows_of(keys, snapshot(), ["resident"])
    found = {key: latest(rows[key], "resident") for key in keys}
    return {
        key: PersonName(
            str(values.get("resident.name") or ""), str(values.get("resident.name_kana") or ""), values.get("resident.birth_date")
        )
        for key, values in found.items()
    }  # fmt: skip


def recent_deaths(since: date) -> list[PersonHit]:
    """`since` からあとに死亡届が受理された人を、受理の新しい順に。朝の一覧に使う。"""
    pointers = list(Generation.objects.all())
    now = snapshot_in(pointers)
    entries = SearchEntry.objects.filter(now.visible("resident"), current=True, valid_to=date.max)
    keys = entries.filter(valid_from__gte=since - timedelta(days=90)).values_list("subject_key", flat=True)
    rows = rows_of(list(keys), now, ["resident"])
    protection = protection_in(pointers)
    found = []
    for key in rows:
        values = protection.withdraw(key, latest(rows[key], "resident"))
        notified = as_date(values.get("resident.death_notified_on"))
        if notified and notified >= since:
            found.append((notified, hit_of(key, values)))
    return [hit for _, hit in sorted(found, key=lambda one: (-one[0].toordinal(), one[1].kana))]
