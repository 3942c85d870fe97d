"""担当課ごとの分け方と、表の名。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from madoguchi.authoring.columns import TITLES
from madoguchi.authoring.entries import Entry, Shelf

OVERVIEW, GUIDE = "全体", "読み方"
HEADER_ROW = 2
FIRST_ROW = HEADER_ROW + 1
CONTINUED = " 続き"
#: 表の名に使えない字と、いちばん長い名（続きの表の分を空けておく）。
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "・"))
_LONGEST = 31 - len(CONTINUED)


@dataclass(frozen=True)
class Section:
    """一つの課の表。`sheet` は表の名。"""

    name: str
    sheet: str
    entries: Sequence[Entry]

    @property
    def last_row(self) -> int:
        """行の終わり（0 から数えて）。"""
        return FIRST_ROW + len(self.entries) - 1

    def cells(self, title: str) -> str:
        """ある列のますの範囲（ほかの表から引く書き方）。"""
        column = xl_col_to_name(TITLES.index(title))
        return f"'{self.sheet}'!${column}${FIRST_ROW + 1}:${column}${self.last_row + 1}"


def sections(shelf: Shelf, entries: Sequence[Entry]) -> list[Section]:
    """課の並び順に。手続きのない課の表は作らない。"""
    taken = {OVERVIEW, GUIDE}
    found = []
    for owner in shelf.owners(entries):
        name = shelf.owner_name(owner)
        sheet = _sheet_name(name, taken)
        taken.add(sheet)
        found.append(Section(name, sheet, [one for one in entries if one.owner == owner]))
    return found


def _sheet_name(name: str, taken: Iterable[str]) -> str:
    """使えない字を替え、長さに収め、重なれば番号を付ける。"""
    base = name.translate(_FORBIDDEN)[:_LONGEST]
    numbered = (f"{base[: _LONGEST - 4]}({number})" for number in range(2, 100))
    return next(one for one in (base, *numbered) if one not in taken)
