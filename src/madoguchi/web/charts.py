"""小さな図を描くための寸法。描くのは雛形の SVG で、ここは数を位置に直すだけ。色だけでなく、模様と字で分ける。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STEPS = (1, 2, 5)
WIDTH, LEFT, TOP, FLOOR = 800, 36, 24, 186
BAR = 120


@dataclass(frozen=True, slots=True)
class Point:
    """縦の棒一本。`value` が None なら、棒の代わりに `text` を出す。"""

    label: str
    below: str
    value: int | None
    text: str
    now: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """目盛り。"""

    y: str
    text_y: str
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """縦の棒の位置と字。"""

    x: str
    y: str
    width: str
    height: str
    middle: str
    value_y: str
    label: str
    below: str
    text: str
    drawn: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """縦の棒の図。"""

    ticks: tuple[Tick, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """横の棒一本。`width` が空なら、伏せた数なので棒を出さない。"""

    label: str
    text: str
    width: str


def top_of(largest: int) -> int:
    """目盛りの上の端。三つか四つに割れる、切りのよい数。

    >>> top_of(53), top_of(8), top_of(0), top_of(214)
    (60, 8, 4, 300)
    """
    step = 1
    while True:
        for times in STEPS:
            width = step * times
            if width * 4 >= largest:
                return max(4, -(-largest // width) * width)
        step *= 10


def columns(points: Sequence[Point]) -> Columns:
    """縦の棒。同じ `below` は、初めの一つだけに出す。"""
    top = top_of(max((point.value or 0 for point in points), default=0))
    step = next(top // parts for parts in (3, 4, 2, 1) if top % parts == 0)
    ticks = tuple(
        Tick(_text(_y(at, top)), _text(_y(at, top) + 5), str(at)) for at in range(0, top + 1, max(1, step))
    )
    slot = (WIDTH - LEFT) / max(1, len(points))
    before = ["", *(point.below for point in points)]
    made = (_column(point, index, slot, top, before[index]) for index, point in enumerate(points))
    return Columns(ticks, tuple(made))


def bars(amounts: Sequence[tuple[str, int | None, str]]) -> tuple[Bar, ...]:
    """横の棒。名・数（None は伏せた数）・字。いちばん大きい数を幅いっぱいにする。

    >>> [one.width for one in bars([("戸籍", 200, "200"), ("証", 100, "100"), ("話", None, "10未満")])]
    ['120.0', '60.0', '']
    """
    largest = max((count or 0 for _, count, _ in amounts), default=0) or 1
    return tuple(
        Bar(label, text, "" if count is None else _text(BAR * count / largest))
        for label, count, text in amounts
    )


def _column(point: Point, index: int, slot: float, top: int, before: str) -> Column:
    width = min(slot * 0.62, 40)
    middle = LEFT + slot * (index + 0.5)
    y = _y(point.value or 0, top)
    return Column(
        _text(middle - width / 2), _text(y), _text(width), _text(FLOOR - y), _text(middle), _text(y - 6), point.label,
        "" if point.below == before else point.below, point.text, point.value is not None, point.now,
    )  # fmt: skip


def _y(value: int, top: int) -> float:
    return FLOOR - (FLOOR - TOP) * value / top


def _text(value: float) -> str:
    return f"{value:.1f}"
