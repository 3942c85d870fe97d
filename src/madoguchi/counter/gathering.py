"""住民の記録と聞き取りの答えから事実を組み立て、判定する。読むだけで、何も書かない。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from madoguchi.cases.kin import Kin
from madoguchi.cases.projection import CaseNow
from madoguchi.cases.queries import VisitView
from madoguchi.counter.desk import Desk
from madoguchi.counter.people import household_of, told
from madoguchi.counter.receptions import reception_of
from madoguchi.domain.building import build
from madoguchi.domain.calendar import OpenDays, bounds
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Coverage, Event, Facts, Record, Situation
from madoguchi.domain.interview import HOUSEHOLD, Question, questions, replay
from madoguchi.domain.judgement import Judgement, judge, merge
from madoguchi.domain.procedures import Definitions
from madoguchi.residents import queries as residents
from madoguchi.residents.queries import PersonDisplay

Key = tuple[str, str | None]
Answers = Mapping[Key, Any]


@dataclass(frozen=True, slots=True)
class Gathered:
    """一件について読んだもの。`said` は、来庁そのものから分かる答え（関係・役）。

    `beside` は、いっしょに扱うほかのできごとの場面。人と記録は同じものを見る。
    """

    situation: Situation
    records: Mapping[str, Mapping[str, list[Record]]]
    coverage: Mapping[str, Coverage]
    said: Answers
    beside: tuple[Situation, ...] = ()


@dataclass(frozen=True, slots=True)
class Replayed:
    """答えをたどり直した判定。`used` は使った答え、`aside` は閉じた枝の答え。"""

    judgement: Judgement
    used: Answers
    aside: Answers

    @property
    def facts(self) -> Facts:
        """判定のもとになった事実。"""
        return self.judgement.facts[0]


def event_of(at: Desk, kind: str, person: PersonDisplay, said_on: date | None) -> Event:
    """できごと。死亡の日は記録のものを使い、まだなければ聞いた日を使う。ほかのできごとの日は、いつも聞く。"""
    held, label = reception_of(at.definitions, kind), at.definitions.life_events[kind].date_label
    death = None if held.living else person.death
    if held.living and person.death is not None and person.death.on is not None:
        raise Fault("亡くなった記録のある方です。", value="subject_key", remedy="人を確かめてください。")
    on = death.on if death is not None and death.on is not None else said_on
    if on is None:
        raise _no_day(label, living=held.living)
    low, high = bounds(on)
    if low > at.today + timedelta(days=held.days_ahead):
        limit = f"{held.days_ahead}日先より" if held.days_ahead else "きょうより"
        raise Fault(f"{label}が、{limit}後です。", value="event_on", remedy="日付を確かめてください。")
    if person.birth is not None and high < bounds(person.birth)[0]:
        raise Fault(
            f"{label}が、生まれた日より前です。", value="event_on", remedy="人と日付を確かめてください。"
        )
    return Event(kind, person.key, on, death.notified_on if death is not None else None)


def _no_day(label: str, *, living: bool) -> Fault:
    if living:
        return Fault(f"{label}が入っていません。", value="event_on", remedy="聞いた日を入れてください。")
    return Fault(
        f"{label}が、まだ記録にありません。",
        value="event_on",
        remedy="死亡届か死亡診断書の日を入れてください。",
    )


def gather(
    at: Desk, now: CaseNow, person: PersonDisplay, visit: VisitView, chosen: tuple[str, ...] | None, kin: Kin
) -> Gathered:
    """世帯・記録・つながりぐあいを読む。守られる人の居どころは、読む所ですでに除かれている。

    `chosen` は引っ越す人（えらんでいなければ世帯の全員）。本人はいつも入る。住民記録にいない人のことは、
    どの組も知り得ないので、届に書いたことのほかは不明になる。
    """
    event = event_of(at, now.event_kind, person, now.event_on)
    home = household_of(now.entered, person.key, event.on)
    visitor = visit.person_key or None
    people = tuple(dict.fromkeys([*home.keys, *([visitor] if visitor else [])]))
    groups = at.definitions.dictionary.groups
    records, coverage = residents.records_for(people, groups, at.now)
    going = {person.key, *(home.keys if chosen is None else chosen)}
    whole = home.complete or bool(home.movers)
    events = (event, *(event_of(at, kind, person, date.fromisoformat(day)) for kind, day in now.also))
    kinds = frozenset(one.kind for one in events)

    def around(one: Event) -> Situation:
        moves = reception_of(at.definitions, one.kind).moves
        movers = tuple(key for key in home.keys if key in going) if moves else home.movers
        return Situation(
            one, home.keys, home.complete, at.today, movers, whole, people, visitor, kinds - {one.kind}
        )

    situation, *beside = (around(one) for one in events)
    said = {**told(at.definitions.dictionary, now.event_kind, now.entered), **_said(at, visit, kin)}
    return Gathered(situation, records, coverage, said, tuple(beside))


def _said(at: Desk, visit: VisitView, kin: Kin) -> dict[Key, Any]:
    """来た人の関係と役、葬祭を行う人。辞書がたずねることにしている項目だけ。"""
    known = at.definitions.dictionary.facts
    found: dict[Key, Any] = {}
    if visit.relation and "ask.visitor_relation" in known:
        found["ask.visitor_relation", None] = visit.relation
    role = known.get("ask.visitor_role")
    if role is not None:
        roles = visit.roles | ({"same_household"} if visit.standing == "same_household" else frozenset())
        named = frozenset(one for one in roles if one in role.codes)
        if named:
            found["ask.visitor_role", None] = named if role.multiple else sorted(named)[0]
    mourner = visit.person_key if "mourner" in visit.roles else kin.mourner
    if mourner and "ask.mourner" in known:
        found["ask.mourner", None] = mourner
    return found


def facts_of(at: Desk, held: Gathered, answers: Answers) -> tuple[Facts, ...]:
    """できごとごとに事実を組み立てる。この職員に閉じた項目は、不明（伏せ）になる。"""
    return tuple(_built(at, held, one, answers) for one in (held.situation, *held.beside))


def _built(at: Desk, held: Gathered, around: Situation, answers: Answers) -> Facts:
    dictionary, together = at.definitions.dictionary, {**held.said, **answers}
    complete = around.members_complete or together.get((HOUSEHOLD, None)) is True
    whole = complete or around.movers_complete
    situation = replace(around, members_complete=complete, movers_complete=whole)
    return build(dictionary, situation, held.records, held.coverage, together, at.classes)


def judged(at: Desk, held: Gathered, answers: Answers) -> Replayed:
    """答えを聞いた順にたどり直して、判定する。いくつものできごとなら、同じ届を一行にまとめる。"""

    def ask(used: Answers) -> tuple[Question, ...]:
        return asked(at.definitions, _judged(at, held, used))

    used, aside = replay(ask, answers) if answers else ({}, {})
    return Replayed(_judged(at, held, used, at.open_days()), used, aside)


def _judged(at: Desk, held: Gathered, used: Answers, days: OpenDays | None = None) -> Judgement:
    parts = [judge(at.definitions, facts, days) for facts in facts_of(at, held, used)]
    return parts[0] if len(parts) == 1 else merge(parts)


def asked(definitions: Definitions, judgement: Judgement) -> tuple[Question, ...]:
    """いま聞く意味のある問い。初めのできごとの話の順に、続けてほかのできごとの問い。同じ問いは一度だけ。"""
    found: dict[Key, Question] = {}
    for facts in judgement.facts:
        for question in questions(definitions, facts, judgement):
            found.setdefault(question.key, question)
    return tuple(found.values())
