"""今日はここまで。急ぐ五つを示し、残りを郵便か次のときにして、同じところから続けられるようにする。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from madoguchi.cases import actions, receiving
from madoguchi.cases import queries as cases
from madoguchi.cases.projection import line_key
from madoguchi.cases.states import LINE_LABELS, LineState
from madoguchi.counter.adjusting import four_parts
from madoguchi.counter.band import band
from madoguchi.counter.desk import note_read
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.pages import CaseBand
from madoguchi.counter.papers import once
from madoguchi.domain.errors import Fault
from madoguchi.guide.ending import AT_MOST, Ending, EndingLine, ending_paper, urgent
from madoguchi.guide.parts import PartLine

#: 窓口の手を離れた状態。紙では「今日済んだこと」に入れる。
DONE = frozenset({LineState.RECEIVED, LineState.REFERRED, LineState.FORWARDED, LineState.DONE})
BY_MAIL, NEXT_TIME = "郵便で済みます", "次に来るとき"


@dataclass(frozen=True, slots=True)
class EndingRow:
    """画面の一行。`proposed` は、急ぐ五つに入れて示すか。"""

    key: str
    title: str
    by: str
    how: str
    state: str
    done: bool
    proposed: bool


@dataclass(frozen=True, slots=True)
class EndingPage:
    """今日はここまで、の画面。`ended` は、もうそうしたか。"""

    band: CaseBand
    rows: tuple[EndingRow, ...]
    ended: bool
    at_most: int = AT_MOST


def ending_page(user: Any, case_id: int) -> EndingPage:
    """市の手続きを、急ぐものから日付の順に。一般の案内だけの来庁では、断る。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.ending")
    note_read(case.at, "counter.ending", case.now.number, case.seen())
    return EndingPage(band(case, "list"), rows_of(case), case.now.ended_today)


def _city(case: Opened) -> tuple[PartLine, ...]:
    parts = four_parts(case)
    return tuple(one for one in (*parts.today, *parts.again) if one.mark != "案内")


def _key(one: PartLine) -> str:
    return line_key(one.procedure_id, one.person)


def _state(case: Opened, key: str) -> LineState:
    held = case.now.lines.get(key)
    return held.state if held is not None else LineState.OPEN


def rows_of(case: Opened) -> tuple[EndingRow, ...]:
    """市の行を、急ぐものから日付の順に。済んだ行はあとに。"""
    lines = _city(case)
    left = [one for one in lines if _state(case, _key(one)) not in DONE]
    first = {_key(one) for one in urgent(left)}
    chosen = set(cases.ended_lines(case.case_id, case.visit.number)) or first
    by_day = sorted(lines, key=lambda one: one.due or date.max)
    rows = [_row(case, one, _key(one) in chosen) for one in by_day]
    order = {_key(one): number for number, one in enumerate(urgent(left))}
    return tuple(sorted(rows, key=lambda row: (row.done, order.get(row.key, AT_MOST))))


def _row(case: Opened, one: PartLine, proposed: bool) -> EndingRow:
    state = _state(case, _key(one))
    done = state in DONE
    how = "" if done else (BY_MAIL if state is LineState.MAILED or BY_MAIL in one.note else NEXT_TIME)
    return EndingRow(
        _key(one), one.title, one.deadline_text, how, "" if state is LineState.OPEN else LINE_LABELS[state], done,
        proposed and not done,
    )  # fmt: skip


def talked_topic(case: Opened, key: str) -> str:
    """行の手続きの話題。"""
    procedure = case.procedure(key.partition("@")[0])
    return procedure.topic if procedure is not None else ""


def end_today(user: Any, case_id: int, version: int, key: str, lines: tuple[str, ...]) -> None:
    """今日はここまで。`lines` は、先にすることとして紙に書く行（五つまで）。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.ending")
    known = {_key(one) for one in _city(case)}
    if len(lines) > AT_MOST:
        raise Fault(
            f"先にすることは、{AT_MOST}つまでです。", remedy="急ぐものだけを残してください。", value="line"
        )
    if set(lines) - known:
        raise Fault("一覧にない行です。", remedy="画面を開き直してください。", value="line")
    receiving.end_today(case.deed(key, version), lines)


def go_on(user: Any, case_id: int, version: int, key: str) -> None:
    """今日はここまで、を取り消して、続きに戻る。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.ending")
    receiving.go_on(case.deed(key, version))


def paper(user: Any, case_id: int) -> bytes:
    """今日はここまで、の紙。"""
    case = opened(user, case_id)
    case.refuse_if_general("paper.ending")
    rows = rows_of(case)
    held = Ending(
        tuple(row.title for row in rows if row.done),
        tuple(EndingLine(row.title, row.by, row.how) for row in rows if row.proposed),
        tuple(EndingLine(row.title, row.by, row.how) for row in rows if not (row.done or row.proposed)),
    )
    pdf = ending_paper(held, cases.token(case_id), case.at.municipality, case.at.today, case.now.event_kind)
    actions.print_general(case.deed(once(case, "ending"), None))
    return pdf
