"""いまの時刻を読む唯一の場所。ほかの部品には値で渡す。"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from madoguchi.config import environment

TOKYO = ZoneInfo("Asia/Tokyo")


def now() -> datetime:
    """日本時間のいま。MADOGUCHI_TODAY があれば、その日のいまの時刻。"""
    moment = datetime.now(TOKYO)
    fixed = environment.day("MADOGUCHI_TODAY")
    return moment if fixed is None else datetime.combine(fixed, _clock_part(moment), TOKYO)


def today() -> date:
    """日本時間のきょう。"""
    return now().date()


def _clock_part(moment: datetime) -> time:
    return moment.time().replace(tzinfo=None)
