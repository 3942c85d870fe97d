"""madoguchi city と madoguchi import。終わりの番号と、言うこと。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from madoguchi.accounts.actions import NewUser
from madoguchi.ops.cli import main
from tests.residents.conftest import AOBA
from tests.residents.feed_files import line, sheet, shelf
from tests.support import cast


def city(out: Path, *more: str) -> int:
    """小さな市を書く。"""
    return main(["city", "--people", "150", "--seed", "2", "--out", str(out), *more])


def test_a_city_without_faults_is_taken_in(
    towns: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 で終わり、二度めは何も動かない。"""
    assert city(tmp_path) == 0
    capsys.readouterr()
    assert main(["import", str(tmp_path), "--municipality", AOBA, "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert main(["import", str(tmp_path), "--municipality", AOBA, "--json"]) == 0
    second = json.loads(capsys.readouterr().out)
    assert (first["unchanged"], first["refused"]) == (0, [])
    assert (second["accepted"], second["unchanged"]) == (0, first["accepted"])


def test_a_damaged_city_says_where_why_and_how_to_mend(
    towns: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """1 で終わり、理由は画面の誤りの口に、数は画面に出る。"""
    assert city(tmp_path, "--encoding", "cp932", "--faults", "6") == 0
    planted = json.loads((tmp_path / "faults.json").read_text(encoding="utf-8"))
    capsys.readouterr()
    assert main(["import", str(tmp_path), "--municipality", AOBA]) == 1
    said = capsys.readouterr()
    assert "断った所 6" in said.out
    for one in planted:
        assert f"{one['file']}:{one['line']} {one['column']}" in said.err
    assert "「昭和64年1月8日」昭和の期間にない日付です。 元号と年を確かめてください。" in said.err
    assert "受け取らなかったファイル（前の世代のまま）: waste.csv" in said.err


def test_another_citys_feeds_are_refused_before_anything_is_read(
    towns: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """もみじ市の出力を、あおば市に取り込まない。"""
    assert city(tmp_path, "--municipality", "990002") == 0
    assert main(["import", str(tmp_path), "--municipality", AOBA]) == 1
    assert "ほかの自治体の出力です" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_the_inputs_fault(
    towns: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """送り状がないと言う。"""
    assert main(["import", str(tmp_path / "none"), "--municipality", AOBA]) == 1
    assert "送り状 manifest.json がありません" in capsys.readouterr().err


def test_a_number_that_is_no_number_is_a_usage_error(tmp_path: Path) -> None:
    """2 で終わる。"""
    assert main(["city", "--people", "たくさん", "--out", str(tmp_path)]) == 2


def test_the_report_is_also_a_sheet_that_runs_no_formula(towns: None, tmp_path: Path) -> None:
    """値に式のような文字があっても、文字のまま渡る。"""
    row = line("dog", 宛名番号="0001000012", 登録番号="第1号", 予防注射済年度="=1+1")
    shelf(tmp_path, "2026-11-22T06:00+09:00", {"dog": sheet("dog", row)})
    out = tmp_path / "結果.xlsx"
    assert main(["import", str(tmp_path), "--municipality", AOBA, "--report", str(out)]) == 1
    rows = list(load_workbook(out).active.iter_rows(values_only=True))
    assert rows[1][:6] == ("断った", "dog.csv", 2, "予防注射済年度", "=1+1", "整数ではありません。")
    assert load_workbook(out).active["E2"].data_type == "s"


def test_an_override_on_the_command_line_needs_two_names(
    towns: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """一人では越えられない。"""
    shelf(tmp_path, "2026-11-22T06:00+09:00", {"dog": sheet("dog")})
    assert main(["import", str(tmp_path), "--municipality", AOBA, "--override", "確かめた", "--by", "a"]) == 1
    assert "別の二人の職員が要ります" in capsys.readouterr().err


def test_an_override_asks_for_both_passwords(
    towns: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """名だけでは越えられず、行の数が合わなくても越えられない。端末がなければ、そう言う。"""
    for login in ("sasaki", "ito"):
        role = (frozenset({"operator"}), frozenset({"operation"}))
        cast.hire(AOBA, NewUser(login, login, "citizen", None, *role))
    shelf(tmp_path, "2026-11-22T06:00+09:00", {"dog": sheet("dog")})
    names = ["--override", "確かめた", "--by", "sasaki", "--by", "ito"]
    words = ["import", str(tmp_path), "--municipality", AOBA, *names]
    for handed, said in (
        ([], "パスワードをたずねる端末がありません"),
        (cast.handed(cast.PASSWORD), "行の数が、--by の数と合いません"),
        (cast.handed(cast.PASSWORD, "chigau"), "パスワードが違います"),
        (["--passwords-fd", "999"], "パスワードを読めません"),
    ):
        assert main([*words, *handed]) == 1
        assert said in capsys.readouterr().err
    assert main([*words, *cast.handed(cast.PASSWORD, cast.PASSWORD)]) == 0
