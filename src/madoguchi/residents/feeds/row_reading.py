"""見出しの分かった出力を、行ごとに読む。同じ文字は一度だけ読み解き、JSON の片にして覚える。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from madoguchi.domain.errors import Fault

from . import refusals
from .cells import EmptyCell, parse_cell
from .coding import dump, join, piece
from .decoding import MARK, PRIVATE, Line, Tape, shown
from .profiles import Column
from .refusals import Refusal

if TYPE_CHECKING:
    from .reading import FeedReader

#: 鍵の、人と記録の境。CSV の欄には入らない字。
BETWEEN = "\x1f"
_REMEMBERED = 50_000
_MOST_NOTED = 1000
_OPEN = dump(date.max)


@dataclass(slots=True)
class CodedRow:
    """受け取れた一行。`key` は人と記録をつないだ鍵、`raw` は字が元に戻らない行の元のバイト。"""

    key: str
    subject: str
    record: str
    content: str
    number: int
    raw: bytes | None = None
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class UnmatchedRow:
    """宛名番号のない一行。`source_key` は、その台帳の中で行を見分ける番号。"""

    source_key: str
    name: str
    kana: str
    address: str
    record: str
    content: str


class RowReader:
    """一つの出力の行を読む。"""

    def __init__(self, feed: FeedReader, headers: list[str], tape: Tape) -> None:
        self.profile, self.result, self.seen, self.tape = feed.profile, feed.result, feed.seen, tape
        self.municipality, self.decided = feed.municipality, feed.decided
        self.dates, self.open_end, self.encoding = feed.feed_set.dates, feed.feed_set.open_end, tape.codec
        self.width = len(headers)
        self.index = {header: index for index, header in enumerate(headers)}
        ordered = sorted(self.profile.columns, key=lambda one: one.field)
        self.plan: list[tuple[int, dict[str, str], Column]] = [
            (self.index[one.header], {}, one) for one in ordered
        ]
        self.bounds = tuple(
            Column(header, "", "date") for header in (self.profile.valid_from, self.profile.valid_to)
        )
        self.known_bounds: tuple[dict[str, str], ...] = ({}, {})
        self.where = [(self.index[header], value) for header, value in self.profile.where.items()]
        deletion = feed.feed_set.deletion
        self.deletion = (
            (self.index[deletion.header], deletion.mark) if deletion.header in self.index else None
        )

    def read(self, lines: list[Line]) -> list[CodedRow]:
        """受け取れた行。"""
        found = []
        for line in lines:
            row = self._row(line)
            if row is not None:
                found.append(row)
        return found

    def _row(self, line: Line) -> CodedRow | None:
        cells = line.cells
        if cells is None:
            self._refuse(line, None, "", refusals.BROKEN_LINE)
            return None
        if len(cells) != self.width:
            self._refuse(line, None, f"{len(cells)}欄", refusals.COLUMN_COUNT)
            return None
        for index, value in self.where:
            if cells[index] != value:
                return None
        subject = self._subject(line, cells)
        if subject is None:
            return None
        raw = self.tape.original(line)
        row = self._coded(line, cells, subject)
        if row is not None and raw is not None:
            row.raw = raw
            self._note(line, cells, raw)
        return row if row is None or row.subject else self._unmatched(row, cells)

    def _coded(self, line: Line, cells: list[str], subject: str) -> CodedRow | None:
        before = len(self.result.refused)
        begin = self._bound(line, cells, 0)
        record = cells[self.index[self.profile.record]]
        if self.profile.record == self.profile.valid_from and begin.startswith('{"date"'):
            record = begin[9:19]
        key = (subject or self._cell(cells, "key")) + BETWEEN + record
        if not self._first(line, subject, key):
            return None
        content = join(begin, self._bound(line, cells, 1), self._pieces(line, cells))
        if len(self.result.refused) > before:
            if subject:
                home = self.profile.household
                self.result.doubtful[subject] = cells[self.index[home]] if home else ""
            return None
        deleted = self.deletion is not None and cells[self.deletion[0]] == self.deletion[1]
        return CodedRow(key, subject, record, content, line.number, None, deleted)

    def _subject(self, line: Line, cells: list[str]) -> str | None:
        """この自治体の、だれの何の行か。宛名番号のない台帳の行なら空。言えなければ断る。"""
        profile = self.profile
        code = cells[self.index[profile.municipality]] if profile.municipality else self.municipality
        if code != self.municipality:
            self._refuse(line, profile.municipality, code, refusals.OTHER_MUNICIPALITY)
            return None
        subject = cells[self.index[profile.subject]]
        for header in (profile.subject, profile.record, profile.household):
            if header and MARK in cells[self.index[header]]:
                self._refuse(line, header, cells[self.index[header]], refusals.BAD_BYTE, fatal=True)
                return None
        if not subject and self._cell(cells, "key"):
            return ""
        if not (subject.isascii() and subject.isdigit()):
            self._refuse(line, profile.subject, subject, refusals.EMPTY_KEY)
            return None
        return subject

    def _cell(self, cells: list[str], part: str) -> str:
        """照らし合わせに使う欄の文字。その欄がなければ空。"""
        header = getattr(self.profile.match, part, "")
        return cells[self.index[header]] if header in self.index else ""

    def _unmatched(self, row: CodedRow, cells: list[str]) -> CodedRow | None:
        """職員が決めた人の行にする。まだなら、待つ行にする。"""
        source_key, name, kana, address = (
            self._cell(cells, part) for part in ("key", "name", "kana", "address")
        )
        self.result.unmatched.append(UnmatchedRow(source_key, name, kana, address, row.record, row.content))
        subject = self.decided.get((source_key, name))
        if not subject:
            return None
        row.subject, row.key = subject, subject + BETWEEN + row.record
        return row

    def _first(self, line: Line, subject: str, key: str) -> bool:
        earlier = self.seen.setdefault(key, line.number)
        if earlier != line.number:
            self._refuse(
                line, self.profile.subject, subject, refusals.DUPLICATE_KEY,
                remedy=f"{earlier}行目と同じ鍵です。基幹システムの抽出条件を確かめてください。",
            )  # fmt: skip
        return earlier == line.number

    def _bound(self, line: Line, cells: list[str], which: int) -> str:
        column, known = self.bounds[which], self.known_bounds[which]
        text = cells[self.index[column.header]] if column.header else ""
        found = known.get(text)
        if found is None:
            found = "null" if which == 0 else _OPEN
            if text and not (which == 1 and text == self.open_end):
                value, read = self._value(line, column, text)
                if not read:
                    return found
                found = dump(value)
            _remember(known, text, found)
        return found

    def _pieces(self, line: Line, cells: list[str]) -> list[str]:
        found = []
        for index, known, column in self.plan:
            text = cells[index]
            one = known.get(text)
            if one is None:
                one = self._learn(line, column, text, known)
            if one:
                found.append(one)
        return found

    def _learn(self, line: Line, column: Column, text: str, known: dict[str, str]) -> str:
        value, read = self._value(line, column, text)
        if not read:
            return ""
        if value is not EmptyCell:
            found = piece(column.field, value)
        else:
            found = piece(column.field, None) if column.empty == "unknown" else ""
        _remember(known, text, found)
        return found

    def _value(self, line: Line, column: Column, text: str) -> tuple[Any, bool]:
        """値と、読めたか。"""
        if MARK in text:
            self._refuse(line, column.header, text, refusals.BAD_BYTE)
            return None, False
        try:
            return parse_cell(column, text, self.dates), True
        except Fault as fault:
            self._refuse(line, column.header, text, fault.reason, remedy=fault.remedy)
            return None, False

    def _refuse(self, line: Line, column: str | None, value: str, reason: str, **more: Any) -> None:
        self.result.refused.append(
            Refusal(self.profile.file, line.number, column, shown(value), reason, **more)
        )

    def _note(self, line: Line, cells: list[str], raw: bytes) -> None:
        """元のバイトに戻らない欄を知らせる。"""
        if len(self.result.noted) >= _MOST_NOTED:
            return
        for header, index in self.index.items():
            text = cells[index]
            if PRIVATE.search(text):
                self._say(line, header, text, refusals.PRIVATE_USE)
            elif text.encode(self.encoding) not in raw:
                self._say(line, header, text, refusals.OTHER_BYTES)

    def _say(self, line: Line, header: str, text: str, reason: str) -> None:
        self.result.noted.append(Refusal(self.profile.file, line.number, header, shown(text), reason))


def _remember(known: dict[str, str], text: str, found: str) -> None:
    """人ごとに違う文字で、覚えが際限なく増えないようにする。"""
    if len(known) >= _REMEMBERED:
        known.clear()
    known[text] = found
