"""導かれる値。不詳の日付では区間になり、入力が足りなければ不明になる。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.domain.calendar import Span
from madoguchi.domain.facts import ABSENT, UNKNOWN
from madoguchi.domain.measures import BY_ID

D = date
CASES: list[tuple[str, tuple[Any, ...], Any]] = [
    ("measure.age_law", (D(1951, 11, 11), D(2026, 11, 10)), 75),
    ("measure.age_birthday", (D(1951, 11, 11), D(2026, 11, 10)), 74),
    ("measure.age_law", (Span(D(1951, 1, 1), D(1951, 12, 31)), D(2026, 11, 10)), Span(74, 75)),
    ("measure.age_law", (Span(D(1940, 1, 1), D(1940, 2, 1)), D(2026, 11, 10)), 86),
    ("measure.age_law", (UNKNOWN, D(2026, 11, 10)), UNKNOWN),
    # 20歳に達した月から死亡の前の月まで（国民年金法7条・11条）
    ("measure.months_since_20", (D(2003, 11, 15), D(2026, 11, 10)), 36),
    ("measure.months_since_20", (D(2003, 11, 1), D(2026, 11, 10)), 37),
    ("measure.months_since_20", (D(2003, 12, 15), D(2026, 11, 10)), 35),
    ("measure.months_since_nhi", (D(2026, 8, 10), D(2026, 11, 10)), 3),
    ("measure.months_since_nhi", (D(2026, 8, 9), D(2026, 11, 10)), 4),
    ("measure.months_since_nhi", (ABSENT, D(2026, 11, 10)), ABSENT),
    ("measure.kouki_same_month", (D(2026, 11, 1), D(2026, 11, 10)), True),
    ("measure.kouki_same_month", (D(2026, 11, 1), D(2026, 11, 30)), False),
    ("measure.kouki_same_month", (D(2026, 12, 1), D(2026, 11, 30)), True),
    ("measure.kouki_same_month", (ABSENT, D(2026, 11, 30)), False),
    ("measure.kouki_same_month", (Span(D(2026, 10, 1), D(2026, 11, 5)), D(2026, 11, 10)), UNKNOWN),
    ("measure.kouki_from_nhi", (D(2026, 10, 5), D(2026, 10, 5)), True),
    ("measure.kouki_from_nhi", (D(2026, 10, 4), D(2026, 10, 5)), False),
    ("measure.kouki_from_nhi", (ABSENT, D(2026, 10, 5)), False),
    ("measure.kouki_from_nhi", (UNKNOWN, D(2026, 10, 5)), UNKNOWN),
    ("measure.notified", (D(2026, 11, 12), D(2026, 11, 22)), True),
    ("measure.notified", (D(2026, 11, 22), D(2026, 11, 22)), False),
    ("measure.notified", (ABSENT, D(2026, 11, 22)), False),
    ("measure.notified_within_7_days", (D(2026, 11, 10), D(2026, 11, 17), D(2026, 11, 22)), True),
    ("measure.notified_within_7_days", (D(2026, 11, 10), D(2026, 11, 18), D(2026, 11, 22)), False),
    ("measure.notified_within_7_days", (D(2026, 11, 10), ABSENT, D(2026, 11, 12)), True),
    ("measure.notified_within_7_days", (D(2026, 11, 10), ABSENT, D(2026, 11, 22)), False),
    ("measure.notified_within_7_days", (Span(D(2026, 11, 1), D(2026, 11, 10)), D(2026, 11, 12), D(2026, 11, 22)), UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("name", "inputs", "expected"), CASES)
def test_a_measure_follows_its_law(name: str, inputs: tuple[Any, ...], expected: Any) -> None:
    result = BY_ID[name].compute(*inputs)
    # 区間どうしの等しさは「言い切れるか」なので、書き表しで比べる。
    assert repr(result) == repr(expected)
