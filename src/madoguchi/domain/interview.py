"""まだ判定を変えうる事実だけを、職員の話す順に並べて聞く。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .facts import Facts, UnknownWhy
from .judgement import UNDECIDED, Judgement, why_open
from .procedures import Definitions
from .tracing import OpenFact

_SILENT = (UnknownWhy.ASKED, UnknownWhy.WITHHELD, UnknownWhy.CONFLICT)
HOUSEHOLD = "ask.household_complete"


@dataclass(frozen=True, slots=True)
class Question:
    """ひとつの問い。`about` は人（件や世帯のことなら None）、`decides` はこれで決まりうる手続き。"""

    fact_id: str
    about: str | None
    text: str
    topic: str
    why: str | None
    type: str
    multiple: bool
    codes: Mapping[str, str]
    decides: tuple[str, ...]
    hint: Any = None

    @property
    def key(self) -> tuple[str, str | None]:
        """答えをしまう鍵。"""
        return (self.fact_id, self.about)


def _answerable(facts: Facts, one: OpenFact) -> bool:
    """聞けば分かる事実か。もう聞いたもの、閉じた項目、食い違い、何件もある記録のうちのどれかの欄は聞かない。"""
    if one.fact_id == "household.members":
        return HOUSEHOLD in facts.dictionary.facts and facts.get(HOUSEHOLD).why not in _SILENT
    definition = facts.dictionary.facts.get(one.fact_id)
    if definition is None or not definition.question:
        return False
    held = facts.records.get(one.person or "", {}).get(definition.group)
    if held is not None and held.why is None and one.fact_id != facts.dictionary.groups[definition.group].key:
        whys = [record.facts[one.fact_id].why for record in held.records]
        return held.source == "interview" and whys == [UnknownWhy.NOT_ASKED]
    return why_open(facts, one) not in _SILENT


def questions(definitions: Definitions, facts: Facts, judgement: Judgement) -> tuple[Question, ...]:
    """いま聞く意味のある問いを、聞く順に。

    話題は職員の順、話題の中では決まる手続きの多い順（一行に残る問いの少ないものを重くみる）。
    """
    weights: dict[tuple[str, str | None], float] = {}
    decides: dict[tuple[str, str | None], dict[str, None]] = {}
    for line in judgement.lines:
        # ✓の欄の行や、聞かれたときだけの行は、何も聞かない。
        if line.result != UNDECIDED or line.procedure.listing != "judged":
            continue
        useful = [_key(one) for one in line.open if _answerable(facts, one)]
        for key in useful:
            weights[key] = weights.get(key, 0.0) + 1 / len(useful)
            decides.setdefault(key, {})[line.procedure.id] = None
    event = definitions.life_events.get(facts.situation.event.kind)
    topics = {topic.id: topic.order for topic in event.topics} if event else {}
    found = [_question(facts, *key, tuple(ids)) for key, ids in decides.items()]

    def place(question: Question) -> tuple[Any, ...]:
        order = facts.dictionary.facts[question.fact_id].order
        return (topics.get(question.topic, 10**6), -weights[question.key], order, question.about or "")

    return tuple(sorted(found, key=place))


def _key(one: OpenFact) -> tuple[str, str | None]:
    return (HOUSEHOLD, None) if one.fact_id == "household.members" else (one.fact_id, one.person)


def _question(facts: Facts, fact_id: str, about: str | None, decides: tuple[str, ...]) -> Question:
    definition = facts.dictionary.facts[fact_id]
    hint = facts.get(fact_id, about).hint
    return Question(
        fact_id, about, definition.question or "", definition.topic or "", definition.why, definition.type,
        definition.multiple, definition.codes, decides, hint,
    )  # fmt: skip


Answers = Mapping[tuple[str, str | None], Any]


def replay(
    judge_with: Callable[[Answers], tuple[Question, ...]], answers: Answers
) -> tuple[dict[tuple[str, str | None], Any], dict[tuple[str, str | None], Any]]:
    """答えを聞き直した形にたどり直す。返すのは（使う答え, わきに置く答え）。

    `judge_with` は、ある答えのもとで判定し、問いを返す。前の答えを直して閉じた枝の答えは使わず、
    枝がまた開けば使う。問いは答えるたびに減るので、かならず終わる。
    """
    used: dict[tuple[str, str | None], Any] = {}
    while True:
        asked = [question.key for question in judge_with(used)]
        fresh = [key for key in asked if key in answers and key not in used]
        if not fresh:
            return used, {key: value for key, value in answers.items() if key not in used}
        used[fresh[0]] = answers[fresh[0]]
