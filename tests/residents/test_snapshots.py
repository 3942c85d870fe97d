"""世代の写し。切り替えのたびに、いま見える行と同じになり、氏名や住所は入らない。"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

import madoguchi
from madoguchi.catalogue import releases
from madoguchi.municipalities.scope import scope
from madoguchi.residents import snapshots
from madoguchi.residents.generations import snapshot
from madoguchi.residents.loading import load_folder
from madoguchi.residents.models import CoreRow
from tests.residents.feed_files import AOBA, line, sheet, shelf

MATSUO, FUMIKO = "0001000012", "0001000020"


@pytest.fixture
def var(settings, tmp_path: Path) -> Path:
    """写しの置き場。"""
    settings.VAR = tmp_path / "var"
    return settings.VAR


def read(group: str) -> pl.DataFrame:
    """あおば市の写し。"""
    with scope(AOBA):
        return pl.read_parquet(snapshots.place(group))


def dogs(folder: Path, day: str, **names: str) -> None:
    """犬の名を取り込む。"""
    keys = {"matsuo": MATSUO, "fumiko": FUMIKO}
    rows = [line("dog", 宛名番号=keys[who], 登録番号=name) for who, name in names.items()]
    load_folder(shelf(folder / day, f"2026-11-{day}T06:00+09:00", {"dog": sheet("dog", *rows)}), AOBA)


def test_each_switch_leaves_a_copy_equal_to_what_is_visible(towns: None, var: Path, tmp_path: Path) -> None:
    """変わった行だけを読み直しても、全部を読み直したのと同じになる。"""
    dogs(tmp_path, "20", matsuo="1", fumiko="2")
    dogs(tmp_path, "21", matsuo="1", fumiko="3")
    assert sorted(read("dog")["dog.reg_no"].to_list()) == ["1", "3"]
    with scope(AOBA):
        visible = CoreRow.objects.filter(snapshot().visible("dog"), group="dog")
        assert sorted(read("dog")["row"].to_list()) == sorted(visible.values_list("pk", flat=True))


def test_a_copy_that_fell_behind_is_mended_by_the_next_run(towns: None, var: Path, tmp_path: Path) -> None:
    """切り替えのすぐあとに止まっても。"""
    dogs(tmp_path, "20", matsuo="1")
    with scope(AOBA):
        snapshots.place("dog").unlink()
        assert snapshots.catch_up() == ["dog"]
        assert snapshots.catch_up() == []
    assert read("dog")["dog.reg_no"].to_list() == ["1"]


def test_no_name_or_address_is_copied_and_households_stand_together(var: Path, loaded: Path) -> None:
    """写すのは、型のある値と、手続きを決める文字だけ。"""
    people = read("resident")
    assert {"resident.name", "resident.address", "resident.phone"}.isdisjoint(people.columns)
    homes = people["household"].drop_nulls().to_list()
    assert homes == sorted(homes)
    matsuo = people.filter(pl.col("subject") == MATSUO).row(-1, named=True)
    assert (matsuo["resident.birth_date.low"], matsuo["resident.birth_date.high"]) == (date(1944, 6, 5),) * 2


def test_an_unknown_value_is_told_apart_from_none(towns: None, var: Path, tmp_path: Path) -> None:
    """性別の空欄は不明。旧氏の空欄は値なし。"""
    row = line("resident", 宛名番号=MATSUO, 履歴番号="1", 世帯番号="9", 住民状態="住民", 続柄="妻")
    load_folder(shelf(tmp_path / "1", "2026-11-22", {"resident": sheet("resident", row)}), AOBA)
    found = read("resident").row(0, named=True)
    assert "resident.sex" in found["unknown"]
    assert "resident.card_status" not in found["unknown"]


def test_the_copied_texts_are_those_that_decide(db: None) -> None:
    """決めるのに使う文字を辞書に足したら、写しにも足す。"""
    shelf_of = Path(madoguchi.__file__).parents[2] / "catalogue"
    dictionary = releases.load(shelf_of).definitions.dictionary
    deciding = {
        fact.id
        for fact in dictionary.facts.values()
        if fact.type == "text" and fact.deciding and dictionary.groups[fact.group].kind == "register"
    }
    assert deciding == snapshots.TEXTS
