"""紙に添える送り状（課へ渡す束、市の外へ送る進達）。何が何枚あるかと、だれからだれへかだけを書く。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.calendar import wareki, weekday
from madoguchi.domain.errors import Fault
from madoguchi.paper import fonts, glyphs, typesetting

#: 個人番号を書いた紙があるときの一言。写しを作らない（番号法20条）。
NEVER_COPY = "番号記載あり・複写しない"


@dataclass(frozen=True, slots=True)
class Slip:
    """一枚の送り状。`rows` の欄の数は `heads` と同じ。`signature` は受け取った人の署名（SVG の絵）で、なければ書く所を空ける。"""

    title: str
    number: str
    to: str
    sender: str
    telephone: str
    lead: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    total: str
    my_number: bool = False
    notes: tuple[str, ...] = ()
    receipt: str = ""
    signature: str = ""


def slip(
    wanted: Slip, municipality: MunicipalityProfile, on: date, shelf: fonts.Shelf | None = None
) -> bytes:
    """送り状を PDF にする。行がないとき、字がないときは Fault。"""
    if not wanted.rows:
        raise Fault(file=wanted.title, reason="送る紙がありません。", remedy="紙のある行をえらんでください。")
    shelf = shelf or fonts.open_shelf()

    def words(text: str) -> glyphs.Runs:
        return glyphs.runs(text, fonts.GOTHIC, shelf, wanted.title)

    values: dict[str, Any] = {
        "plain_title": wanted.title, "municipality": municipality.name, "title": words(wanted.title),
        "number": words(wanted.number), "to": words(wanted.to), "sender": words(wanted.sender),
        "telephone": words(wanted.telephone), "lead": words(wanted.lead), "on": words(f"{wareki(on)}（{weekday(on)}）"),
        "mark": words(NEVER_COPY if wanted.my_number else ""), "widths": wanted.widths,
        "heads": [words(one) for one in wanted.heads], "rows": [[words(cell) for cell in row] for row in wanted.rows],
        "total": words(wanted.total), "notes": [words(one) for one in wanted.notes],
        "receipt": words(wanted.receipt), "signature": wanted.signature,
        "footer": words(f"{municipality.name}　{wanted.title}　{wanted.number}"),
    }  # fmt: skip
    return typesetting.render(_template(), values, shelf, name=f"{wanted.title}（slip.typ）", tagged=True)


@lru_cache(maxsize=1)
def _template() -> str:
    return (Path(__file__).parent / "templates" / "slip.typ").read_text(encoding="utf-8")
