"""一つの出力を少しずつ読み、確かめる。データベースに触れず、断った所を全部返す。"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from . import refusals
from .coding import FeedRow, decode_row
from .decoding import Tape, shown
from .my_number import NumberWatch
from .profiles import FeedProfile, FeedSet
from .refusals import Refusal
from .row_reading import CodedRow, RowReader, UnmatchedRow

__all__ = ["CodedRow", "FeedReader", "FeedRow", "ReadFeed", "UnmatchedRow", "read_feed"]

BATCH = 4096
_NOBODY: Mapping[tuple[str, str], str] = {}


@dataclass(slots=True)
class ReadFeed:
    """読んだ結果。`doubtful` は行を断られた人で、この出力からは何も言えない（人 → 分かれば世帯番号）。

    `noted` は、受け取ったが知らせること。`unmatched` は、宛名番号がなく、照らし合わせを待つ行。
    """

    rows: list[FeedRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    noted: list[Refusal] = field(default_factory=list)
    doubtful: dict[str, str] = field(default_factory=dict)
    unmatched: list[UnmatchedRow] = field(default_factory=list)
    count: int = 0

    @property
    def whole_refused(self) -> bool:
        """ファイルの全部を断るか。"""
        return any(refusal.whole_file for refusal in self.refused)


class FeedReader:
    """一つの出力を、まとまりごとに読む。結果（`result`）は、終わりまで読んではじめて言い切れる。

    行の誤りはその行だけを断り、その人を `doubtful` に入れる。だれの行か、どの欄かが言えない誤りと、
    個人番号らしい欄は、ファイルの全部を断る理由になる（それでも誤りは全部数える）。
    """

    def __init__(
        self, profile: FeedProfile, feed_set: FeedSet, municipality: str,
        seen: dict[str, int] | None = None, decided: Mapping[tuple[str, str], str] = _NOBODY,
    ) -> None:  # fmt: skip
        self.profile, self.feed_set, self.municipality = profile, feed_set, municipality
        self.seen = {} if seen is None else seen
        self.decided = decided
        self.result = ReadFeed()

    def batches(self, source: BinaryIO) -> Iterator[list[CodedRow]]:
        """受け取れた行を少しずつ。あとから断られた人の行も混じるので、終わってから `doubtful` を見て除く。"""
        tape = Tape(source, self.feed_set.form)
        lines = tape.lines()
        head = next(lines, None)
        if head is None or head.cells is None:
            self._refuse(1, None, refusals.BROKEN_LINE)
            return
        rows = self._row_reader(head.cells, tape)
        watch = NumberWatch(head.cells)
        while batch := list(islice(lines, BATCH)):
            self.result.count += len(batch)
            watch.see([line.cells for line in batch if line.cells])
            if rows is not None:
                yield rows.read(batch)
        self._finish(tape, watch, head.cells)

    def _row_reader(self, headers: list[str], tape: Tape) -> RowReader | None:
        if self.feed_set.encoding == "utf-16" and not tape.bom:
            self._refuse(1, None, refusals.NO_BOM)
            return None
        missing = [header for header in self.profile.headers if header not in headers]
        for header in missing:
            self._refuse(1, header, refusals.MISSING_COLUMN)
        return None if missing else RowReader(self, headers, tape)

    def _finish(self, tape: Tape, watch: NumberWatch, headers: list[str]) -> None:
        found = [
            Refusal(self.profile.file, 1, shown(headers[index]), value, refusals.MY_NUMBER)
            for index, value in watch.found()
        ]
        self.result.refused[:0] = found
        if tape.cut:
            self._refuse(self.result.count + 1, None, refusals.CUT_OFF)

    def _refuse(self, line: int, column: str | None, reason: str) -> None:
        self.result.refused.append(Refusal(self.profile.file, line, column and shown(column), "", reason))


def read_feed(raw: bytes, profile: FeedProfile, feed_set: FeedSet, municipality: str) -> ReadFeed:
    """小さな出力を、一度に全部読む。断られた人の行は、`rows` に入らない。"""
    reader = FeedReader(profile, feed_set, municipality)
    rows = [row for batch in reader.batches(io.BytesIO(raw)) for row in batch]
    result = reader.result
    result.rows = [
        decode_row(row.subject, row.record, row.content)
        for row in rows
        if row.subject not in result.doubtful and not row.deleted
    ]
    return result
