"""外字などで字が元のバイトに戻らない行の、元のバイトを残す。"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from .feeds.row_reading import CodedRow
from .generations import batches
from .models import LoadRun, OriginalLine

_CHUNK = 500


def keep(run: LoadRun, rows: Sequence[CodedRow], encoding: str) -> None:
    """元のバイトのある行だけを残す。字が直った行の、前のものは除く。"""
    odd = [row for row in rows if row.raw is not None]
    held = OriginalLine.objects.filter(group=run.group)
    if not odd and not held.exists():
        return
    with transaction.atomic():
        for keys in batches([row.subject for row in rows], _CHUNK):
            held.filter(subject_key__in=keys).delete()
        for row in odd:
            OriginalLine.objects.update_or_create(
                municipality_id=run.municipality_id, group=run.group, subject_key=row.subject, record=row.record,
                defaults={"raw": row.raw, "encoding": encoding},
            )  # fmt: skip


def original(group: str, subject: str, record: str) -> bytes | None:
    """その行の元のバイト。字が元に戻る行なら None。"""
    found = OriginalLine.objects.filter(group=group, subject_key=subject, record=record).first()
    return None if found is None else bytes(found.raw)
