"""書き出しに添える、項目の辞書。値の読み方と、項目ごとの名・型・符号を言う。"""

from __future__ import annotations

from typing import Any

from madoguchi.domain.facts import Dictionary, FactDefinition

#: 日付のほかは、JSON のふつうの値。
READING = {
    "日付": '{"date": "1944-06-05"}',
    "不詳の日付（この間のどこか）": '{"span": ["1944-01-01", "1944-12-31"]}',
    "いくつもの値": '{"set": ["a", "b"]}',
    "不明（台帳が空欄で、分からない）": "null",
    "値なし": "鍵がない",
    "有効期間": "from の日から、to の日の前の日まで。to が 9999-12-31 なら、いまも有効",
}


def class_of(dictionary: Dictionary, fact_id: str) -> str | None:
    """その項目の区分。辞書にない項目は None。"""
    fact = dictionary.facts.get(fact_id)
    if fact is None:
        return None
    return fact.field_class or dictionary.groups[fact.group].field_class


def fields_of(dictionary: Dictionary, group: str) -> list[dict[str, Any]]:
    """その組の項目の一覧。"""
    facts = [one for one in dictionary.facts.values() if one.group == group]
    return [_field(dictionary, one) for one in sorted(facts, key=lambda one: one.id)]


def _field(dictionary: Dictionary, fact: FactDefinition) -> dict[str, Any]:
    return {
        "id": fact.id, "label": fact.label, "type": fact.type, "multiple": fact.multiple,
        "codes": dict(fact.codes), "field_class": class_of(dictionary, fact.id), "sensitivity": fact.sensitivity,
        "standard": fact.standard,
    }  # fmt: skip
