"""判定の理由と条件を、読める文にする。文から条件を読み取ることはしない。"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from . import calendar, measures
from .facts import Dictionary, FactDefinition
from .judgement import NEEDED, NOT_NEEDED, Line
from .procedures import Definitions
from .tracing import FactRef


def definition_of(dictionary: Dictionary, fact_id: str) -> FactDefinition:
    """事実（導かれる値を含む）の定義。"""
    measure = measures.BY_ID.get(fact_id)
    return measure.definition() if measure else dictionary.facts[fact_id]


def value_text(definition: FactDefinition, value: Any) -> str:
    """値を読める言葉にする。日付は和暦、区間は両端。"""
    if isinstance(value, calendar.Span):
        return f"{value_text(definition, value.low)}から{value_text(definition, value.high)}のあいだ"
    return calendar.wareki(value) if isinstance(value, date) else definition.value_label(value)


def fact_text(ref: FactRef, definitions: Definitions, whose: str = "") -> tuple[str, str]:
    """決め手の事実を一つの句にする。返すのは（続く形, 「ため」につながる形）。"""
    definition = definition_of(definitions.dictionary, ref.fact_id)
    label, fact = f"{whose}「{definition.label}」", ref.fact
    presumed = "（みなし）" if fact.presumed else ""
    if fact.state == "absent":
        return f"{label}の記録がなく", f"{label}の記録がない"
    if definition.type == "bool":
        forms = ("に当たり", "に当たる") if fact.value else ("に当たらず", "に当たらない")
        return f"{label}{forms[0]}{presumed}", f"{label}{forms[1]}{presumed}"
    value = f"{label}が{value_text(definition, fact.value)}"
    return f"{value}{presumed}で", f"{value}{presumed}である"


def _whose(person: str | None, line: Line, names: Mapping[str, str]) -> str:
    """だれのことか。その行の人のことは言わない。"""
    if person is None or person == line.person:
        return ""
    return f"{names[person]}さんの" if person in names else f"{person}の"


def because(line: Line, definitions: Definitions, names: Mapping[str, str] | None = None) -> str:
    """なぜその判定か、の一文。`names` は人の id から呼び名（なければ id のまま）。"""
    named = names or {}
    if line.result not in (NEEDED, NOT_NEEDED):
        return _open_text(line, definitions, named)
    end = "不要です。" if line.result == NOT_NEEDED else _needed_text(line)
    if not line.deciding:
        return f"いつも{end}"
    shown = [fact_text(ref, definitions, _whose(ref.person, line, named)) for ref in line.deciding]
    return "、".join([*(one[0] for one in shown[:-1]), f"{shown[-1][1]}ため"]) + f"、{end}"


def _needed_text(line: Line) -> str:
    kind = line.procedure.kind
    if kind == "right":
        agency = line.procedure.agency
        return f"請求できる場合があります。決定は{agency}です。" if agency else "請求できる場合があります。"
    return {"advisable": "おすすめします。", "information": "お知らせします。"}.get(kind, "必要です。")


def _open_text(line: Line, definitions: Definitions, names: Mapping[str, str]) -> str:
    if line.withheld:
        return "担当課で確認します。"
    labels = [
        "世帯の全員" if one.fact_id == "household.members"
        else f"{_whose(one.person, line, names)}「{definition_of(definitions.dictionary, one.fact_id).label}」"
        for one in line.open
    ]  # fmt: skip
    return f"{'、'.join(dict.fromkeys(labels))}が分かれば決まります。"
