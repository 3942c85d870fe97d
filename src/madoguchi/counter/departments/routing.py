"""ここでできない手続きの、回る窓口。相談にした行から組み、職員が席に来るときは、来る順も言う。"""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime

from madoguchi.cases import queries as cases
from madoguchi.cases.lines import LineNow
from madoguchi.cases.states import LineState
from madoguchi.counter.adjusting import adjusted
from madoguchi.counter.band import band
from madoguchi.counter.departments import naming
from madoguchi.counter.departments.pages import RoutePage, RouteStop, Turn
from madoguchi.counter.desk import note_read
from madoguchi.counter.lines import key_of, named
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.texts import moment
from madoguchi.domain.errors import Fault
from madoguchi.domain.judgement import NOT_NEEDED
from madoguchi.guide.route import Stop, route, route_sheet


def route_page(user: Any, case_id: int) -> RoutePage:
    """回る窓口の画面。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.route")
    note_read(case.at, "counter.route", case.now.number, case.seen())
    known = case.at.municipality.departments
    stops = tuple(
        RouteStop(
            number, one.name, one.where, one.telephone,
            (known[one.department].extension or "") if one.department in known else "", one.titles,
        )
        for number, one in enumerate(_stops(case), 1)
    )  # fmt: skip
    return RoutePage(band(case, "receive"), stops, _turns(case), _unreferred(case))


def sheet(user: Any, case_id: int) -> bytes:
    """回る窓口の紙。"""
    case = opened(user, case_id)
    case.refuse_if_general("paper.route")
    stops = _stops(case)
    if not stops:
        raise Fault(
            "回る窓口がありません。",
            remedy="相談が要る手続きを、担当課への相談にしてください。",
            value="route",
        )
    note_read(case.at, "paper.route", case.now.number, case.seen())
    return route_sheet(stops, cases.token(case_id), case.at.municipality, case.at.today, case.now.event_kind)


def _referred(case: Opened) -> list[LineNow]:
    """相談にした行。相談した順。職員だけの行は、家族の前の画面にも、家族の持つ紙にも出さない。"""
    found = [
        line
        for line in case.now.lines.values()
        if line.state is LineState.REFERRED and _is_for_family(case, line)
    ]
    return sorted(found, key=lambda line: line.since or case.now.opened_at)


def _stops(case: Opened) -> tuple[Stop, ...]:
    return route(((line.department, _title(case, line)) for line in _referred(case)), case.at.municipality)


def _turns(case: Opened) -> tuple[Turn, ...]:
    """相談した順に席へ来る。受け取った課は向かっている、終わった行は出さない。"""
    known = naming.departments()
    return tuple(
        Turn(
            number, known[line.department].name if line.department in known else naming.GONE, _title(case, line),
            moment(localtime(line.since), case.at.today) if line.since else "",
            "課がまだ受け取っていません" if line.to_acknowledge else "課が受け取りました",
        )
        for number, line in enumerate(_referred(case), 1)
    )  # fmt: skip


def _is_for_family(case: Opened, line: LineNow) -> bool:
    procedure = naming.procedure_of(case.definitions, line.procedure)
    return procedure is not None and procedure.audience == "family"


def _title(case: Opened, line: LineNow) -> str:
    procedure = naming.procedure_of(case.definitions, line.procedure)
    return " ".join(part for part in named(procedure) if part) if procedure else line.procedure


def _unreferred(case: Opened) -> tuple[str, ...]:
    """相談が要るのに、まだ相談にしていない手続き。"""
    waiting = []
    for one in adjusted(case).lines:
        held = case.now.lines.get(key_of(one))
        consult = one.procedure.place == "city" and one.procedure.channel == "consult"
        asked = one.procedure.audience == "family" and one.listed and one.result != NOT_NEEDED
        if consult and asked and not one.withheld and held is not None and held.state is LineState.OPEN:
            waiting.append(_title(case, held))
    return tuple(waiting)
