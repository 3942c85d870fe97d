"""workbook・reference・export のコマンド: 返す番号と言うことと、半分の書類を残さないこと。"""

from __future__ import annotations

import csv
import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from madoguchi.authoring.reference import MARK
from madoguchi.ops.cli import main
from tests.authoring.shelf import make


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("shelf") / "catalogue")


def run(catalogue: Path, *words: str) -> int:
    return main([*words, "--catalogue", str(catalogue)])


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_workbook_is_written_with_the_names_of_the_municipality(catalogue: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    assert (
        run(catalogue, "workbook", "--municipality", "990001", "--department", "insurance", "--out", str(out))
        == 0
    )
    assert load_workbook(BytesIO(out.read_bytes())).sheetnames == ["全体", "読み方", "保険年金課"]
    assert leftovers(tmp_path) == ["a.xlsx"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["workbook", "--event", "deth"], "「deth」その id の出来事はありません。 death の誤りではありませんか。"),
        (["workbook", "--department", "insurence"], "「insurence」その id の課はありません。 insurance の誤りではありませんか。"),
        (["workbook", "--municipality", "990008"], "その団体コードの定義はありません。 990001 の誤りではありませんか。"),
        (["export", "--format", "cpsv-ap", "--municipality", "990008"], "その団体コードの定義はありません。"),
        (["export", "--format", "kosodate-csv", "--on", "11月25日"], "「11月25日」日付として読めません。 2026-11-25 の形で書いてください。"),
    ],
)  # fmt: skip
def test_a_bad_choice_leaves_the_file_of_before_untouched(
    catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    out = tmp_path / "before"
    out.write_text("前のもの", encoding="utf-8")
    assert run(catalogue, *words, "--out", str(out)) == 1
    assert said in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "前のもの"
    assert leftovers(tmp_path) == ["before"]


@pytest.mark.parametrize(
    "words",
    [["export", "--format", "excel", "--out", "a"], ["export", "--out", "a"], ["workbook"], ["reference"]],
)
def test_a_wrong_use_returns_2(catalogue: Path, words: list[str]) -> None:
    assert run(catalogue, *words) == 2


@pytest.mark.parametrize(
    "words", [["workbook"], ["export", "--format", "cpsv-ap"], ["export", "--format", "kosodate-json"]]
)
def test_a_place_that_is_not_there_is_told(
    catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert run(catalogue, *words, "--out", str(tmp_path / "nowhere" / "a")) == 1
    assert "書き出せません。" in capsys.readouterr().err
    assert leftovers(tmp_path) == []


def test_a_place_that_cannot_be_replaced_keeps_nothing_half_written(
    catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a.json"
    out.mkdir()
    assert run(catalogue, "export", "--format", "kosodate-json", "--out", str(out)) == 1
    assert "書き出せません。" in capsys.readouterr().err
    assert leftovers(tmp_path) == ["a.json"]


def test_reference_replaces_its_own_pages_only(catalogue: Path, tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text(f"{MARK}\n# もうない出来事\n", encoding="utf-8")
    (tmp_path / "mine.md").write_text("# 手で書いたページ\n", encoding="utf-8")
    assert run(catalogue, "reference", "--out", str(tmp_path)) == 0
    assert leftovers(tmp_path) == ["README.md", "birth.md", "death.md", "mine.md", "stillbirth.md"]


def test_reference_wants_a_folder(
    catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(catalogue, "reference", "--out", str(tmp_path / "nowhere")) == 1
    assert "フォルダがありません。" in capsys.readouterr().err


def test_export_writes_the_three_forms(catalogue: Path, tmp_path: Path) -> None:
    for name in ("kosodate-csv", "kosodate-json", "cpsv-ap"):
        words = ["--municipality", "990001", "--on", "2026-11-25", "--out", str(tmp_path / name)]
        assert run(catalogue, "export", "--format", name, *words) == 0
    with (tmp_path / "kosodate-csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["手続きid"] for row in csv.DictReader(file)] == ["b_teate", "d_iji"]
    record = json.loads((tmp_path / "kosodate-json").read_text(encoding="utf-8"))[0]
    assert record["institutionName"]["shortName"] == "児童手当の請求"
    graph = json.loads((tmp_path / "cpsv-ap").read_text(encoding="utf-8"))["@graph"]
    services = [node["identifier"] for node in graph if node["@type"] == "cpsv:PublicService"]
    assert services == ["b_kiite", "b_teate", "d_gakko", "d_iji", "d_inu", "d_kokuho", "d_soto", "s_kaji"]


def test_export_takes_the_law_of_today_where_no_day_is_given(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADOGUCHI_TODAY", "2012-05-01")
    out = tmp_path / "a"
    assert run(catalogue, "export", "--format", "cpsv-ap", "--out", str(out)) == 0
    assert "国保の葬祭費（前の法）" in out.read_text(encoding="utf-8")
