"""だれも要らなくなった世代の行を消す。件は事実を凍らせて持つので、古い世代を読み返さない。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from . import indexing
from .models import CoreRow, Generation, LoadFinding, LoadRun, SearchEntry

#: 読みかけの画面や、写しの書き直しが、前の世代を使い終えるまで待つ時間。
KEPT_FOR = timedelta(days=1)
#: 断った所を見返せる日数。
FINDINGS_FOR = timedelta(days=60)
_BATCH = 1000


def purge(at: datetime) -> int:
    """切り替えから一日たった世代で閉じた行を、少しずつ消し、その数を返す。"""
    gone = 0
    for group, current in Generation.objects.values_list("group", "run"):
        edge = _settled(group, current, at)
        if edge:
            closed = CoreRow.objects.filter(group=group, gen_to__lte=edge)
            for keys in _keys(closed):
                gone += CoreRow.objects.filter(pk__in=keys).delete()[0]
        if edge and group == "resident":
            for keys in _keys(SearchEntry.objects.filter(gen_to__lte=edge)):
                with transaction.atomic():
                    indexing.forget(SearchEntry.objects.filter(pk__in=keys))
    _forget_findings(at)
    return gone


def _settled(group: str, current: int, at: datetime) -> int:
    """切り替えから一日たった、いちばん新しい世代。"""
    runs = LoadRun.objects.filter(
        group=group, state=LoadRun.LOADED, pk__lte=current, finished_at__lte=at - KEPT_FOR
    )
    newest = runs.order_by("-pk").values_list("pk", flat=True).first()
    return int(newest or 0)


def _keys(rows: QuerySet[Any]) -> Iterator[list[int]]:
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        yield keys


def _forget_findings(at: datetime) -> None:
    old = LoadRun.objects.filter(started_at__lte=at - FINDINGS_FOR).values_list("pk", flat=True)
    if old:
        LoadFinding.objects.filter(run__in=list(old)).delete()
