"""取り込みの結果を、担当に渡す Excel の表にする。"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter

from .feeds.refusals import Refusal
from .models import LoadFinding, LoadRun

_HEADERS = (("区分", 10), ("ファイル", 22), ("行", 9), ("欄", 22), ("値", 30), ("理由", 44), ("直し方", 60))
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Row = tuple[str, str, int | None, str, str, str, str]


def sheet_of(refused: Iterable[Refusal], noted: Iterable[Refusal]) -> bytes:
    """断った所と、知らせること。"""
    return _sheet([*(_row("断った", one) for one in refused), *(_row("知らせ", one) for one in noted)])


def sheet_of_run(run_id: int) -> bytes:
    """残しておいた取り込み一回の結果。"""
    run = LoadRun.objects.get(pk=run_id)
    rows = LoadFinding.objects.filter(run=run.pk).order_by("noted", "pk")
    return _sheet(
        (
            "知らせ" if one.noted else "断った",
            one.file,
            one.line,
            one.column,
            one.value,
            one.reason,
            one.remedy,
        )
        for one in rows
    )


def _row(kind: str, one: Refusal) -> Row:
    told: dict[str, Any] = one.as_dict()
    return (
        kind, one.file, one.line, one.column or "", one.value, one.reason, str(told["remedy"]),
    )  # fmt: skip


def _sheet(rows: Iterable[Row]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    head = book.add_format({"bold": True, "bg_color": "#E8EDF3", "border": 1})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet = book.add_worksheet("取り込みの結果")
    for column, (header, width) in enumerate(_HEADERS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, header, head)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, value or "", body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, len(_HEADERS) - 1)
    book.close()
    return out.getvalue()
