"""支援措置で守られる人の居どころは、どの口からも出ない。"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import madoguchi
from madoguchi.catalogue import releases
from madoguchi.domain.facts import Group
from madoguchi.municipalities.scope import scope
from madoguchi.residents import queries
from madoguchi.residents.loading import load_folder
from madoguchi.residents.protection import GOOD_FOR, GROUP
from tests.residents.feed_files import AOBA, line, sheet, shelf

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
TOKEN = "かくれざと町"
MOTHER, CHILD, NEIGHBOUR = "0001000012", "0001000020", "0001000039"
EVERY = {
    name: Group(name, name, covers="everyone") for name in ("resident", "school", "water", "housing", "voter")
}


def town(folder: Path, support: str | None, **cells: str) -> Path:
    """守られる母と子、守られない隣の人。居どころのどの値にも印の言葉が入っている。"""
    row = {"履歴番号": "1", "住民状態": "住民", "町名": TOKEN, "住所": TOKEN, "方書": TOKEN, "転入前住所": TOKEN,
           "電話番号": TOKEN, "郵便番号": TOKEN}  # fmt: skip
    unit = {"団地・棟・号室": TOKEN}
    sheets = {
        "resident": sheet(
            "resident",
            line("resident", 宛名番号=MOTHER, 世帯番号="1", 氏名="田中　智子", **row),
            line("resident", 宛名番号=CHILD, 世帯番号="1", 氏名="田中　蓮", **row),
            line("resident", 宛名番号=NEIGHBOUR, 世帯番号="2", 氏名="林　誠", **row),
        ),
        "school": sheet("school", line("school", 宛名番号=CHILD, 在籍="1", 学校名=TOKEN)),
        "water": sheet("water", line("water", 宛名番号=MOTHER, 使用者="1", 使用場所=TOKEN)),
        "housing": sheet("housing", line("housing", 宛名番号=MOTHER, 名義人="1", **unit)),
        "voter": sheet("voter", line("voter", 宛名番号=MOTHER, 登録="1", 投票区=TOKEN)),
    }
    if support is not None:
        sheets["support_measure"] = sheet(
            "support_measure", line("support_measure", 宛名番号=MOTHER, 支援措置=support, **cells)
        )
    return shelf(folder, "2026-11-22T06:00+09:00", sheets)


def everything(key: str) -> str:
    """住民の口から出る、その人についての全部を文字にしたもの。"""
    records, _ = queries.records_for([key], EVERY, NOON)
    hits = queries.search(key)
    return repr((queries.display(key), queries.household(key, date(2026, 11, 22)), records, hits))


@pytest.mark.parametrize(
    ("support", "cells"),
    [
        ("1", {}), ("0", {"仮支援措置": "1"}), ("", {}), ("1", {"終了年月日": "2020-01-01"}), ("はい", {}),
    ],
)  # fmt: skip
def test_no_whereabouts_of_a_protected_household_leave(
    towns: None, tmp_path: Path, support: str, cells: dict[str, str]
) -> None:
    """仮の措置も、期日が過ぎただけの措置も、読めなかった行も、守られるとみなす。同じ世帯の子も。"""
    load_folder(town(tmp_path, support, **cells), AOBA)
    with scope(AOBA):
        assert TOKEN not in everything(MOTHER)
        assert TOKEN not in everything(CHILD)
        assert TOKEN in everything(NEIGHBOUR)


def test_a_protected_person_is_not_found_by_the_town(towns: None, tmp_path: Path) -> None:
    """町名を入れて、出るか出ないかで居どころを当てられない。"""
    load_folder(town(tmp_path, "1"), AOBA)
    with scope(AOBA):
        assert [hit.name for hit in queries.search(TOKEN)] == ["林　誠"]
        assert queries.search(f"田中 {TOKEN}") == []
        assert {hit.name for hit in queries.search("田中")} == {"田中　智子", "田中　蓮"}


def test_an_ended_measure_protects_no_longer(towns: None, tmp_path: Path) -> None:
    """終了の処理がされた人。"""
    load_folder(town(tmp_path, "0", 仮支援措置="0"), AOBA)
    with scope(AOBA):
        assert TOKEN in everything(MOTHER)


def test_before_the_measures_are_loaded_everybody_is_protected(towns: None, tmp_path: Path) -> None:
    """だれが守られるか分からないうちは、だれの住所も出さない。"""
    load_folder(town(tmp_path, None), AOBA)
    with scope(AOBA):
        assert TOKEN not in everything(NEIGHBOUR)
        assert queries.search(TOKEN) == []


@pytest.mark.parametrize(("today", "shown"), [("2026-11-23", True), ("2026-11-25", False)])
def test_stale_measures_protect_everybody(
    towns: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: str, shown: bool
) -> None:
    """二日より古い支援措置の記録では、新しく守られた人が分からない。"""
    load_folder(town(tmp_path, "1"), AOBA)
    with scope(AOBA):
        assert TOKEN in everything(NEIGHBOUR)
        monkeypatch.setenv("MADOGUCHI_TODAY", today)
        assert (TOKEN in everything(NEIGHBOUR)) is shown
        assert (len(queries.search(TOKEN)) > 0) is shown


def test_a_refused_newer_feed_of_measures_protects_everybody_until_a_good_one_comes(
    towns: None, tmp_path: Path
) -> None:
    """きょうの出力が切れていたら、きょう守られた人が分からない。"""
    good = town(tmp_path / "1", "1")
    load_folder(good, AOBA)
    cut = (good / "support_measure.csv").read_bytes()[:-3]
    load_folder(shelf(tmp_path / "2", "2026-11-22T09:00+09:00", {"support_measure": cut}), AOBA)
    with scope(AOBA):
        assert TOKEN not in everything(NEIGHBOUR)
        assert queries.search(TOKEN) == []
    whole = (good / "support_measure.csv").read_bytes()
    load_folder(shelf(tmp_path / "3", "2026-11-22T09:05+09:00", {"support_measure": whole}), AOBA)
    with scope(AOBA):
        assert TOKEN in everything(NEIGHBOUR)


def test_the_limit_of_the_measures_is_not_longer_than_the_dictionary_says() -> None:
    """辞書で短くしたら、ここも短くする。"""
    dictionary = releases.load(Path(madoguchi.__file__).parents[2] / "catalogue").definitions.dictionary
    assert dictionary.groups[GROUP].stale_after_days >= GOOD_FOR.days
