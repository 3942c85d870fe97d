"""引っ越しの多い日と少ない日。4月1日の前後は、ふだんの4～5倍になる。"""

from __future__ import annotations

import random
from datetime import date, timedelta

_PEAK, _SHOULDER = 4.8, 2.0


def busyness(day: date) -> float:
    """その日の引っ越しの多さ。ふだんの日を1とする。"""
    mark = (day.month, day.day)
    if (3, 28) <= mark <= (4, 4):
        return _PEAK
    return _SHOULDER if (3, 15) <= mark <= (4, 12) else 1.0


def moving_day(rng: random.Random, earliest: date, latest: date) -> date:
    """`earliest` から `latest` までの、引っ越しの日。"""
    span = (latest - earliest).days
    while True:
        day = earliest + timedelta(days=rng.randint(0, span))
        if rng.random() * _PEAK < busyness(day):
            return day
