"""回る窓口の紙: 下の階から、同じ課は一度だけ、なくなった課は代表の電話で。"""

from __future__ import annotations

import re
from datetime import date

import pypdfium2

from madoguchi.catalogue.profiles import Department, MunicipalityProfile
from madoguchi.guide.route import route, route_sheet
from madoguchi.paper import fonts

ON = date(2026, 11, 20)
CITY = MunicipalityProfile(
    "990001", "あおば市", "あおば県", "aoba", "総合窓口", "0000-22-3000", "平日",
    departments={
        "tax": Department("tax", "税務課", "税務課", "0000-22-3051", "2210", "2", "15"),
        "care": Department("care", "介護保険課", "介護", "0000-22-3021", "2141", "1階", "8番"),
        "insurance": Department("insurance", "国保年金課", "国保", None, "2121", "1", "5"),
        "archive": Department("archive", "文書係", "文書", "0000-22-3099", None, "地下1階", None),
    },
)  # fmt: skip


def test_the_way_goes_up_and_visits_each_department_once() -> None:
    wanted = [("tax", "還付金"), ("care", "保険料"), ("gone", "古い手続き"), ("tax", "代表者の届"), ("insurance", "高額療養費"), ("archive", "写し")]  # fmt: skip
    stops = route(wanted, CITY)
    assert [(one.name, one.where, one.titles) for one in stops] == [
        ("文書係", "地下1階", ("写し",)),
        ("国保年金課", "1階 5番窓口", ("高額療養費",)),
        ("介護保険課", "1階 8番窓口", ("保険料",)),
        ("税務課", "2階 15番窓口", ("還付金", "代表者の届")),
        ("担当課（要設定）", "場所は窓口でおたずねください", ("古い手続き",)),
    ]
    assert stops[1].telephone == stops[-1].telephone == "0000-22-3000"


def test_the_paper_says_every_stop_in_order() -> None:
    stops = route([("tax", "還付金"), ("care", "保険料の精算")], CITY)
    pdf = route_sheet(stops, "q8Zr-1mWx0Ya", CITY, ON, "death", fonts.open_shelf())
    pages = pypdfium2.PdfDocument(pdf)
    text = re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in pages))
    assert (
        text.index("1階8番窓口")
        < text.index("保険料の精算")
        < text.index("2階15番窓口")
        < text.index("還付金")
    )
    assert "電話0000-22-3021" in text
