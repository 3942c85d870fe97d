"""「今日はここまで」で先にする行。重い行は必ず入り、紙には日付の近いものから並ぶ。"""

from __future__ import annotations

from datetime import date

from madoguchi.guide.ending import AT_MOST, urgent
from madoguchi.guide.parts import PartLine


def line(name: str, day: int | None, rank: str = "none") -> PartLine:
    due = None if day is None else date(2026, 12, day)
    return PartLine(name, None, "必要", name, "", "", "", "", (), "", "", due, rank)


def test_a_heavy_line_is_chosen_though_others_come_sooner():
    light = [line(f"d_{day}", day) for day in range(1, 8)]
    found = [one.title for one in urgent([*light, line("d_dog", 20, "penalty"), line("d_someday", None)])]
    assert len(found) == AT_MOST
    assert found == ["d_1", "d_2", "d_3", "d_4", "d_dog"]


def test_what_is_chosen_stands_in_the_order_of_its_days():
    found = urgent([line("d_dog", 14, "penalty"), line("d_card", 2), line("d_loss", 9, "irreversible")])
    assert [one.title for one in found] == ["d_card", "d_loss", "d_dog"]
