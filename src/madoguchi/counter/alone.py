"""支援措置のお尋ね。そばにほかの方がいないことを確かめてからだけ言葉を出す。尋ねたことも答えも、件に残さない。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from madoguchi.counter.band import band
from madoguchi.counter.desk import note_read
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.pages import CaseBand
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import FactDefinition
from madoguchi.domain.procedures import Procedure

FACT = "ask.wants_shien"
#: 手順の見出し。
HEADS = (("check", "確かめる"), ("collect", "預かる"), ("enter", "入れる"), ("hand_over", "渡す"))


@dataclass(frozen=True, slots=True)
class AlonePage:
    """確かめの画面。`question` は、確かめたあとだけ入る。`steps` は（見出し, 文の並び）。"""

    band: CaseBand
    question: str = ""
    steps: tuple[tuple[str, tuple[str, ...]], ...] = ()
    department: str = ""
    telephone: str = ""


def has_question(case: Opened) -> bool:
    """このできごとで、お尋ねの用意があるか。だれの件でも同じ。"""
    return _procedure(case) is not None


def _procedure(case: Opened) -> Procedure | None:
    definitions = case.at.definitions
    if FACT not in definitions.dictionary.facts:
        return None
    return next(
        (
            one
            for one in definitions.procedures.values()
            if one.audience == "staff"
            and one.listing == "only_if_asked"
            and case.now.event_kind in one.events
        ),
        None,
    )


def alone_page(user: Any, case_id: int, *, confirmed: bool) -> AlonePage:
    """確かめる前は言葉を出さない。確かめたあとに、お尋ねの文と、担当への引き継ぎ方を出す。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.alone")
    procedure = _procedure(case)
    if procedure is None:
        raise Fault("このできごとに、このお尋ねはありません。", remedy="聞き取りに戻ってください。")
    note_read(case.at, "counter.alone", case.now.number, case.seen())
    head = band(case, "interview")
    if not confirmed:
        return AlonePage(head)
    definition: FactDefinition = case.at.definitions.dictionary.facts[FACT]
    steps = tuple((label, getattr(procedure.steps, name)) for name, label in HEADS)
    owner = case.at.municipality.departments.get(procedure.department)
    return AlonePage(
        head, definition.question or definition.label, tuple(one for one in steps if one[1]),
        owner.name if owner else "", (owner.extension and f"内線 {owner.extension}") or (owner.telephone or "") if owner else "",
    )  # fmt: skip
