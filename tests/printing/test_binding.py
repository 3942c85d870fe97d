"""値の引き方の試験。分からない値・みなした値・閉じた値は、どれも同じ空欄になる。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.catalogue import releases
from madoguchi.domain.calendar import Span
from madoguchi.domain.facts import (
    BoundRecord,
    Dictionary,
    Fact,
    Facts,
    Group,
    RecordSet,
    UnknownWhy,
    absent,
    known,
    unknown,
)
from madoguchi.printing import forms
from madoguchi.printing.binding import PATHS, Binding, When, complaint
from madoguchi.printing.context import BLANK, FormContext

ROOT = Path(__file__).parents[2] / "catalogue"
BORN = date(1944, 6, 5)


def put(context: FormContext, fact_id: str, fact: Fact) -> FormContext:
    assert context.facts is not None
    persons = {who: dict(held) for who, held in context.facts.persons.items()}
    persons["P1"][fact_id] = fact
    return replace(context, facts=replace(context.facts, persons=persons))


FOUND = [
    (("subject.resident.name",), "佐藤　松雄"),
    (("person.resident.name",), "佐藤　松雄"),
    (("visitor.resident.name",), "佐藤　晴樹"),
    (("visitor_as.mourner.name",), "佐藤　晴樹"),
    (("visitor_as.heir.name",), None),
    (("fact.ask.funeral_on",), date(2026, 11, 16)),
    (("visit.on",), date(2026, 11, 20)),
    (("visit.claimant.telephone",), "090-0000-0142"),
    (("case.receipt_number",), "8-1120-014-02"),
    (("municipality.prefecture",), "あおば県"),
    (("parameter.kouki_sousaihi_amount",), 50000),
    (("visit.claimant.postcode", "subject.resident.name"), "佐藤　松雄"),
    (("visit.claimant.postcode",), None),
    (("person_in.ask.nobody.resident.name",), None),
]


@pytest.mark.parametrize(("paths", "value"), FOUND)
def test_a_value_comes_from_where_the_path_says(
    paths: tuple[str, ...], value: Any, filled_context: FormContext
) -> None:
    assert Binding(paths).value(filled_context) == value


NOT_WRITTEN = [
    unknown(UnknownWhy.WITHHELD),
    unknown(UnknownWhy.STALE, hint=BORN),
    unknown(UnknownWhy.NULL),
    unknown(UnknownWhy.CONFLICT),
    absent("resident"),
    known(BORN, "presumption", presumed=True),
    known(Span(date(1944, 6, 1), date(1944, 6, 30)), "resident"),
]


@pytest.mark.parametrize("fact", NOT_WRITTEN)
def test_only_a_value_that_is_surely_known_is_written(fact: Fact, filled_context: FormContext) -> None:
    path = Binding(("subject.resident.birth_date",))
    assert path.value(filled_context) == BORN
    assert path.value(put(filled_context, "resident.birth_date", fact)) is None


def test_a_person_named_by_a_fact_is_followed_to_that_persons_own_facts(filled_context: FormContext) -> None:
    assert filled_context.facts is not None
    common = {**filled_context.facts.common, "ask.mourner": known("P2", "interview")}
    named = replace(filled_context, facts=replace(filled_context.facts, common=common))
    assert Binding(("person_in.ask.mourner.resident.name",)).value(named) == "佐藤　晴樹"


def test_a_blank_form_finds_nothing_anywhere() -> None:
    paths = (*PATHS, "subject.resident.name", "fact.case.event_date", "person_in.ask.mourner.resident.name")
    assert [path for path in paths if Binding((path,)).value(BLANK) is not None] == []


def test_repeated_records_come_as_rows_and_only_when_they_are_all_known(filled_context: FormContext) -> None:
    assert filled_context.facts is not None
    rows = (BoundRecord({"dog.reg_no": known("12-345", "dog"), "dog.name": unknown(UnknownWhy.NULL)}),)

    def kept(records: RecordSet) -> FormContext:
        facts: Facts = replace(
            filled_context.facts, dictionary=Dictionary({}, {"dog": Group("dog", "犬", cardinality="many")}),
            records={"P1": {"dog": records}},
        )  # fmt: skip
        return replace(filled_context, facts=facts)

    path = Binding(("subject.dog",))
    assert path.value(kept(RecordSet(rows))) == ({"reg_no": "12-345"},)
    assert path.value(kept(RecordSet(rows, UnknownWhy.STALE))) is None
    assert path.value(kept(RecordSet((*rows, BoundRecord({}, certain=False))))) is None


def test_a_condition_on_an_unknown_value_shows_nothing(filled_context: FormContext) -> None:
    when = When(Binding(("subject.ltc.insured_kind",)), frozenset({"1"}))
    several = When(Binding(("visit.evidence",)), frozenset({"kaiso_reijo", "other"}))
    assert when.holds(filled_context) and several.holds(filled_context)
    assert not when.holds(put(filled_context, "ltc.insured_kind", unknown(UnknownWhy.NOT_ASKED)))
    assert not several.holds(BLANK)


@pytest.mark.parametrize("name", ["individual_no", "my_number", "resident_code"])
def test_numbers_that_may_not_be_held_cannot_be_bound(name: str) -> None:
    found = complaint(f"subject.resident.{name}", None)
    assert found is not None and "個人番号" in found[0]


def test_every_form_on_the_shelf_binds_only_what_the_dictionary_has() -> None:
    release = releases.load(ROOT)
    assert [str(fault) for fault in forms.read(release.forms, release.definitions)[1]] == []
