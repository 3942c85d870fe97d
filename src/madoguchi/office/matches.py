"""宛名番号のない台帳の行を、だれのものか決める画面。決めた職員の名が残る。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from madoguchi.accounts.presence import acting
from madoguchi.audit.actions import Act, record_read
from madoguchi.domain.calendar import bounds, wareki
from madoguchi.residents import matching, queries
from madoguchi.residents.queries import PersonDisplay

from .desk import dictionary


@dataclass(frozen=True, slots=True)
class Candidate:
    """名の合う人。守られる人の居どころが知れないように、だれの住所も町も出さない。"""

    key: str
    name: str
    kana: str
    birth: str


@dataclass(frozen=True, slots=True)
class MatchRow:
    """決めるのを待つ一行。"""

    id: int
    group: str
    source_key: str
    name: str
    kana: str
    candidates: tuple[Candidate, ...]


def matches_page(user: Any) -> tuple[MatchRow, ...]:
    """待っている行と、名の合う人。見た人を書き残す。"""
    waiting = matching.waiting()
    keys = tuple(sorted({key for one in waiting for key in one.candidates}))
    people = queries.displays(keys)
    if keys:
        with transaction.atomic():
            record_read(acting(user), Act("office.matches", object_kind="record", persons=keys))
    names = {group.id: group.name for group in dictionary().groups.values()}
    return tuple(_row(one, names, people) for one in waiting)


def decide(user: Any, record_id: int, subject: str) -> None:
    """だれのものかを決める。`subject` が空なら、だれのでもない。"""
    matching.decide(acting(user), record_id, subject.strip())


def _row(one: matching.Waiting, names: Mapping[str, str], people: Mapping[str, PersonDisplay]) -> MatchRow:
    candidates = tuple(_candidate(people[key]) for key in one.candidates)
    group = names.get(one.group, one.group)
    return MatchRow(one.id, group, one.source_key, one.name, one.kana, candidates)


def _candidate(person: PersonDisplay) -> Candidate:
    birth = "" if person.birth is None else wareki(bounds(person.birth)[0])
    return Candidate(person.key, person.name, person.kana, birth)
