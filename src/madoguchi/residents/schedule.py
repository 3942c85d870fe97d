"""組ごとの、いまの世代と、最後の取り込みの姿。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet

from madoguchi.domain.errors import Fault

from .models import DoubtfulSubject, Generation, LoadFinding, LoadRun, UnmatchedRecord

_RUNNING_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RunState:
    """取り込み一回。`state` は reading・loaded・same・refused。"""

    id: int
    group: str
    file: str
    state: str
    started_at: datetime
    as_of: datetime | None
    read: int
    accepted: int
    unchanged: int
    removed: int
    refused: int
    noted: int
    override: str
    overridden_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupState:
    """一つの組の、いまの世代。一度も来ていなければ `as_of` が None。`doubtful` は、行を断られた人の数。"""

    as_of: datetime | None = None
    rows: int = 0
    distrusted: bool = False
    doubtful: int = 0
    waiting: int = 0
    last: RunState | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """断った一か所か、知らせ。"""

    noted: bool
    file: str
    line: int | None
    column: str
    value: str
    reason: str
    remedy: str


def states() -> Mapping[str, GroupState]:
    """一度でも取り込もうとした組の、いまの姿。"""
    pointers = {one.group: one for one in Generation.objects.all()}
    doubts = _counted(DoubtfulSubject.objects.all())
    waiting = _counted(UnmatchedRecord.objects.filter(state=UnmatchedRecord.WAITING))
    newest = LoadRun.objects.values("group").annotate(newest=Max("pk")).values_list("newest", flat=True)
    lasts = {run.group: run for run in LoadRun.objects.filter(pk__in=list(newest))}
    found = {}
    for group in pointers.keys() | lasts.keys():
        pointer = pointers.get(group)
        found[group] = GroupState(
            pointer and pointer.as_of, pointer.rows if pointer else 0, bool(pointer and pointer.distrusted),
            doubts.get(group, 0), waiting.get(group, 0), _state(lasts[group]) if group in lasts else None,
        )  # fmt: skip
    return found


def running(at: datetime) -> tuple[RunState, ...]:
    """いま読んでいる取り込み。一時間より前に始めて終わらないものは、止まったとみて出さない。"""
    rows = LoadRun.objects.filter(state=LoadRun.READING, finished_at=None, started_at__gt=at - _RUNNING_FOR)
    return tuple(_state(run) for run in rows.order_by("pk"))


def findings(run_id: int, most: int) -> tuple[RunState, tuple[Finding, ...]]:
    """取り込み一回の、断った所と知らせ。"""
    run = LoadRun.objects.filter(pk=run_id).first()
    if run is None:
        raise Fault("その取り込みの記録がありません。", value=run_id, remedy="一覧から選び直してください。")
    rows = LoadFinding.objects.filter(run=run_id).order_by("noted", "pk")[:most]
    return _state(run), tuple(
        Finding(one.noted, one.file, one.line, one.column, one.value, one.reason, one.remedy) for one in rows
    )


def _counted(rows: QuerySet[Any]) -> dict[str, int]:
    pairs = rows.values("group").annotate(number=Count("pk")).values_list("group", "number")
    return dict(pairs)


def _state(run: LoadRun) -> RunState:
    return RunState(
        run.pk, run.group, run.file, run.state, run.started_at, run.as_of, run.read, run.accepted,
        run.unchanged, run.removed, run.refused, run.noted, run.override, tuple(run.overridden_by),
    )  # fmt: skip
