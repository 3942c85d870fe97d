"""一覧の画面は、いつ・どこへと、行ごとの段取りを言う。閉じた項目の行と職員だけの行には、何も言わない。"""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.counter import listing
from tests.counter.work import lines, part_of


def test_the_list_says_when_and_where_and_what_it_costs(case: int, sato: Any) -> None:
    told = {row.label: row.text for row in listing.list_page(sato, case).outlook}
    assert told["今日"].startswith("届や請求が")
    assert told["今日"].endswith("本庁舎1階 総合窓口。")
    assert told["費用"] == "窓口で払うお金 1,600円。金額を窓口でおたずねください: 標識。"


def test_a_line_says_what_comes_first_where_it_can_be_done_and_what_it_takes(case: int, sato: Any) -> None:
    line = lines(listing.list_page(sato, case))["d_inu@100001"]
    assert [(one.label, one.text) for one in line.arranged] == [
        ("先に", "介護保険の証を返してから"),
        ("窓口", "総合窓口（平日 8:30〜17:15）。南支所は、カードの端末がありません"),
        ("前もって", "鑑札をさがしておきます"),
        ("証明書", "住民票 1通（戻りません）"),
        ("お金", "鑑札の作り直し 1,600円。標識 金額は窓口でおたずねください"),
    ]


def test_a_closed_line_and_a_line_for_staff_say_nothing_of_their_arrangement(case: int, sato: Any) -> None:
    shown = lines(listing.list_page(sato, case))
    assert shown["d_zei@100001"].reason.startswith("税務課で確認")
    assert shown["d_zei@100001"].arranged == ()
    assert [line.arranged for line in shown.values() if line.staff_only] == [()]


def test_at_a_branch_without_the_terminal_a_line_is_left_for_the_main_office(
    case: int, sato: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert part_of(listing.list_page(sato, case), "d_inu@100001") == "today"
    monkeypatch.setattr(sato.counter_place, "key", "minami")
    page = listing.list_page(sato, case)
    assert part_of(page, "d_inu@100001") == "again"
    told = {one.label: one.text for one in lines(page)["d_inu@100001"].arranged}
    assert told["今日できない訳"].startswith("カードの端末がありません")
