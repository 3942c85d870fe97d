"""judge と check は、Django もデータベースもなしで動き、誤りがあれば何も半端に出さず 1 を返す。"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from madoguchi.ops.commands import check, judge

PACK = Path(__file__).parent / "pack"
CASE = {
    "id": "C01", "title": "夫の死亡", "event": "death", "event_date": "2026-11-10", "notified_on": "2026-11-12",
    "on": "2026-11-22", "subject": "P1", "members": ["P1"], "sources": ["resident", "nhi"],
    "persons": {"P1": {"resident": {"birth_date": "1944-06-05"}, "nhi": {"insured": True}}},
}  # fmt: skip


def run(command: ModuleType, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    code: int = command.run(parser.parse_args(arguments))
    return code


def write(folder: Path, **changes: object) -> str:
    path = folder / f"{changes.get('id', 'C01')}.json"
    path.write_text(json.dumps({**CASE, **changes}, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_judge_prints_one_json_document(
    mini: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(judge, write(tmp_path), write(tmp_path, id="C02"), "--json", "--catalogue", str(mini)) == 0
    out, err = capsys.readouterr()
    said = json.loads(out)
    assert err == ""
    assert [case["id"] for case in said["cases"]] == ["C01", "C02"]
    assert said["release"] == said["cases"][0]["release"]
    line = {one["procedure"]: one for one in said["cases"][0]["judgements"]}["d_kokuho"]
    assert line["result"] == "needed"
    assert line["person"] == "P1"
    assert line["facts"][0] == {
        "fact": "nhi.insured", "person": "P1", "value": True, "source": "nhi", "as_of": None, "presumed": False,
    }  # fmt: skip
    dog = {one["procedure"]: one for one in said["cases"][0]["judgements"]}["d_inu"]
    assert (dog["result"], dog["person"], dog["open"]) == (
        "unknown",
        None,
        [{"fact": "dog.reg_no", "person": "P1"}],
    )
    assert said["cases"][0]["questions"][0]["decides"] == ["d_inu"]


def test_judge_shows_a_table_to_people(
    mini: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(judge, write(tmp_path), "--catalogue", str(mini)) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "C01 夫の死亡（死亡、判定日 令和8年11月22日）"
    assert [row.split()[0:2] for row in rows[1:]] == [["必要", "国保の葬祭費"], ["要確認", "犬の届"]]


def test_one_faulty_case_leaves_nothing_half_printed(
    mini: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write(tmp_path, id="C02", subject="P9")
    assert run(judge, write(tmp_path), bad, "--json", "--catalogue", str(mini)) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "「P9」その人は persons にいません。" in err


def test_a_case_of_a_city_is_judged_with_that_city_s_definitions(
    mini: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    local = mini / "municipalities/990001-aoba/procedures/death/d_kokuho.yaml"
    local.parent.mkdir(parents=True)
    local.write_text("enabled: false\n", encoding="utf-8")
    run(
        judge,
        write(tmp_path, municipality="990001"),
        write(tmp_path, id="C02"),
        "--json",
        "--catalogue",
        str(mini),
    )
    cases = json.loads(capsys.readouterr().out)["cases"]
    assert [len(case["judgements"]) for case in cases] == [1, 2]
    assert cases[0]["release"] != cases[1]["release"]


def test_check_returns_0_for_a_sound_catalogue_and_1_with_the_places_of_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = Path(shutil.copytree(PACK, tmp_path / "pack"))
    assert run(check, str(pack)) == 0
    assert capsys.readouterr().out == "誤り 0 件、注意 0 件\n"
    path = pack / "national/procedures/death/t62.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("any_record: dog", "any_record: dgo"), encoding="utf-8"
    )
    assert run(check, str(pack)) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"誤り {path}:9:38: 「dgo」何件も記録を持つ群ではありません。 dog の誤りではありませんか。",
        "誤り 1 件、注意 0 件",
    ]
    run(check, str(pack), "--json")
    assert json.loads(capsys.readouterr().out)["findings"] == [
        {
            "severity": "error", "file": str(path), "line": 9, "column": 38, "value": "dgo",
            "reason": "何件も記録を持つ群ではありません。", "remedy": "dog の誤りではありませんか。",
        }
    ]  # fmt: skip


def test_check_without_mutants_does_not_ask_for_more_examples(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = Path(shutil.copytree(PACK, tmp_path / "pack"))
    path = pack / "national/procedures/death/t46.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("  - {name: 一つ下")], encoding="utf-8")
    assert run(check, str(pack)) == 1
    assert run(check, str(pack), "--no-mutants") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "誤り 0 件、注意 0 件"


def test_check_of_a_municipality_lists_what_it_has_not_decided_and_whom_to_ask(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = Path(shutil.copytree(PACK, tmp_path / "pack"))
    city = pack / "municipalities/990001-aoba"
    (city / "procedures/death/t35.yaml").unlink()
    (city / "parameters/insurance.yaml").unlink()
    assert run(check, str(pack), "--municipality", "990001") == 0
    shown = capsys.readouterr().out
    listed = shown[shown.index("まだ決まっていないこと") :].splitlines()
    assert listed == [
        "まだ決まっていないこと（要設定）2 件",
        "● 市民課に聞く",
        "  □ 給付の額: 日付つきの値",
        f"      書く所 {city}/parameters/insurance.yaml（いまは {pack}/national/parameters/insurance.yaml:9）",
        "  □ 試しの手続き t35: 期限の決まり › 期限を言う文",
        f"      書く所 {city}/procedures/death/t35.yaml（いまは {pack}/national/procedures/death/t35.yaml:13）",
        "誤り 0 件、注意 2 件",
    ]
    assert run(check, str(pack), "--municipality", "990001", "--json") == 0
    left = json.loads(capsys.readouterr().out)["unsettled"]
    assert [(one["who"], one["what"]) for one in left] == [
        ("市民課", "給付の額"),
        ("市民課", "試しの手続き t35"),
    ]


def test_neither_command_loads_django() -> None:
    code = (
        "import sys; from madoguchi.ops.commands import check, judge;"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
