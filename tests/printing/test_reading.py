"""form.yaml の誤りが、行と直し方を付けて一つ残らず挙がることの試験。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Dictionary, FactDefinition
from madoguchi.domain.procedures import Definitions
from madoguchi.printing import forms

GOOD = """\
id: sample
title: 見本の届
editions:
  - id: '1'
    label: 令和8年版
    valid_from: 2026-04-01
    valid_to: null
    paper: a4
    layout: layout.typ
    fields:
      name: {kind: text, label: 氏名, bind: subject.resident.name}
      number: {kind: masu, label: 番号, bind: subject.ltc.insured_no, cells: 10}
      sign: {kind: signature, label: 署名}
"""
LAYOUT = '#field("name") #field("number") #field("sign")\n'
KNOWN = {
    name: FactDefinition(name, name.partition(".")[0], name, "text", "member")
    for name in ("resident.name", "ltc.insured_no")
}
DEFINITIONS = Definitions(Dictionary(KNOWN, {}), {}, {}, {}, {})

Written = Callable[..., list[Fault]]


@pytest.fixture
def faults_of(tmp_path: Path) -> Written:
    def written(text: str, layout: str = LAYOUT) -> list[Fault]:
        folder = tmp_path / "national" / "forms" / "sample"
        folder.mkdir(parents=True)
        (folder / "form.yaml").write_text(text, encoding="utf-8")
        (folder / "layout.typ").write_text(layout, encoding="utf-8")
        return forms.read(forms.files_of(tmp_path), DEFINITIONS)[1]

    return written


def test_a_sound_form_has_no_faults(faults_of: Written) -> None:
    assert faults_of(GOOD) == []


# 直す前、直した後、行、文に出る語。
DEFECTS = [
    ("kind: text", "kind: textt", 11, "text の誤りではありませんか"),
    ("label: 氏名, ", "", 11, "label"),
    ("cells: 10", "cells: ten", 12, "整数を書く所です"),
    ("cells: 10", "cells: 10, cols: 3", 12, "知らない鍵です"),
    ("resident.name", "resident.nama", 11, "subject.resident.name の誤りではありませんか"),
    ("subject.resident.name", "visit.claimant.nmae", 11, "visit.claimant.name の誤りではありませんか"),
    ("subject.resident.name", "subject.resident.individual_no", 11, "個人番号"),
    ("subject.resident.name", "parameter.unknown_amount", 11, "ないパラメータです"),
    ("label: 署名", "label: 署名, value: 佐藤", 13, "手で書く欄に、値は入れられません"),
    ("2026-04-01", "2026-04-31", 6, "暦にない日です"),
    ("paper: a4", "paper: a44", 8, "a4 の誤りではありませんか"),
    ("layout: layout.typ", "layout: layuot.typ", 9, "ファイルがありません"),
    ("layout: layout.typ", "tray: plain", 4, "layout か underlay の、どちらか一つ"),
    ("id: sample", "id: smaple", 1, "フォルダの名と違います"),
    ("cells: 10", "cells: 10, size: big", 12, "長さを書く所です"),
    ("cells: 10", "cells: 10, number: {}", 12, "知らない鍵です"),
    ("      sign:", "      name:", 13, "同じ鍵が二度"),
    ("title: 見本の届", "title: [見本", 3, "YAML"),
]


@pytest.mark.parametrize(("before", "after", "line", "said"), DEFECTS)
def test_a_defect_is_named_with_its_line_and_remedy(
    before: str, after: str, line: int, said: str, faults_of: Written
) -> None:
    assert before in GOOD
    found = faults_of(GOOD.replace(before, after, 1))
    matching = [fault for fault in found if said in str(fault)]
    assert matching, [str(fault) for fault in found]
    assert (matching[0].line, bool(matching[0].remedy)) == (line, True)
    assert str(matching[0].file).endswith("national/forms/sample/form.yaml")


def test_a_field_the_layout_never_places_is_named(faults_of: Written) -> None:
    said = [str(fault) for fault in faults_of(GOOD, '#field("name") #field("nubmer") #field("sign")')]
    assert any("nubmer" in one and "number の誤りではありませんか" in one for one in said)
    assert any("組版のどこにも出てきません" in one for one in said)


def test_editions_that_overlap_are_named(faults_of: Written) -> None:
    second = GOOD[GOOD.index("  - id:") :].replace("id: '1'", "id: '2'").replace("2026-04-01", "2027-04-01")
    assert any("期間と重なります" in str(fault) for fault in faults_of(GOOD + second))


def test_a_municipality_replaces_only_the_files_it_names(tmp_path: Path) -> None:
    national = tmp_path / "national" / "forms" / "sample"
    local = tmp_path / "municipalities" / "990001-aoba" / "forms" / "sample"
    for folder, text in ((national, GOOD), (local, GOOD.replace("見本の届", "あおば市の届"))):
        folder.mkdir(parents=True)
        (folder / "form.yaml").write_text(text, encoding="utf-8")
    (national / "layout.typ").write_text(LAYOUT, encoding="utf-8")
    (tmp_path / "municipalities" / "990001-aoba" / "municipality.yaml").write_text(
        "code: '990001'\nprefecture: あおば県\n", encoding="utf-8"
    )
    assert forms.load(tmp_path)["sample"].title == "見本の届"
    assert forms.load(tmp_path, municipality="990001")["sample"].title == "あおば市の届"
