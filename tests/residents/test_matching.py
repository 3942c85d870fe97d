"""宛名番号のない台帳の行。推し量らず、職員が決めるまで待ち、決まればその人の行になる。"""

from __future__ import annotations

from pathlib import Path

import pytest

from madoguchi.audit import queries as audit
from madoguchi.audit.actions import Actor
from madoguchi.config import clock
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Group
from madoguchi.municipalities.scope import scope
from madoguchi.residents import matching, queries
from madoguchi.residents.loading import load_folder
from tests.residents.feed_files import AOBA, line, sheet, shelf
from tests.residents.test_protection import NOON

KEY, OTHER = "0001000012", "0001000020"
WATER = {"water": Group("water", "水道", covers="everyone")}


def water(owner: str = "佐藤　松雄", **more: str) -> bytes:
    """水道の出力。使用者の名とカナの欄がある。"""
    head = sheet("water", line("water", **{"お客様番号": "W1", "使用者": "1", **more})).decode().splitlines()
    return f"{head[0]},使用者氏名,使用者カナ\n{head[1]},{owner},サトウ　マツオ\n".encode()


def people() -> bytes:
    """同じ名の二人。町だけが違う。"""
    row = {"履歴番号": "1", "住民状態": "住民", "氏名": "佐藤　松雄", "氏名フリガナ": "サトウ　マツオ"}
    return sheet(
        "resident",
        line("resident", 宛名番号=KEY, 世帯番号="1", 町名="本町二丁目", **row),
        line("resident", 宛名番号=OTHER, 世帯番号="2", 町名="みどり町三丁目", **row),
    )


@pytest.fixture
def waiting(towns: None, tmp_path: Path) -> int:
    """みどり町の水道の一行が、決まるのを待っている。"""
    feeds = {"resident": people(), "water": water(使用場所="みどり町三丁目12番5号")}
    report = load_folder(shelf(tmp_path / "1", "2026-11-20T06:00+09:00", feeds), AOBA)
    assert (report.refused, report.unmatched, report.accepted) == ([], 1, 2)
    with scope(AOBA):
        return matching.waiting()[0].id


def is_contractor() -> list[str]:
    """水道の使用者だと言える人。"""
    records, _ = queries.records_for([KEY, OTHER], WATER, NOON)
    return [key for key in (KEY, OTHER) if records[key].get("water")]


def decide(record: int, subject: str) -> None:
    """佐々木さんが決める。"""
    matching.decide(Actor("sasaki", clock.now()), record, subject)


def test_a_name_alone_decides_nothing_and_the_nearer_candidate_stands_first(waiting: int) -> None:
    """同じ名の人が一人きりでも、その人のものとはしない。"""
    with scope(AOBA):
        assert matching.waiting()[0].candidates == (OTHER, KEY)
        assert is_contractor() == []


def test_a_decided_row_is_the_persons_at_once_and_after_the_next_load(waiting: int, tmp_path: Path) -> None:
    """決めた人の名が記録に残り、次の日の同じ出力でも保たれる。"""
    with scope(AOBA):
        decide(waiting, OTHER)
        assert is_contractor() == [OTHER]
        assert matching.waiting() == ()
        assert [(one.actor, one.persons) for one in audit.entries("residents.match")] == [
            ("sasaki", (OTHER,))
        ]
    feed = {"water": water(使用場所="みどり町三丁目12番5号")}
    report = load_folder(shelf(tmp_path / "2", "2026-11-21T06:00+09:00", feed), AOBA)
    assert (report.accepted, report.removed, report.unmatched) == (0, 0, 0)
    with scope(AOBA):
        assert is_contractor() == [OTHER]


def test_a_new_name_under_the_old_number_waits_again(waiting: int, tmp_path: Path) -> None:
    """お客様番号を引き継いだ、べつの使用者。"""
    with scope(AOBA):
        decide(waiting, OTHER)
    feed = {"water": water("鈴木　一", 使用場所="みどり町三丁目12番5号")}
    assert load_folder(shelf(tmp_path / "2", "2026-11-21T06:00+09:00", feed), AOBA).unmatched == 1
    with scope(AOBA):
        assert is_contractor() == []


def test_nobody_is_a_decision_too(waiting: int, tmp_path: Path) -> None:
    """会社の水道。二度とたずねない。"""
    with scope(AOBA):
        decide(waiting, "")
        assert (matching.waiting(), is_contractor()) == ((), [])
        with pytest.raises(Fault, match="もう決まっている"):
            decide(waiting, KEY)


def test_a_number_that_is_no_resident_is_refused(waiting: int) -> None:
    """打ち違い。"""
    with scope(AOBA), pytest.raises(Fault, match="住民の記録がありません"):
        decide(waiting, "0009999999")


def test_a_row_without_a_number_is_still_refused_where_no_match_is_foreseen(
    towns: None, tmp_path: Path
) -> None:
    """国保の行に宛名番号がなければ、ファイルの全部を断る。"""
    feed = {"nhi": sheet("nhi", line("nhi", 宛名番号="", 被保険者="1"))}
    report = load_folder(shelf(tmp_path, "2026-11-20T06:00+09:00", feed), AOBA)
    assert [one.reason for one in report.refused] == ["だれの記録か分かりません。"]
