"""凍らせた事実と判定が、そのまま戻ることを確かめる。"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.cases import frozen, kept
from madoguchi.catalogue.profiles import open_days
from madoguchi.catalogue.releases import Release
from madoguchi.domain.calendar import Span
from madoguchi.domain.facts import ASKED, Fact, UnknownWhy
from madoguchi.domain.interview import questions
from madoguchi.domain.judgement import Judgement, judge
from tests.cases.world import judged

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), DAYS, st.builds(Span, DAYS, DAYS), st.just(ASKED),
    st.frozensets(st.text()), st.frozensets(st.integers()),
)  # fmt: skip
FACTS = st.builds(
    Fact, st.sampled_from(["known", "absent", "unknown"]), VALUES, st.none() | st.sampled_from(UnknownWhy), st.text(),
    st.none() | st.text(), st.booleans(), VALUES, st.lists(st.tuples(st.text(), VALUES), max_size=2).map(tuple),
)  # fmt: skip
ANSWERS: dict[tuple[str, str | None], Any] = {
    ("ask.pension_kind", None): frozenset({"basic"}),
    ("ask.livelihood", "P2"): True,
    ("ask.house_moved_on", None): date(2027, 1, 31),
    ("ask.rents_city_house", None): ASKED,
}


def _same(one: Any, two: Any) -> bool:
    """型まで同じか（True と 1 は違う値）。"""
    return repr(one) == repr(two)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    assert _same(frozen.thaw_value(json.loads(json.dumps(frozen.freeze_value(value)))), value) or (
        isinstance(value, frozenset) and frozen.thaw_value(frozen.freeze_value(value)) == value
    )


@given(FACTS)
def test_a_fact_comes_back_as_it_was(fact: Fact) -> None:
    back = frozen.thaw_fact(json.loads(json.dumps(frozen.freeze_fact(fact))))
    assert frozen.freeze_fact(back) == frozen.freeze_fact(fact)
    assert (back.state, back.why, back.source, back.as_of) == (fact.state, fact.why, fact.source, fact.as_of)


@pytest.mark.parametrize("answers", [{}, ANSWERS])
def test_a_judgement_comes_back_as_it_was(
    release: Release, answers: dict[tuple[str, str | None], Any]
) -> None:
    before = judged(release, answers)
    after = frozen.thaw(json.loads(json.dumps(frozen.freeze(before))), release.definitions)
    assert after.lines == before.lines
    assert _deciding(after) == _deciding(before)
    assert questions(release.definitions, after.facts[0], after) == questions(
        release.definitions, before.facts[0], before
    )


def _deciding(judgement: Judgement) -> Any:
    """条件に使う事実だけ。"""
    facts = judgement.facts[0]
    known = facts.dictionary.facts
    idle = {name for name, one in known.items() if not one.deciding}
    return (
        [
            [(name, fact) for name, fact in table.items() if name not in idle]
            for table in (facts.common, *facts.persons.values())
        ],
        facts.records,
        facts.situation,
        facts.others,
    )


def test_names_and_addresses_are_not_frozen(release: Release) -> None:
    text = json.dumps(
        frozen.freeze(
            judged(release, given={"resident.name": "佐藤　松雄", "resident.address": "みどり町三丁目"})
        )
    )
    for word in ("松雄", "みどり町", "resident.name", "resident.address"):
        assert json.dumps(word)[1:-1] not in text


def test_the_thawed_facts_judge_the_same(release: Release) -> None:
    before = judged(release, ANSWERS)
    facts = frozen.thaw(frozen.freeze(before), release.definitions).facts[0]
    assert judge(release.definitions, facts, open_days()).lines == before.lines


def test_a_line_comes_back_with_the_edition_it_was_judged_by(release: Release) -> None:
    before = judged(release, {})
    present = before.lines[0].procedure
    old = replace(present, valid_from=date(1990, 1, 1), valid_to=present.valid_from, name="旧法の手続き")
    definitions = replace(
        release.definitions, procedures={**release.definitions.procedures, f"{old.id}.1990-01-01": old}
    )
    by_old = replace(before, lines=(replace(before.lines[0], procedure=old), *before.lines[1:]))
    assert frozen.thaw(frozen.freeze(by_old), definitions).lines[0].procedure == old
    assert frozen.thaw(frozen.freeze(before), definitions).lines[0].procedure == present


def test_a_line_frozen_before_there_were_editions_still_opens(release: Release) -> None:
    before = judged(release, {})
    raw = frozen.freeze(before)
    for line in raw["lines"]:
        del line["since"]
    assert frozen.thaw(raw, release.definitions).lines == before.lines


def test_answers_come_back_as_they_were() -> None:
    assert frozen.thaw_answers(json.loads(json.dumps(frozen.freeze_answers(ANSWERS)))) == ANSWERS


def test_kept_content_makes_the_same_definitions(release: Release) -> None:
    made = kept.unpack(kept.pack(release))
    assert made.procedures == release.definitions.procedures
    assert made.dictionary == release.definitions.dictionary
    assert made.conditions == release.definitions.conditions
    assert made.life_events == release.definitions.life_events
