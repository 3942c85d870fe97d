"""子育ての手続きの公開: 項目の名、書く値、出してはならない手続き。"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.authoring.publication import of_children, published
from madoguchi.authoring.registry import ITEMS, OWN_ID, as_csv, as_json
from madoguchi.catalogue import releases
from madoguchi.catalogue.releases import Release
from madoguchi.domain.errors import Fault

DOCUMENT = Path(__file__).parents[2] / "docs/reference/exports.md"
ON = date(2026, 11, 25)


def rows(release: Release, on: date = ON) -> list[dict[str, str]]:
    text = as_csv(of_children(published(release, on), on)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def records(release: Release) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(as_json(of_children(published(release, ON), ON)))
    return found


def of_allowance(found: list[dict[str, str]]) -> dict[str, str]:
    return next(row for row in found if row[OWN_ID] == "b_teate")


def test_a_row_tells_what_the_shelf_tells(release: Release) -> None:
    row = of_allowance(rows(release))
    assert list(row) == [OWN_ID, *(item.title for item in ITEMS)]
    assert row[OWN_ID] == "b_teate"
    assert row["制度名"] == "児童手当"
    assert row["概要"] == "児童手当を請求できる場合があります。"
    assert row["対象者"].startswith("次のすべてに当たるとき\n・「国保の被保険者」に当たる\n")
    assert row["支援の内容"] == "請求できる場合があります。決定は市です。"
    assert row["申請の窓口"] == "市民課 1階 2番窓口"
    assert row["申請の期限"].startswith("生まれた日の翌日から15日\n")
    assert row["必要なもの"].split("\n")[0] == "・通帳（見せてもらう）"
    assert row["費用"].split("\n") == [
        "証明書 450円（1通につき）",
        "収入印紙 1,200円",
        "市の証明 金額はお問い合わせください",
        "郵便の切手 金額はお問い合わせください",
    ]
    assert (row["根拠法令"], row["根拠の条"]) == ("児童手当法\n市の要綱", "7条\n")
    assert row["対象地域"] == "990001;あおば市"


def test_numbers_and_codes_nobody_gave_are_left_empty(release: Release) -> None:
    row = of_allowance(rows(release))
    assert {row[name] for name in ("PSID", "法人番号", "分類", "対象の分類", "内容の分類")} == {""}
    record = records(release)[0]
    assert record["basicInformation"]["psid"] is None
    assert record["tag"] == {"categoryCode": None, "targetCode": None, "contentsCode": None}


def test_json_carries_the_same_values_under_the_registry_s_names(release: Release) -> None:
    for row, record in zip(rows(release), records(release), strict=True):
        for item in ITEMS:
            value: Any = record
            for step in item.path.split("."):
                value = value[step]
            assert (value or "") == row[item.title], item.path


def test_the_file_opens_in_a_spreadsheet(release: Release) -> None:
    made = as_csv(of_children(published(release, ON), ON))
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.endswith(b"\r\n")
    assert made.split(b"\r\n")[0].decode("utf-8-sig").split(",")[0] == OWN_ID


def test_neither_lines_for_staff_nor_those_told_only_when_asked_nor_those_of_grief_leave(
    release: Release,
) -> None:
    everything = as_csv(of_children(published(release, ON), ON)).decode() + json.dumps(
        records(release), ensure_ascii=False
    )
    assert [row[OWN_ID] for row in rows(release)] == ["b_teate", "d_iji"]
    for name in ("支援措置の確かめ", "学校に知らせる", "聞かれたら話す届", "死産の届", "銀行に知らせる"):
        assert name not in everything


def test_no_packaged_line_for_staff_is_published_nor_any_condition_about_protection(
    packaged: Release,
) -> None:
    definitions = packaged.definitions
    staff = {one.name for one in definitions.procedures.values() if one.audience == "staff"}
    groups = definitions.dictionary.groups
    secret = {
        fact.label
        for fact in definitions.dictionary.facts.values()
        if groups[fact.group].field_class == "protection"
    }
    found = published(packaged, ON)
    assert staff
    assert secret
    assert {one.procedure.name for one in found} & staff == set()
    assert [one.procedure.id for one in found for label in secret if f"「{label}」" in one.condition] == []


@pytest.mark.parametrize(
    ("on", "name"), [(date(2026, 11, 25), "国保の葬祭費"), (date(2012, 5, 1), "国保の葬祭費（前の法）")]
)
def test_the_law_of_the_day_is_published(release: Release, on: date, name: str) -> None:
    names = [one.procedure.name for one in published(release, on) if one.procedure.id == "d_kokuho"]
    assert names == [name]


def test_without_a_municipality_there_is_no_place_nor_telephone(catalogue: Path) -> None:
    row = of_allowance(rows(releases.load(catalogue)))
    assert {row[name] for name in ("対象地域", "電話番号", "担当課", "受付時間")} == {""}


def test_a_day_before_an_amount_began_is_refused_with_its_place(release: Release) -> None:
    with pytest.raises(Fault, match=r"fees\.yaml:3: 「shomei_ryo」.*1999-12-31 の値がありません"):
        published(release, date(1999, 12, 31))


def test_nothing_to_publish_is_a_fault(release: Release) -> None:
    with pytest.raises(Fault, match="公開する手続きが一つもありません"):
        of_children([], ON)


def test_every_item_is_in_the_mapping_table_of_the_documents() -> None:
    written = re.findall(r"^\| `([\w.]+)` \| (.+?) \| (.+?) \|$", DOCUMENT.read_text(encoding="utf-8"), re.M)
    assert written == [(item.path, item.title, item.origin) for item in ITEMS]
