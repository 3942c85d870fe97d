"""送ろうとしたあいだに件が変わったとき、同じ問いを、打った答えのまま、もう一度出す。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from madoguchi.counter import answering
from madoguchi.counter.band import band
from madoguchi.counter.desk import Desk, desk, note_read
from madoguchi.counter.interviewing import Interview, Key, drawn
from madoguchi.counter.opened import opened
from madoguchi.counter.pages import InterviewPage, QuestionView, Typed

Answers = Mapping[str, list[str]]


def asked_again(user: Any, case_id: int, topic: str, voice: int, answers: Answers) -> InterviewPage | None:
    """打った答えを、いまの版の画面に戻す。ほかの方の来庁に移っていれば、混ぜずに None。

    もう聞かない問いの答えは `apart` に、言葉のまま残す。先に答えが入っていた問いには、それを添える。
    """
    case = opened(user, case_id)
    if not case.may_see or case.visit.voice != voice:
        return None
    note_read(case.at, "counter.interview", case.now.number, case.seen())
    interview = Interview(case)
    wanted = tuple(key for key in map(answering.key_of, answers) if _may_ask(interview, key))
    name = topic.partition("~")[0]
    page = drawn(interview, band(case, "interview"), topic or None, name, wanted)
    left = {field: values for field, values in answers.items() if answering.key_of(field) not in wanted}
    questions = tuple(_with_typed(one, answers[one.field]) for one in page.questions)
    return replace(page, questions=questions, apart=_typed(case.at, left))


def _may_ask(interview: Interview, key: Key) -> bool:
    return key in interview.open or (key in interview.case.answers.values and interview.is_used(key))


def _with_typed(one: QuestionView, sent: list[str]) -> QuestionView:
    """打った答えをえらんだままにし、違う答えが先に入っていれば、それも言う。打っていない問いは、そのまま。"""
    if not sent:
        return one
    before = {choice.value for choice in one.choices if choice.chosen} | ({one.value} - {""})
    before |= {answering.UNKNOWN} if one.unknown_chosen else set()
    held = "、".join(_label(one, value) for value in sorted(before)) if before - set(sent) else ""
    choices = tuple(replace(choice, chosen=choice.value in sent) for choice in one.choices)
    written = "" if one.choices else next((text for text in sent if text != answering.UNKNOWN), "")
    return replace(one, choices=choices, value=written, unknown_chosen=answering.UNKNOWN in sent, held=held)


def _label(one: QuestionView, value: str) -> str:
    if value == answering.UNKNOWN:
        return "わからない"
    return next((choice.label for choice in one.choices if choice.value == value), value)


def typed(user: Any, answers: Answers) -> tuple[Typed, ...]:
    """打った答えを、定義の言葉だけで読み返す。だれの記録も見ない。"""
    return _typed(desk(user), answers)


def _typed(at: Desk, answers: Answers) -> tuple[Typed, ...]:
    dictionary = at.definitions.dictionary
    found = []
    for field, values in answers.items():
        definition = dictionary.facts.get(answering.key_of(field)[0])
        if definition is not None and values:
            labels = {answering.UNKNOWN: "わからない", **dict(answering.options(definition, dictionary, {}))}
            said = "、".join(labels.get(value, value) for value in values)
            found.append(Typed(definition.question or definition.label, said))
    return tuple(found)
