"""開庁の時間のさかのぼり: 夜、土日、祝日、閉庁日は、待たせた時間に数えない。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from madoguchi.catalogue.documents import Document
from madoguchi.catalogue.open_hours import hours_ago
from madoguchi.catalogue.profiles import Hours, MunicipalityProfile, WaitLimits, Window, profile
from madoguchi.catalogue.schema import KINDS
from madoguchi.catalogue.shapes import mismatches

TOKYO = ZoneInfo("Asia/Tokyo")
CITY = MunicipalityProfile(
    "990001", "あおば市", "あおば県", "aoba", "窓口", "0000", "平日", closing_days=frozenset({date(2026, 11, 19)})
)  # fmt: skip
NARROW = Window(
    "sogo", "窓口", "本庁", frozenset(), frozenset(), (Hours("月火水木金", "9:00", "12:00"),), main=True
)
CASES = [
    # いま, 時間数, さかのぼった時刻（20日は金曜、19日は閉庁日）
    ("2026-11-20 10:30", 1, "2026-11-20 09:30"),
    ("2026-11-20 09:00", 1, "2026-11-18 16:45"),
    ("2026-11-20 08:30", 1, "2026-11-18 16:15"),
    ("2026-11-20 19:00", 4, "2026-11-20 13:15"),
    ("2026-11-22 12:00", 1, "2026-11-20 16:15"),
    ("2026-11-24 09:00", 1, "2026-11-20 16:45"),
    ("2026-11-24 09:00", 10, "2026-11-18 16:30"),
    ("2027-01-04 08:40", 1, "2026-12-28 16:25"),
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@pytest.mark.parametrize(("now", "hours", "found"), CASES)
def test_only_open_hours_are_counted(now: str, hours: int, found: str) -> None:
    assert hours_ago(CITY, at(now), hours) == at(found)


def test_the_hours_of_the_main_window_are_the_hours_of_the_city() -> None:
    city = replace(CITY, windows=(NARROW,))
    assert hours_ago(city, at("2026-11-20 16:00"), 4) == at("2026-11-18 11:00")


def test_a_municipality_writes_only_what_differs() -> None:
    raw = {"code": "990001", "name": "あ", "prefecture": "あ", "slug": "a", "counter_name": "窓", "telephone": "0", "hours": "平日"}  # fmt: skip
    own = profile(Document({**raw, "wait_limits": {"referred": 2}}, "municipality.yaml"), None)
    assert own.wait_limits == WaitLimits(referred=2)
    assert profile(Document(raw, "municipality.yaml"), None).wait_limits == WaitLimits()


@pytest.mark.parametrize("limits", [{"referred": 0}, {"referred": "1時間"}, {"lunch": 1}])
def test_a_limit_that_could_never_be_kept_is_refused(limits: object) -> None:
    found = list(
        mismatches(
            Document({"wait_limits": limits}, "municipality.yaml"), KINDS["municipality"].shape, partial=True
        )
    )
    assert found
