"""電話で聞いた答えからの案内。名前も引換票もない。郵便で送れるが、あて先はこの紙に書かず、どこにも残さない。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.judgement import NEEDED, NOT_NEEDED, Judgement
from madoguchi.domain.procedures import Procedure
from madoguchi.guide.lists import GENERAL_TITLE, Printed, Words, frame, template
from madoguchi.guide.wording import department_of
from madoguchi.paper import fonts, typesetting

SURE, MAYBE = "お話から、当てはまるもの", "当てはまるかもしれないもの"


@dataclass(frozen=True, slots=True)
class Told:
    """電話で言う行。どちらも手続きの定義の順。"""

    sure: tuple[Procedure, ...]
    maybe: tuple[Procedure, ...]


def told(judgement: Judgement) -> Told:
    """家族に言う手続きだけを、決まったものと、まだ決まらないものに分ける。"""
    shown: dict[str, tuple[Procedure, bool]] = {}
    for line in judgement.lines:
        procedure = line.procedure
        if procedure.audience != "family" or procedure.listing != "judged" or line.result == NOT_NEEDED:
            continue
        before = shown.get(procedure.id)
        shown[procedure.id] = (procedure, line.result == NEEDED or bool(before and before[1]))
    sure = tuple(one for one, decided in shown.values() if decided)
    return Told(sure, tuple(one for one, decided in shown.values() if not decided))


def telephone_list(
    held: Told, municipality: MunicipalityProfile, on: date, event: str, shelf: fonts.Shelf | None = None
) -> bytes:
    """案内の PDF。"""
    shelf = shelf or fonts.open_shelf()
    words = Words(shelf, GENERAL_TITLE)
    values = {
        **frame(words, GENERAL_TITLE, "-", municipality, on, event),
        "lead": words("お電話でうかがったことから、選びました。"),
        "note": words("市の記録は見ていません。窓口で、記録といっしょにお調べします。"),
        "parts": [_part(words, SURE, held.sure, municipality), _part(words, MAYBE, held.maybe, municipality)],
    }
    del values["ticket"]
    return typesetting.render(
        template("telephone"), values, shelf, name=f"{GENERAL_TITLE}（telephone.typ）", tagged=True
    )


def _part(
    words: Words, name: str, procedures: tuple[Procedure, ...], municipality: MunicipalityProfile
) -> Printed:
    lines = [
        {
            "title": words(one.title_for_family or one.name),
            "place": words(department_of(one, municipality).name),
            "by": words(one.deadline.text),
        }
        for one in procedures
    ]
    return {"name": words(f"{name}　{len(lines)}"), "lines": lines}
