"""傷を入れた市を読むと、入れた傷を全部、それだけを言い当てる。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from madoguchi.residents.feeds.profiles import load_set
from madoguchi.residents.loading import load_folder
from madoguchi.residents.synthetic import write_city
from madoguchi.residents.synthetic.faults import plant_faults
from madoguchi.residents.synthetic.files import SETS
from tests.residents.conftest import AOBA, TODAY

PLACE = ("file", "line", "column", "value", "reason")


@pytest.mark.parametrize("encoding", list(SETS))
def test_every_planted_fault_is_reported_at_its_place_and_no_other(
    towns: None, tmp_path: Path, encoding: str
) -> None:
    """場所・値・理由のどれも同じ。"""
    write_city(tmp_path, 300, 3, encoding, TODAY, AOBA)
    plant_faults(tmp_path, 3, 36)
    planted = json.loads((tmp_path / "faults.json").read_text(encoding="utf-8"))
    report = load_folder(tmp_path, AOBA).as_dict()
    found = [{name: one[name] for name in PLACE} for one in report["refused"]]
    assert len(planted) == 36
    assert sorted(map(str, found)) == sorted(map(str, planted))
    assert all(one["remedy"] for one in report["refused"])


def test_the_same_seed_plants_the_same_faults(tmp_path: Path) -> None:
    """二度作っても、出力も一覧も一字たがわない。"""
    for name in ("one", "two"):
        write_city(tmp_path / name, 200, 5, "cp932", TODAY, AOBA)
        plant_faults(tmp_path / name, 5, 12)
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_every_encoding_fills_the_same_groups() -> None:
    """どの一式にも、同じ組の書式がある。"""
    groups = {frozenset(load_set(name).profiles) for name in SETS.values()}
    assert [len(one) for one in groups] == [34]
