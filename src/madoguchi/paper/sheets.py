"""でき上がった PDF の紙を扱う：そろえる、つなぐ、重ねる。中身の文字は変えない。"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from madoguchi.domain.errors import Fault

POINTS_PER_MM = 72 / 25.4
PAGE_LIMIT = 200
OTHER_BOXES = ("/TrimBox", "/BleedBox", "/ArtBox")


def normalise(pdf: bytes, name: str) -> bytes:
    """下敷きの紙をそろえる：回転を焼き込み、左下を 0 にし、入力欄・リンク・しかけを落とす。

    重ねる前に一度だけ行う。`name` は誤りの文に出すファイル名。開けない・鍵つき・枚数が多すぎるときは Fault。
    """
    with _open(pdf, name) as source, pikepdf.Pdf.new() as made:
        if not 1 <= len(source.pages) <= PAGE_LIMIT:
            raise Fault(
                file=name,
                value=f"{len(source.pages)}ページ",
                reason=f"下敷きは 1 ページから {PAGE_LIMIT} ページまでです。",
                remedy="要るページだけの PDF にしてください。",
            )
        for page in source.pages:
            for box in OTHER_BOXES:
                if box in page.obj:
                    del page.obj[box]
            width, height = _seen_size(page)
            _lay(made.add_blank_page(page_size=(width, height)), page, made, "/Paper")
        return _saved(made)


def overlay(background: bytes, top: bytes, name: str) -> bytes:
    """そろえた下敷きの各ページに、同じ枚数の `top` を重ねる。"""
    with _open(background, name) as made, _open(top, name) as above:
        if len(made.pages) != len(above.pages):
            raise Fault(
                file=name,
                value=f"下敷き {len(made.pages)} ページ、重ねる紙 {len(above.pages)} ページ",
                reason="ページの数が合いません。",
                remedy="様式の pages を下敷きの枚数に合わせてください。",
            )
        for page, values in zip(made.pages, above.pages, strict=True):
            _lay(page, values, made, "/Values")
        return _saved(made)


def merge(pdfs: Sequence[bytes]) -> bytes:
    """PDF を並びの順に一つにつなぐ。空の並びは Fault。"""
    if not pdfs:
        raise Fault(file="印刷", reason="刷る紙が一枚もありません。", remedy="様式か一覧を選んでください。")
    with pikepdf.Pdf.new() as made:
        opened = [_open(pdf, "印刷") for pdf in pdfs]
        for source in opened:
            made.pages.extend(source.pages)
        whole = _saved(made)
        for source in opened:
            source.close()
        return whole


def sizes(pdf: bytes, name: str = "PDF") -> list[tuple[float, float]]:
    """各ページの見える大きさ（幅と高さ、mm）。"""
    with _open(pdf, name) as opened:
        return [
            (round(width / POINTS_PER_MM, 1), round(height / POINTS_PER_MM, 1))
            for width, height in map(_seen_size, opened.pages)
        ]


def _lay(under: pikepdf.Page, over: pikepdf.Page, made: pikepdf.Pdf, called: str) -> None:
    """`over` を一枚の絵にして `under` いっぱいに置く。名を決めておくのは、同じ紙から同じバイト列を作るため。"""
    form = made.copy_foreign(over.as_form_xobject())
    name = pikepdf.Name(called)
    under.add_resource(form, pikepdf.Name.XObject, name=name, replace_existing=False)
    under.contents_add(b"q\n", prepend=True)
    under.contents_add(
        b"Q\n" + under.calc_form_xobject_placement(form, name, pikepdf.Rectangle(*under.mediabox))
    )


def _open(pdf: bytes, name: str) -> pikepdf.Pdf:
    try:
        return pikepdf.Pdf.open(io.BytesIO(pdf))
    except pikepdf.PasswordError as error:
        raise Fault(
            file=name,
            reason="開くのにパスワードが要る PDF です。",
            remedy="パスワードを外して保存し直してください。",
        ) from error
    except pikepdf.PdfError as error:
        raise Fault(
            file=name,
            value=str(error)[:60],
            reason="PDF として読めません。",
            remedy="元の文書から PDF を作り直してください。",
        ) from error


def _seen_size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    width, height = abs(right - left), abs(top - bottom)
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (height, width) if turned else (width, height)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
