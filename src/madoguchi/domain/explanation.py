"""判定の理由と条件を、読める文にする。文から条件を読み取ることはしない。"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from . import calendar, measures
from .conditions import (
    All,
    Any_,
    Condition,
    CountTest,
    Leaf,
    None_,
    ParameterOperand,
    PersonOperand,
    Quantified,
    Recorded,
    Ref,
)  # fmt: skip
from .facts import Dictionary, FactDefinition
from .judgement import NEEDED, NOT_NEEDED, Line
from .procedures import Definitions
from .tracing import FactRef

_SCOPES = {
    "members": "世帯の人", "others": "残る世帯の人", "movers": "移る人", "persons": "この件に出てくる人",
}  # fmt: skip
_PEOPLE = {"this": "その人", "subject": "本人", "visitor": "来た人"}
_COMPARE = {
    "eq": "{0}である", "lt": "{0}より小さい", "le": "{0}以下", "gt": "{0}より大きい", "ge": "{0}以上",
}  # fmt: skip


def definition_of(dictionary: Dictionary, fact_id: str) -> FactDefinition:
    """事実（導かれる値を含む）の定義。"""
    measure = measures.BY_ID.get(fact_id)
    return measure.definition() if measure else dictionary.facts[fact_id]


def value_text(definition: FactDefinition, value: Any) -> str:
    """値を読める言葉にする。日付は和暦、区間は両端。"""
    if isinstance(value, calendar.Span):
        return f"{value_text(definition, value.low)}から{value_text(definition, value.high)}のあいだ"
    return calendar.wareki(value) if isinstance(value, date) else definition.value_label(value)


def fact_text(ref: FactRef, definitions: Definitions, names: Mapping[str, str], subject: str) -> str:
    """決め手の事実を一つの句にする。本人のことは、だれと言わない。"""
    definition = definition_of(definitions.dictionary, ref.fact_id)
    whose = "" if ref.person in (None, subject) else f"{names.get(str(ref.person), ref.person)}さんの"
    label, fact = f"{whose}「{definition.label}」", ref.fact
    presumed = "（みなし）" if fact.presumed else ""
    if fact.state == "absent":
        return f"{label}の記録がない"
    if definition.type == "bool":
        return f"{label}に{'当たる' if fact.value else '当たらない'}{presumed}"
    return f"{label}が{value_text(definition, fact.value)}{presumed}"


def because(line: Line, definitions: Definitions, names: Mapping[str, str] | None = None) -> str:
    """なぜその判定か、の一文。`names` は人の id から呼び名（なければ id のまま）。"""
    named, subject = names or {}, ""
    if line.procedure.per == "subject" and line.person:
        subject = line.person
    if line.result not in (NEEDED, NOT_NEEDED):
        return _open_text(line, definitions, named)
    shown = [fact_text(ref, definitions, named, subject) for ref in line.deciding]
    end = "不要です。" if line.result == NOT_NEEDED else _needed_text(line)
    return f"{'、'.join(shown)}ため、{end}" if shown else f"いつも{end}"


def _needed_text(line: Line) -> str:
    kind = line.procedure.kind
    if kind == "right":
        agency = line.procedure.agency
        return f"請求できる場合があります。決定は{agency}です。" if agency else "請求できる場合があります。"
    return {"advisable": "おすすめします。", "information": "お知らせします。"}.get(kind, "必要です。")


def _open_text(line: Line, definitions: Definitions, names: Mapping[str, str]) -> str:
    if line.withheld:
        return "担当課で確認します。"
    labels = []
    for one in line.open:
        if one.fact_id == "household.members":
            labels.append("世帯の全員")
            continue
        whose = "" if one.person in (None, line.person) else f"{names.get(one.person, one.person)}さんの"
        labels.append(f"{whose}「{definition_of(definitions.dictionary, one.fact_id).label}」")
    return f"{'、'.join(dict.fromkeys(labels))}が分かれば決まります。"


def sentence(condition: Condition, definitions: Definitions) -> str:
    """条件を文にする。

    名のついた条件は、その名ではなく中身を文にする（読む人が別の紙を引かなくてよいように）。
    """
    match condition:
        case Leaf():
            return _leaf_sentence(condition, definitions)
        case Ref():
            return sentence(definitions.conditions[condition.id], definitions)
        case All():
            return _joined(condition.parts, definitions, "かつ、") or "いつも"
        case Any_():
            return _joined(condition.parts, definitions, "または、")
        case None_():
            return f"「{_joined(condition.parts, definitions, 'または、')}」のどれでもない"
        case Quantified():
            where = sentence(condition.where, definitions)
            return f"{_SCOPES[condition.scope]}のうち{where}人が{_quantity(condition.kind, condition.count, '人')}"
        case Recorded():
            name = definitions.dictionary.groups[condition.group].name
            where = f"のうち{sentence(condition.where, definitions)}もの" if condition.where else ""
            return f"{name}の記録{where}が{_quantity(condition.kind, condition.count, '件')}"


def _joined(parts: tuple[Condition, ...], definitions: Definitions, joint: str) -> str:
    texts = [
        f"（{sentence(part, definitions)}）" if isinstance(part, All | Any_) and len(parts) > 1
        else sentence(part, definitions)
        for part in parts
    ]  # fmt: skip
    return joint.join(texts)


def _quantity(kind: str, count: CountTest | None, unit: str) -> str:
    if count is None:
        return "全員である" if kind == "all_of" else "ある" if unit == "件" else "いる"
    if count.op == "between":
        return f"{count.numbers[0]}{unit}から{count.numbers[1]}{unit}まで"
    if count.op == "eq":
        return f"ちょうど{count.numbers[0]}{unit}"
    suffix = {"ge": "以上", "gt": "より多い", "le": "以下", "lt": "より少ない"}[count.op]
    return f"{count.numbers[0]}{unit}{suffix}"


def _leaf_sentence(leaf: Leaf, definitions: Definitions) -> str:
    definition = definition_of(definitions.dictionary, leaf.fact)
    whose = "本人の" if leaf.of == "subject" else ""
    label = f"{whose}{definition.label}"
    if leaf.op == "is":
        return f"「{label}」に当たる"
    texts = [_operand_text(one, definition, definitions) for one in leaf.operands]
    if leaf.op == "in":
        return f"「{label}」が{'・'.join(texts)}のどれか"
    if leaf.op == "contains":
        return f"「{label}」に{'・'.join(texts)}{'のどれか' if len(texts) > 1 else ''}がある"
    if leaf.op == "between":
        return f"「{label}」が{texts[0]}から{texts[1]}まで"
    return f"「{label}」が{_COMPARE[leaf.op].format(texts[0])}"


def _operand_text(operand: Any, definition: FactDefinition, definitions: Definitions) -> str:
    if isinstance(operand, ParameterOperand):
        return definitions.parameters[operand.id].label
    return _PEOPLE[operand.who] if isinstance(operand, PersonOperand) else value_text(definition, operand)
