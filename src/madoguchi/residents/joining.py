"""一つの組が二つの出力に分かれているとき、同じ鍵の行の欄を一つの行に合わせる。"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from .feeds import refusals
from .feeds.coding import dump_plain
from .feeds.refusals import Refusal
from .feeds.row_reading import CodedRow


class Extra:
    """欄を足すだけの出力の行。"""

    def __init__(self, file: str) -> None:
        self.file = file
        self.rows: dict[str, CodedRow] = {}

    def take(self, rows: Sequence[CodedRow]) -> None:
        """覚える。"""
        self.rows |= {row.key: row for row in rows}

    def join(self, rows: list[CodedRow]) -> list[CodedRow]:
        """足す行があれば、欄を合わせる。"""
        if not self.rows:
            return rows
        for row in rows:
            more = self.rows.pop(row.key, None)
            if more is not None:
                row.content = _joined(row.content, more.content)
        return rows

    def left(self) -> Iterator[tuple[Refusal, str]]:
        """足す先のなかった行と、その人。"""
        for row in self.rows.values():
            yield Refusal(self.file, row.number, None, row.subject, refusals.NO_BASE), row.subject


def _joined(base: str, more: str) -> str:
    whole = json.loads(base)
    whole["values"] |= json.loads(more)["values"]
    return dump_plain(whole)
