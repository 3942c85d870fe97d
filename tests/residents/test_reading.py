"""一つの出力の読み方。断った所は、行・欄・値・理由を言い当てる。"""

from __future__ import annotations

from datetime import date

import pytest

from madoguchi.residents.feeds import refusals
from madoguchi.residents.feeds.my_number import passes_check_digit
from madoguchi.residents.feeds.reading import ReadFeed, read_feed
from tests.residents.feed_files import AOBA, feed_set, line, profile, sheet

KEY, OTHER = "0001000012", "0001000020"


def read(group: str, raw: bytes) -> ReadFeed:
    """あおば市の出力として読む。"""
    return read_feed(raw, profile(group), feed_set(), AOBA)


def test_an_empty_cell_is_absent_or_unknown_as_the_profile_says() -> None:
    """性別の空欄は不明、旧氏の空欄は値なし。"""
    row = read(
        "resident", sheet("resident", line("resident", 宛名番号=KEY, 履歴番号="1", 世帯番号="9"))
    ).rows[0]
    assert row.values["resident.sex"] is None
    assert "resident.former_name" not in row.values
    assert row.valid_to == date.max


def test_an_empty_start_of_validity_stays_unknown() -> None:
    """有効開始日の空欄を、ずっと前からとは読まない。"""
    row = read("nhi", sheet("nhi", line("nhi", 宛名番号=KEY, 被保険者="1", 適用開始日=""))).rows[0]
    assert row.valid_from is None


def test_several_values_in_one_cell_are_a_set() -> None:
    """対象児童は人の集まり。"""
    raw = sheet("child_allow", line("child_allow", 宛名番号=KEY, 受給者="1", 支給対象児童="12;34"))
    assert read("child_allow", raw).rows[0].values["child_allow.children"] == frozenset(["12", "34"])


@pytest.mark.parametrize(
    ("group", "cells", "column", "reason"),
    [
        ("nhi", {"被保険者": "はい"}, "被保険者", refusals.UNKNOWN_CODE),
        ("ltc", {"要介護状態区分": "要介護9"}, "要介護状態区分", refusals.UNKNOWN_CODE),
        ("resident_tax", {"賦課年度": "R8"}, "賦課年度", refusals.NOT_NUMBER),
        ("nhi", {"資格取得年月日": "2020/4/1"}, "資格取得年月日", refusals.NOT_DATE),
        ("nhi", {"適用終了日": "2020-02-30"}, "適用終了日", "暦にない日付です。"),
        ("school", {"保護者宛名番号": "父"}, "保護者宛名番号", refusals.NOT_PERSON),
        ("dog", {"犬の名": "ハ\ufffdナ"}, "犬の名", refusals.BAD_BYTE),
    ],
)
def test_a_bad_cell_refuses_its_row_and_leaves_the_person_in_doubt(
    group: str, cells: dict[str, str], column: str, reason: str
) -> None:
    """ほかの人の行は受け取る。"""
    found = read(group, sheet(group, line(group, 宛名番号=KEY, **cells), line(group, 宛名番号=OTHER)))
    assert [(one.line, one.column, one.reason) for one in found.refused] == [(2, column, reason)]
    assert set(found.doubtful) == {KEY}
    assert [row.subject for row in found.rows] == [OTHER]
    assert not found.whole_refused


def test_every_row_of_a_person_in_doubt_is_left_out() -> None:
    """一行だけ読めた人の、その一行だけで言い切らない。"""
    good = line("dog", 宛名番号=KEY, 登録番号="第1号")
    bad = line("dog", 宛名番号=KEY, 登録番号="第2号", 予防注射済年度="去年")
    found = read("dog", sheet("dog", good, bad))
    assert found.rows == []


@pytest.mark.parametrize(
    ("lines", "number", "reason"),
    [
        ([line("dog", 宛名番号=KEY), line("dog", 宛名番号=KEY)], 3, refusals.DUPLICATE_KEY),
        ([line("dog", 宛名番号=KEY, 団体コード="990002")], 2, refusals.OTHER_MUNICIPALITY),
        ([line("dog", 宛名番号="")], 2, refusals.EMPTY_KEY),
        ([line("dog", 宛名番号=KEY) + ",余り"], 2, refusals.COLUMN_COUNT),
        ([line("dog", 宛名番号=KEY, 犬の名='"ハナ')], 2, refusals.BROKEN_LINE),
    ],
)
def test_a_line_that_could_be_anybodys_refuses_the_whole_file(
    lines: list[str], number: int, reason: str
) -> None:
    """だれの行か言えないなら、ほかの人に記録がないとも言えない。"""
    found = read("dog", sheet("dog", *lines))
    assert [(one.line, one.reason) for one in found.refused] == [(number, reason)]
    assert found.whole_refused


def test_the_line_number_counts_line_breaks_inside_quotes() -> None:
    """引用符の中の改行があっても、物理行の番号を言う。"""
    first = line("dog", 宛名番号=KEY, 犬の名='"ハ\nナ"')
    second = line("dog", 宛名番号=OTHER, 予防注射済年度="x")
    assert read("dog", sheet("dog", first, second)).refused[0].line == 4


def test_a_missing_column_is_named() -> None:
    """見出しのどれがないかを言う。"""
    raw = sheet("dog", line("dog", 宛名番号=KEY)).replace("犬種".encode(), "種".encode(), 1)
    found = read("dog", raw)
    assert [(one.line, one.column, one.reason) for one in found.refused] == [
        (1, "犬種", refusals.MISSING_COLUMN)
    ]
    assert found.whole_refused


@pytest.mark.parametrize("header", ["個人番号", "マイナンバー", "整理番号"])
def test_a_my_number_column_refuses_the_file_and_is_never_repeated(header: str) -> None:
    """名前でも、値の形でも見つける。値は知らせに書かない。"""
    value = "123456789018" if header == "整理番号" else ""
    raw = (
        ",".join(profile("dog").headers) + f",{header}\n" + line("dog", 宛名番号=KEY) + f",{value}\n"
    ).encode()
    found = read("dog", raw)
    assert [(one.column, one.reason) for one in found.refused] == [(header, refusals.MY_NUMBER)]
    assert found.whole_refused
    assert "123456789018" not in str(found.refused[0])


def test_the_card_status_column_is_not_mistaken_for_a_my_number() -> None:
    """個人番号カードの発行状況は、番号ではない。"""
    raw = sheet(
        "resident", line("resident", 宛名番号=KEY, 履歴番号="1", 世帯番号="9", 個人番号カード発行状況="有効")
    )
    assert read("resident", raw).refused == []


@pytest.mark.parametrize(
    ("number", "passes"), [("123456789018", True), ("123456789012", False), ("12345678901", False)]
)
def test_the_check_digit_tells_a_my_number(number: str, passes: bool) -> None:
    """番号法施行規則の算式。"""
    assert passes_check_digit(number) is passes


@pytest.mark.parametrize("bad", [b"\x85\x60", b"\xfd", b"\x81"])
def test_a_cp932_byte_that_no_character_has_is_found(bad: bytes) -> None:
    """Python が黙って制御文字や私用領域に写す 1 バイトも見逃さない。"""
    raw = sheet("dog", line("dog", 宛名番号=KEY, 犬の名="@", 適用開始日="20200401"))
    raw = raw.decode().encode("cp932").replace(b"@", bad)
    found = read_feed(raw, profile("dog"), feed_set("cp932"), AOBA)
    assert [(one.line, one.column, one.reason) for one in found.refused] == [(2, "犬の名", refusals.BAD_BYTE)]
