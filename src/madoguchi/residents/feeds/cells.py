"""一つの欄の文字と値を行き来する。読めない値は理由をつけて断る。"""

from __future__ import annotations

from datetime import date
from typing import Any

from madoguchi.domain.calendar import Span, wareki
from madoguchi.domain.errors import Fault

from .dates import parse_date
from .profiles import Column
from .refusals import NOT_NUMBER, NOT_PERSON, UNKNOWN_CODE

SEPARATOR = ";"
_TRUE_FALSE = {"1": True, "0": False}


class EmptyCell:
    """空欄。値がないのか不明かは、欄の `empty` が言う。"""


def parse_cell(column: Column, text: str, dates: str) -> Any:
    """文字を値にする。空欄は `EmptyCell`、まったくの不詳日は None。読めなければ `Fault`。"""
    if text == "":
        return EmptyCell
    if column.multiple:
        return frozenset(_one(column, part, dates) for part in text.split(SEPARATOR))
    return _one(column, text, dates)


def _one(column: Column, text: str, dates: str) -> Any:
    if column.type == "text":
        return text
    if column.type == "bool":
        return _code(_TRUE_FALSE, text)
    if column.type == "code":
        return _code(dict(column.codes or {}), text)
    if column.type in ("date", "wareki"):
        return parse_date(text, "wareki" if column.type == "wareki" else dates)
    if column.type == "person":
        return _digits(text, NOT_PERSON)
    return int(_digits(text, NOT_NUMBER))


def _code(codes: dict[str, Any], text: str) -> Any:
    if text not in codes:
        raise Fault(UNKNOWN_CODE)
    return codes[text]


def _digits(text: str, reason: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise Fault(reason)
    return text


def write_cell(column: Column, value: Any, dates: str) -> str:
    """値を文字にする。None は空欄。"""
    if value is None:
        return ""
    if column.multiple:
        return SEPARATOR.join(sorted(_write_one(column, one, dates) for one in value))
    return _write_one(column, value, dates)


def _write_one(column: Column, value: Any, dates: str) -> str:
    if column.type == "bool":
        return "1" if value else "0"
    if column.type == "code":
        return next(text for text, code in (column.codes or {}).items() if code == value)
    if column.type in ("date", "wareki"):
        return write_date(value, "wareki" if column.type == "wareki" else dates)
    return str(value)


def write_date(value: Any, form: str) -> str:
    """日付を書く。区間は、年か月までの不詳として書く。"""
    if isinstance(value, Span):
        return _write_span(value, form)
    if form == "wareki":
        return wareki(value)
    return f"{value:%Y%m%d}" if form == "compact" else value.isoformat()


def _write_span(value: Span, form: str) -> str:
    low: date = value.low
    whole_year = (value.high.month, value.high.day) == (12, 31) and (low.month, low.day) == (1, 1)
    if form == "wareki":
        year_and_month = wareki(low).split("月")[0]
        return year_and_month.split("年")[0] + "年月日不詳" if whole_year else year_and_month + "月日不詳"
    month = "00" if whole_year else f"{low:%m}"
    return f"{low:%Y}{month}00" if form == "compact" else f"{low:%Y}-{month}-00"
