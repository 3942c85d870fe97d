"""定義と事実から判定を出す。同じ入力からは、いつも同じ判定が出る。決めるのは職員で、これは見立て。"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from . import measures
from .building import event_day
from .calendar import OpenDays
from .compiled import Compiled, Rows, compile_rules
from .conditions import Leaf, ParameterOperand, walk
from .deadlines import Deadline, deadline
from .facts import Facts, UnknownWhy
from .procedures import Definitions, Procedure
from .tracing import FactRef, OpenFact, Surroundings, Trace, trace

NEEDED, NOT_NEEDED, UNDECIDED = "needed", "not_needed", "unknown"
_RESULTS = {True: NEEDED, False: NOT_NEEDED, None: UNDECIDED}
MEMBERS_UNKNOWN = OpenFact("household.members", None)


@dataclass(frozen=True, slots=True)
class Line:
    """一つの手続きの、一人（または世帯）についての判定。"""

    procedure: Procedure
    person: str | None
    result: str
    deciding: tuple[FactRef, ...] = ()
    open: tuple[OpenFact, ...] = ()
    deadline: Deadline | None = None
    events: tuple[str, ...] = ()
    withheld: bool = False

    @property
    def judged_by(self) -> str:
        """決めたのは記録だけか（system）、聞き取りも要ったか（interview）。"""
        asked = any(ref.fact.source in ("interview", "presumption") for ref in self.deciding)
        return "interview" if asked or (self.open and self.procedure.judged_by == "interview") else "system"

    @property
    def listed(self) -> bool:
        """一覧の行として受けるか。✓の欄の手続きも、市のもので、要ると決まれば受ける。"""
        procedure = self.procedure
        settled = procedure.place == "city" and self.result == NEEDED
        return procedure.listing == "judged" or (procedure.listing == "checklist" and settled)

    @property
    def to_confirm(self) -> bool:
        """要確認として件を開いたままにする行か。市の、判定する手続きだけ。"""
        procedure = self.procedure
        return self.result == UNDECIDED and procedure.place == "city" and procedure.listing == "judged"


@dataclass(frozen=True, slots=True)
class Judgement:
    """判定の全部。`facts` はできごとごと（ふつうは一つ）。"""

    lines: tuple[Line, ...]
    facts: tuple[Facts, ...]
    on: date


@dataclass(frozen=True, slots=True)
class _Chosen:
    """一つのできごとに使う手続きと、まとめて作った関数。"""

    procedures: tuple[Procedure, ...]
    parameters: frozenset[str]
    compiled: Compiled


def _is_common(definitions: Definitions) -> Callable[[str], bool]:
    def is_common(fact_id: str) -> bool:
        measure = measures.BY_ID.get(fact_id)
        about = measure.about if measure else definitions.dictionary.facts[fact_id].about
        return about != "member"

    return is_common


def _choose(definitions: Definitions, facts: Facts) -> tuple[_Chosen, dict[str, Any]]:
    """その日に使う手続きと、日付つきの値。選び方が同じ日どうしは、作った関数を使い回す。"""
    kind, on = facts.situation.event.kind, facts.situation.on
    event_on = event_day(facts.situation.event.on)
    procedures = tuple(
        one for one in definitions.procedures.values() if kind in one.events and one.in_force(event_on, on)
    )
    key = tuple((one.id, one.valid_from) for one in procedures)
    if key not in definitions.prepared:
        parts = [part for one in procedures for part in walk(one.condition, definitions.conditions)]
        names = frozenset(
            operand.id
            for part in parts
            if isinstance(part, Leaf)
            for operand in part.operands
            if isinstance(operand, ParameterOperand)
        )
        rules = {one.id: one.condition for one in procedures}
        compiled = compile_rules(rules, definitions.conditions, _is_common(definitions))
        definitions.prepared[key] = _Chosen(procedures, names, compiled)
    found: _Chosen = definitions.prepared[key]
    return found, definitions.parameter_values(found.parameters, event_on, on)


def _targets(procedure: Procedure, facts: Facts) -> tuple[tuple[str | None, ...], bool]:
    """判定する相手（世帯の行は None）と、それで全部か。"""
    if procedure.per == "subject":
        return (facts.situation.subject,), True
    if procedure.per == "household":
        return (None,), True
    return facts.scope("others" if procedure.per == "member" else "movers")


def decide(definitions: Definitions, facts: Facts) -> dict[tuple[str, str | None], bool | None]:
    """訳を添えずに、答えだけを速く出す。`judge` といつも同じ答えになる。"""
    chosen, parameters = _choose(definitions, facts)
    rows = Rows.of(facts)
    quantified = chosen.compiled.quantify(rows, parameters)
    answers: dict[str, dict[str, bool | None]] = {}
    result: dict[tuple[str, str | None], bool | None] = {}
    for procedure in chosen.procedures:
        people, complete = _targets(procedure, facts)
        for person in people:
            whose = person or facts.situation.subject
            if whose not in answers:
                row = chosen.compiled.run(rows, parameters, quantified, whose)
                answers[whose] = dict(zip(chosen.compiled.names, row, strict=True))
            result[(procedure.id, person)] = answers[whose][procedure.id]
        if not complete:
            result[(procedure.id, None)] = None
    return result


def _line(
    procedure: Procedure, person: str | None, found: Trace, facts: Facts, open_days: OpenDays | None
) -> Line:
    result = _RESULTS[found.value]
    due = None if result == NOT_NEEDED else deadline(procedure.deadline, facts, person, open_days)
    withheld = any(why_open(facts, one) is UnknownWhy.WITHHELD for one in found.open)
    kind = facts.situation.event.kind
    return Line(procedure, person, result, found.deciding, found.open, due, (kind,), withheld)


def why_open(facts: Facts, one: OpenFact) -> UnknownWhy | None:
    """なぜ分からないか。何件もある記録の欄なら、記録が分からない訳。"""
    group = one.fact_id.partition(".")[0]
    held = facts.records.get(one.person or "", {}).get(group)
    return held.why if held is not None else facts.get(one.fact_id, one.person).why


def judge(definitions: Definitions, facts: Facts, open_days: OpenDays | None = None) -> Judgement:
    """一つのできごとを判定する。手続きと相手ごとに一行、要らない行も出す。

    `open_days` は自治体の開庁日。なければ期限は閉庁日で動かさない。
    """
    chosen, parameters = _choose(definitions, facts)
    lines: list[Line] = []
    for procedure in chosen.procedures:
        people, complete = _targets(procedure, facts)
        for person in people:
            around = Surroundings(facts, definitions.conditions, parameters, person)
            lines.append(_line(procedure, person, trace(procedure.condition, around), facts, open_days))
        if not complete:
            lines.append(_line(procedure, None, Trace(None, (), (MEMBERS_UNKNOWN,)), facts, open_days))
    return Judgement(tuple(lines), (facts,), facts.situation.on)


_STRENGTH = {NEEDED: 2, UNDECIDED: 1, NOT_NEEDED: 0}


def merge(judgements: Iterable[Judgement]) -> Judgement:
    """同じ来庁で扱う、いくつかのできごとの判定を一つにする。

    `same_as` が同じ（か、同じ手続きの）行は一つにまとめ、できごとごとの訳を残す。
    """
    merged: dict[tuple[str, str | None], Line] = {}
    parts = list(judgements)
    for line in (line for part in parts for line in part.lines):
        key = (line.procedure.same_as or line.procedure.id, line.person)
        held = merged.get(key)
        merged[key] = line if held is None else _join(held, line)
    facts = tuple(one for part in parts for one in part.facts)
    return Judgement(tuple(merged.values()), facts, max(part.on for part in parts))


def _join(one: Line, two: Line) -> Line:
    strong, weak = (one, two) if _STRENGTH[one.result] >= _STRENGTH[two.result] else (two, one)
    together: dict[str, Any] = {
        "events": (*one.events, *two.events),
        "withheld": one.withheld or two.withheld,
    }
    if strong.result == weak.result:
        together["deciding"] = tuple(dict.fromkeys((*one.deciding, *two.deciding)))
        together["open"] = tuple(dict.fromkeys((*one.open, *two.open)))
    return replace(strong, **together)
