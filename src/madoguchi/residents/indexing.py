"""探す鍵を置き、消し、作り直す。鍵とその字の並びと町は、いつもいっしょに動かす。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from madoguchi.municipalities.scope import current

from .contents import decode_row
from .entries import entries_for, parts_of
from .feeds.reading import FeedRow
from .models import CoreRow, SearchEntry, SearchPart, SearchTown

BATCH = 2000


def keep(entries: Sequence[SearchEntry]) -> None:
    """鍵を置く。"""
    with transaction.atomic():
        _keep_all(entries)


def _keep_all(entries: Sequence[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(entries)
    _keep_parts([(part, place, entry.pk) for entry in entries for part, place in parts_of(entry)])
    towns = sorted({entry.town_key for entry in entries if entry.town_key})
    SearchTown.objects.bulk_create([SearchTown(key=key) for key in towns], ignore_conflicts=True)


def _keep_parts(rows: Sequence[tuple[str, int, int]]) -> None:
    """一人に十行ほどになるので、モデルを作らずに置く。名のない人だけなら、一行もない。"""
    if not rows:
        return
    table = connection.ops.quote_name(SearchPart._meta.db_table)
    columns = f"INSERT INTO {table} (municipality_id, part, place, entry)"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            values = "SELECT %s, * FROM unnest(%s::varchar[], %s::smallint[], %s::bigint[])"
            cursor.execute(
                f"{columns} {values}", [current(), *([*column] for column in zip(*rows, strict=True))]
            )
        else:
            cursor.executemany(f"{columns} VALUES ('{current()}', %s, %s, %s)", rows)


def forget(entries: QuerySet[SearchEntry]) -> None:
    """鍵を消す。"""
    if not entries.exists():
        return
    SearchPart.objects.filter(entry__in=entries.order_by().values("pk")).delete()
    entries.delete()


def rebuild(visible: Q, run: int) -> None:
    """いまの世代の住民記録から、全部の鍵を作り直す。鍵の形が変わったときの移行に使う。"""
    SearchPart.objects.all().delete()
    SearchEntry.objects.all().delete()
    rows: dict[str, list[FeedRow]] = {}
    fields = CoreRow.objects.filter(visible, group="resident").values_list("subject_key", "record", "content")
    for subject, record, content in fields.iterator():
        rows.setdefault(subject, []).append(decode_row(subject, record, content))
    entries = made(rows)
    for entry in entries:
        entry.gen_from = run
    for start in range(0, len(entries), BATCH):
        keep(entries[start : start + BATCH])


def made(rows: Mapping[str, list[FeedRow]]) -> list[SearchEntry]:
    """人ごとの行から、全部の鍵を作る。"""
    return [entry for key in sorted(rows) for entry in entries_for(rows[key])]
