"""一人の記録を、組ごとに一つの JSON にする。開いていない項目区分と、守られる人の居どころは入らない。"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Dictionary
from madoguchi.municipalities.scope import current

from ..contents import encode_row
from ..feeds.coding import FeedRow
from ..generations import snapshot
from ..models import DoubtfulSubject, Generation
from ..protection import Protection
from ..reading_rows import rows_of
from .dictionary import READING, class_of, fields_of
from .permits import Permit

FORMAT = "madoguchi-person"


def export_person(key: str, dictionary: Dictionary, permit: Permit) -> dict[str, Any]:
    """一人の書き出し。記録のない番号なら `Fault`。書く側が `permit.keep` で記録に残す。"""
    now = snapshot()
    rows = rows_of([key], now)[key]
    if not rows:
        raise Fault("この番号の記録がありません。", value=key, remedy="宛名番号を確かめてください。")
    protection = Protection(now)
    shown = {
        group: [_record(dictionary, permit, protection, row) for row in listed]
        for group, listed in sorted(rows.items())
        if _opens(dictionary, permit, group)
    }
    return {
        "format": FORMAT, "version": 1, "municipality": current(), "person": key,
        "written_at": permit.actor.at.isoformat(), "reading": READING,
        "field_classes": sorted(permit.classes), "groups": _groups(dictionary, permit, key, shown),
    }  # fmt: skip


def _opens(dictionary: Dictionary, permit: Permit, group: str) -> bool:
    return any(one["field_class"] in permit.classes for one in fields_of(dictionary, group))


def _record(dictionary: Dictionary, permit: Permit, protection: Protection, row: FeedRow) -> dict[str, Any]:
    values = row.values if permit.whereabouts else protection.withdraw(row.subject, row.values)
    opened = {name: value for name, value in values.items() if class_of(dictionary, name) in permit.classes}
    body = json.loads(encode_row(FeedRow(row.subject, row.record, row.valid_from, row.valid_to, opened)))
    return {"record": row.record, **body}


def _groups(
    dictionary: Dictionary, permit: Permit, key: str, shown: Mapping[str, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    as_of = dict(Generation.objects.values_list("group", "as_of"))
    doubts = set(DoubtfulSubject.objects.filter(subject_key=key).values_list("group", flat=True))
    return [
        {
            "group": group, "name": dictionary.groups[group].name, "as_of": as_of[group].isoformat(),
            "doubtful": group in doubts, "records": records,
            "fields": [one for one in fields_of(dictionary, group) if one["field_class"] in permit.classes],
        }
        for group, records in shown.items()
    ]  # fmt: skip
