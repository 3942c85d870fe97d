"""判定に使った記録の時点。古いものだけを目立たせる。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from madoguchi.counter.pages import RecordTime
from madoguchi.counter.texts import stored_moment
from madoguchi.domain.facts import Facts, UnknownWhy
from madoguchi.domain.judgement import NOT_NEEDED, Judgement

ALWAYS = "resident"


def record_times(judgement: Judgement, on: date) -> tuple[RecordTime, ...]:
    """辞書の組の順に、記録の時点。住民記録、一覧の行を決めている組、古くて行が決まらない組だけ。"""
    facts = judgement.facts[0]
    found = {source: (as_of, stale) for source, as_of, stale in _sources(facts) if as_of}
    used = {ALWAYS, *_used(judgement)}
    return tuple(
        RecordTime(group.name, stored_moment(found[group.id][0], on), found[group.id][1])
        for group in facts.dictionary.groups.values()
        if group.kind == "register" and group.id in found and group.id in used
    )


def _used(judgement: Judgement) -> Iterator[str]:
    for line in judgement.lines:
        if line.result != NOT_NEEDED:
            yield from (ref.fact.source for ref in line.deciding)
            yield from (one.fact_id.partition(".")[0] for one in line.open)


def _sources(facts: Facts) -> Iterator[tuple[str, str | None, bool]]:
    for table in facts.persons.values():
        for fact in table.values():
            yield fact.source, fact.as_of, fact.why is UnknownWhy.STALE
    for sets in facts.records.values():
        for held in sets.values():
            yield held.source, held.as_of, held.why is UnknownWhy.STALE
