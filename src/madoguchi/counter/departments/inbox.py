"""課の受付箱。自分の課に届いた行だけを、知らせのあるものから新しい順に並べる。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from madoguchi.cases import inboxes
from madoguchi.cases import queries as cases
from madoguchi.cases.queries import BundleView, NotFound, QueueLine
from madoguchi.cases.states import LineState
from madoguchi.counter.departments import naming
from madoguchi.counter.departments.alarms import Limits, limits, waited
from madoguchi.counter.departments.own_line import opened_line
from madoguchi.counter.departments.pages import InboxPage, InboxRow, OwnLine, Tab
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.texts import day_of, moment
from madoguchi.residents.queries import PersonName

VIEWS = {
    "waiting": "受け取り待ち",
    "at_hand": "手元にある",
    "returned": "返した",
    "sent": "送っている",
    "done": "終わった",
}
#: 一枚に出す行の数。
SHOWN = 30
MARKS = {
    LineState.RECEIVED: "受付済", LineState.REFERRED: "担当課へ", LineState.HELD: "保留", LineState.MAILED: "郵送",
    LineState.FORWARDED: "進達中", LineState.RETURNED: "返戻", LineState.DONE: "完了",
}  # fmt: skip


def inbox_page(user: Any, view: str = "", line_id: int | None = None) -> InboxPage:
    """受付箱の画面。`line_id` を開く。なければ、しぼりこみ（`view`）の初めの行を開く。ほかの課の行は NotFound。"""
    at = desk(user)
    own = user.department.key
    chosen = None if line_id is None else inboxes.own(line_id, own)
    shown = view or (inboxes.view_of(chosen) if chosen is not None else "waiting")
    if shown not in VIEWS:
        raise NotFound("そのしぼりこみはありません。", remedy="受付箱を開き直してください。", value=view)
    rule = limits(at)
    lines = inboxes.box(own, shown, rule.before, SHOWN + 1)
    first = chosen or next(iter(lines), None)
    packed = {(one.case_id, key): one for one in cases.bundles_for(own) for key in one.lines}
    names = naming.people((*lines, *((first,) if first else ())))
    naming.note(at, "department.inbox", "", names)
    rows = tuple(_row(at, line, names, rule, _bundle(packed, line), first) for line in lines[:SHOWN])
    opened = _opened(at, first, names, rule, packed)
    return InboxPage(
        user.department.name, shown, _tabs(inboxes.tally(own), shown), rows, sum(bool(one.alarm) for one in rows),
        len(lines) > SHOWN, len({one.number for one in packed.values()}), opened,
    )  # fmt: skip


def _tabs(counts: Mapping[str, int], here: str) -> tuple[Tab, ...]:
    return tuple(Tab(view, name, counts[view], view == here) for view, name in VIEWS.items())


def _bundle(packed: Mapping[tuple[int, str], BundleView], line: QueueLine) -> str:
    found = packed.get((line.case_id, line.key))
    return "" if found is None else found.number


def _opened(
    at: Desk, line: QueueLine | None, names: Mapping[str, PersonName], rule: Limits,
    packed: Mapping[tuple[int, str], BundleView],
) -> OwnLine | None:  # fmt: skip
    return None if line is None else opened_line(at, line, names, rule.alarm(line), _bundle(packed, line))


def _row(
    at: Desk, line: QueueLine, names: Mapping[str, PersonName], rule: Limits, bundle: str, first: QueueLine | None
) -> InboxRow:  # fmt: skip
    return InboxRow(
        id=line.id, title=naming.title_of(at.definitions, line, names), receipt=line.receipt or line.number,
        name=naming.name_of(names, line.subject), received_on=day_of(line.received_on, at.today) if line.received_on else "",
        since=moment(line.since, at.today) if line.since else "", mark=MARKS[LineState(line.state)], note=note_of(line),
        waits=who_waits(line), alarm=rule.alarm(line), bundle=bundle, here=first is not None and first.id == line.id,
    )  # fmt: skip


def note_of(line: QueueLine) -> str:
    """どう来たかの一言。"""
    if line.state == LineState.FORWARDED:
        return f"{line.sent_to}へ"
    return line.note or ("そろっている" if line.state == LineState.RECEIVED else "")


def who_waits(line: QueueLine) -> str:
    """だれの番か。"""
    kind = waited(line)
    if kind in ("received", "referred"):
        return "課が受け取る"
    if kind or line.state == LineState.RETURNED:
        return "窓口が受け直す" if line.state == LineState.RETURNED else "窓口の返事を待つ"
    if line.state in (LineState.HELD, LineState.MAILED):
        return "ご家族から届くのを待つ"
    return "送り先を待つ" if line.state == LineState.FORWARDED else "課が進める"
