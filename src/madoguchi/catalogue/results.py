"""判定を、`judge --json` の形（値と並びだけの木）にする。"""

from __future__ import annotations

from datetime import date
from typing import Any

from madoguchi.catalogue.casefile import CaseInput
from madoguchi.catalogue.profiles import open_days
from madoguchi.catalogue.releases import Release
from madoguchi.catalogue.sentences import sentence
from madoguchi.domain.calendar import Span
from madoguchi.domain.conditions import ParameterOperand
from madoguchi.domain.explanation import because
from madoguchi.domain.interview import Question, questions
from madoguchi.domain.judgement import Judgement, Line, judge, merge
from madoguchi.domain.procedures import Definitions, Procedure


def judged(release: Release, case: CaseInput) -> Judgement:
    """件を判定する。閉庁日は、自治体があればその暦、なければ土日・祝日・年末年始。"""
    days = open_days(release.municipality.closing_days if release.municipality else frozenset())
    parts = [judge(release.definitions, facts, days) for facts in case.facts]
    return parts[0] if len(parts) == 1 else merge(parts)


def document(release: Release, case: CaseInput, judgement: Judgement) -> dict[str, Any]:
    """一件ぶんの結果。"""
    definitions = release.definitions
    return {
        "id": case.id,
        "title": case.title,
        "event": case.facts[0].situation.event.kind,
        "on": case.on.isoformat(),
        "release": release.hash,
        "judgements": [line_of(line, definitions) for line in judgement.lines],
        "questions": asked(case, judgement, definitions),
    }


def asked(case: CaseInput, judgement: Judgement, definitions: Definitions) -> list[dict[str, Any]]:
    """いま聞く意味のある問いを、聞く順に。"""
    found: dict[tuple[str, str | None], Question] = {}
    for facts in case.facts:
        for question in questions(definitions, facts, judgement):
            found.setdefault(question.key, question)
    return [
        {
            "fact": question.fact_id, "about": question.about, "text": question.text, "topic": question.topic,
            "why": question.why, "type": question.type, "multiple": question.multiple, "codes": dict(question.codes),
            "hint": plain(question.hint), "decides": list(question.decides),
        }
        for question in found.values()
    ]  # fmt: skip


def line_of(line: Line, definitions: Definitions) -> dict[str, Any]:
    """一行。"""
    procedure = line.procedure
    return {
        "procedure": procedure.id,
        "name": procedure.name,
        "person": line.person,
        "result": line.result,
        "kind": procedure.kind,
        "listing": procedure.listing,
        "audience": procedure.audience,
        "judged_by": line.judged_by,
        "events": list(line.events),
        "timing": procedure.timing,
        "place": procedure.place,
        "channel": procedure.channel,
        "department": procedure.department,
        "deadline": _deadline(line),
        "because": because(line, definitions),
        "rule": sentence(procedure.condition, definitions),
        "facts": [
            {
                "fact": ref.fact_id, "person": ref.person, "value": plain(ref.fact.value), "source": ref.fact.source,
                "as_of": ref.fact.as_of, "presumed": ref.fact.presumed,
            }
            for ref in line.deciding
        ],
        "basis": [reference.text for reference in procedure.basis],
        "open": [{"fact": one.fact_id, "person": one.person} for one in line.open],
        **_arranged(procedure),
    }  # fmt: skip


def _arranged(procedure: Procedure) -> dict[str, Any]:
    """順序・選択・窓口の仕組み・証明書・手数料。"""
    return {
        "after": [{"procedure": one.procedure, "why": one.text} for one in procedure.links if one.rule == "after"],
        "alternatives": [
            {"procedure": one.procedure, "rule": one.rule, "text": one.text, "basis": one.basis}
            for one in procedure.links
            if one.rule != "after"
        ],
        "needs": list(procedure.needs), "not_before": procedure.not_before, "lead_time": procedure.lead_time,
        "certificates": [
            {"kind": one.kind, "copies": one.copies, "returned": one.returned, "substitute": one.substitute}
            for one in procedure.certificates
        ],
        "fees": [
            {
                "label": one.label, "per": one.per, "kind": one.kind, "basis": one.basis,
                "yen": None if isinstance(one.yen, ParameterOperand) else one.yen,
                "parameter": one.yen.id if isinstance(one.yen, ParameterOperand) else None,
            }
            for one in procedure.fees
        ],
    }  # fmt: skip


def _deadline(line: Line) -> dict[str, Any] | None:
    due = line.deadline
    if due is None:
        return None
    return {
        "date": plain(due.date), "wareki": due.wareki, "rank": due.rank, "start": plain(due.start), "text": due.text,
        "basis": due.basis, "opens": plain(due.opens),
    }  # fmt: skip


def plain(value: Any) -> Any:
    """JSON に書ける値。日付は 2026-11-22、区間は {"from", "to"}、複数の値は並び。"""
    match value:
        case date():
            return value.isoformat()
        case Span():
            return {"from": plain(value.low), "to": plain(value.high)}
        case frozenset():
            return sorted(plain(one) for one in value)
        case _:
            return value
