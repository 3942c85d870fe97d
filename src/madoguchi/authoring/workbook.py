"""担当課が定義を確かめ、署名する表（xlsx）。書き込めるのは署名の列だけ。同じ版からは同じバイト列になる。"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from madoguchi.authoring.columns import ANSWER, ANSWERS, COLUMNS, SIGN_COLUMNS
from madoguchi.authoring.entries import Shelf
from madoguchi.authoring.guidance import READING
from madoguchi.authoring.measuring import height, wrapped
from madoguchi.authoring.sections import FIRST_ROW, GUIDE, HEADER_ROW, OVERVIEW, Section, sections
from madoguchi.authoring.styles import WIDTH_OF_CHARACTER, Styles, page
from madoguchi.authoring.tables import Table

#: 同じ版からいつも同じバイト列にするため、作った日時は書かない（書式が要る値として、いつも同じ日を置く）。
WRITTEN_AT = datetime(2000, 1, 1)  # noqa: DTZ001
OVERVIEW_TITLES = ("担当課", "行", "原典が未確認", "要設定あり", *ANSWERS, "残り")
_GUIDE_WIDTH = 120


def workbook(shelf: Shelf, event: str | None = None, department: str | None = None) -> bytes:
    """表のバイト列。絞る id が棚になければ `Fault`。"""
    found = sections(shelf, shelf.entries(event, department))
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"title": "定義の確認", "created": WRITTEN_AT})
    styles = Styles(book)
    heading = _heading(shelf, event)
    _overview(book, styles, heading, found)
    _guide(book, styles)
    for section in found:
        Table(book, styles, heading, section).write()
    book.close()
    return made.getvalue()


def _heading(shelf: Shelf, event: str | None) -> str:
    """どの自治体の、どの出来事の、どの版か。"""
    release = shelf.release
    place = release.municipality.name if release.municipality else "国の定義"
    events = "・".join(one.name for one in shelf.events(event))
    return f"{place}　{events}　版 {release.hash[:12]}"


def _overview(book: Workbook, styles: Styles, heading: str, found: Sequence[Section]) -> None:
    """課ごとの、行の数と確かめの進み。手続きの名は書かない（職員だけの行を、ほかの課に見せないため）。"""
    sheet = book.add_worksheet(OVERVIEW)
    page(sheet, styles, "手続きの定義の確認", heading)
    for column, title in enumerate(OVERVIEW_TITLES):
        sheet.write_string(HEADER_ROW, column, title, styles.header)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(OVERVIEW_TITLES) - 1, 13)
    rows = [_counts(section) for section in found]
    for row, (section, counts) in enumerate(zip(found, rows, strict=True), FIRST_ROW):
        _overview_row(sheet, styles, row, section, counts)
    total = FIRST_ROW + len(found)
    sheet.write_string(total, 0, "計", styles.header)
    for column, counted in enumerate(zip(*rows, strict=True), 1):
        letter = xl_col_to_name(column)
        formula = f"=SUM({letter}{FIRST_ROW + 1}:{letter}{total})"
        sheet.write_formula(total, column, formula, styles.header, sum(counted))
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.repeat_rows(0, HEADER_ROW)
    sheet.protect()


def _counts(section: Section) -> tuple[int, ...]:
    """はじめに見える数（行・未確認・要設定・可・要修正・残り）。"""
    entries = section.entries
    unverified = sum(one.procedure.verified_on is None for one in entries)
    unset = sum(bool(one.unset) for one in entries)
    return (len(entries), unverified, unset, *(0 for _ in ANSWERS), len(entries))


def _overview_row(
    sheet: Worksheet, styles: Styles, row: int, section: Section, counts: tuple[int, ...]
) -> None:
    sheet.write_url(row, 0, f"internal:'{section.sheet}'!A1", styles.link, section.name)
    for column, count in enumerate(counts[:3], 1):
        sheet.write_number(row, column, count, styles.cell)
    for column, answer in enumerate(ANSWERS, 4):
        sheet.write_formula(row, column, f'=COUNTIF({section.cells(ANSWER)},"{answer}")', styles.cell, 0)
    left = f"=B{row + 1}-E{row + 1}-F{row + 1}"
    sheet.write_formula(row, len(counts), left, styles.cell, counts[-1])


def _guide(book: Workbook, styles: Styles) -> None:
    sheet = book.add_worksheet(GUIDE)
    page(sheet, styles, GUIDE, "確かめる方へ")
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, _GUIDE_WIDTH * WIDTH_OF_CHARACTER)
    columns = [(one.title, one.note) for one in COLUMNS] + [(title, note) for title, _, note in SIGN_COLUMNS]
    for row, (title, note) in enumerate([*READING, *columns], HEADER_ROW):
        sheet.write_string(row, 0, title, styles.header)
        sheet.write_string(row, 1, note, styles.cell)
        sheet.set_row(row, height(wrapped(note, _GUIDE_WIDTH)))
    sheet.protect()
