"""確かめる表の、ますの見た目と、紙の置き方。"""

from __future__ import annotations

from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

#: 9ポイントの半角一字は、列の幅の単位（標準の数字一字）より少し狭い。
WIDTH_OF_CHARACTER = 0.8
A3 = 8
FONT = "BIZ UDPゴシック"
_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 9, "valign": "top", "text_wrap": True}
_FRAMED: dict[str, Any] = {**_BASE, "border": 1, "border_color": "#999999"}
_HEADER: dict[str, Any] = {**_FRAMED, "bold": True, "valign": "vcenter", "align": "center"}


class Styles:
    """一冊ぶんの書式。署名のますだけ、保護を外してある。"""

    def __init__(self, book: Workbook) -> None:
        self.title = book.add_format({"font_name": FONT, "font_size": 14, "bold": True})
        self.plain = book.add_format({"font_name": FONT, "font_size": 9})
        self.cell = book.add_format(_FRAMED)
        self.link = book.add_format({**_FRAMED, "font_color": "#0B5394", "underline": 1})
        self.header = book.add_format({**_HEADER, "bg_color": "#D9E2EC"})
        self.sign_header = book.add_format({**_HEADER, "bg_color": "#D5E8D4"})
        self.unverified = book.add_format({**_FRAMED, "bg_color": "#FFF2CC", "bold": True})
        self.unset = book.add_format({**_FRAMED, "bg_color": "#F8CBAD", "bold": True})
        self.staff = book.add_format({**_FRAMED, "bg_color": "#F4CCCC", "bold": True})
        self.sign = book.add_format({**_FRAMED, "locked": False})
        self.sign_date = book.add_format({**_FRAMED, "locked": False, "num_format": "yyyy/mm/dd"})


def page(sheet: Worksheet, styles: Styles, title: str, heading: str) -> None:
    """紙の置き方（A3 横、幅を一枚に）と、上の二行。"""
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.write_string(0, 0, title, styles.title)
    sheet.write_string(1, 0, heading, styles.plain)
