"""記録の時点を、同じ時刻どうしにまとめる。古いものは先に、一つずつ。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.counter.pages import RecordTime


@dataclass(frozen=True, slots=True)
class RecordRow:
    """画面の一行。`names` は「、」でつないだ記録の名。"""

    names: str
    time: str
    stale: bool


def rows_of(records: Sequence[RecordTime]) -> tuple[RecordRow, ...]:
    """古い記録を先に出し、届いている記録は時刻ごとに一行にする。

    >>> rows_of([RecordTime("介護", "6時"), RecordTime("国保", "6時"), RecordTime("福祉", "9日", True)])[1].names
    '介護、国保'
    """
    old = [RecordRow(one.name, one.time, True) for one in records if one.stale]
    fresh: dict[str, list[str]] = {}
    for one in records:
        if not one.stale:
            fresh.setdefault(one.time, []).append(one.name)
    return (*old, *(RecordRow("、".join(names), time, False) for time, names in fresh.items()))
