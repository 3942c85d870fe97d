"""和暦・年齢・年度・月の数え方と、閉庁日。今日が何日かは知らない。"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .errors import Fault

#: 元号の始まり。明治5年までは太陰暦のため、西暦への換算は明治6年1月1日から受け付ける。
ERAS: tuple[tuple[date, str, str], ...] = (
    (date(1868, 1, 25), "明治", "M"),
    (date(1912, 7, 30), "大正", "T"),
    (date(1926, 12, 25), "昭和", "S"),
    (date(1989, 1, 8), "平成", "H"),
    (date(2019, 5, 1), "令和", "R"),
)
SOLAR_FROM = date(1873, 1, 1)
_WEEKDAYS = "月火水木金土日"
_WAREKI = re.compile(
    r"(明治|大正|昭和|平成|令和|[MTSHR])\s*(元|\d{1,2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?"
)


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """不詳を含む日付や年齢の区間 [low, high]。比べた結果は、区間の全部で言えるときだけ真になる。"""

    low: Any
    high: Any

    def __eq__(self, other: object) -> bool:
        low, high = bounds(other)
        return bool(self.low == self.high == low == high)

    def __ne__(self, other: object) -> bool:
        low, high = bounds(other)
        return bool(self.high < low or high < self.low)

    def __lt__(self, other: object) -> bool:
        return bool(self.high < bounds(other)[0])

    def __le__(self, other: object) -> bool:
        return bool(self.high <= bounds(other)[0])

    def __gt__(self, other: object) -> bool:
        return bool(self.low > bounds(other)[1])

    def __ge__(self, other: object) -> bool:
        return bool(self.low >= bounds(other)[1])

    def __hash__(self) -> int:
        return hash((self.low, self.high))

    def __str__(self) -> str:
        return f"{self.low}から{self.high}のあいだ"


def bounds(value: Any) -> tuple[Any, Any]:
    """値を区間の両端にする。ふつうの値は両端が同じ。"""
    return (value.low, value.high) if isinstance(value, Span) else (value, value)


def span(low: Any, high: Any) -> Any:
    """両端が同じなら値そのもの、違えば区間。"""
    return low if low == high else Span(low, high)


def era_of(day: date) -> tuple[str, int]:
    """元号と年。境の日は新しい元号（昭和64年1月7日の翌日は平成元年1月8日）。

    >>> era_of(date(2019, 5, 1))
    ('令和', 1)
    """
    index = bisect_right([start for start, _, _ in ERAS], day) - 1
    if index < 0:
        raise Fault(
            "明治より前の日付は和暦にできません。", value=day.isoformat(), remedy="日付を確かめてください。"
        )
    start, name, _ = ERAS[index]
    return name, day.year - start.year + 1


def wareki(day: date) -> str:
    """和暦の日付。

    >>> wareki(date(2026, 11, 24))
    '令和8年11月24日'
    """
    name, year = era_of(day)
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """曜日の一字。"""
    return _WEEKDAYS[day.weekday()]


def parse_wareki(text: str) -> date:
    """和暦の文字を日付にする。元号の期間の外（昭和64年1月8日など）は断る。

    住民記録システム標準仕様書 1.1.8 に従い、明治45年7月30日と大正15年12月25日は認める。

    >>> parse_wareki('S19.6.5')
    datetime.date(1944, 6, 5)
    """
    found = _WAREKI.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    if not found:
        raise Fault(
            "和暦の日付として読めません。",
            value=text,
            remedy="「昭和19年6月5日」か「S19.6.5」の形で書いてください。",
        )
    era, year_text, month, day = found.groups()
    index = next(i for i, (_, name, letter) in enumerate(ERAS) if era in (name, letter))
    start = ERAS[index][0]
    year = start.year + (1 if year_text == "元" else int(year_text)) - 1
    try:
        result = date(year, int(month), int(day))
    except ValueError:
        raise Fault("暦にない日付です。", value=text, remedy="年月日を確かめてください。") from None
    last = ERAS[index + 1][0] if index + 1 < len(ERAS) else date.max
    closes_on_border = ERAS[index][1] in ("明治", "大正")
    beyond = result > last if closes_on_border else result >= last
    if result < start or result < SOLAR_FROM or (index + 1 < len(ERAS) and beyond):
        raise Fault(
            f"{ERAS[index][1]}の期間にない日付です。", value=text, remedy="元号と年を確かめてください。"
        )
    return result


def add_months(day: date, months: int) -> date:
    """月を足す。その日がなければ月の末日（1月31日の1か月後は2月28日）。"""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """その月の末日。"""
    return day.replace(day=monthrange(day.year, day.month)[1])


def age_by_birthday(birth: date, on: date) -> int:
    """誕生日で数えた満年齢（歳）。2月29日生まれは、平年は3月1日に一つ加わる。"""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_by_law(birth: date, on: date) -> int:
    """法律上の満年齢（歳）。誕生日の前日の終わりに達する（年齢計算ニ関スル法律、民法143条）。

    >>> age_by_law(date(1961, 11, 11), date(2026, 11, 10))
    65
    """
    return age_by_birthday(birth, on + timedelta(days=1))


def fiscal_year_end(day: date) -> date:
    """その日を含む年度の末日（3月31日）。"""
    return date(day.year + (day.month > 3), 3, 31)


def age_at_fiscal_year_end(birth: date, on: date) -> int:
    """その年度の末日での法律上の年齢（歳）。4月1日生まれは早い学年になる（学校教育法17条）。"""
    return age_by_law(birth, fiscal_year_end(on))


def months_between(start: date, end: date) -> int:
    """`start` に何か月を足せば `end` 以上になるか（月の末日で切る。負にはしない）。"""
    months = max(0, (end.year - start.year) * 12 + end.month - start.month - 1)
    while add_months(start, months) < end:
        months += 1
    return months


@dataclass(frozen=True, slots=True)
class OpenDays:
    """開庁日の暦。`closed` は土日のほかの閉庁日、`first` `last` は分かっている範囲。"""

    closed: Container[date]
    first: date
    last: date

    def is_open(self, day: date) -> bool:
        """開庁日か。範囲の外はわからないので断る。"""
        if not self.first <= day <= self.last:
            reason = f"閉庁日の暦が {self.first.year}年から{self.last.year}年までしかありません。"
            raise Fault(reason, value=day.isoformat(), remedy="日付を確かめてください。")
        return day.weekday() < 5 and day not in self.closed

    def next_open(self, day: date) -> date:
        """その日が閉庁日なら、次の開庁日。"""
        while not self.is_open(day):
            day += timedelta(days=1)
        return day
