"""判定の理由と条件を、読める文にする。文から条件を読み取ることはしない。"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from . import calendar, measures
from . import conditions as tree
from .facts import Dictionary, FactDefinition
from .judgement import NEEDED, NOT_NEEDED, Line
from .procedures import Definitions
from .tracing import FactRef

_SCOPES = {
    "members": "世帯の人", "others": "残る世帯の人", "movers": "移る人", "persons": "この件に出てくる人",
}  # fmt: skip
_PEOPLE = {"this": "その人", "subject": "本人", "visitor": "来た人"}
_COUNTS = {"eq": "{0}", "lt": "{0}未満", "le": "{0}以下", "gt": "{0}超", "ge": "{0}以上"}


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
    return "" if person in (None, line.person) else f"{names.get(str(person), person)}さんの"


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


def sentence(condition: tree.Condition, definitions: Definitions) -> str:
    """条件を文にする。名のついた条件も開いて書く（読む人が別の紙を引かなくてよいように）。"""
    return f"{_clause(condition, definitions)[1]}とき"


def _clause(condition: tree.Condition, definitions: Definitions) -> tuple[str, str]:
    """条件の句。返すのは（続く形, 「とき」につながる形）。"""
    match condition:
        case tree.Leaf():
            return _leaf_clause(condition, definitions)
        case tree.Ref():
            return _clause(definitions.conditions[condition.id], definitions)
        case tree.All():
            return _all_clause(condition.parts, definitions)
        case tree.Any_():
            return _forms(_either(condition.parts, definitions))
        case tree.None_():
            return (
                f"（{_either(condition.parts, definitions)}）ではなく",
                f"（{_either(condition.parts, definitions)}）ではない",
            )
        case tree.Quantified():
            where = _bracketed(condition.where, definitions)
            return _counted(
                f"{_SCOPES[condition.scope]}のうち{where}人が", condition.kind, condition.count, "人"
            )
        case tree.Recorded():
            name = definitions.dictionary.groups[condition.group].name
            where = f"のうち{_bracketed(condition.where, definitions)}もの" if condition.where else ""
            return _counted(f"{name}の記録{where}が", condition.kind, condition.count, "件")


def _forms(text: str) -> tuple[str, str]:
    return f"{text}のどちらかで", f"{text}のどちらかの"


def _bracketed(condition: tree.Condition, definitions: Definitions) -> str:
    text = _clause(condition, definitions)[1]
    return f"（{text}）" if isinstance(condition, tree.All | tree.Any_ | tree.None_) else text


def _all_clause(parts: tuple[tree.Condition, ...], definitions: Definitions) -> tuple[str, str]:
    if not parts:
        return "いつもで", "いつもの"
    clauses = [_clause(part, definitions) for part in parts]
    head = "".join(f"{one[0]}、" for one in clauses[:-1])
    return head + clauses[-1][0], head + clauses[-1][1]


def _either(parts: tuple[tree.Condition, ...], definitions: Definitions) -> str:
    return "、または".join(_bracketed(part, definitions) for part in parts)


def _counted(head: str, kind: str, count: tree.CountTest | None, unit: str) -> tuple[str, str]:
    if count is None and kind == "all_of":
        return f"{head}全員で", f"{head}全員の"
    if count is None:
        return (f"{head}いて", f"{head}いる") if unit == "人" else (f"{head}あって", f"{head}ある")
    first, last = count.numbers[0], count.numbers[-1]
    text = (
        f"{first}{unit}から{last}{unit}まで"
        if count.op == "between"
        else _COUNTS[count.op].format(f"{first}{unit}")
    )
    return f"{head}{text}で", f"{head}{text}の"


def _leaf_clause(leaf: tree.Leaf, definitions: Definitions) -> tuple[str, str]:
    definition = definition_of(definitions.dictionary, leaf.fact)
    label = f"{'本人の' if leaf.of == 'subject' else ''}「{definition.label}」"
    if leaf.op == "is":
        return f"{label}に当たり", f"{label}に当たる"
    texts = [_operand_text(one, definition, definitions) for one in leaf.operands]
    if leaf.op == "contains":
        which = f"{'・'.join(texts)}{'のどれか' if len(texts) > 1 else ''}"
        return f"{label}に{which}があり", f"{label}に{which}がある"
    if leaf.op == "in":
        text = f"{label}が{'・'.join(texts)}のどれか"
    elif leaf.op == "between":
        text = f"{label}が{texts[0]}から{texts[1]}まで"
    else:
        text = f"{label}が{_COUNTS[leaf.op].format(texts[0])}"
    return f"{text}で", f"{text}の" if leaf.op == "between" else f"{text}である"


def _operand_text(operand: Any, definition: FactDefinition, definitions: Definitions) -> str:
    if isinstance(operand, tree.ParameterOperand):
        return definitions.parameters[operand.id].label
    return (
        _PEOPLE[operand.who] if isinstance(operand, tree.PersonOperand) else value_text(definition, operand)
    )
