"""作りものの来庁予定。取り込めて、来る日の順に出て、見本の家族は住民として引ける。"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from madoguchi.municipalities.scope import scope
from madoguchi.residents import expected, queries
from madoguchi.residents.loading import load_folder
from madoguchi.residents.synthetic import write_announced, write_city
from tests.support.cast import AOBA

TODAY = date(2026, 11, 20)


def test_announced_visits_are_loaded_and_know_their_residents(towns, tmp_path: Path) -> None:
    write_city(tmp_path / "city", 60, 1, "cp932", TODAY, AOBA)
    load_folder(tmp_path / "city", AOBA)
    write_announced(tmp_path / "visits", AOBA, TODAY)
    assert load_folder(tmp_path / "visits", AOBA).refused == []
    with scope(AOBA):
        found = expected.expected_visits(TODAY, TODAY + timedelta(days=14))
        kinds = [one.kind for one in found]
        assert kinds.count("moving_in") == 5
        assert {"moving_out", "moving_within"} <= set(kinds)
        for one in found:
            if one.kind != "moving_in":
                assert queries.display(one.person).name == one.name


def test_the_same_day_is_always_the_same(tmp_path: Path) -> None:
    for name in ("1", "2"):
        write_announced(tmp_path / name, AOBA, TODAY)
    first, again = ((tmp_path / name / "pre_notice.csv").read_bytes() for name in ("1", "2"))
    assert first == again
