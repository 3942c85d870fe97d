"""開庁の時間を数える。夜と閉庁日は、待たせた時間に入れない。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from madoguchi.catalogue.profiles import Hours, MunicipalityProfile, open_days

#: 本庁の窓口の時間を決めていない自治体の、ふつうの時間。
USUAL = Hours("月火水木金", "8:30", "17:15")
#: さかのぼる長さ。これだけ閉まりつづける役所はない。
FURTHEST = 90


def hours_ago(profile: MunicipalityProfile, now: datetime, hours: int) -> datetime:
    """`now` から、開庁の時間を `hours` 時間さかのぼった時刻。これより前から待っていれば、待たせすぎている。"""
    left = timedelta(hours=hours)
    for opens, closes in _back(profile, now):
        if closes - opens >= left:
            return closes - left
        left -= closes - opens
    return now - timedelta(days=FURTHEST)


def _back(profile: MunicipalityProfile, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """いまから前へ、開いていた時間を一日ずつ。"""
    rules = next((one.hours for one in profile.windows if one.main), (USUAL,))
    days = open_days(profile.closing_days)
    for number in range(FURTHEST):
        day = now.date() - timedelta(days=number)
        rule = next((one for one in rules if one.on(day)), None) if days.is_open(day) else None
        if rule is not None:
            opens, closes = (_at(day, text, now) for text in (rule.opens, rule.closes))
            if opens < now:
                yield opens, min(closes, now)


def _at(day: date, text: str, now: datetime) -> datetime:
    hour, minute = text.split(":")
    return datetime.combine(day, time(int(hour), int(minute)), now.tzinfo)
