"""欄の種類ごとの書き方の試験。下敷きに重ねる紙も自分で描く紙も、ここで作った値を描く。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.catalogue.documents import Place
from madoguchi.domain.errors import Fault
from madoguchi.paper import fonts
from madoguchi.printing.addresses import split_address
from madoguchi.printing.definition import Box, Field
from madoguchi.printing.kinds import draw
from madoguchi.printing.placing import placed


def field(kind: str, **spec: Any) -> Field:
    return Field("f", kind, "見本の欄", Place("form.yaml", 7, 5), spec=spec)


def plain(runs: list[list[str]]) -> str:
    return "".join(part for _, part in runs)


def shown(drawing: dict[str, Any]) -> str:
    match drawing["kind"]:
        case "masu":
            return "|".join(plain(cell) for cell in drawing["cells"])
        case "choice":
            return "・".join(option["key"] for option in drawing["options"] if option["on"])
        case "wareki":
            era = drawing["era"] or "".join(one["label"] for one in drawing["eras"] if one["on"])
            return "/".join((era, *(plain(drawing[name]) for name in ("year", "month", "day"))))
        case _:
            return plain(drawing["runs"])


KIN = [
    {"key": "child", "label": "子", "values": ["child"], "other": False},
    {"key": "parent", "label": "父母", "values": ["parent", "grandparent"], "other": False},
    {"key": "other", "label": "その他", "values": [], "other": True},
]

WRITTEN = [
    (field("text"), "佐藤", "佐藤"),
    (field("text"), date(2019, 5, 1), "令和元年5月1日"),
    (field("text", labels={"M": "男"}), "M", "男"),
    (field("text", suffix="長"), "あおば市", "あおば市長"),
    (field("text", suffix="長"), None, ""),
    (field("masu", cells=4), "12", "1|2||"),
    (field("masu", cells=4, align="right"), "12", "||1|2"),
    (field("masu", cells=7), "099-0001", "0|9|9|0|0|0|1"),
    (field("masu", cells=3), "渡\u9089\U000e0110", "渡|\u9089\U000e0110|"),
    (field("masu", cells=3), None, "||"),
    (field("account_number", cells=7), "1234", "0|0|0|1|2|3|4"),
    (field("account_number", cells=7), None, "||||||"),
    (field("amount", cells=7, prefix="¥"), 50000, "|¥|5|0|0|0|0"),
    (field("amount", prefix="¥"), 1234567, "¥1,234,567"),
    (field("amount"), None, ""),
    (field("kana"), "さとう　ﾊﾙｷ", "サトウ　ハルキ"),
    (field("kana", cells=9, bank=True), "ガッキョク　ロ", "カ|゛|ツ|キ|ヨ|ク||ロ|"),
    (field("choice", options=KIN), "child", "child"),
    (field("choice", options=KIN), "grandparent", "parent"),
    (field("choice", options=KIN), "sibling", "other"),
    (field("choice", options=KIN), "父母", "parent"),
    (field("choice", options=KIN), frozenset({"child", "parent"}), "child・parent"),
    (field("choice", options=KIN), None, ""),
    (field("wareki", eras=["昭和", "平成"]), date(1989, 1, 7), "昭和/64/1/7"),
    (field("wareki", eras=["昭和", "平成"]), date(1989, 1, 8), "平成/元/1/8"),
    (field("wareki", era="令和", days_after=1), date(2026, 12, 31), "令和/9/1/1"),
    (field("wareki", era="令和"), None, "令和///"),
    (field("address"), "あおば市みどり町1番2号", "あおば市みどり町1番2号"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "value", "expected"), WRITTEN)
def test_a_value_is_written_the_way_its_kind_says(
    one: Field, value: Any, expected: str, shelf: fonts.Shelf
) -> None:
    assert shown(draw(one, value, shelf)) == expected


REFUSED = [
    (field("masu", cells=3), "12345", "マス（3字）に入りきりません"),
    (field("account_number", cells=7), "12-34", "数字の欄です"),
    (field("amount"), "5万円", "金額の欄です"),
    (field("wareki", era="令和"), date(2018, 3, 1), "その元号がありません"),
    (field("wareki"), "2026-11-20", "日付の欄です"),
    (field("text"), "一行め\n二行め", "制御文字"),
    (field("rows", rows=1), ({}, {}), "行（1行）に入りきりません"),
]


@pytest.mark.parametrize(("one", "value", "said"), REFUSED)
def test_a_value_that_does_not_belong_stops_with_the_place_of_the_field(
    one: Field, value: Any, said: str, shelf: fonts.Shelf
) -> None:
    with pytest.raises(Fault) as stopped:
        draw(one, value, shelf)
    assert said in str(stopped.value) and "見本の欄" in str(stopped.value)
    assert (stopped.value.file, stopped.value.line) == ("form.yaml", 7)


@pytest.mark.parametrize("kind", ["signature", "my_number"])
def test_what_only_a_hand_may_write_ignores_every_value(kind: str, shelf: fonts.Shelf) -> None:
    assert draw(field(kind), "123456789012", shelf) == draw(field(kind), None, shelf)


ADDRESSES = [
    ("あおば県あおば市みどり町三丁目5番12号　みどりハイツ201",
     ("あおば県", "あおば市", "みどり町三丁目", "5番12号", "みどりハイツ201")),
    ("もみじ市中央一丁目2番3号", ("", "もみじ市", "中央一丁目", "2番3号", "")),
    ("あおば県北郡もみじ町大字上100番地1", ("あおば県", "北郡もみじ町", "大字上", "100番地1", "")),
    ("あおば市青葉区本町1-2-3メゾン4", ("", "あおば市青葉区", "本町", "1-2-3", "メゾン4")),
    ("住所不定", ("", "", "住所不定", "", "")),
]  # fmt: skip


@pytest.mark.parametrize(("line", "parts"), ADDRESSES)
def test_an_address_is_split_where_the_paper_has_separate_boxes(line: str, parts: tuple[str, ...]) -> None:
    assert tuple(split_address(line).values()) == parts


def test_repeated_rows_go_down_by_the_pitch(shelf: fonts.Shelf) -> None:
    column = Field("name", "text", "氏名", Place("form.yaml", 9, 5), at=Box(1, 20, 50, 60, 8))
    rows = Field(
        "heirs", "rows", "相続人", Place("form.yaml", 8, 5), spec={"rows": 3, "pitch": 9.5}, columns=(column,)
    )
    drawing = draw(rows, ({"name": "佐藤　晴樹"}, {"name": "佐藤　花"}), shelf)
    places = list(placed(rows, drawing))
    assert [place["y"] for place in places] == [50, 59.5, 69]
    assert [plain(place["item"]["runs"]) for place in places] == ["佐藤　晴樹", "佐藤　花", ""]
