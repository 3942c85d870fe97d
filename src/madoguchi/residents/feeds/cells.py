"""一つの欄の文字と値を行き来する。読めない値は理由をつけて断る。"""

from __future__ import annotations

from typing import Any

from madoguchi.domain.errors import Fault

from .dates import parse_date, write_date
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
    if column.type in ("bool", "code"):
        return _code(_codes(column), text)
    if column.type in ("date", "wareki"):
        return parse_date(text, _form(column, dates))
    if column.type == "person":
        return _digits(text, NOT_PERSON)
    return int(_digits(text, NOT_NUMBER))


def _codes(column: Column) -> dict[str, Any]:
    return dict(column.codes) if column.codes else _TRUE_FALSE if column.type == "bool" else {}


def _form(column: Column, dates: str) -> str:
    return column.dates or ("wareki" if column.type == "wareki" else dates)


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
    if column.type in ("bool", "code"):
        return next(text for text, code in _codes(column).items() if code == value)
    if column.type in ("date", "wareki"):
        return write_date(value, _form(column, dates))
    return str(value)
