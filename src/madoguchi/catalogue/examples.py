"""手続きに添えた具体例を、件の書類と同じ組み立て方で事実にし、結果を確かめる。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from madoguchi.catalogue.casefile import built
from madoguchi.catalogue.documents import Document, Steps
from madoguchi.catalogue.mutants import shifted
from madoguchi.catalogue.nearby import nearby
from madoguchi.catalogue.situations import Inputs
from madoguchi.domain.building import event_day
from madoguchi.domain.conditions import Condition, Leaf, Named, ParameterOperand, walk
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Event, Facts, Situation
from madoguchi.domain.judgement import judge
from madoguchi.domain.procedures import Definitions, Procedure
from madoguchi.domain.tracing import Surroundings, trace

EVENT_DATE, NOTIFIED_ON, ON = "2026-11-10", "2026-11-12", "2026-11-22"
SUBJECT = "P1"
#: 具体例に書かなかったときの本人と、同じ世帯の人。
SUBJECT_RESIDENT = {
    "resident_status": "resident", "resident_kind": "japanese", "birth_date": "1944-06-05", "sex": "M",
    "relation": "世帯主",
}  # fmt: skip
MEMBER_RESIDENT = {"resident_status": "resident", "resident_kind": "japanese"}
RESULTS = {True: "needed", False: "not_needed", None: "unknown"}
Outcome = Mapping[str | None, str]


@dataclass(frozen=True)
class Example:
    """事実になった具体例。`wanted` は人（世帯の行は None）から、出るべき結果へ。None 一つなら全部の行。"""

    steps: Steps
    name: str
    facts: Facts
    parameters: Mapping[str, Any]
    result: str | None
    results: Mapping[str, str]

    def agrees(self, outcome: Outcome) -> bool:
        """出た結果が、書かれた結果と同じか。"""
        if self.result is not None and (not outcome or set(outcome.values()) != {self.result}):
            return False
        return all(outcome.get(person) == wanted for person, wanted in self.results.items())


def of(
    procedure: Procedure, document: Document, definitions: Definitions
) -> tuple[list[Example], list[Fault]]:
    """手続きの具体例を全部読む。読めない例は誤りとして挙げる。"""
    found: list[Example] = []
    faults: list[Fault] = []
    both = (definitions, nearby(definitions, procedure))
    for index, raw in enumerate(document.value.get("examples", [])):
        reading = _Reading(procedure, document, both, ("examples", index), raw)
        example = reading.example()
        faults.extend(reading.inputs.faults)
        if example is not None:
            found.append(example)
    return found, faults


class _Reading:
    def __init__(
        self,
        procedure: Procedure,
        document: Document,
        definitions: tuple[Definitions, Definitions],
        steps: Steps,
        raw: dict[str, Any],
    ) -> None:
        people = (SUBJECT, *raw.get("members", {}), *raw.get("persons", {}))
        self.procedure = procedure
        self.definitions, self.near = definitions
        self.steps = steps
        self.raw = raw
        self.inputs = Inputs(document, self.definitions.dictionary, tuple(dict.fromkeys(people)))

    def example(self) -> Example | None:
        """読み終えた例。誤りがあれば None。"""
        inputs, raw, steps = self.inputs, self.raw, self.steps
        if ("result" in raw) == ("results" in raw):
            inputs.refuse(
                steps,
                raw["name"],
                "result と results のどちらか一つが要ります。",
                "世帯や本人の手続きなら result、人ごとなら results を書いてください。",
            )
        records = {
            SUBJECT: inputs.records((*steps, "subject"), _with(SUBJECT_RESIDENT, raw.get("subject", {}))),
            **{
                name: inputs.records((*steps, "members", name), _with(MEMBER_RESIDENT, held))
                for name, held in raw.get("members", {}).items()
            },
            **{
                name: inputs.records((*steps, "persons", name), held)
                for name, held in raw.get("persons", {}).items()
            },
        }
        answers = inputs.answers((*steps, "answers"), raw.get("answers", {}))
        off = inputs.groups((*steps, "off"), raw.get("off", []))
        movers = inputs.persons((*steps, "movers"), raw.get("movers", []))
        for person in raw.get("results", {}):
            inputs.person((*steps, "results", person), person)
        if inputs.faults:
            return None
        registers = [group.id for group in self.near.dictionary.groups.values() if group.kind == "register"]
        connected: dict[str, tuple[str, str | None]] = {
            name: ("not_connected" if name in off else "connected", None) for name in registers
        }
        situation = self._situation(movers, connected, answers)
        return self._made(built(self.near, situation, records, connected, answers))

    def _situation(
        self,
        movers: tuple[str, ...],
        connected: Mapping[str, tuple[str, str | None]],
        answers: Mapping[Any, Any],
    ) -> Situation:
        raw = self.raw
        event = Event(
            raw.get("event", self.procedure.events[0]), SUBJECT, date.fromisoformat(raw.get("event_date", EVENT_DATE)),
            _notified(raw),
        )  # fmt: skip
        told = raw.get("members_complete")
        known = connected.get("resident", ("connected", None))[0] == "connected"
        complete = (
            told if told is not None else known or answers.get(("ask.household_complete", None)) is True
        )
        members = (SUBJECT, *raw.get("members", {}))
        on = date.fromisoformat(raw.get("on", ON))
        return Situation(
            event, members, complete, on, movers=movers, persons=self.inputs.people,
            together=frozenset(raw.get("together", ())),
        )  # fmt: skip

    def _made(self, facts: Facts) -> Example | None:
        day, on = event_day(facts.situation.event.on), facts.situation.on
        try:
            parameters = self.definitions.parameter_values(self._parameters(), day, on)
        except Fault as fault:
            self.inputs.faults.append(fault)
            return None
        return Example(
            self.steps,
            self.raw["name"],
            facts,
            shifted(parameters),
            self.raw.get("result"),
            self.raw.get("results", {}),
        )

    def _parameters(self) -> frozenset[str]:
        parts = walk(self.procedure.condition, self.definitions.conditions)
        operands = [one for part in parts if isinstance(part, Leaf) for one in part.operands]
        return frozenset(one.id for one in operands if isinstance(one, ParameterOperand))


def _notified(raw: Mapping[str, Any]) -> date | None:
    text = raw.get("notified_on", NOTIFIED_ON)
    return None if text is None else date.fromisoformat(text)


def _with(default: Mapping[str, Any], held: Any) -> Any:
    """住民記録の、書かれなかった項目を既定で埋める。"""
    if not isinstance(held, dict):
        return held
    resident = held.get("resident", {})
    return {**held, "resident": {**default, **resident}} if isinstance(resident, dict) else held


def judged(procedure: Procedure, definitions: Definitions, example: Example) -> Outcome:
    """判定の道具にかけた結果。その日に使わない手続きなら空。"""
    lines = judge(definitions, example.facts).lines
    return {line.person: line.result for line in lines if line.procedure.id == procedure.id}


def outcome(condition: Condition, per: str, named: Named, example: Example) -> Outcome:
    """条件を取り替えたときの、人ごとの結果。期限や訳を作らないので速い。

    世帯の全員が分からないときの行は、条件によらないので出さない。
    """
    facts = example.facts
    return {
        person: RESULTS[trace(condition, Surroundings(facts, named, example.parameters, person)).value]
        for person in _people(per, facts)
    }


def _people(per: str, facts: Facts) -> tuple[str | None, ...]:
    if per == "subject":
        return (facts.situation.subject,)
    if per == "household":
        return (None,)
    return facts.scope("others" if per == "member" else "movers")[0]


def alone(definitions: Definitions, procedure: Procedure) -> Definitions:
    """その手続きだけの定義（例を速く回すため）。"""
    return replace(definitions, procedures={procedure.id: procedure}, prepared={})
