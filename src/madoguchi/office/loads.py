"""取り込みの予定の画面。組ごとに、最後に届いた時点、古さ、限度、分かる人の範囲、断った所を言う。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from django.db import transaction

from madoguchi.accounts.presence import acting
from madoguchi.audit.actions import Act, record
from madoguchi.domain.facts import Group
from madoguchi.residents import report_sheet, schedule
from madoguchi.residents.schedule import Finding, GroupState, RunState

from .desk import dictionary

_SHOWN = 500
_JAPAN = timezone(timedelta(hours=9))
COVERS = {
    "residents": "住民", "residents_and_former": "住民と転出した人", "everyone": "市の外の人も",
}  # fmt: skip
STATES = {"reading": "途中", "loaded": "取り込んだ", "same": "前と同じ", "refused": "断った"}


@dataclass(frozen=True, slots=True)
class LoadRow:
    """画面の一行。`state` は fresh・stale・missing・distrusted。"""

    name: str
    group: str
    state: str
    label: str
    as_of: str
    age: str
    limit: str
    covers: str
    rows: int
    doubtful: int
    waiting: int
    last: str
    run: int


@dataclass(frozen=True, slots=True)
class Reading:
    """いま読んでいる出力。"""

    name: str
    file: str
    rows: int


@dataclass(frozen=True, slots=True)
class SchedulePage:
    """取り込みの予定。`troubled` は、目を向ける組の数。"""

    rows: tuple[LoadRow, ...]
    running: tuple[Reading, ...]
    troubled: int
    waiting: int


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """取り込み一回の結果。"""

    id: int
    name: str
    file: str
    state: str
    as_of: str
    counts: str
    override: str
    findings: tuple[Finding, ...]
    more: int


def schedule_page(user: Any) -> SchedulePage:
    """つながる組の全部。困っている組が先。"""
    at = acting(user).at
    held = schedule.states()
    groups = [group for group in dictionary().groups.values() if group.kind == "register"]
    rows = [_row(group, held.get(group.id, GroupState()), at) for group in groups]
    rows.sort(key=lambda row: (row.state == "fresh" and not row.doubtful, row.state == "missing"))
    reading = tuple(Reading(_name(one.group), one.file, one.read) for one in schedule.running(at))
    troubled = sum(row.state in ("stale", "distrusted") for row in rows)
    return SchedulePage(tuple(rows), reading, troubled, sum(row.waiting for row in rows))


def findings_page(user: Any, run_id: int) -> FindingsPage:
    """断った所と知らせ。値は、取り込みのときに残してよいとしたものだけ。見たことを書き残す。"""
    run, found = schedule.findings(run_id, _SHOWN)
    _note(user, run_id)
    counts = (
        f"受け取った行 {run.accepted:,}、前と同じ {run.unchanged:,}、なくなった行 {run.removed:,}、"
        f"断った所 {run.refused:,}、知らせ {run.noted:,}"
    )
    override = f"{run.override}（{'・'.join(run.overridden_by)}）" if run.override else ""
    more = max(0, run.refused + run.noted - len(found))
    return FindingsPage(
        run.id, _name(run.group), run.file, STATES[run.state], _time(run.as_of), counts, override, found, more
    )


def findings_sheet(user: Any, run_id: int) -> bytes:
    """同じものを Excel にする。"""
    schedule.findings(run_id, 1)
    _note(user, run_id)
    return report_sheet.sheet_of_run(run_id)


def _note(user: Any, run_id: int) -> None:
    with transaction.atomic():
        record(acting(user), Act("office.findings", object_kind="load", object_id=str(run_id)))


def _row(group: Group, held: GroupState, at: datetime) -> LoadRow:
    limit = timedelta(days=group.stale_after_days)
    age = None if held.as_of is None else at - held.as_of
    state, label = _state(held, age, limit)
    return LoadRow(
        group.name, group.id, state, label, _time(held.as_of), _age(age), f"{group.stale_after_days}日",
        COVERS.get(group.covers, group.covers), held.rows, held.doubtful, held.waiting, _last(held.last),
        held.last.id if held.last else 0,
    )  # fmt: skip


def _state(held: GroupState, age: timedelta | None, limit: timedelta) -> tuple[str, str]:
    if age is None:
        return "missing", "届いていない"
    if age > limit:
        return "stale", "古い（窓口でたずねる）"
    if held.distrusted:
        return "distrusted", "新しい出力を断った"
    return "fresh", "新しい"


def _last(run: RunState | None) -> str:
    if run is None:
        return ""
    extra = f"、断った所 {run.refused}" if run.refused else ""
    return f"{STATES[run.state]}{extra}"


def _name(group: str) -> str:
    known = dictionary().groups.get(group)
    return known.name if known else group


def _time(at: datetime | None) -> str:
    if at is None:
        return ""
    here = at.astimezone(_JAPAN)
    return f"{here.month}月{here.day}日 {here.hour}時{here.minute:02d}分"


def _age(age: timedelta | None) -> str:
    if age is None:
        return ""
    hours = int(age.total_seconds() // 3600)
    return f"{hours}時間" if hours < 48 else f"{hours // 24}日"
