"""一つの課の表を書く。入りきらない文は、その課の「続き」の表に分ける。"""

from __future__ import annotations

from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from madoguchi.authoring.columns import ANSWER, ANSWERS, COLUMNS, SIGN_COLUMNS, SIGNED_ON, TITLES
from madoguchi.authoring.entries import Entry
from madoguchi.authoring.measuring import MOST_LINES, chunks, height, wrapped
from madoguchi.authoring.sections import CONTINUED, FIRST_ROW, HEADER_ROW, Section
from madoguchi.authoring.styles import WIDTH_OF_CHARACTER, Styles, page

CONTINUED_TITLES = (("id", 20), ("手続き", 34), ("列", 24), ("全文", 150))
_FULL = 150


class Table:
    """課の表と、要れば続きの表。"""

    def __init__(self, book: Workbook, styles: Styles, heading: str, section: Section) -> None:
        self.book = book
        self.styles = styles
        self.heading = heading
        self.section = section
        self.long: list[tuple[Entry, str, str]] = []

    def write(self) -> None:
        """書く。"""
        sheet = self.book.add_worksheet(self.section.sheet)
        page(sheet, self.styles, self.section.name, self.heading)
        widths = (*(column.width for column in COLUMNS), *(width for _, width, _ in SIGN_COLUMNS))
        for number, (title, width) in enumerate(zip(TITLES, widths, strict=True)):
            sheet.set_column(number, number, width * WIDTH_OF_CHARACTER)
            style = self.styles.header if number < len(COLUMNS) else self.styles.sign_header
            sheet.write_string(HEADER_ROW, number, title, style)
        for row, entry in enumerate(self.section.entries, FIRST_ROW):
            self._row(sheet, row, entry)
        _signing(sheet, self.section)
        sheet.autofilter(HEADER_ROW, 0, self.section.last_row, len(TITLES) - 1)
        sheet.freeze_panes(FIRST_ROW, 3)
        sheet.repeat_rows(0, HEADER_ROW)
        sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
        if self.long:
            self._continued()

    def _row(self, sheet: Worksheet, row: int, entry: Entry) -> None:
        most = 1
        for number, column in enumerate(COLUMNS):
            text = self._fitted(entry, column.title, column.text(entry), column.width)
            most = max(most, wrapped(text, column.width))
            sheet.write_string(row, number, text, _style(self.styles, column.title, entry))
        for number in range(len(COLUMNS), len(TITLES)):
            style = self.styles.sign_date if TITLES[number] == SIGNED_ON else self.styles.sign
            sheet.write_blank(row, number, None, style)
        sheet.set_row(row, height(most))

    def _fitted(self, entry: Entry, title: str, text: str, width: int) -> str:
        """ますに入りきる文。入りきらなければ入る所まで書き、全文は続きの表に書く。"""
        if wrapped(text, width) <= MOST_LINES:
            return text
        self.long.append((entry, title, text))
        told = f"（全文は「{self.section.sheet}{CONTINUED}」の表）"
        return f"{chunks(text, width, MOST_LINES - wrapped(told, width))[0]}\n{told}"

    def _continued(self) -> None:
        sheet = self.book.add_worksheet(f"{self.section.sheet}{CONTINUED}")
        page(sheet, self.styles, f"{self.section.name}{CONTINUED}", self.heading)
        for number, (title, width) in enumerate(CONTINUED_TITLES):
            sheet.set_column(number, number, width * WIDTH_OF_CHARACTER)
            sheet.write_string(HEADER_ROW, number, title, self.styles.header)
        row = FIRST_ROW
        for entry, title, text in self.long:
            for part in chunks(text, _FULL):
                for number, value in enumerate((entry.key, entry.procedure.name, title, part)):
                    sheet.write_string(row, number, value, self.styles.cell)
                sheet.set_row(row, height(wrapped(part, _FULL)))
                row += 1
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.repeat_rows(0, HEADER_ROW)
        sheet.protect()


def _style(styles: Styles, title: str, entry: Entry) -> Format:
    if title == "原典の確認" and entry.procedure.verified_on is None:
        return styles.unverified
    if title == "要設定" and entry.unset:
        return styles.unset
    return styles.staff if title in ("id", "扱い") and entry.staff_only else styles.cell


def _signing(sheet: Worksheet, section: Section) -> None:
    """署名の列の入力規則。"""
    answer, signed = TITLES.index(ANSWER), TITLES.index(SIGNED_ON)
    sheet.data_validation(
        FIRST_ROW, answer, section.last_row, answer,
        {"validate": "list", "source": list(ANSWERS), "error_title": ANSWER, "error_message": "可か要修正を選んでください。"},
    )  # fmt: skip
    sheet.data_validation(
        FIRST_ROW, signed, section.last_row, signed,
        {
            "validate": "date", "criteria": ">=", "value": date(2020, 1, 1), "error_title": SIGNED_ON,
            "error_message": "2026/11/25 の形の日付を書いてください。",
        },
    )  # fmt: skip
