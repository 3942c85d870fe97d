"""送り状: 何が何枚、だれからだれへ。番号のある紙は写さないと言い、空の束は刷らない。"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.errors import Fault
from madoguchi.paper import fonts
from madoguchi.printing.slips import NEVER_COPY, Slip, slip

ON = date(2026, 11, 20)
CITY = MunicipalityProfile("990001", "あおば市", "あおば県", "aoba", "総合窓口", "0000-22-3000", "平日")
BUNDLE = Slip(
    "紙の束の送り状", "8-1120-014-A", "国保年金課 御中", "市民課 総合窓口", "内線 2101", "次の紙をお渡しします。",
    ("受付番号", "手続き", "紙", "枚数"), (3, 4, 5, 1),
    (("8-1120-014-02", "葬祭費の申請", "会葬礼状の写し", "1枚"), ("8-1120-014-03", "資格確認書の返却", "資格確認書", "1枚")), "2件　2枚",
)  # fmt: skip


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in pages))


def test_a_slip_names_every_paper_and_its_receiver(shelf: fonts.Shelf) -> None:
    text = text_of(slip(BUNDLE, CITY, ON, shelf))
    for said in (
        "8-1120-014-A",
        "国保年金課御中",
        "8-1120-014-03",
        "資格確認書",
        "2件2枚",
        "令和8年11月20日（金）",
    ):
        assert said in text
    assert NEVER_COPY not in text


def test_papers_with_a_number_are_marked_never_to_copy(shelf: fonts.Shelf) -> None:
    assert NEVER_COPY in text_of(slip(replace(BUNDLE, my_number=True), CITY, ON, shelf))


def test_a_slip_without_paper_is_refused(shelf: fonts.Shelf) -> None:
    with pytest.raises(Fault, match="送る紙がありません"):
        slip(replace(BUNDLE, rows=()), CITY, ON, shelf)
