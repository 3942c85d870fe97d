"""一つの出力を読み、確かめる。どこもデータベースに触れず、断った所を全部返す。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madoguchi.domain.errors import Fault

from . import refusals
from .cells import EmptyCell, parse_cell
from .decoding import MARK, Line, read_lines, shown
from .my_number import is_my_number_name, looks_like_my_number
from .profiles import Column, FeedProfile, FeedSet
from .refusals import Refusal


@dataclass(frozen=True, slots=True)
class FeedRow:
    """受け取れた一行。値の None は不明、鍵のない欄は値なし。有効期間の None も不明。"""

    subject: str
    record: str
    valid_from: Any
    valid_to: Any
    values: Mapping[str, Any]


@dataclass(slots=True)
class ReadFeed:
    """読んだ結果。`doubtful` は行を断られた人で、この出力からは何も言えない（人 → 分かれば世帯番号）。"""

    rows: list[FeedRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    doubtful: dict[str, str] = field(default_factory=dict)

    @property
    def whole_refused(self) -> bool:
        """ファイルの全部を断るか。"""
        return any(refusal.whole_file for refusal in self.refused)


def read_feed(raw: bytes, profile: FeedProfile, feed_set: FeedSet, municipality: str) -> ReadFeed:
    """出力のバイトを読む。

    行の誤りはその行だけを断り、その人を `doubtful` に入れる。だれの行か、どの欄かが言えない誤りと、
    個人番号らしい欄は、ファイルの全部を断る理由になる（それでも誤りは全部数える）。
    """
    result = ReadFeed()
    lines = list(read_lines(raw, feed_set.encoding))
    if not lines or lines[0].cells is None:
        result.refused.append(Refusal(profile.file, 1, None, "", refusals.BROKEN_LINE))
        return result
    headers = lines[0].cells
    body = lines[1:]
    _refuse_my_number(profile.file, headers, body, result)
    missing = [header for header in profile.headers if header not in headers]
    if missing:
        result.refused += [
            Refusal(profile.file, 1, shown(header), "", refusals.MISSING_COLUMN) for header in missing
        ]
        return result
    _Reader(profile, feed_set.dates, municipality, headers, result).read(body)
    return result


def _refuse_my_number(file: str, headers: list[str], body: list[Line], result: ReadFeed) -> None:
    for index, header in enumerate(headers):
        values = (line.cells[index] for line in body if line.cells and index < len(line.cells))
        if is_my_number_name(header):
            value = "欄の名"
        elif looks_like_my_number(values):
            value = "12桁で検査用数字の合う値"
        else:
            continue
        result.refused.append(Refusal(file, 1, shown(header), value, refusals.MY_NUMBER))


class _Reader:
    """見出しの分かった出力を、行ごとに読む。同じ文字は一度だけ読み解く。"""

    def __init__(
        self, profile: FeedProfile, dates: str, municipality: str, headers: list[str], result: ReadFeed
    ) -> None:
        self.profile, self.dates, self.municipality, self.result = profile, dates, municipality, result
        self.width = len(headers)
        self.index = {header: index for index, header in enumerate(headers)}
        self.columns = [(self.index[column.header], column) for column in profile.columns]
        self.bounds = (Column(profile.valid_from, "", "date"), Column(profile.valid_to, "", "date"))
        self.memo: dict[tuple[str, str], Any] = {}
        self.seen: dict[tuple[str, str], int] = {}

    def read(self, body: list[Line]) -> None:
        """全部の行を読む。"""
        for line in body:
            before = len(self.result.refused)
            row = self._row(line)
            if row is not None and len(self.result.refused) == before:
                self.result.rows.append(row)
        if self.result.doubtful:
            doubtful = self.result.doubtful
            self.result.rows = [row for row in self.result.rows if row.subject not in doubtful]

    def _refuse(self, line: Line, column: str | None, value: str, reason: str, **more: Any) -> None:
        self.result.refused.append(
            Refusal(self.profile.file, line.number, column, shown(value), reason, **more)
        )

    def _row(self, line: Line) -> FeedRow | None:
        cells = line.cells
        if cells is None:
            self._refuse(line, None, "", refusals.BROKEN_LINE)
            return None
        if len(cells) != self.width:
            self._refuse(line, None, f"{len(cells)}欄", refusals.COLUMN_COUNT)
            return None
        if not self._ours(line, cells):
            return None
        subject = cells[self.index[self.profile.subject]]
        record = cells[self.index[self.profile.record]]
        before = len(self.result.refused)
        values = self._values(line, cells)
        valid_from = self._bound(line, cells, 0)
        valid_to = self._bound(line, cells, 1)
        if len(self.result.refused) > before:
            household = cells[self.index[self.profile.household]] if self.profile.household else ""
            self.result.doubtful[subject] = household
            return None
        if self.profile.record == self.profile.valid_from and isinstance(valid_from, date):
            record = valid_from.isoformat()
        return FeedRow(
            subject, record, None if valid_from is EmptyCell else valid_from,
            date.max if valid_to is EmptyCell else valid_to, values,
        )  # fmt: skip

    def _ours(self, line: Line, cells: list[str]) -> bool:
        """この自治体の、だれの何の行かが言えるか。"""
        profile = self.profile
        code = cells[self.index[profile.municipality]]
        if code != self.municipality:
            self._refuse(line, profile.municipality, code, refusals.OTHER_MUNICIPALITY)
            return False
        keys = [profile.subject, profile.record] + ([profile.household] if profile.household else [])
        for header in keys:
            if MARK in cells[self.index[header]]:
                self._refuse(line, header, cells[self.index[header]], refusals.BAD_BYTE, fatal=True)
                return False
        subject = cells[self.index[profile.subject]]
        if not (subject.isascii() and subject.isdigit()):
            self._refuse(line, profile.subject, subject, refusals.EMPTY_KEY)
            return False
        return self._first(line, subject, cells[self.index[profile.record]])

    def _first(self, line: Line, subject: str, record: str) -> bool:
        earlier = self.seen.setdefault((subject, record), line.number)
        if earlier != line.number:
            self._refuse(
                line, self.profile.subject, subject, refusals.DUPLICATE_KEY,
                remedy=f"{earlier}行目と同じ鍵です。基幹システムの抽出条件を確かめてください。",
            )  # fmt: skip
        return earlier == line.number

    def _bound(self, line: Line, cells: list[str], which: int) -> Any:
        column = self.bounds[which]
        return self._parse(line, column, cells[self.index[column.header]])

    def _values(self, line: Line, cells: list[str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for index, column in self.columns:
            value = self._parse(line, column, cells[index])
            if value is not EmptyCell:
                values[column.field] = value
            elif column.empty == "unknown":
                values[column.field] = None
        return values

    def _parse(self, line: Line, column: Column, text: str) -> Any:
        key = (column.header, text)
        if key in self.memo:
            return self.memo[key]
        if MARK in text:
            self._refuse(line, column.header, text, refusals.BAD_BYTE)
            return None
        try:
            value = parse_cell(column, text, self.dates)
        except Fault as fault:
            self._refuse(line, column.header, text, fault.reason, remedy=fault.remedy)
            return None
        self.memo[key] = value
        return value
