"""要らなくなった世代の行だけが消え、いま見える行は一つも消えない。"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from madoguchi.municipalities.scope import scope
from madoguchi.ops import worker
from madoguchi.residents import queries
from madoguchi.residents.loading import load_folder
from madoguchi.residents.models import CoreRow, LoadRun, SearchEntry
from madoguchi.residents.purging import purge
from tests.residents.feed_files import AOBA, line, sheet, shelf

FIRST, SECOND = "2026-11-20T06:00+09:00", "2026-11-21T06:00+09:00"
ROW = {"宛名番号": "0001000012", "履歴番号": "1", "世帯番号": "9", "住民状態": "住民"}


@pytest.fixture
def renamed(towns: None, tmp_path: Path) -> None:
    """鈴木さんになった佐藤さん。"""
    for number, (day, name) in enumerate(((FIRST, "佐藤　松雄"), (SECOND, "鈴木　松雄"))):
        feed = {"resident": sheet("resident", line("resident", 氏名=name, **ROW))}
        load_folder(shelf(tmp_path / str(number), day, feed), AOBA)


@pytest.mark.parametrize(("days", "left"), [(0, 2), (2, 1)])
def test_rows_closed_a_day_ago_go_and_the_visible_stay(renamed: None, days: int, left: int) -> None:
    """切り替えたばかりのときは、読みかけの画面のために残す。"""
    with scope(AOBA):
        purge(LoadRun.objects.latest("pk").finished_at + timedelta(days=days))
        assert CoreRow.objects.count() == left
        assert SearchEntry.objects.count() == left
        assert [hit.name for hit in queries.search("鈴木")] == ["鈴木　松雄"]


def test_the_worker_does_it_every_night(
    renamed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """列に並び、行われる。"""
    monkeypatch.setenv("MADOGUCHI_TODAY", "2100-01-01")
    worker.plan_day()
    while worker.work_round():
        pass
    with scope(AOBA):
        assert CoreRow.objects.count() == 1
