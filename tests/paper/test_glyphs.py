"""字ごとの書体選びが、字形の指定を守り、無い字で止まることの試験。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageOps, ImageStat

from madoguchi.domain.errors import Fault
from madoguchi.paper import fonts, glyphs, typesetting

# 邉の異体字（文字情報基盤の指定）と、葛の異体字（Adobe-Japan1 の指定）。
HEN = "\u9089"
HEN_MJ = "\u9089\U000e0110"
KATSU_ADOBE = "\u845b\U000e0100"
TSUCHIYOSHI = "\U00020bb7"

CHOSEN = [
    ("佐藤", "IPAmjMincho"),
    ("髙﨑", "IPAmjMincho"),
    (TSUCHIYOSHI, "IPAmjMincho"),
    (HEN_MJ, "IPAmjMincho"),
    (KATSU_ADOBE, "Noto Serif CJK JP"),
    ("ｻﾄｳ", "IPAmjMincho"),
    ("か゚", "IPAmjMincho"),
]


@pytest.mark.parametrize(("text", "family"), CHOSEN)
def test_each_character_is_set_in_a_font_that_really_has_its_shape(
    text: str, family: str, shelf: fonts.Shelf
) -> None:
    assert glyphs.runs(text, fonts.MINCHO, shelf, "試験") == [[family, text]]


STOPPED = [
    ("山😀田", "U+1F600", "この文字"),
    (f"渡{HEN}\U000e01ef", "U+9089 U+E01EF", "異体字"),
    ("\U000e0100", "U+E0100", "異体字"),
]


@pytest.mark.parametrize(("text", "named", "reason"), STOPPED)
def test_a_character_no_font_has_stops_the_job_and_is_named(
    text: str, named: str, reason: str, shelf: fonts.Shelf
) -> None:
    with pytest.raises(Fault) as stopped:
        glyphs.runs(text, fonts.MINCHO, shelf, "様式「葬祭費」の欄「氏名」")
    said = str(stopped.value)
    assert named in said and reason in said and "様式「葬祭費」の欄「氏名」" in said
    assert stopped.value.remedy


def test_every_kanji_of_jis_x_0213_has_a_font(shelf: fonts.Shelf) -> None:
    kanji = []
    for plane, row, cell in _jis_points():
        try:
            kanji.append(bytes([0x8F] * (plane == 2) + [row + 0xA0, cell + 0xA0]).decode("euc_jis_2004"))
        except UnicodeDecodeError:
            continue
    assert len(kanji) >= 10050
    missing = [one for one in kanji if not any(shelf.font(name).covers(one) for name in fonts.MINCHO)]
    assert missing == []


def _jis_points() -> list[tuple[int, int, int]]:
    rows = [(1, row) for row in range(14, 95)] + [
        (2, row) for row in (1, 3, 4, 5, 8, *range(12, 16), *range(78, 95))
    ]
    return [(plane, row, cell) for plane, row in rows for cell in range(1, 95)]


# 基の字とはっきり違う形を持つ、文字情報基盤の字形の指定。
VARIANTS = [
    *(("\u9089", selector) for selector in (*range(0xE0110, 0xE011E), 0xE011F)),
    *(("\u845b", selector) for selector in (0xE0102, *range(0xE0104, 0xE0109))),
    *(("\u9f4b", selector) for selector in range(0xE0103, 0xE0107)),
    ("\u8fbb", 0xE0102),
    ("\u658e", 0xE0102),
]


def test_thirty_variant_shapes_print_as_the_font_draws_them_and_copy_back(shelf: fonts.Shelf) -> None:
    path = shelf.font("IPAmjMincho").path
    wrong = []
    with TTFont(path, lazy=True) as font:
        outlines = font.getGlyphSet()
        cmap = font["cmap"]
        base_names = cmap.getBestCmap()
        pairs = {
            (base, selector): name or base_names[base]
            for table in cmap.tables if table.format == 14
            for selector, found in table.uvsDict.items() for base, name in found
        }  # fmt: skip
        for base, selector in VARIANTS:
            text = base + chr(selector)
            drawn, copied = _printed(text, shelf)
            own = _far(drawn, _outline(outlines, pairs[ord(base), selector], shelf))
            other = _far(drawn, _outline(outlines, base_names[ord(base)], shelf))
            if not own < other or copied != text:
                wrong.append((text, own, other, copied))
    assert wrong == []


def _printed(text: str, shelf: fonts.Shelf) -> tuple[Image.Image, str]:
    template = "#set page(width: 80mm, height: 80mm, margin: 20mm)\n#runs(values.text, size: 80pt)"
    values = {"text": glyphs.runs(text, fonts.MINCHO, shelf, "試験")}
    page = pypdfium2.PdfDocument(typesetting.render(template, values, shelf, name="試験"))[0]
    return _ink(page), page.get_textpage().get_text_range().strip()


def _outline(outlines: Any, name: str, shelf: fonts.Shelf) -> Image.Image:
    """書体のファイルから輪郭を直に取り出した、手本の絵。"""
    pen = SVGPathPen(outlines)
    outlines[name].draw(pen)
    path = f'<g transform="scale(1 -1)"><path d="{pen.getCommands()}"/></g>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-200 -2200 2600 2600">{path}</svg>'
    template = "#set page(width: 40mm, height: 40mm, margin: 2mm)\n#code(values.svg, width: 36mm)"
    return _ink(pypdfium2.PdfDocument(typesetting.render(template, {"svg": svg}, shelf, name="試験"))[0])


def _ink(page: pypdfium2.PdfPage) -> Image.Image:
    picture = ImageOps.invert(page.render(scale=4).to_pil().convert("L"))
    return picture.crop(picture.getbbox()).resize((96, 96))


def _far(one: Image.Image, other: Image.Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


def test_a_missing_font_names_the_debian_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "STANDARD_DIRECTORIES", (tmp_path,))
    with pytest.raises(Fault) as stopped:
        fonts.open_shelf()
    assert "BIZ UDPGothic" in str(stopped.value)
    assert "apt-get install fonts-morisawa-bizud-gothic" in str(stopped.value)


def test_clusters_keep_a_selector_and_a_voicing_mark_with_their_character() -> None:
    assert list(glyphs.clusters(f"渡{HEN_MJ}か\u309aｶﾞ")) == ["渡", HEN_MJ, "か\u309a", "ｶ", "ﾞ"]
