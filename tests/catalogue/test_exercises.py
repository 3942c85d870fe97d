"""練習の題。棚にある題はどれも定義に合い、形や名の誤りは、どのファイルの何かを言う。"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from madoguchi.catalogue import exercises, releases
from madoguchi.catalogue.checks import Asked, check
from madoguchi.catalogue.shelf import layers, packaged_root, practice_of
from madoguchi.domain.errors import Fault

ROOT = packaged_root()


def written(folder: Path, text: str, name: str = "one") -> Path:
    """題を一つ置いた棚。"""
    (folder / "training").mkdir()
    (folder / "training" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def original() -> str:
    """いまある題の一つ。"""
    return (ROOT / "training" / "death_wife.yaml").read_text(encoding="utf-8")


def test_the_exercises_on_the_shelf_use_only_what_is_defined():
    found = exercises.load(ROOT)
    assert list(exercises.strays(found, releases.load(ROOT, "990001").definitions)) == []
    assert {one.event for one in found} >= {"death", "moving_out"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("procedure: d_", "procedure: dd_", "練習の題が、定義にない名"),
        ("order: 1", "order: first", "整数を書く所です"),
    ],
)
def test_the_check_of_a_shelf_reads_the_exercises(tmp_path: Path, old: str, new: str, told: str):
    root = Path(shutil.copytree(ROOT, tmp_path / "catalogue"))
    (root / "training" / "death_wife.yaml").write_text(original().replace(old, new, 1), encoding="utf-8")
    faults = check(root, Asked(date(2026, 11, 20), mutate=False))
    assert len(faults) == 1
    assert "death_wife.yaml" in str(faults[0])
    assert told in str(faults[0])


def test_a_procedure_that_is_not_defined_is_named():
    one = exercises.load(ROOT)[0]
    strange = exercises.Expected("receive", "わけ", "d_no_such")
    changed = type(one)(**{name: getattr(one, name) for name in one.__slots__} | {"expected": (strange,)})
    faults = list(exercises.strays([changed], releases.load(ROOT, "990001").definitions))
    assert [fault.value for fault in faults] == ["d_no_such"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("order: 1", "order: first"),
        ("do: confirm_household", "do: celebrate"),
        ("birth: 1944-06-05", "birth: 昭和19年"),
        ("title: ", "titel: "),
    ],
)
def test_a_wrong_form_is_told_with_its_place(tmp_path: Path, old: str, new: str):
    root = written(tmp_path, original().replace(old, new, 1), "death_wife")
    with pytest.raises(Fault) as told:
        exercises.load(root)
    assert told.value.file.endswith("death_wife.yaml")
    assert told.value.line


def test_the_file_has_the_name_of_the_exercise(tmp_path: Path):
    with pytest.raises(Fault, match="ファイル名と違います"):
        exercises.load(written(tmp_path, original(), "other"))


def test_a_city_for_practice_borrows_the_definitions_of_another():
    folders = layers(ROOT, "990009")
    assert [folder.name for folder in folders] == ["national", "990001-aoba", "990009-renshu"]
    held = releases.load(ROOT, "990009").municipality
    assert (held.name, held.practice_of) == ("練習市", "990001")
    assert practice_of(folders[1]) == ""


def test_a_city_for_practice_that_borrows_from_nowhere_is_refused(tmp_path: Path):
    (tmp_path / "national").mkdir()
    own = tmp_path / "municipalities" / "990009-renshu"
    own.mkdir(parents=True)
    (own / "municipality.yaml").write_text("code: '990009'\npractice_of: '990008'\n", encoding="utf-8")
    with pytest.raises(Fault, match="定義を借りる自治体がありません"):
        layers(tmp_path, "990009")
