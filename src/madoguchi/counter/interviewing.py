"""聞き取り。まだ判定を変えうる問いだけを、一画面一話題、三問まで。前に戻れて、答えはいつでも直せる。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from madoguchi.cases import actions
from madoguchi.cases.actions import Frozen
from madoguchi.cases.queries import AnsweredPage
from madoguchi.counter import alone, answering, displaying
from madoguchi.counter.band import band
from madoguchi.counter.desk import note_read
from madoguchi.counter.gathering import asked, judged
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.pages import CaseBand, InterviewPage, QuestionView, TopicView
from madoguchi.counter.right_pane import decided_lines
from madoguchi.counter.texts import stored_moment
from madoguchi.counter.wording import question_text
from madoguchi.domain.errors import Fault
from madoguchi.domain.explanation import value_text
from madoguchi.domain.facts import ASKED, FactDefinition, UnknownWhy

Key = tuple[str, str | None]
AT_MOST = 3
#: 前に答えた画面の名は「話題~操作の番号」。
BACK = "~"


@dataclass(frozen=True)
class Interview:
    """いまの来庁の聞き取り。"""

    case: Opened

    @cached_property
    def open(self) -> tuple[Key, ...]:
        """まだ聞く意味のある問いを、聞く順に。"""
        case = self.case
        return tuple(one.key for one in asked(case.definitions, case.judgement))

    @cached_property
    def answered(self) -> tuple[AnsweredPage, ...]:
        """前に答えた画面。判定に使われていない答え（閉じた枝）だけの画面は飛ばす。"""
        pages = (page for page in self.case.answers.pages if page.topic)
        return tuple(page for page in pages if any(self.is_used(key) for key in page.keys))

    def is_used(self, key: Key) -> bool:
        """その答えが、いまの判定に使われているか。"""
        held = self.case.facts.records.get(key[1] or "", {}).get(self.definition(key).group)
        if held is not None:
            return held.source == "interview" or held.why is UnknownWhy.ASKED
        fact = self.case.facts.get(*key)
        return fact.why is UnknownWhy.ASKED or (fact.state == "known" and fact.source == "interview")

    def definition(self, key: Key) -> FactDefinition:
        """問いの定義。"""
        return self.case.definitions.dictionary.facts[key[0]]

    def topic_of(self, key: Key) -> str:
        """問いの話題。"""
        return self.definition(key).topic or ""

    @cached_property
    def topics(self) -> dict[str, str]:
        """話題の id と名を、職員の話す順に。"""
        events = [self.case.definitions.life_events[kind] for kind in self.case.kinds]
        topics = [topic for event in events for topic in sorted(event.topics, key=lambda one: one.order)]
        names: dict[str, str] = {}
        for topic in topics:
            names.setdefault(topic.id, topic.name)
        return names

    def in_topic(self, topic: str) -> tuple[Key, ...]:
        """その話題の、まだの問い。"""
        return tuple(key for key in self.open if self.topic_of(key) == topic)

    def first_topic(self) -> str | None:
        """初めに聞く話題。もう問いがなければ None。"""
        return self._first(self.open)

    def _first(self, keys: Iterable[Key]) -> str | None:
        rest = {self.topic_of(key) for key in keys}
        return next((topic for topic in (*self.topics, "") if topic in rest), None)

    def after(self, topic: str, skipped: frozenset[Key], before: tuple[Key, ...]) -> str | None:
        """`topic` の次に聞く話題。聞き流した話題には戻らないが、いまの答えで新しく開いた問いには戻る。"""
        order = {name: place for place, name in enumerate((*self.topics, ""))}
        here = order.get(topic, 0) + bool(skipped)
        fresh = set(self.open) - set(before)
        return self._first(
            key for key in self.open if order.get(self.topic_of(key), 0) >= here or key in fresh
        )

    def keys(self, name: str | None) -> tuple[str, tuple[Key, ...]]:
        """画面の名から、話題と出す問い。"""
        topic, _, seq = (name or self.first_topic() or "").partition(BACK)
        if seq:
            found = [page for page in self.answered if str(page.seq) == seq]
            return topic, tuple(key for page in found for key in page.keys if self.is_used(key))
        return topic, self.in_topic(topic)[:AT_MOST]

    def previous(self, name: str | None) -> str | None:
        """一つ前に答えた画面の名。"""
        seq = (name or "").partition(BACK)[2]
        names = [(page.seq, f"{page.topic}{BACK}{page.seq}") for page in self.answered]
        before = [found for number, found in names if not seq or number < int(seq)]
        return before[-1] if before else None


def interview_page(user: Any, case_id: int, topic: str | None = None) -> InterviewPage:
    """聞き取りの画面。`topic` がなければ次に聞く話題、もう問いがなければ finished。"""
    case = opened(user, case_id)
    note_read(case.at, "counter.interview", case.now.number, case.seen())
    head = band(case, "interview")
    if not case.may_see or case.prepared:
        return InterviewPage(head, "", "", (), (), (), 0, finished=True)
    interview = Interview(case)
    return drawn(interview, head, topic, *interview.keys(topic))


def drawn(
    interview: Interview, head: CaseBand, topic: str | None, name: str, keys: tuple[Key, ...]
) -> InterviewPage:
    """話題 `name` の問い `keys` を、一画面に並べる。"""
    case = interview.case
    return InterviewPage(
        head, topic or name, interview.topics.get(name, "ほかのこと") if keys else "", _topics(interview, name),
        tuple(_view(interview, number, key) for number, key in enumerate(keys, 1)), decided_lines(case, keys),
        len(interview.open), interview.previous(topic), _next_name(interview, name, keys), finished=not keys,
        alone=alone.has_question(case),
    )  # fmt: skip


def _next_name(interview: Interview, topic: str, keys: tuple[Key, ...]) -> str:
    """進むボタンの言葉。"""
    if set(interview.in_topic(topic)) - set(keys):
        return "続きへ進む"
    following = interview.after(topic, frozenset(keys), interview.open)
    return (
        "手続き一覧へ進む" if following is None else f"{interview.topics.get(following, 'ほかのこと')}へ進む"
    )


def _topics(interview: Interview, now: str) -> tuple[TopicView, ...]:
    answered = {interview.topic_of(key) for page in interview.answered for key in page.keys}
    found = []
    for topic, name in interview.topics.items():
        count = len(interview.in_topic(topic))
        if count or topic in answered:
            found.append(
                TopicView(topic, name, count, "now" if topic == now else ("next" if count else "done"))
            )
    return tuple(found)


def _view(interview: Interview, number: int, key: Key) -> QuestionView:
    case, definition = interview.case, interview.definition(key)
    dictionary = case.definitions.dictionary
    value = case.answers.values.get(key) if interview.is_used(key) else None
    chosen, written = answering.shown(definition, dictionary, value)
    found = answering.options(definition, dictionary, _people(case))
    return QuestionView(
        number, answering.field_of(key), _text(case, key, definition),
        definition.why or "", answering.kind_of(definition, dictionary), answering.choices(found, chosen), written,
        value is ASKED, _hint(case, key, definition), plain=definition.question or definition.label,
        display=displaying.allowed(definition), display_choices=definition.type != "person",
    )  # fmt: skip


def _text(case: Opened, key: Key, definition: FactDefinition) -> str:
    return question_text(definition, key[1], case.now.subject_key, case.names, case.visit.person_key)


def _people(case: Opened) -> dict[str, str]:
    """人を答える問いで選べる人。亡くなった方は選べない。"""
    gone = set() if case.reception.living else {case.now.subject_key}
    return {key: name for key, name in case.names.items() if key not in gone}


def _hint(case: Opened, key: Key, definition: FactDefinition) -> str:
    fact = case.facts.get(*key)
    if fact.hint is None:
        return ""
    return f"{stored_moment(fact.as_of, case.at.today)}の記録では「{value_text(definition, fact.hint)}」。まだ確かめていません。"


def answer(
    user: Any, case_id: int, version: int, key: str, answers: Mapping[str, list[str]], topic: str
) -> str | None:
    """答えを入れて判定し直し、次の話題を返す（もうなければ None）。答えのない欄は、聞き流したものとする。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.answer")
    interview = Interview(case)
    name, asked = interview.keys(topic)
    try:
        given = _read(interview, asked, answers)
    except Fault:
        actions.refuse_stale(case_id, version)
        raise
    skipped = frozenset(asked) - given.keys()
    if not given:
        return interview.after(name, skipped, interview.open)
    result = judged(case.at, case.gather(), {**case.answers.values, **given})
    actions.answer(case.deed(key, version), given, name, Frozen(result.judgement, case.at.release))
    return Interview(opened(user, case_id)).after(name, skipped, interview.open)


