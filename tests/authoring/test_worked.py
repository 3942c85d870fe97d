"""期限の三つの例: 閉庁日に当たる例が必ず一つあり、決まりどおりに動くか、動かない。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from madoguchi.authoring import wording
from madoguchi.authoring.entries import Shelf
from madoguchi.authoring.worked import USUAL, examples, period_of
from madoguchi.catalogue.profiles import open_days
from madoguchi.domain.procedures import DeadlineRule

OWN = frozenset({date(2026, 11, 25)})


def shown(**rule: Any) -> list[str]:
    return [str(one) for one in examples(DeadlineRule(**rule), open_days(OWN))]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            {"length": {"days": 15}, "closing_day": "next_open"},
            [
                "令和8年11月10日（火） → 令和8年11月26日（木）（令和8年11月25日（水）が閉庁日のため）",
                "令和8年11月13日（金） → 令和8年11月30日（月）（令和8年11月28日（土）が閉庁日のため）",
                "令和8年12月25日（金） → 令和9年1月12日（火）（令和9年1月9日（土）が閉庁日のため）",
            ],
        ),
        (
            {"length": {"days": 14}, "closing_day": "next_open"},
            [
                "令和8年11月10日（火） → 令和8年11月24日（火）",
                "令和8年11月11日（水） → 令和8年11月26日（木）（令和8年11月25日（水）が閉庁日のため）",
                "令和8年12月25日（金） → 令和9年1月8日（金）",
            ],
        ),
        (
            {"length": {"days": 7}, "count_first_day": True, "closing_day": "same"},
            [
                "令和8年11月10日（火） → 令和8年11月16日（月）",
                "令和8年11月15日（日） → 令和8年11月21日（土）（閉庁日だが動かない）",
                "令和8年12月25日（金） → 令和8年12月31日（木）（閉庁日だが動かない）",
            ],
        ),
        (
            {"length": {"months": 3}, "closing_day": "next_open"},
            [
                "令和8年11月10日（火） → 令和9年2月10日（水）",
                "令和8年11月11日（水） → 令和9年2月12日（金）（令和9年2月11日（木）が閉庁日のため）",
                "令和9年2月28日（日） → 令和9年5月31日（月）",
            ],
        ),
        ({"length": {}}, []),
    ],
)  # fmt: skip
def test_three_dates_are_counted_and_one_meets_a_closing_day(
    rule: dict[str, Any], expected: list[str]
) -> None:
    assert shown(**rule) == expected


@pytest.mark.parametrize(
    ("since", "until", "starts"),
    [
        (date(2012, 4, 1), date(2026, 4, 1), ["令和7年11月10日（月）", "令和7年11月14日（金）", "令和7年12月25日（木）"]),
        (date(2027, 4, 1), None, ["令和9年11月10日（水）", "令和9年11月12日（金）", "令和9年12月25日（土）"]),
        (date(2020, 2, 1), date(2020, 3, 1), ["令和2年2月1日（土）", "令和2年2月7日（金）", "令和2年2月1日（土）"]),
    ],
)  # fmt: skip
def test_an_earlier_or_later_law_is_counted_on_days_of_its_own(
    shelf: Shelf, since: date, until: date | None, starts: list[str]
) -> None:
    procedure = replace(shelf.definitions.procedures["b_teate"], valid_from=since, valid_to=until)
    found = examples(procedure.deadline, open_days(), period_of(procedure))
    assert [str(one).split(" → ")[0] for one in found] == starts


def test_a_law_chosen_by_the_day_of_judging_is_counted_on_any_days(shelf: Shelf) -> None:
    procedure = shelf.definitions.procedures["b_teate"]
    by_judging = replace(procedure, chosen_by="on", valid_to=date(2020, 1, 1))
    assert period_of(by_judging).moved(USUAL) == USUAL


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"length": {"days": 14}}, "生まれた日の翌日から数えて14日。閉庁日に当たっても動かない"),
        ({"length": {"years": 1, "months": 6}, "start": "knew"}, "知った日の翌日から数えて1年6か月。閉庁日に当たっても動かない"),
        ({"length": {"days": 7}, "count_first_day": True, "start": "notified"}, "届け出た日を一日めとして7日。閉庁日に当たっても動かない"),
        ({"length": {"days": 0}, "count_first_day": True}, "生まれた日の前の日まで。閉庁日に当たっても動かない"),
        ({"opens": {"days": 3}}, "受け付けは、生まれた日の3日後から"),
    ],
)  # fmt: skip
def test_how_the_days_are_counted_is_said(shelf: Shelf, rule: dict[str, Any], said: str) -> None:
    procedure = replace(shelf.definitions.procedures["b_teate"], deadline=DeadlineRule(**rule))
    assert wording.deadline_lines(procedure, shelf.definitions)[1] == said


def test_the_deadline_is_said_in_words_with_its_start_and_what_follows(shelf: Shelf) -> None:
    procedure = shelf.definitions.procedures["b_teate"]
    assert wording.deadline_lines(procedure, shelf.definitions) == (
        "生まれた日の翌日から15日",
        "生まれた日の翌日から数えて15日。閉庁日に当たれば次の開庁日まで",
        "過ぎると、請求できなくなる",
        "根拠: 児童手当法8条3項",
    )
