"""ますに文を収める: 折り返した行の数を数え、高さに入りきらない文を行の切れ目で分ける。"""

from __future__ import annotations

import unicodedata

#: 9ポイントの字の一行と、Excel が作れるいちばん高い行（どちらもポイント）。
LINE_HEIGHT, TALLEST = 11.25, 409.0
MARGIN = 4.0
MOST_LINES = int((TALLEST - MARGIN) // LINE_HEIGHT)


def wrapped(text: str, width: int) -> int:
    """`width`（半角の字の数）の列で折り返した行の数。全角は半角二つに数える。

    >>> wrapped("あいうえお", 4)
    3
    """
    return sum(max(1, -(-_columns(line) // width)) for line in text.split("\n"))


def height(lines: int) -> float:
    """行の高さ（ポイント）。"""
    return min(TALLEST, lines * LINE_HEIGHT + MARGIN)


def chunks(text: str, width: int, most: int = MOST_LINES) -> list[str]:
    """文を、折り返して `most` 行に収まる切れ目で分ける。つなぐと元の文に戻る（切れ目は改行）。"""
    found: list[list[str]] = [[]]
    used = 0
    for line in text.split("\n"):
        lines = wrapped(line, width)
        if found[-1] and used + lines > most:
            found.append([])
            used = 0
        found[-1].append(line)
        used += lines
    return ["\n".join(lines) for lines in found]


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in line)
