"""出力の日付の読み方。不詳は区間になり、ありえない日は断る。"""

from __future__ import annotations

from datetime import date

import pytest

from madoguchi.domain.calendar import Span
from madoguchi.domain.errors import Fault
from madoguchi.residents.feeds.dates import parse_date, write_date


@pytest.mark.parametrize(
    ("text", "form", "low", "high"),
    [
        ("1944-06-05", "iso", date(1944, 6, 5), date(1944, 6, 5)),
        ("19440605", "compact", date(1944, 6, 5), date(1944, 6, 5)),
        ("昭和19年6月5日", "wareki", date(1944, 6, 5), date(1944, 6, 5)),
        ("1944-06-05", "wareki", date(1944, 6, 5), date(1944, 6, 5)),
        ("平成元年1月8日", "wareki", date(1989, 1, 8), date(1989, 1, 8)),
        ("19440600", "compact", date(1944, 6, 1), date(1944, 6, 30)),
        ("1944-00-00", "iso", date(1944, 1, 1), date(1944, 12, 31)),
        ("昭和19年月日不詳", "wareki", date(1944, 1, 1), date(1944, 12, 31)),
        ("昭和19年2月日不詳", "wareki", date(1944, 2, 1), date(1944, 2, 29)),
        ("昭和19年6月上旬", "wareki", date(1944, 6, 1), date(1944, 6, 10)),
        ("昭和19年6月下旬", "wareki", date(1944, 6, 21), date(1944, 6, 30)),
        ("昭和19年頃", "wareki", date(1943, 1, 1), date(1945, 12, 31)),
        ("昭和19年6月頃", "wareki", date(1944, 5, 1), date(1944, 7, 30)),
        ("昭和64年月日不詳", "wareki", date(1989, 1, 1), date(1989, 1, 8)),
    ],
)
def test_a_date_is_read_as_the_days_it_can_mean(text: str, form: str, low: date, high: date) -> None:
    """端の両方を確かめる。"""
    found = parse_date(text, form)
    assert (found.low, found.high) == (low, high) if isinstance(found, Span) else found == low == high


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("昭和64年1月8日", "wareki"), ("平成31年5月1日", "wareki"), ("平成元年1月7日", "wareki"),
        ("昭和19年13月日不詳", "wareki"), ("1944/6/5", "iso"), ("20230229", "compact"), ("きのう", "wareki"),
        ("19440605", "iso"),
    ],
)  # fmt: skip
def test_an_impossible_or_misshapen_date_is_refused(text: str, form: str) -> None:
    """黙って近い日にしない。"""
    with pytest.raises(Fault):
        parse_date(text, form)


@pytest.mark.parametrize("text", ["不詳", "年月日不詳"])
def test_a_wholly_unknown_date_has_no_value(text: str) -> None:
    """区間にもできない不詳は None。"""
    assert parse_date(text, "wareki") is None


@pytest.mark.parametrize("form", ["iso", "compact", "compact99", "slash", "wareki"])
@pytest.mark.parametrize(
    "value",
    [date(1944, 6, 5), Span(date(1944, 1, 1), date(1944, 12, 31)), Span(date(1944, 6, 1), date(1944, 6, 30))],
)
def test_what_is_written_is_read_back(value: object, form: str) -> None:
    """書いて読むと元に戻る。"""
    assert str(parse_date(write_date(value, form), form)) == str(value)
