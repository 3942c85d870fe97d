"""課から窓口に戻った行。返戻とたずねられたことに、どの窓口の職員でも答えられる。名前は出さない。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from madoguchi.cases import inboxes, receiving
from madoguchi.cases.queries import QueueLine
from madoguchi.cases.states import LineState
from madoguchi.counter.departments import naming
from madoguchi.counter.departments.alarms import Limits, limits, waited
from madoguchi.counter.departments.bundles import cards
from madoguchi.counter.departments.pages import BackPage, BackRow, BackSummary
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.texts import moment
from madoguchi.municipalities.queries import DepartmentEntry

MARKS = {"returned": "返戻", "asked": "たずねられた", "received": "確認待ち", "referred": "確認待ち"}


def back_page(user: Any) -> BackPage:
    """課との受け渡しの画面。"""
    at = desk(user)
    came, unseen = inboxes.all_back_at_counter(), inboxes.to_acknowledge()
    back, waiting = _rows(at, came), _rows(at, unseen)
    returned = tuple(row for row in back if row.mark == MARKS["returned"])
    asked = tuple(row for row in back if row not in returned)
    bundles, packed = cards(at, inboxes.not_handed_over())
    naming.note(at, "counter.back", "", (*packed, *(line.subject for line in (*came, *unseen))))
    return BackPage(returned, asked, waiting, bundles)


def of_case(user: Any, case_id: int) -> tuple[BackRow, ...]:
    """一つの件の、窓口に戻った行。手続き一覧の上に出す。"""
    found = inboxes.back_of_case(case_id)
    return _rows(desk(user), found) if found else ()


def summary(user: Any) -> BackSummary:
    """窓口の画面に出す、課との受け渡しの数。だれの件かは言わない。"""
    found = inboxes.standing(limits(desk(user)).before)
    late = found.late_at_counter + found.late_at_departments
    return BackSummary(found.asked, found.returned, late, found.late_at_departments)


def _rows(at: Desk, lines: tuple[QueueLine, ...]) -> tuple[BackRow, ...]:
    """待たせすぎのものを先に、あとは待たせている順。"""
    rule, known = limits(at), naming.departments()
    rows = [_row(at, line, rule, known) for line in lines]
    return tuple(sorted(rows, key=lambda row: not row.alarm))


def _row(at: Desk, line: QueueLine, rule: Limits, known: Mapping[str, DepartmentEntry]) -> BackRow:
    department = known.get(line.department)
    call = (
        ""
        if department is None
        else (f"内線 {department.extension}" if department.extension else department.telephone)
    )
    return BackRow(
        id=line.id, case_id=line.case_id, number=line.receipt or line.number, title=naming.title_for_counter(at.definitions, line),
        department=department.name if department else naming.GONE, telephone=call, since=moment(line.since, at.today) if line.since else "",
        version=line.version, mark=MARKS[_why(line)], text=line.note, alarm=rule.alarm(line),
        seen=line.acknowledged is not None,
    )  # fmt: skip


def _why(line: QueueLine) -> str:
    return "returned" if line.state == LineState.RETURNED else waited(line)


def answer(user: Any, line_id: int, version: int, key: str, text: str) -> None:
    """課がたずねたことに答える。行は課の番に戻る。"""
    at = desk(user)
    line = inboxes.back_at_counter(line_id)
    receiving.answer_back(at.deed(key, line.case_id, version), line.key, text)


def seen(user: Any, line_id: int, version: int, key: str) -> None:
    """返されたことを、窓口が見た。受け直すのは、そのあとの受け付けの画面。"""
    at = desk(user)
    line = inboxes.back_at_counter(line_id)
    receiving.acknowledge(at.deed(key, line.case_id, version), line.key)
