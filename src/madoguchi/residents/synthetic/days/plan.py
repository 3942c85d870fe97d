"""いつ、何が、いくつ起きるか。率は人口千人あたり一年の数。"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from ..seasons import busyness

#: 出来事 → 人口千人あたり一年の件数。死亡のほかは、出どころのない見積もり。
RATES = {
    "birth": 4.3, "death": 16.1, "move_in": 21.0, "move_out": 22.0, "move_within": 18.0, "marriage": 3.4,
    "divorce": 1.4, "job_left": 22.0, "job_found": 22.0, "care": 24.0, "correction": 14.0,
}  # fmt: skip
MOVES = ("move_in", "move_out", "move_within")
_BUSYNESS_OF_A_YEAR = 1.15


def plan(rng: random.Random, people: int, days: Sequence[date]) -> dict[date, list[str]]:
    """日ごとの出来事。どれも、期間に一度は起きる。"""
    found: dict[date, list[str]] = {day: [] for day in days}
    for kind, rate in RATES.items():
        sums = list(accumulate(_weight(kind, day) for day in days))
        season = sums[-1] / max(1e-9, sum(_open(day) for day in days)) if kind in MOVES else 1
        share = season / _BUSYNESS_OF_A_YEAR if kind in MOVES else 1
        count = max(1, round(rate * people / 1000 * len(days) / 365 * share))
        for day in rng.choices(days, cum_weights=sums, k=count):
            found[day].append(kind)
    return found


def _weight(kind: str, day: date) -> float:
    if kind == "death":
        return 1.0
    return _open(day) * (busyness(day) if kind in MOVES else 1.0)


def _open(day: date) -> float:
    """土曜と日曜は窓口が閉まり、月曜は混む。"""
    return (1.3, 1.0, 1.0, 1.0, 1.1, 0.001, 0.001)[day.weekday()]
