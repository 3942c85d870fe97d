"""事実を組み立てるための記録とつながりぐあいを渡す。"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from madoguchi.domain.facts import Coverage, Group, Record

from .contents import as_record
from .feeds.reading import FeedRow
from .generations import snapshot_in
from .models import DoubtfulSubject, Generation
from .protection import Protection
from .reading_rows import Rows, latest, rows_of
from .scenes import protection_in

Records = dict[str, dict[str, list[Record]]]
Doubts = Mapping[str, frozenset[str]]
Pointers = Mapping[str, Generation]
#: 組の `covers` ごとに、その組に記録がありうる住民状態。死亡した人は、直前まで住民だった。
_INSIDE = {
    "residents": frozenset(["resident", "dead"]),
    "residents_and_former": frozenset(["resident", "dead", "moved_out"]),
}


def records_for(
    person_keys: Iterable[str], groups: Mapping[str, Group], at: datetime
) -> tuple[Records, dict[str, Coverage]]:
    """記録（人 → 組 → 記録）と、組ごとのつながりぐあい。`groups` は辞書の組、`at` はいまの時刻。

    行を断られた人の古い行は渡さず、その組の範囲の外とする。守られる人の居どころは、項目ごと渡さない。
    """
    keys = list(dict.fromkeys(person_keys))
    pointers = {one.group: one for one in Generation.objects.all()}
    now = snapshot_in(pointers.values())
    rows = rows_of(keys, now)
    doubts = _doubts(keys)
    protection = protection_in(pointers.values())
    records: Records = {key: {} for key in keys}
    for key, held in rows.items():
        for group, listed in held.items():
            if group in groups and key not in doubts.get(group, ()):
                records[key][group] = [_record(key, row, protection) for row in listed]
    return records, _coverage(keys, groups, at, (pointers, rows, doubts))


def _record(key: str, row: FeedRow, protection: Protection) -> Record:
    shown = protection.withdraw(key, row.values)
    return as_record(FeedRow(row.subject, row.record, row.valid_from, row.valid_to, shown))


def _doubts(keys: Collection[str]) -> Doubts:
    found: dict[str, set[str]] = {}
    pairs = DoubtfulSubject.objects.filter(subject_key__in=keys).values_list("group", "subject_key")
    for group, key in pairs:
        found.setdefault(group, set()).add(key)
    return {group: frozenset(people) for group, people in found.items()}


def _coverage(
    keys: Collection[str], groups: Mapping[str, Group], at: datetime, held: tuple[Pointers, Rows, Doubts]
) -> dict[str, Coverage]:
    pointers, rows, doubts = held
    found: dict[str, Coverage] = {}
    for group in groups.values():
        if group.kind != "register":
            continue
        pointer = pointers.get(group.id)
        if pointer is None:
            found[group.id] = Coverage("not_connected")
            continue
        old = at - pointer.as_of > timedelta(days=group.stale_after_days)
        outside = frozenset(
            key for key in keys if key in doubts.get(group.id, ()) or _is_outside(group, rows[key])
        )
        found[group.id] = Coverage("stale" if old else "connected", pointer.as_of.isoformat(), outside)
    return found


def _is_outside(group: Group, rows: Mapping[str, list[FeedRow]]) -> bool:
    """この組が知り得ない人か。記録のある人は、住登外でも範囲の中。

    どの組にも記録のない人（番号のふられていない親族など）は、だれでも載る組でも、引き当てようがない。
    """
    if group.id in rows or (rows and group.covers not in _INSIDE):
        return False
    if not rows:
        return True
    status = latest(rows, "resident").get("resident.resident_status")
    return status not in _INSIDE[group.covers]


def freshness(groups: Iterable[str]) -> dict[str, datetime | None]:
    """組ごとの、いまの世代の基準日時。まだなければ None。"""
    loaded = dict(Generation.objects.values_list("group", "as_of"))
    return {group: loaded.get(group) for group in groups}
