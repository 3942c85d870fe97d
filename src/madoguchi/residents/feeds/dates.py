"""出力の日付を読み書きする。8桁・年-月-日・和暦と、不詳日（住民記録システム標準仕様書 1.1.8）を区間にする。"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from madoguchi.domain.calendar import ERAS, Span, add_months, parse_wareki, wareki
from madoguchi.domain.errors import Fault

from .refusals import NOT_DATE

_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DIGITS = {"iso": re.compile(r"(\d{4})-(\d{2})-(\d{2})"), "compact": _EIGHT, "compact99": _EIGHT,
           "slash": re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")}  # fmt: skip
#: 書式に書ける、日付の形。
FORMS = frozenset([*_DIGITS, "wareki"])
_ERA = "(?P<era>明治|大正|昭和|平成|令和)(?P<year>元|[0-9]{1,2})年"
_UNSURE = tuple(
    (re.compile(_ERA + tail), kind)
    for tail, kind in (
        (r"月日不詳|不詳", "year"),
        (r"頃", "around_year"),
        (r"(?P<month>[0-9]{1,2})月(?:日不詳|不詳日|不詳)", "month"),
        (r"(?P<month>[0-9]{1,2})月頃", "around_month"),
        (r"(?P<month>[0-9]{1,2})月(?P<third>上旬|中旬|下旬)", "third"),
        (r"(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日頃", "around_day"),
    )
)
_WHOLLY_UNKNOWN = frozenset(["不詳", "年月日不詳", "00000000", "0000-00-00", "0000/00/00"])


def parse_date(text: str, form: str) -> Any:
    """文字を日付にする。不詳は区間（`Span`）、まったくの不詳は None。

    `form` は iso（1944-06-05）・compact（19440605）・compact99（8桁で、不詳の月日が 99 のこともある）・
    slash（1944/6/5）・wareki（昭和19年6月5日。西暦の iso も受ける）。
    読めないものと、暦や元号にない日付は断る。
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in _WHOLLY_UNKNOWN or (form == "compact99" and plain == "99999999"):
        return None
    if form == "wareki" and not plain[:1].isdigit():
        return _wareki(plain)
    found = _DIGITS["iso" if form == "wareki" else form].fullmatch(plain)
    if not found:
        raise Fault(NOT_DATE)
    year, month, day = (int(part) for part in found.groups())
    if form == "compact99":
        month, day = month % 99, day % 99
    try:
        return _digits(year, month, day)
    except ValueError:
        raise Fault("暦にない日付です。", remedy="年月日を確かめてください。") from None


def _digits(year: int, month: int, day: int) -> Any:
    if month == 0 and day == 0:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if day == 0:
        return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return date(year, month, day)


def _wareki(plain: str) -> Any:
    for pattern, kind in _UNSURE:
        found = pattern.fullmatch(plain)
        if found:
            return _unsure(found, kind)
    return parse_wareki(plain)


def _unsure(found: re.Match[str], kind: str) -> Span:
    """不詳の形を区間にする。「頃」は前後に一単位ずつ広げる（狭く読みすぎない）。"""
    part = found.groupdict()
    start = next(day for day, name, _ in ERAS if name == part["era"])
    year = start.year + (1 if part["year"] == "元" else int(part["year"])) - 1
    low, high = _within_era(date(year, 1, 1), date(year, 12, 31), part["era"])
    if kind == "around_year":
        return Span(date(year - 1, 1, 1), date(year + 1, 12, 31))
    if kind == "year":
        return Span(low, high)
    month = int(part["month"])
    if not 1 <= month <= 12:
        raise Fault("暦にない日付です。", remedy="年月日を確かめてください。")
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if kind == "around_month":
        return Span(add_months(first, -1), add_months(last, 1))
    if kind == "around_day":
        day = parse_wareki(found.group(0)[:-1])
        return Span(day - timedelta(days=15), day + timedelta(days=15))
    if kind == "third":
        begin, end = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last.day)}[part["third"]]
        return Span(first.replace(day=begin), first.replace(day=end))
    return Span(*_within_era(first, last, part["era"]))


def _within_era(low: date, high: date, era: str) -> tuple[date, date]:
    """区間を元号の期間で切る。まったく外なら断る。"""
    index = next(i for i, (_, name, _) in enumerate(ERAS) if name == era)
    start = ERAS[index][0]
    end = ERAS[index + 1][0] if index + 1 < len(ERAS) else date.max
    if high < start or low > end:
        raise Fault(f"{era}の期間にない日付です。", remedy="元号と年を確かめてください。")
    return max(low, start), min(high, end)


def write_date(value: Any, form: str) -> str:
    """日付を書く。区間は、年か月までの不詳として書く。"""
    if isinstance(value, Span):
        return _write_span(value, form)
    if form == "wareki":
        return wareki(value)
    if form == "slash":
        return f"{value.year}/{value.month}/{value.day}"
    return f"{value:%Y%m%d}" if form in ("compact", "compact99") else value.isoformat()


def _write_span(value: Span, form: str) -> str:
    low: date = value.low
    whole_year = (value.high.month, value.high.day) == (12, 31) and (low.month, low.day) == (1, 1)
    if form == "wareki":
        year_and_month = wareki(low).split("月")[0]
        return year_and_month.split("年")[0] + "年月日不詳" if whole_year else year_and_month + "月日不詳"
    blank = "99" if form == "compact99" else "00"
    month = blank if whole_year else f"{low:%m}"
    mark = {"iso": "-", "slash": "/"}.get(form, "")
    return mark.join([f"{low:%Y}", month, blank])
