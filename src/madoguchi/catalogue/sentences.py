"""条件の木を、読める一文にする。文から条件を読み取ることはしない。"""

from __future__ import annotations

from typing import Any

from madoguchi.domain import conditions as tree
from madoguchi.domain.explanation import definition_of, value_text
from madoguchi.domain.facts import FactDefinition
from madoguchi.domain.procedures import Definitions

SCOPES = {
    "members": "世帯の人",
    "others": "残る世帯の人",
    "movers": "移る人",
    "persons": "この件に出てくる人",
}
_PEOPLE = {"this": "その人", "subject": "本人", "visitor": "来た人"}
_COUNTS = {"eq": "{0}", "lt": "{0}未満", "le": "{0}以下", "gt": "{0}超", "ge": "{0}以上"}


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
                f"{SCOPES[condition.scope]}のうち{where}人が", condition.kind, condition.count, "人"
            )
        case tree.Recorded():
            name = definitions.dictionary.groups[condition.group].name
            where = f"のうち{_bracketed(condition.where, definitions)}もの" if condition.where else ""
            return _counted(f"{name}の記録{where}が", condition.kind, condition.count, "件")


def _forms(text: str) -> tuple[str, str]:
    return f"{text}のどれかで", f"{text}のどれかの"


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
