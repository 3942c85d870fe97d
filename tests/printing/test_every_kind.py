"""全部の種類の欄が、自分で描く紙でも下敷きの上でも、同じ定義から同じ値を刷ることの試験。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import BoundRecord, Dictionary, Group, RecordSet, known
from madoguchi.paper import fonts, typesetting
from madoguchi.printing import forms
from madoguchi.printing.context import FormContext
from madoguchi.printing.filling import fill
from madoguchi.printing.schema import OWN

ON = date(2026, 11, 20)
HEAD = """\
id: every
title: 全部の種類
editions:
  - id: '1'
    label: 見本
    valid_from: 2026-01-01
    paper: a4
    {page}
    fields:
"""
FIELDS = """\
      a: {kind: text, label: 文字, bind: subject.resident.name, at: {x: 20, y: 20, w: 60, h: 8}}
      b: {kind: address, label: 住所, bind: subject.resident.address, boxes: {city: {x: 20, y: 30, w: 40, h: 8}, town: {x: 60, y: 30, w: 50, h: 8}, number: {x: 110, y: 30, w: 40, h: 8}}}
      c: {kind: kana, label: フリガナ, bind: subject.resident.name_kana, cells: 12, at: {x: 20, y: 40, w: 72, h: 8}}
      d: {kind: masu, label: 番号, bind: subject.ltc.insured_no, cells: 10, groups: [4, 6], at: {x: 20, y: 50, w: 60, h: 8}}
      e: {kind: account_number, label: 口座, bind: fact.ask.account_number, cells: 7, at: {x: 20, y: 60, w: 42, h: 8}}
      f: {kind: amount, label: 額, bind: parameter.kouki_sousaihi_amount, at: {x: 20, y: 70, w: 40, h: 8}}
      g: {kind: choice, label: 性別, bind: subject.resident.sex, options: [{value: M, label: 男}, {value: F, label: 女}], boxes: {M: {x: 20, y: 80, w: 8, h: 8}, F: {x: 30, y: 80, w: 8, h: 8}}}
      h: {kind: wareki, label: 生年月日, bind: subject.resident.birth_date, eras: [大正, 昭和], boxes: {昭和: {x: 20, y: 90, w: 10, h: 6}, year: {x: 40, y: 90, w: 10, h: 6}, month: {x: 52, y: 90, w: 10, h: 6}, day: {x: 64, y: 90, w: 10, h: 6}}}
      i: {kind: code, label: 印, bind: case.token, side: 12, at: {x: 170, y: 20, w: 12, h: 12}}
      j: {kind: code, symbol: nw7, label: 棒の印, bind: subject.latter_elderly.insured_no, side: 8, width: 40, at: {x: 120, y: 20, w: 40, h: 8}}
      k: {kind: rows, label: 犬, bind: subject.dog, rows: 3, pitch: 8, columns: {name: {kind: text, label: 名, at: {x: 20, y: 110, w: 50, h: 7}}, reg_no: {kind: text, label: 番号, at: {x: 80, y: 110, w: 50, h: 7}}}}
      l: {kind: signature, label: 署名}
      m: {kind: vow, label: 誓い, text: ほかの給付は受けません。}
      n: {kind: my_number, label: 個人番号}
