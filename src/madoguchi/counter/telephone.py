"""電話の問い合わせ。だれの記録も読まず、件も開かず、聞いた答えだけから案内する。残るのは、電話のあったことだけ。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from madoguchi.audit.actions import Act, record
from madoguchi.counter import answering
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.pages import QuestionView
from madoguchi.counter.receptions import openable, reception_of
from madoguchi.domain.building import build
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import ASKED, Event, Situation
from madoguchi.domain.interview import Question, questions, replay
from madoguchi.domain.judgement import Judgement, judge
from madoguchi.guide.telephone import telephone_list, told

CALLER = "caller"
AT_MOST = 3
Given = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class CallLine:
    """読み上げる一行。"""

    title: str
    by: str


@dataclass(frozen=True, slots=True)
class CallPage:
    """電話の画面。`kept` は、ここまでに聞いた答え（画面だけが持つ）。"""

    event: str
    event_name: str
    events: tuple[tuple[str, str], ...]
    questions: tuple[QuestionView, ...] = ()
    left: int = 0
    kept: tuple[tuple[str, str], ...] = ()
    sure: tuple[CallLine, ...] = ()
    maybe: tuple[CallLine, ...] = ()


def call_page(user: Any, event: str, given: Given, *, begins: bool = False) -> CallPage:
    """次の問いと、ここまでの答えで言えること。`begins` なら、電話のあったことを書き残す。"""
    at = desk(user)
    events = tuple((one.id, one.name) for one in openable(at.definitions))
    if not event:
        return CallPage("", "", events)
    reception_of(at.definitions, event)
    if begins:
        with transaction.atomic():
            record(at.actor, Act("telephone", object_kind="event", object_id=event))
    judgement, left, used = _judged(at, event, given)
    shown = told(judgement)
    views = tuple(_view(at, number, one) for number, one in enumerate(left[:AT_MOST], 1))
    kept = tuple((field, value) for field, values in used.items() for value in values)
    lines = [
        tuple(CallLine(one.title_for_family or one.name, one.deadline.text) for one in part)
        for part in (shown.sure, shown.maybe)
    ]
    return CallPage(
        event, at.definitions.life_events[event].name, events, views, len(left), kept, lines[0], lines[1]
    )  # fmt: skip


def paper(user: Any, event: str, given: Given) -> bytes:
    """ここまでの答えの案内。"""
    at = desk(user)
    reception_of(at.definitions, event)
    return telephone_list(told(_judged(at, event, given)[0]), at.municipality, at.today, event)


def _judged(at: Desk, event: str, given: Given) -> tuple[Judgement, tuple[Question, ...], Given]:
    answers = {answering.key_of(field): _read(at, field, values) for field, values in given.items() if values}
    moves = (CALLER,) if reception_of(at.definitions, event).moves else ()
    situation = Situation(Event(event, CALLER, at.today), (CALLER,), False, at.today, moves, False, (CALLER,))

    def judged(used: Mapping[Any, Any]) -> Judgement:
        facts = build(at.definitions.dictionary, situation, {}, {}, used, at.classes)
        return judge(at.definitions, facts, at.open_days())

    def ask(used: Mapping[Any, Any]) -> tuple[Question, ...]:
        found = judged(used)
        return questions(at.definitions, found.facts[0], found)

    used, _ = replay(ask, answers) if answers else ({}, {})
    fields = {answering.field_of(key): given[answering.field_of(key)] for key in used}
    return judged(used), ask(used), fields


def _read(at: Desk, field: str, values: list[str]) -> Any:
    definition = at.definitions.dictionary.facts.get(answering.key_of(field)[0])
    if definition is None:
        raise Fault("その問いはありません。", remedy="電話の画面を開き直してください。", value=field)
    if values == [answering.UNKNOWN]:
        return ASKED
    return answering.read(field, definition, at.definitions.dictionary, values, frozenset({CALLER}))


def _view(at: Desk, number: int, one: Question) -> QuestionView:
    dictionary = at.definitions.dictionary
    definition = dictionary.facts[one.fact_id]
    found = answering.options(definition, dictionary, {})
    return QuestionView(
        number, answering.field_of(one.key), one.text, one.why or "", answering.kind_of(definition, dictionary),
        answering.choices(found, frozenset()),
    )  # fmt: skip
