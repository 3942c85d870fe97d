"""試しの手つだい。来る人と、画面の値の引き方、紙の字の読み方。"""

from __future__ import annotations

from typing import Any

import pypdfium2

from madoguchi.cases import queries as cases
from madoguchi.counter import interviewing
from madoguchi.counter.opening import VisitInput
from madoguchi.counter.pages import InterviewPage, ListLine, ListPage
from tests.counter import city

WIFE = VisitInput(
    "same_household", "spouse", household_person=city.FUMIKO, roles=("mourner",), identity="運転免許証"
)
SON = VisitInput(
    "relative", "child", name="佐藤 晴樹", kana="さとう はるき", roles=("mourner",), identity="運転免許証"
)
BROTHER = VisitInput("relative", "sibling", name="佐藤 竹雄", kana="さとう たけお")
UNDERTAKER = VisitInput("messenger", name="みどり葬祭")


def version(case_id: int) -> int:
    """いまの版。"""
    return cases.now(case_id).version


def lines(page: ListPage) -> dict[str, ListLine]:
    """一覧の行を、鍵で引けるように。"""
    return {line.key: line for part in page.parts for line in part.lines}


def part_of(page: ListPage, key: str) -> str:
    """行のあるまとまり。"""
    return next(part.id for part in page.parts for line in part.lines if line.key == key)


def text_of(pdf: bytes) -> str:
    """紙の字を、行をつないで。"""
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).replace(
        "\r\n", ""
    )


def say(sato: Any, case_id: int, page: InterviewPage, **values: list[str]) -> str | None:
    """問いの番号に答える（q1=…）。"""
    answers = {question.field: values.get(f"q{question.number}", []) for question in page.questions}
    key = f"answer-{version(case_id)}"
    return interviewing.answer(sato, case_id, version(case_id), key, answers, page.topic)
