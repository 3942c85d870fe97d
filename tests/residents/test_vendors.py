"""書式を足すだけで、べつの業者の出力から同じ事実になる。"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.domain.calendar import Span
from madoguchi.domain.facts import Group
from madoguchi.municipalities.scope import scope
from madoguchi.residents import queries
from madoguchi.residents.feeds.coding import FeedRow
from madoguchi.residents.feeds.profiles import load_set
from madoguchi.residents.feeds.writing import write_set
from madoguchi.residents.loading import Report, load_folder
from madoguchi.residents.models import CoreRow
from madoguchi.residents.synthetic.city import build_city
from tests.residents.conftest import AOBA, TODAY
from tests.residents.test_protection import NOON

SETS = ("neutral-utf8", "neutral-cp932", "neutral-utf16", "kasumi", "minato")
Rows = Mapping[str, list[FeedRow]]


@pytest.fixture(scope="module")
def rows() -> Rows:
    """200人のあおば市。CP932 にない字は、ほかの字にしておく。"""
    return {
        group: [_plain(row) for row in found] for group, found in build_city(200, 7, TODAY, AOBA).rows.items()
    }


def _plain(row: FeedRow) -> FeedRow:
    values = {
        name: value.encode("cp932", "replace").decode("cp932") if isinstance(value, str) else value
        for name, value in row.values.items()
    }
    return replace(row, values=values)


def deliver(folder: Path, rows: Rows, set_id: str, **more: str) -> Path:
    """一式の棚を置く。"""
    feed_set = load_set(set_id)
    sheets = write_set(rows, feed_set, AOBA)
    folder.mkdir()
    for name, text in sheets.items():
        (folder / name).write_bytes(text.encode(feed_set.encoding))
    manifest = {
        "municipality": AOBA,
        "as_of": "2026-11-22T06:00+09:00",
        "feeds": set_id,
        "files": list(sheets),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest | more), encoding="utf-8")
    return folder


def facts(set_id: str) -> dict[str, Any]:
    """組ごとの、全員の記録。"""
    groups = {one.group for one in load_set(set_id).profiles.values()}
    every = {name: Group(name, name, covers="everyone") for name in groups}
    with scope(AOBA):
        keys = sorted(set(CoreRow.objects.values_list("subject_key", flat=True)))
        records, _ = queries.records_for(keys, every, NOON)
    return {group: {key: records[key].get(group) for key in keys} for group in groups}


@pytest.mark.parametrize("set_id", SETS[1:])
def test_the_same_people_through_any_layout_give_the_same_facts(
    towns: None, tmp_path: Path, rows: Rows, set_id: str
) -> None:
    """中立の書式で取り込んだあとに、同じ人たちを取り込んでも、一行も動かない。"""
    first = load_folder(deliver(tmp_path / "neutral", rows, SETS[0]), AOBA)
    before = facts(set_id)
    report = load_folder(deliver(tmp_path / set_id, rows, set_id), AOBA)
    assert (report.refused, report.accepted, report.removed) == ([], 0, 0)
    assert report.unchanged == sum(len(rows.get(group, ())) for group in before)
    assert first.accepted == sum(map(len, rows.values()))
    assert facts(set_id) == before


def _loaded(folder: Path, rows: Rows, set_id: str, edit: tuple[str, str, str], **more: str) -> Report:
    name, old, new = edit
    shelf = deliver(folder, rows, set_id, **more)
    path = shelf / name
    text = path.read_bytes().decode(load_set(set_id).encoding)
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode(load_set(set_id).encoding))
    return load_folder(shelf, AOBA)


def test_a_row_of_a_scheme_nobody_reads_is_refused(towns: None, tmp_path: Path, rows: Rows) -> None:
    """一つの出力に、知らない制度の行が混じっていたら、黙って飛ばさない。"""
    report = _loaded(tmp_path / "m", rows, "minato", ("SHIKAKU.TXT", f"{AOBA}\t1\t", f"{AOBA}\t7\t"))
    assert {(one.column, one.value) for one in report.refused} == {("制度", "7")}


def test_a_half_of_a_group_is_not_taken_for_the_whole(towns: None, tmp_path: Path, rows: Rows) -> None:
    """三つに分かれた住民記録の一つが来なければ、残りで「いなくなった」とはしない。"""
    load_folder(deliver(tmp_path / "1", rows, "kasumi"), AOBA)
    folder = deliver(tmp_path / "2", rows, "kasumi", as_of="2026-11-22T07:00+09:00")
    (folder / "JOGAI.CSV").unlink()
    report = load_folder(folder, AOBA)
    assert report.removed == 0
    assert ("JUKI.CSV", "同じ組のもう一つの出力がありません。") in {
        (one.file, one.reason) for one in report.refused
    }


def test_a_telephone_of_nobody_is_told(towns: None, tmp_path: Path, rows: Rows) -> None:
    """連絡先の出力にだけいる人。"""
    shelf = deliver(tmp_path / "1", rows, "kasumi")
    with (shelf / "RENRAKU.CSV").open("ab") as out:
        out.write('"9990000009","1","0000000","0000-00-0000"\r\n'.encode("cp932"))
    report = load_folder(shelf, AOBA)
    assert [(one.value, one.reason) for one in report.refused] == [
        ("9990000009", "欄を足す元の行がありません。")
    ]


def test_a_delta_takes_away_only_the_marked_rows(towns: None, tmp_path: Path, rows: Rows) -> None:
    """日中の差分。印のある行だけがなくなり、来なかった行は残る。"""
    dogs = rows["dog"]
    load_folder(deliver(tmp_path / "1", rows, "minato"), AOBA)
    text = write_set({"dog": dogs[:1]}, load_set("minato"), AOBA)["DOG.TXT"].splitlines()
    shelf = tmp_path / "2"
    shelf.mkdir()
    (shelf / "DOG.TXT").write_text(f"{text[0]}\t異動\n{text[1]}\tD\n", encoding="utf-8")
    manifest = {"municipality": AOBA, "as_of": "2026-11-22T13:10+09:00", "feeds": "minato", "kind": "delta",
                "files": ["DOG.TXT"]}  # fmt: skip
    (shelf / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    report = load_folder(shelf, AOBA)
    assert (report.removed, report.accepted, report.refused) == (1, 0, [])
    assert sum(1 for found in facts("minato")["dog"].values() if found) == len(
        {one.subject for one in dogs[1:]}
    )


def test_an_unknown_month_written_99_is_a_year(towns: None, tmp_path: Path, rows: Rows) -> None:
    """書いて読むだけでなく、書いた形も確かめる。"""
    born = Span(date(1944, 1, 1), date(1944, 12, 31))
    person = replace(rows["resident"][0], values=rows["resident"][0].values | {"resident.birth_date": born})
    sheets = write_set({"resident": [person]}, load_set("minato"), AOBA)
    assert "昭和19年月日不詳" in sheets["RESIDENT.TXT"]
    asset = replace(rows["nhi"][0], values=rows["nhi"][0].values | {"nhi.acquired_on": born})
    assert "\t19449999\t" in write_set({"nhi": [asset]}, load_set("minato"), AOBA)["SHIKAKU.TXT"]
