"""判定に使った記録の時点。古いものだけを目立たせる。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from madoguchi.counter.pages import RecordTime
from madoguchi.counter.texts import stored_moment
from madoguchi.domain.facts import Facts, UnknownWhy


def record_times(facts: Facts, on: date) -> tuple[RecordTime, ...]:
    """辞書の組の順に、つながっている記録の時点。"""
    found = {source: (as_of, stale) for source, as_of, stale in _sources(facts) if as_of}
    return tuple(
        RecordTime(group.name, stored_moment(found[group.id][0], on), found[group.id][1])
        for group in facts.dictionary.groups.values()
        if group.kind == "register" and group.id in found
    )


def _sources(facts: Facts) -> Iterator[tuple[str, str | None, bool]]:
    for table in facts.persons.values():
        for fact in table.values():
            yield fact.source, fact.as_of, fact.why is UnknownWhy.STALE
    for sets in facts.records.values():
        for held in sets.values():
            yield held.source, held.as_of, held.why is UnknownWhy.STALE