"""
PARTS = "    parts: {male: {bind: subject.resident.sex, in: [M]}, female: {bind: subject.resident.sex, in: [F]}}\n"
LAYOUT = "\n".join(f'#block(field("{name}"))' for name in "abcdefghijklmn")
SEEN = ["佐藤　松雄", "あおば市", "サトウ", "0001234567", "0123456", "50,000", "ポチ", "12-345"]


@pytest.fixture
def dogs(filled_context: FormContext) -> FormContext:
    assert filled_context.facts is not None
    rows = (
        BoundRecord({"dog.name": known("ポチ", "dog"), "dog.reg_no": known("12-345", "dog")}),
        BoundRecord({"dog.name": known("クロ", "dog"), "dog.reg_no": known("12-346", "dog")}),
    )
    facts = replace(
        filled_context.facts, dictionary=Dictionary({}, {"dog": Group("dog", "犬", cardinality="many")}),
        records={"P1": {"dog": RecordSet(rows)}},
    )  # fmt: skip
    return replace(filled_context, facts=facts)


@pytest.fixture
def every(tmp_path: Path, shelf: fonts.Shelf) -> Callable[..., Any]:
    def made(way: str, fields: str = FIELDS, layout: str = LAYOUT, parts: str = "") -> Any:
        folder = tmp_path / "national" / "forms" / "every"
        folder.mkdir(parents=True, exist_ok=True)
        page = "layout: layout.typ" if way == "layout" else "underlay: underlay.pdf"
        text = HEAD.replace("{page}", page).replace("    fields:\n", f"{parts}    fields:\n") + fields
        (folder / "form.yaml").write_text(text, encoding="utf-8")
        (folder / "layout.typ").write_text(layout, encoding="utf-8")
        under = typesetting.render('#set page(paper: "a4")\n#v(220mm)元の紙', {}, shelf, name="試験")
        (folder / "underlay.pdf").write_bytes(under)
        return forms.load(tmp_path)["every"]

    return made


def test_the_sample_has_every_kind() -> None:
    assert [kind for kind in OWN if f"kind: {kind}," not in FIELDS] == []


@pytest.mark.parametrize("way", ["layout", "underlay"])
def test_every_kind_prints_its_value(
    way: str,
    every: Callable[..., Any],
    dogs: FormContext,
    shelf: fonts.Shelf,
    text_of: Callable[[bytes], str],
) -> None:
    text = "".join(text_of(fill(every(way), dogs, ON, shelf).pdf).split())
    assert [one for one in SEEN if "".join(one.split()) not in text] == []


def test_repeated_rows_stand_one_pitch_apart_on_the_underlay(
    every: Callable[..., Any], dogs: FormContext, shelf: fonts.Shelf, ink_in: Callable[..., float]
) -> None:
    pdf = fill(every("underlay"), dogs, ON, shelf).pdf
    assert ink_in(pdf, 20, 110, 50, 7) > 0 and ink_in(pdf, 20, 118, 50, 7) > 0
    assert ink_in(pdf, 20, 126, 50, 7) == 0


def test_a_part_appears_only_when_its_condition_holds(
    every: Callable[..., Any], dogs: FormContext, shelf: fonts.Shelf, text_of: Callable[[bytes], str]
) -> None:
    layout = LAYOUT + '\n#part("male")[男の方へ]#part("female")[女の方へ]'
    text = text_of(fill(every("layout", layout=layout, parts=PARTS), dogs, ON, shelf).pdf)
    assert "男の方へ" in text and "女の方へ" not in text


FITS = [
    ("shrink, width: 30", "佐藤松雄佐藤松雄佐藤", None),
    ("shrink, width: 10", "佐藤松雄佐藤松雄佐藤", "入りきりません"),
    ("two_lines, width: 20", "佐藤松雄佐藤松雄佐藤", None),
    ("two_lines, width: 20", "ABCDEFGHIJKLMNOPQRSTUVW", "入りきりません"),
    ("refuse, width: 30", "佐藤松雄佐藤松雄佐藤", "入りきりません"),
    ("refuse, width: 60", "佐藤松雄佐藤松雄佐藤", None),
]


@pytest.mark.parametrize("way", ["layout", "underlay"])
@pytest.mark.parametrize(("fit", "value", "refused"), FITS)
def test_a_value_fits_or_stops_but_is_never_cut(
    way: str, fit: str, value: str, refused: str | None, every: Callable[..., Any],
    with_subject: Callable[..., FormContext], shelf: fonts.Shelf, text_of: Callable[[bytes], str],
) -> None:  # fmt: skip
    width = fit.rpartition(" ")[2]
    spec = f"fit: {fit}, min_size: 7, at: {{x: 20, y: 20, w: {width}, h: 12}}"
    form = every(
        way, f"      a: {{kind: text, label: 文字, bind: subject.resident.name, {spec}}}\n", '#field("a")'
    )
    if refused is None:
        assert value in "".join(text_of(fill(form, with_subject(name=value), ON, shelf).pdf).split())
        return
    with pytest.raises(Fault, match=refused) as stopped:
        fill(form, with_subject(name=value), ON, shelf)
    assert stopped.value.line == 10 and value in str(stopped.value)


def test_a_layout_that_runs_over_its_pages_is_refused(
    every: Callable[..., Any], dogs: FormContext, shelf: fonts.Shelf
) -> None:
    with pytest.raises(Fault, match="版の定め"):
        fill(every("layout", layout=LAYOUT + "\n#pagebreak()あふれた"), dogs, ON, shelf)


def test_a_mistake_in_a_layout_is_reported_with_the_line_of_the_layout(
    every: Callable[..., Any], dogs: FormContext, shelf: fonts.Shelf
) -> None:
    with pytest.raises(Fault, match="組めませんでした") as stopped:
        fill(every("layout", layout=LAYOUT + "\n#nothing"), dogs, ON, shelf)
    assert stopped.value.line == 15


UNPLACED = [
    ("      a: {kind: text, label: 文字}\n", "どこに置くかがありません"),
    ("      a: {kind: text, label: 文字, at: {page: 2, x: 1, y: 1, w: 9, h: 9}}\n", "この版は 1 ページです"),
    (
        "      a: {kind: rows, label: 行, rows: 2, columns: {b: {kind: text, label: 列}}}\n",
        "どこに置くかがありません",
    ),
]


@pytest.mark.parametrize(("field", "said"), UNPLACED)
def test_a_field_without_a_place_on_the_underlay_is_refused(
    field: str, said: str, every: Callable[..., Any]
) -> None:
    with pytest.raises(Fault, match=said) as stopped:
        every("underlay", field)
    assert stopped.value.line == 10
