"""下敷きのそろえ方、重ね方、つなぎ方の試験。"""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest

from madoguchi.domain.errors import Fault
from madoguchi.paper import fonts, sheets, typesetting


@pytest.fixture
def sheet(shelf: fonts.Shelf) -> Callable[..., bytes]:
    def made(body: str, width: int = 210, height: int = 297, fill: str = "white") -> bytes:
        head = f"#set page(width: {width}mm, height: {height}mm, margin: 10mm, fill: {fill})\n"
        return typesetting.render(head + body, {}, shelf, name="試験")

    return made


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def test_a_turned_and_shifted_page_becomes_an_upright_page_from_zero(sheet: Callable[..., bytes]) -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = 90
        pdf.pages[0].cropbox = [20, 30, 400, 600]

    made = sheets.normalise(changed(sheet("見出し"), turn), "下敷き.pdf")
    with pikepdf.Pdf.open(io.BytesIO(made)) as opened:
        assert "/Rotate" not in opened.pages[0].obj
        assert [float(edge) for edge in opened.pages[0].mediabox] == [0, 0, 570, 380]


def test_form_fields_links_and_scripts_are_dropped(sheet: Callable[..., bytes]) -> None:
    def arm(pdf: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = script
        widget = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[0, 0, 9, 9])
        held = pdf.make_indirect(widget)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[held])
        pdf.pages[0].obj.Annots = pikepdf.Array([held])

    made = sheets.normalise(changed(sheet("見出し"), arm), "下敷き.pdf")
    assert b"JavaScript" not in made
    with pikepdf.Pdf.open(io.BytesIO(made)) as opened:
        assert "/AcroForm" not in opened.Root and "/OpenAction" not in opened.Root
        assert "/Annots" not in opened.pages[0].obj


def test_values_laid_on_a_page_leave_both_texts_readable(sheet: Callable[..., bytes]) -> None:
    under = sheets.normalise(sheet("氏名"), "下敷き.pdf")
    both = sheets.overlay(under, sheet("#v(20mm)佐藤松雄", fill="none"), "様式")
    text = pypdfium2.PdfDocument(both)[0].get_textpage().get_text_range()
    assert "氏名" in text and "佐藤松雄" in text


def test_laying_twice_makes_the_same_bytes(sheet: Callable[..., bytes]) -> None:
    under, top = sheets.normalise(sheet("氏名"), "下敷き.pdf"), sheet("佐藤", fill="none")
    assert sheets.overlay(under, top, "様式") == sheets.overlay(under, top, "様式")


def test_pages_are_joined_in_order_with_their_sizes(sheet: Callable[..., bytes]) -> None:
    joined = sheets.merge([sheet("一"), sheet("二", 297, 420), sheet("三")])
    assert sheets.sizes(joined) == [(210.0, 297.0), (297.0, 420.0), (210.0, 297.0)]


def test_bad_underlays_are_refused_in_words(sheet: Callable[..., bytes]) -> None:
    locked = changed(sheet("鍵"), lambda _: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    many = changed(sheet("多い"), lambda pdf: pdf.pages.extend([pdf.pages[0]] * 200))
    for pdf, reason in (
        (locked, "パスワード"),
        (b"%PDF-1.7 broken", "PDF として読めません"),
        (many, "200 ページまで"),
    ):
        with pytest.raises(Fault, match=reason):
            sheets.normalise(pdf, "下敷き.pdf")


def test_a_different_number_of_pages_cannot_be_laid(sheet: Callable[..., bytes]) -> None:
    two = sheets.merge([sheet("一"), sheet("二")])
    with pytest.raises(Fault, match="ページの数が合いません"):
        sheets.overlay(two, sheet("一"), "様式")


def test_nothing_to_print_is_said() -> None:
    with pytest.raises(Fault, match="一枚もありません"):
        sheets.merge([])
