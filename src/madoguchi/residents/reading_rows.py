"""いまの世代の行を、人ごとに読む。"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from .contents import decode_row
from .entries import starts
from .feeds.reading import FeedRow
from .generations import Snapshot
from .models import CoreRow

Rows = Mapping[str, Mapping[str, list[FeedRow]]]
_CHUNK = 500
#: 窓口がいちばん多く呼ぶ読みなので、モデルを作らない。
_FIELDS = ("group", "subject_key", "record", "gen_from", "gen_to", "content")


def rows_of(keys: Collection[str], now: Snapshot, groups: Collection[str] | None = None) -> Rows:
    """人 → 組 → 行（有効になった順）。"""
    found: dict[str, dict[str, list[FeedRow]]] = {key: {} for key in keys}
    wanted = sorted(found)
    for start in range(0, len(wanted), _CHUNK):
        rows = CoreRow.objects.filter(subject_key__in=wanted[start : start + _CHUNK])
        if groups is not None:
            rows = rows.filter(group__in=groups)
        for group, subject, record, low, high, content in rows.order_by("pk").values_list(*_FIELDS):
            if now.shows(group, low, high):
                found[subject].setdefault(group, []).append(decode_row(subject, record, content))
    for groups_of in found.values():
        for listed in groups_of.values():
            if len(listed) > 1:
                listed.sort(key=starts)
    return found


def latest(rows: Mapping[str, list[FeedRow]], group: str) -> Mapping[str, Any]:
    """その組のいちばん新しい行の値。なければ空。"""
    listed = rows.get(group)
    return listed[-1].values if listed else {}


def latest_values(rows: Mapping[str, list[FeedRow]]) -> dict[str, Any]:
    """全部の組の、いちばん新しい行の値。"""
    values: dict[str, Any] = {}
    for group in rows:
        values |= latest(rows, group)
    return values


def as_date(value: Any) -> date | None:
    """日付ならその日。不詳なら None。"""
    return value if isinstance(value, date) else None
