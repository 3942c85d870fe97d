"""家族の紙の「いつ、どこへ」。短く、約束も急がせもせず、分からないことは分からないと言う。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from madoguchi.catalogue.profiles import Hours, Window
from madoguchi.domain.judgement import Judgement, Line
from madoguchi.domain.procedures import Certificate, Definitions, Fee
from madoguchi.guide.outlook import again_note, outlook, rows
from madoguchi.guide.timing import Calling, VisitStage, calling
from tests.guide.conftest import line, until

ON = date(2026, 11, 24)
MAIN = Window(
    "honcho", "総合窓口", "本庁舎1階", frozenset(), frozenset({"citizens"}), (Hours("月火水木金", "8:30", "17:15"),), True, True
)  # fmt: skip


def now(days: int | None = 7, windows: tuple[Window, ...] = (MAIN,)) -> Calling:
    return replace(calling(None, ON, VisitStage()), windows=windows, register_days=days)


def city(id: str, due: str | None = None, **more: Any) -> Line:
    return line(
        id, id, "citizens", "どなたでも", until(due), timing=more.pop("timing", "return_visit"), **more
    )


def told(definitions: Definitions, *lines: Line, at: Calling | None = None) -> list[tuple[str, str]]:
    seen = outlook(Judgement(lines, (), ON), definitions, at or now())
    return [(row.head, row.text) for row in rows(seen, ON)]


@pytest.mark.parametrize(
    ("lines", "days", "said"),
    [
        ([city("a", timing="at_notice")], 7, []),
        ([city("a")], 7, [("もう一度", "11月25日（水）から。本庁舎1階 総合窓口（平日 8:30〜17:15）で1件。")]),
        ([city("a", "2026-12-10"), city("b")], 7,
         [("もう一度", "11月25日（水）から12月10日（木）まで。本庁舎1階 総合窓口（平日 8:30〜17:15）で2件。")]),
        ([city("a", after_register=True)], 7,
         [("もう一度", "12月1日（火）から（登録のめやす）。本庁舎1階 総合窓口（平日 8:30〜17:15）で1件。")]),
        ([city("a", "2026-11-26"), city("b", after_register=True)], None,
         [("もう一度", "11月25日（水）から11月26日（木）まで。本庁舎1階 総合窓口（平日 8:30〜17:15）で1件。"),
          ("2回め", "戸籍の登録が済んでから。本庁舎1階 総合窓口（平日 8:30〜17:15）で1件。")]),
        ([city("a", "2026-11-20")], 7,
         [("もう一度", "11月25日（水）から。本庁舎1階 総合窓口（平日 8:30〜17:15）で1件。期限に間に合わないものは、窓口でご相談ください。")]),
    ],
)  # fmt: skip
def test_the_next_visit_is_said_in_one_line(
    definitions: Definitions, lines: list[Line], days: int | None, said: list[tuple[str, str]]
) -> None:
    assert told(definitions, *lines, at=now(days)) == said


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        ([city("a")], ""),
        ([city("a"), city("b")], "2つを一度にできます"),
        ([city("a"), city("b", channel="mail")], "1つを一度に、ほかは郵便などで"),
        ([city("b", channel="mail")], "お越しがなくても済みます"),
        ([city("a", "2026-11-25"), city("b", after_register=True)], "2回に分けてできます"),
    ],
)
def test_the_part_says_how_many_visits_it_takes(
    definitions: Definitions, lines: list[Line], note: str
) -> None:
    assert again_note(outlook(Judgement(tuple(lines), (), ON), definitions, now()).plan) == note


def test_certificates_and_fees_are_one_line_each(definitions: Definitions) -> None:
    court = city("a", place="outside", agency="家庭裁判所")
    papers = (
        Certificate("koseki_full", 1, "varies", "heir_list"),
        Certificate("koseki_heir", 1, "no", "heir_list"),
    )
    charged = (Fee("申し立て", 800, "お一人", "revenue_stamp"), Fee("郵便切手", None), Fee("証明", 300))
    court = replace(court, procedure=replace(court.procedure, certificates=papers, fees=charged))
    assert told(definitions, court) == [
        ("証明書", "戸籍（生まれてから亡くなるまで） 1組、戸籍（相続人など） 1通。法務局で法定相続情報一覧図（無料）を作ると、戸籍の代わりになります。"),
        ("費用", "窓口で払うお金 300円、申し立て お一人 800円（収入印紙）。金額を窓口でおたずねください: 郵便切手。"),
    ]  # fmt: skip


def test_one_shared_paper_is_left_to_what_to_bring(definitions: Definitions) -> None:
    lines = [city(name, timing="at_notice") for name in "ab"]
    shared = Certificate("koseki_heir", 1, "yes", "heir_list")
    lines = [replace(one, procedure=replace(one.procedure, certificates=(shared,))) for one in lines]
    assert told(definitions, *lines) == []
