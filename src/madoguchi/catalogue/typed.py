"""書かれた値を、事実の型に照らして domain の値にする。合わなければ場所のない Fault を投げる。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from madoguchi.catalogue.documents import nearest, written
from madoguchi.domain.calendar import month_end, span
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import FactDefinition

TYPE_NAMES = {"bool": "真偽", "code": "符号", "text": "文字", "date": "日付", "int": "整数", "person": "人"}
_REMEDIES = {
    "bool": "true か false と書いてください。",
    "text": "引用符で囲んだ文字を書いてください。",
    "date": "2026-11-22 の形で書いてください。",
    "int": "引用符を付けずに整数を書いてください。",
    "person": "人の id（P1 など）を書いてください。",
}


def value_of(definition: FactDefinition, raw: Any) -> Any:
    """事実の値一つ。複数の値を持つ事実なら並びを frozenset にする。"""
    if not definition.multiple:
        if isinstance(raw, list):
            raise _mismatch(definition, raw, "値は一つです。", "[ ] を外して一つだけ書いてください。")
        return single(definition, raw)
    if not isinstance(raw, list):
        raise _mismatch(definition, raw, "複数の値を持つ事実です。", "[値, 値] の並びで書いてください。")
    return frozenset(single(definition, one) for one in raw)


def single(definition: FactDefinition, raw: Any) -> Any:
    """並びでない値一つ。"""
    match definition.type:
        case "code":
            return _code(definition, raw)
        case "bool" if isinstance(raw, bool):
            return raw
        case "int" if isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        case "date" if isinstance(raw, str):
            return day(raw)
        case "text" | "person" if isinstance(raw, str):
            return raw
    kind = definition.type
    raise _mismatch(definition, raw, f"{TYPE_NAMES[kind]}の事実です。", _REMEDIES[kind])


def _code(definition: FactDefinition, raw: Any) -> str:
    code = written(raw) if isinstance(raw, list | dict) else str(raw)
    if isinstance(raw, bool) or code not in definition.codes:
        known = definition.codes
        remedy = nearest(code, known) or f"使える符号は {'・'.join(known)} です。"
        raise Fault(f"{definition.id} にない符号です。", value=code, remedy=remedy)
    return code


def day(text: str) -> date:
    """2026-11-22 の形の日付。"""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise Fault("日付として読めません。", value=text, remedy=_REMEDIES["date"])
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fault("暦にない日です。", value=text, remedy="年月日を確かめてください。") from None


def day_or_span(text: str) -> Any:
    """日付。1950 や 1950-06 のように日や月が不詳なら区間。

    >>> str(day_or_span('1950-06'))
    '1950-06-01から1950-06-30のあいだ'
    """
    if re.fullmatch(r"\d{4}", text):
        return span(day(f"{text}-01-01"), day(f"{text}-12-31"))
    if re.fullmatch(r"\d{4}-\d{2}", text):
        first = day(f"{text}-01")
        return span(first, month_end(first))
    return day(text)


def _mismatch(definition: FactDefinition, raw: Any, reason: str, remedy: str) -> Fault:
    return Fault(f"{definition.id} は{reason}", value=written(raw), remedy=remedy)
