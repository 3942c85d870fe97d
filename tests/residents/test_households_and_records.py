"""世帯・記録・つながりぐあい・画面の値。できごとの直前の姿を渡す。"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from madoguchi.domain.facts import UNKNOWN, Group
from madoguchi.municipalities.scope import scope
from madoguchi.residents import queries
from madoguchi.residents.loading import load_folder
from madoguchi.residents.synthetic import write_city
from madoguchi.residents.synthetic.people import numbered
from tests.residents.conftest import TODAY
from tests.residents.feed_files import AOBA, line, sheet, shelf

NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
MATSUO, FUMIKO = "0001000012", "0001000020"
GROUPS = {
    name: Group(name, name, cardinality=many, covers=covers)
    for name, many, covers in [
        ("resident", "one", "residents_and_former"), ("latter_elderly", "one", "residents"), ("dog", "many", "residents"),
        ("fixed_asset", "one", "everyone"), ("nhi", "one", "residents_and_former"), ("moon", "one", "residents"),
    ]
}  # fmt: skip


def plain(values: Mapping[str, Any]) -> dict[str, str]:
    """比べられる形。区間と集まりは文字にする。"""
    return {
        name: str(sorted(value)) if isinstance(value, frozenset) else str(value)
        for name, value in values.items()
    }


def key_of(name: str) -> str:
    """見本の人の宛名番号。"""
    return queries.search(name)[0].key


def test_the_household_is_the_one_just_before_the_death(loaded: Path) -> None:
    """妻はまだ妻で、亡くなった人も入る。"""
    home = queries.household(MATSUO, date(2026, 11, 10))
    assert [(member.key, member.relation) for member in home.members] == [(MATSUO, "世帯主"), (FUMIKO, "妻")]
    assert home.complete


def test_after_the_register_changed_the_household_before_is_still_shown(loaded: Path) -> None:
    """夫の死亡が登録され、妻が世帯主になったあとに来ても。"""
    husband = key_of("田中 茂")
    home = queries.household(husband, date(2026, 11, 11))
    wife = home.members[1]
    assert (wife.name, wife.relation) == ("田中　悦子", "妻")
    assert queries.display(wife.key).relation == "世帯主"


def test_someone_not_on_the_register_is_alone_and_incomplete(loaded: Path) -> None:
    """記録にない人の世帯を、一人きりだと言い切らない。"""
    home = queries.household("9999999999", date(2026, 11, 10))
    assert (home.keys, home.complete) == (("9999999999",), False)


def test_a_refused_row_makes_its_household_incomplete(towns: None, tmp_path: Path) -> None:
    """だれかの行を断ったら、その世帯は全員とは言えない。"""
    row = {"履歴番号": "1", "世帯番号": "9", "住民状態": "住民"}
    good = line("resident", 宛名番号=MATSUO, 氏名="佐藤　松雄", **row)
    bad = line("resident", 宛名番号=FUMIKO, 生年月日="昭和64年1月8日", **row)
    load_folder(shelf(tmp_path, "2026-11-22", {"resident": sheet("resident", good, bad)}), AOBA)
    with scope(AOBA):
        home = queries.household(MATSUO, date(2026, 11, 10))
    assert (home.keys, home.complete) == ((MATSUO,), False)


def test_records_come_with_their_validity_and_coverage(loaded: Path) -> None:
    """登録前なので、後期の資格はまだ閉じていない。つながっていない組は、そう言う。"""
    records, coverage = queries.records_for([MATSUO, FUMIKO], GROUPS, NOON)
    row = records[MATSUO]["latter_elderly"][0]
    assert row.values["latter_elderly.insured"] is True
    assert (row.valid_from, row.valid_to) == (date(2019, 6, 5), date.max)
    assert [one.values["dog.name"] for one in records[MATSUO]["dog"]] == ["コタロウ"]
    assert coverage["latter_elderly"].state == "connected"
    assert coverage["latter_elderly"].as_of == "2026-11-21T21:00:00+00:00"
    assert coverage["moon"].state == "not_connected"


def test_insurance_ends_the_day_after_a_registered_death(loaded: Path) -> None:
    """鈴木さんの死亡は登録ずみ。資格は翌日に閉じ、その日までは被保険者。"""
    father = key_of("鈴木 健太")
    records, _ = queries.records_for([father], GROUPS, NOON)
    assert records[father]["nhi"][0].valid_to == date(2026, 11, 3)
    assert records[father]["nhi"][0].values["nhi.lost_on"] == date(2026, 11, 3)


@pytest.mark.parametrize(("days", "state"), [(0, "connected"), (2, "connected"), (3, "stale")])
def test_a_group_older_than_its_limit_is_stale(loaded: Path, days: int, state: str) -> None:
    """限度は辞書の日数。"""
    later = datetime(2026, 11, 22 + days, 6, tzinfo=ZoneInfo("Asia/Tokyo"))
    _, coverage = queries.records_for([MATSUO], GROUPS, later)
    assert coverage["dog"].state == state


def test_a_group_cannot_know_who_was_never_on_the_register(loaded: Path) -> None:
    """住登外の人は範囲の外。ただし記録のある組と、だれでも載る組では中。番号で引けない人は、どの組でも外。"""
    outsider = numbered(900000)
    _, coverage = queries.records_for([outsider, MATSUO, "123"], GROUPS, NOON)
    assert coverage["latter_elderly"].outside == {outsider, "123"}
    assert coverage["fixed_asset"].outside == {"123"}
    assert coverage["resident"].outside == {"123"}


def test_a_person_in_doubt_is_outside_and_the_old_row_is_not_handed_over(towns: None, tmp_path: Path) -> None:
    """古い行を、いまの時点の事実として渡さない。"""
    people = {
        "resident": sheet(
            "resident", line("resident", 宛名番号=MATSUO, 履歴番号="1", 世帯番号="9", 住民状態="住民")
        )
    }
    good = {"dog": sheet("dog", line("dog", 宛名番号=MATSUO, 登録番号="第1号"))}
    bad = {"dog": sheet("dog", line("dog", 宛名番号=MATSUO, 登録番号="第1号", 予防注射済年度="x"))}
    load_folder(shelf(tmp_path / "1", "2026-11-21", people | good), AOBA)
    load_folder(shelf(tmp_path / "2", "2026-11-22", people | bad), AOBA)
    with scope(AOBA):
        records, coverage = queries.records_for([MATSUO], GROUPS, NOON)
    assert "dog" not in records[MATSUO]
    assert coverage["dog"].outside == {MATSUO}


def test_an_empty_cell_that_means_unknown_reaches_the_records_as_unknown(towns: None, tmp_path: Path) -> None:
    """性別の空欄。"""
    row = line("resident", 宛名番号=MATSUO, 履歴番号="1", 世帯番号="9", 住民状態="住民")
    load_folder(shelf(tmp_path, "2026-11-22", {"resident": sheet("resident", row)}), AOBA)
    with scope(AOBA):
        records, _ = queries.records_for([MATSUO], GROUPS, NOON)
    assert records[MATSUO]["resident"][0].values["resident.sex"] is UNKNOWN


def test_the_city_that_was_written_is_the_city_that_is_read(towns: None, tmp_path: Path) -> None:
    """出力→取り込み→読み出しで、どの値も変わらない。"""
    city = write_city(tmp_path, 120, 11, "utf-8", TODAY, AOBA)
    load_folder(tmp_path, AOBA)
    keys = [person.key for home in city.households for person in home.members]
    names = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    every = {name[:-4]: Group(name[:-4], name, covers="everyone") for name in names}
    with scope(AOBA):
        records, _ = queries.records_for(keys, every, NOON)
        protected = {key for key in keys if not queries.display(key).address}
    for group, rows in city.rows.items():
        for row in rows:
            if row.subject in protected or row.subject not in records:
                continue
            read = [one for one in records[row.subject][group] if str(row.valid_from) == str(one.valid_from)]
            assert any(plain(row.values).items() <= plain(one.values).items() for one in read), row


def test_display_fills_a_form(loaded: Path) -> None:
    """様式に要る値がひとところにある。"""
    shown = queries.display(MATSUO)
    assert (shown.name, shown.kana, shown.relation) == ("佐藤　松雄", "サトウ　マツオ", "世帯主")
    assert shown.address == "あおば県あおば市みどり町三丁目12番5号"
    assert shown.fields["latter_elderly.insured_no"] == "04460519"
    assert shown.fields["resident.atena_no"] == MATSUO
    assert shown.death is not None
