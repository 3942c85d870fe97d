"""見出しの分かった出力を、行ごとに読む。同じ文字は一度だけ読み解き、JSON の片にして覚える。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from madoguchi.domain.errors import Fault

from . import refusals
from .cells import EmptyCell, parse_cell
from .coding import dump, dump_text, join
from .decoding import MARK, PRIVATE, Line, Tape, encoded, shown
from .profiles import Column
from .refusals import Refusal

if TYPE_CHECKING:
    from .reading import FeedReader

#: 鍵の、人と記録の境。CSV の欄には入らない字。
BETWEEN = "\x1f"
#: 読めない欄の印。JSON の片には現れない字。
BAD = "\x00"
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


class Known(dict[str, str]):
    """前に読んだ文字と片。初めての文字は `read` で読み、読めなければ `BAD` を返して覚えない。"""

    def __init__(self, read: Callable[[str], str]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, text: str) -> str:
        """人ごとに違う文字で、覚えが際限なく増えないようにする。"""
        try:
            found = self.read(text)
        except Fault:
            return BAD
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = found
        return found


class RowReader:
    """一つの出力の行を読む。"""

    def __init__(self, feed: FeedReader, headers: list[str], tape: Tape) -> None:
        self.profile, self.result, self.seen, self.tape = feed.profile, feed.result, feed.seen, tape
        self.municipality, self.decided = feed.municipality, feed.decided
        self.dates, self.open_end, self.encoding = feed.feed_set.dates, feed.feed_set.open_end, tape.codec
        self.width = len(headers)
        self.index = {header: index for index, header in enumerate(headers)}
        ordered = sorted(self.profile.columns, key=lambda one: one.field)
        self.columns = [(column, dump(column.field) + ":") for column in ordered]
        self.known = [
            (self.index[column.header], Known(partial(self._piece, column, lead)))
            for column, lead in self.columns
        ]
        self.bounds = tuple(
            Column(header, "", "date") for header in (self.profile.valid_from, self.profile.valid_to)
        )
        self.known_bounds = tuple(Known(partial(self._day, which)) for which in (0, 1))
        self.at_subject, self.at_record = self.index[self.profile.subject], self.index[self.profile.record]
        named = (self.profile.subject, self.profile.record, self.profile.household)
        self.keys = [(self.index[header], header) for header in dict.fromkeys(named) if header]
        self.others = {
            (header, value)
            for one in feed.feed_set.in_file(self.profile.file)
            for header, value in one.where.items()
        }
        deletion = feed.feed_set.deletion
        self.deletion = (
            (self.index[deletion.header], deletion.mark) if deletion.header in self.index else None
        )

    def read(self, lines: list[Line]) -> list[CodedRow]:
        """受け取れた行。傷のない行は欄ごとにまとめて読み、ほかは一行ずつ確かめる。"""
        if self.profile.where or self.profile.prefix or self.deletion:
            return [row for line in lines if (row := self._row(line)) is not None]
        whole = [line for line in lines if line.cells is not None and len(line.cells) == self.width]
        quick = self._quick(whole)
        found = []
        for line in lines:
            row = quick.get(line.number)
            if row is None or (
                self.tape.odd and any(n in self.tape.odd for n in range(line.number, line.last + 1))
            ):
                row = self._row(line)
            elif not self._first(line, row.subject, row.key):
                continue
            if row is not None:
                found.append(row)
        return found

    def _quick(self, lines: list[Line]) -> dict[int, CodedRow]:
        """番号から、傷のない行。少しでもおかしければ入れない。"""
        if not lines:
            return {}
        columns = list(zip(*(line.cells for line in lines), strict=True))
        size = len(lines)
        begins = self._mapped(columns, self.profile.valid_from, self.known_bounds[0])
        ends = self._mapped(columns, self.profile.valid_to, self.known_bounds[1])
        pieces = [map(known.__getitem__, columns[index]) for index, known in self.known]
        values = [",".join(filter(None, row)) for row in zip(*pieces, strict=True)] if pieces else [""] * size
        ours = (
            columns[self.index[self.profile.municipality]]
            if self.profile.municipality
            else [self.municipality] * size
        )
        dated = self.profile.record == self.profile.valid_from
        code, found = self.municipality, {}
        rows = zip(
            lines, ours, columns[self.at_subject], columns[self.at_record], begins, ends, values, strict=True
        )
        for line, city, subject, record, begin, end, body in rows:
            content = f'{{"from":{begin},"to":{end},"values":{{{body}}}}}'
            if (
                BAD in content
                or city != code
                or not (subject.isascii() and subject.isdigit())
                or MARK in record
            ):
                continue
            if dated and begin.startswith('{"date"'):
                record = begin[9:19]
            found[line.number] = CodedRow(subject + BETWEEN + record, subject, record, content, line.number)
        return found

    def _mapped(self, columns: list[tuple[str, ...]], header: str, known: dict[str, str]) -> list[str]:
        column = columns[self.index[header]] if header else ("",) * len(columns[0])
        return list(map(known.__getitem__, column))

    def _row(self, line: Line) -> CodedRow | None:
        cells = line.cells
        if cells is None:
            self._refuse(line, None, "", refusals.BROKEN_LINE)
            return None
        if len(cells) != self.width:
            self._refuse(line, None, f"{len(cells)}欄", refusals.COLUMN_COUNT)
            return None
        if not self._of_this_group(line, cells):
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

    def _of_this_group(self, line: Line, cells: list[str]) -> bool:
        """この組の行か。ほかのどの組の行でもなければ、黙って飛ばさずに断る。"""
        for header, value in self.profile.where.items():
            text = cells[self.index[header]]
            if text != value:
                if (header, text) not in self.others:
                    self._refuse(line, header, text, refusals.OTHER_KIND)
                return False
        return True

    def _coded(self, line: Line, cells: list[str], subject: str) -> CodedRow | None:
        before = len(self.result.refused)
        begin = self._bound(line, cells, 0)
        record = cells[self.at_record]
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
        subject = cells[self.at_subject]
        for index, header in self.keys:
            if MARK in cells[index]:
                self._refuse(line, header, cells[index], refusals.BAD_BYTE, fatal=True)
                return None
        if not subject and self._cell(cells, "key"):
            return ""
        if not (subject.isascii() and subject.isdigit()):
            self._refuse(line, profile.subject, subject, refusals.EMPTY_KEY)
            return None
        return profile.prefix + subject

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

    def _day(self, which: int, text: str) -> str:
        """期間の端の片。空欄は、始まりなら不明、終わりなら「いまも有効」。"""
        if not text or (which == 1 and text == self.open_end):
            return _OPEN if which else "null"
        value = self._value(self.bounds[which], text)
        return dump(value)

    def _piece(self, column: Column, lead: str, text: str) -> str:
        if text and column.type == "text" and not column.multiple and MARK not in text:
            return lead + dump_text(text)
        value = self._value(column, text)
        if value is not EmptyCell:
            return lead + dump(value)
        return lead + "null" if column.empty == "unknown" else ""

    def _value(self, column: Column, text: str) -> Any:
        if MARK in text:
            raise Fault(refusals.BAD_BYTE)
        return parse_cell(column, text, self.dates)

    def _bound(self, line: Line, cells: list[str], which: int) -> str:
        header = self.bounds[which].header
        text = cells[self.index[header]] if header else ""
        return self._told(line, header, text, self.known_bounds[which])

    def _pieces(self, line: Line, cells: list[str]) -> list[str]:
        """項目の id の順の片。"""
        found = [
            self._told(line, column.header, cells[index], known)
            for (column, _), (index, known) in zip(self.columns, self.known, strict=True)
        ]
        return [one for one in found if one]

    def _told(self, line: Line, header: str, text: str, known: Known) -> str:
        """読めなければ、どこがなぜかを言う。"""
        if known[text] != BAD:
            return known[text]
        try:
            return known.read(text)
        except Fault as fault:
            self._refuse(line, header, text, fault.reason, remedy=fault.remedy)
            return ""

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
            elif encoded(text, self.encoding) not in raw:
                self._say(line, header, text, refusals.OTHER_BYTES)

    def _say(self, line: Line, header: str, text: str, reason: str) -> None:
        self.result.noted.append(Refusal(self.profile.file, line.number, header, shown(text), reason))
