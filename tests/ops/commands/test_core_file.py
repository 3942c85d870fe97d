"""madoguchi core-file。渡す、書き直す、読む、確かめる、渡し直す。役割のない職員はできない。"""

from __future__ import annotations

from pathlib import Path

import pytest

from madoguchi.accounts.actions import NewUser
from madoguchi.audit.models import AuditEntry
from madoguchi.cases import actions
from madoguchi.catalogue import releases
from madoguchi.municipalities.scope import scope
from madoguchi.ops.cli import main
from tests.cases.conftest import SHELF
from tests.cases.desks import at_counter, received
from tests.cases.world import SON, judged
from tests.support import cast

LINE, RECEIPT = "d_kokuho_soushitsu@P1", "8-1120-001-01"


@pytest.fixture
def case(towns: None) -> int:
    """国保の資格喪失を受け付けた件と、運用の職員が二人。"""
    release = releases.load(SHELF, cast.AOBA)
    for login in ("op1", "op2"):
        roles, gyomu = frozenset({"operator"}), frozenset({"operation"})
        cast.hire(cast.AOBA, NewUser(login, login, "citizen", None, roles, gyomu))
    with scope(cast.AOBA):
        made = actions.open_case(at_counter(0), actions.Opening("death", "P1", SON)).case_id
        actions.judge(at_counter(made), actions.Frozen(judged(release), release))
        actions.add_line(at_counter(made), LINE, "国保の資格喪失", "ご家族から")
        received(made, LINE)
    return made


def run(*words: str, by: str = "op1") -> int:
    """コマンドを行う。"""
    return main(["core-file", *words, "--municipality", cast.AOBA, "--by", by, *cast.handed(cast.PASSWORD)])


def test_from_giving_to_the_second_persons_check(
    case: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, again, results = tmp_path / "A.CSV", tmp_path / "B.CSV", tmp_path / "R.CSV"
    assert run("give", "nhi", "--out", str(out)) == 0
    number = capsys.readouterr().out.split(":")[0]
    assert f"{RECEIPT},P1,54,20261120,8-1120-001" in out.read_text(encoding="cp932")
    assert run("write", number, "--out", str(again)) == 0
    assert again.read_bytes() == out.read_bytes()
    results.write_text(f"受付番号,処理結果,内容\n{RECEIPT},エラー,世帯番号なし\n", encoding="cp932")
    assert run("read", number, "--results", str(results)) == 0
    assert f"{RECEIPT}: 世帯番号なし" in capsys.readouterr().err
    assert run("again", number, "--receipt", RECEIPT, "--reason", "世帯番号を直した", "--out", str(out)) == 0
    second = capsys.readouterr().out.split(":")[0]
    results.write_text(f"受付番号,処理結果,内容\n{RECEIPT},済,\n", encoding="cp932")
    assert run("read", second, "--results", str(results)) == 0
    assert run("check", second) == 1
    assert "自分では確かめられません" in capsys.readouterr().err
    assert run("check", second, by="op2") == 0


def test_a_file_that_could_not_be_written_is_written_again(
    case: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("give", "nhi", "--out", str(tmp_path / "nowhere" / "A.CSV")) == 1
    told = capsys.readouterr()
    assert "書き出せません" in told.err
    assert run("write", told.out.split(":")[0], "--out", str(tmp_path / "A.CSV")) == 0
    assert RECEIPT in (tmp_path / "A.CSV").read_text(encoding="cp932")


def test_a_clerk_of_the_counter_cannot_and_it_is_recorded(
    case: int, sato: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("give", "nhi", "--out", str(tmp_path / "A.CSV"), by="sato") == 1
    assert "扱えません" in capsys.readouterr().err
    assert not (tmp_path / "A.CSV").exists()
    with scope(cast.AOBA):
        assert AuditEntry.objects.filter(action="core_file.give", outcome="denied").count() == 1
