"""でき上がった PDF のどのページにも、練習の印を重ねる。取り違えて使えないようにするためで、中身は変えない。"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from madoguchi.paper import fonts, sheets, typesetting

MARK, WORDS = "練習", "練習で刷った紙です。どの手続きにも使えません。"


def practice(pdf: bytes) -> bytes:
    """どのページにも「練習」を重ねた PDF。"""
    marks = [_mark(width, height) for width, height in sheets.sizes(pdf)]
    return sheets.overlay(sheets.normalise(pdf, "練習の紙"), sheets.merge(marks), "練習の紙")


@lru_cache(maxsize=16)
def _mark(width: float, height: float) -> bytes:
    template = (Path(__file__).parent / "templates" / "practice.typ").read_text(encoding="utf-8")
    values = {"size": [width, height], "mark": MARK, "words": WORDS}
    return typesetting.render(template, values, fonts.open_shelf(), name="practice.typ")