def _read(interview: Interview, asked: tuple[Key, ...], answers: Mapping[str, list[str]]) -> dict[Key, Any]:
    case, found = interview.case, {}
    people = frozenset(_people(case))
    for field, values in answers.items():
        fact = answering.key_of(field)
        if fact not in asked and fact not in case.answers.values and fact not in interview.open:
            raise Fault(
                "いま聞いている問いではありません。",
                remedy="聞き取りの画面を開き直してください。",
                value=field,
            )
        if [value for value in values if value.strip()]:
            dictionary = case.definitions.dictionary
            found[fact] = answering.read(field, interview.definition(fact), dictionary, values, people)
    return found


def undo(user: Any, case_id: int, version: int, key: str) -> None:
    """最後に入れた答えを取り消す。取り消したことも残る。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.undo")
    if case.answers.last is None:
        raise Fault("取り消せる答えがありません。", remedy="答えを直すには、話題を開き直してください。")
    last = case.answers.pages[-1]
    left = case.answers.without(last.seq)
    result = judged(case.at, case.gather(), left)
    actions.undo_answer(case.deed(key, version), last.seq, Frozen(result.judgement, case.at.release))


def finish(user: Any, case_id: int, version: int, key: str) -> None:
    """聞き取りを終える。残った問いの行は、要確認のまま一覧に残る。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.finish")
    actions.finish_interview(case.deed(key, version))
