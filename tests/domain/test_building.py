"""事実が組み立てられるときの状態。記録・つながり・時点・答え・権限・推論を一つずつ。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from madoguchi.domain import conditions as c
from madoguchi.domain.building import build
from madoguchi.domain.calendar import Span
from madoguchi.domain.facts import ASKED, Coverage, Fact, Group, Implication, Record

from . import worlds as w

DAY = timedelta(days=1)


def built(rows: Any = None, **changes: Any) -> Any:
    records = {"P1": rows or {}}
    world = {"situation": w.situation(1), "records": records, "coverage": w.all_connected(), "answers": {}}
    return build(changes.pop("dictionary", w.DICTIONARY), **{**world, **changes})


def state(fact: Fact) -> tuple[str, Any]:
    return fact.state, fact.value if fact.state == "known" else str(fact.why or "")


STATES: list[tuple[str, str, dict[str, Any], Coverage | None, tuple[str, Any]]] = [
    # 見る事実, 組, 記録, つながり → 状態
    ("nhi.insured", "nhi", {"nhi.insured": True}, Coverage("connected"), ("known", True)),
    ("nhi.insured", "nhi", {"nhi.insured": None}, Coverage("connected"), ("unknown", "null")),
    ("nhi.insured", "nhi", {}, Coverage("connected"), ("known", False)),
    ("ltc.level", "ltc", {}, Coverage("connected"), ("absent", "")),
    ("resident.birth_date", "resident", {}, Coverage("connected"), ("unknown", "null")),
    ("nhi.insured", "nhi", {"nhi.insured": True}, None, ("unknown", "not_connected")),
    ("nhi.insured", "nhi", {"nhi.insured": True}, Coverage("not_connected"), ("unknown", "not_connected")),
    ("nhi.insured", "nhi", {"nhi.insured": True}, Coverage("stale"), ("unknown", "stale")),
    ("nhi.insured", "nhi", {}, Coverage("connected", None, frozenset({"P1"})), ("unknown", "outside_coverage")),
]  # fmt: skip


@pytest.mark.parametrize(("fact_id", "group", "row", "cover", "expected"), STATES)
def test_a_register_fact_has_the_state_the_record_gives(
    fact_id: str, group: str, row: Any, cover: Any, expected: Any
) -> None:
    facts = built({group: [Record(row)]} if row else {}, coverage={group: cover} if cover else {})
    assert state(facts.get(fact_id)) == expected


def test_a_stale_value_stays_as_a_hint_and_an_answer_settles_it() -> None:
    stale = {"nhi": Coverage("stale", "2026-11-09")}
    rows = {"nhi": [Record({"nhi.insured": True})]}
    assert built(rows, coverage=stale).get("nhi.insured").hint is True
    assert (
        built(rows, coverage=stale, answers={("nhi.insured", None): False}).get("nhi.insured").value is False
    )


def test_none_is_an_answer_for_what_a_register_that_is_off_may_not_hold() -> None:
    off = {"ltc": Coverage("not_connected")}
    assert built(coverage=off, answers={("ltc.level", None): frozenset()}).get("ltc.level").state == "absent"
    assert state(built(coverage=off, answers={("ltc.level", None): ASKED}).get("ltc.level")) == (
        "unknown",
        "asked",
    )


def test_a_closed_field_class_is_withheld_with_or_without_a_record() -> None:
    rows = {"welfare": [Record({"welfare.kind": frozenset("a")})]}
    for one in (built(rows, authority=frozenset({"basic"})), built(authority=frozenset({"basic"}))):
        assert one.get("welfare.kind") == built(authority=frozenset()).get("welfare.kind")
        assert state(one.get("welfare.kind")) == ("unknown", "withheld")
    assert built(rows, authority=frozenset({"tax"})).get("welfare.kind").value == frozenset("a")


def test_a_record_and_an_answer_that_differ_are_a_conflict_shown_with_both_sides() -> None:
    facts = built({"nhi": [Record({"nhi.insured": True})]}, answers={("nhi.insured", None): False})
    assert state(facts.get("nhi.insured")) == ("unknown", "conflict")
    assert facts.conflicts[0].sides == (("nhi", True), ("interview", False))


def test_asked_and_unknown_is_kept_apart_from_not_asked() -> None:
    assert state(built().get("ask.funeral")) == ("unknown", "not_asked")
    assert state(built(answers={("ask.funeral", None): ASKED}).get("ask.funeral")) == ("unknown", "asked")


def test_a_presumption_holds_until_somebody_says_otherwise() -> None:
    presumed = w.dictionary(w.fact("ask.held", about="case", presumption=True))
    assert built(dictionary=presumed).get("ask.held").presumed
    assert built(dictionary=presumed, answers={("ask.held", None): ASKED}).get("ask.held").value is True
    assert built(dictionary=presumed, answers={("ask.held", None): False}).get("ask.held").value is False


#: 有効期間と、組が見る時点 → その日に有効か（None は不明）
PERIODS: list[tuple[Any, Any, str, bool | None]] = [
    (date.min, date.max, "before_event", True),
    (date.min, w.DEATH, "before_event", True),  # その日に閉じた記録は、直前の姿
    (date.min, w.DEATH, "on_event", False),  # 75歳の誕生日に国保は終わっている
    (w.DEATH, date.max, "on_event", True),
    (date.min, w.DEATH + DAY, "on_event", True),  # 喪失日は死亡の翌日。亡くなった日には入っている
    (w.DEATH + DAY, date.max, "before_event", False),
    (date.min, w.DEATH - DAY, "before_event", False),
    (w.DEATH + DAY, date.max, "on", True),
    (date.min, w.ON, "on", False),
    (None, date.max, "on_event", None),
    (date.min, None, "on_event", None),
    (None, w.DEATH - DAY, "on_event", False),
    (Span(w.DEATH - DAY, w.DEATH + DAY), date.max, "on_event", None),
    (Span(date(2026, 1, 1), date(2026, 6, 1)), date.max, "on_event", True),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "as_of", "expected"), PERIODS)
def test_a_record_counts_only_on_the_day_its_group_looks_at(
    start: Any, end: Any, as_of: str, expected: Any
) -> None:
    group = Group("nhi", "国保", as_of=as_of, facts=("nhi.insured",))
    one = w.dictionary()
    only = type(one)({"nhi.insured": one.facts["nhi.insured"]}, {"nhi": group})
    rows = {"nhi": [Record({"nhi.insured": True}, start, end)]}
    assert built(rows, dictionary=only).get("nhi.insured").raw is (expected if expected is not None else w.facts_of(
        {"situation": w.situation(1), "records": {}, "coverage": {}, "answers": {}}
    ).get("nhi.insured").raw)  # fmt: skip


@pytest.mark.parametrize(("kind", "insured"), [("death", False), ("moving_out", True)])
def test_a_group_may_look_at_another_day_for_another_event(kind: str, insured: bool) -> None:
    group = Group(
        "nhi", "国保", as_of="on_event", as_of_for={"moving_out": "before_event"}, facts=("nhi.insured",)
    )
    one = w.dictionary()
    only = type(one)({"nhi.insured": one.facts["nhi.insured"]}, {"nhi": group})
    situation = w.situation(1)
    rows = {"nhi": [Record({"nhi.insured": True}, date.min, w.DEATH)]}
    world = replace(situation, event=replace(situation.event, kind=kind))
    assert built(rows, dictionary=only, situation=world).get("nhi.insured").value is insured


def test_just_before_the_event_is_the_record_that_held_until_then() -> None:
    rows = [
        Record(
            {"resident.resident_status": "resident", "resident.relation": "世帯主"}, date(2001, 4, 1), w.DEATH
        ),
        Record({"resident.resident_status": "dead", "resident.relation": "世帯主"}, w.DEATH),
    ]
    for order in (rows, rows[::-1]):
        assert built({"resident": order}).get("resident.resident_status").value == "resident"


def test_several_records_are_held_one_by_one() -> None:
    rows = {"dog": [Record({"dog.reg_no": "一"}), Record({"dog.reg_no": "二"}, None, date.max)]}
    held = built(rows).records["P1"]["dog"]
    assert [(one.facts["dog.reg_no"].value, one.certain) for one in held.records] == [
        ("一", True),
        ("二", False),
    ]


def test_an_answer_fills_a_group_of_records_that_is_not_connected() -> None:
    none = built(coverage={}, answers={("dog.reg_no", None): frozenset()}).records["P1"]["dog"]
    one = built(coverage={}, answers={("dog.reg_no", None): frozenset({"三"})}).records["P1"]["dog"]
    assert none.complete and none.records == ()
    assert one.complete and one.records[0].facts["dog.reg_no"].value == "三"


@pytest.mark.parametrize(
    ("dogs", "vaccinated"), [({"三"}, True), ({"三", "四"}, None)], ids=["one dog", "two dogs"]
)
def test_the_other_fields_of_a_record_by_word_are_answered_where_there_is_one(
    dogs: set[str], vaccinated: Any
) -> None:
    answers = {("dog.reg_no", None): frozenset(dogs), ("dog.vaccinated", None): True}
    held = built(coverage={}, answers=answers).records["P1"]["dog"]
    assert {one.facts["dog.vaccinated"].value for one in held.records} == {vaccinated}


def test_an_answer_settles_a_record_of_uncertain_period_but_not_a_certain_one() -> None:
    rows = {"dog": [Record({"dog.reg_no": "一"}), Record({"dog.reg_no": "二"}, None, date.max)]}
    settled = built(rows, answers={("dog.reg_no", None): frozenset({"一"})}).records["P1"]["dog"]
    assert [(one.facts["dog.reg_no"].value, one.certain) for one in settled.records] == [("一", True)]
    against = built(rows, answers={("dog.reg_no", None): frozenset()})
    assert not against.records["P1"]["dog"].complete
    assert against.conflicts[0].sides == (("dog", frozenset({"一"})), ("interview", frozenset()))


AGED = Implication(
    "aged", c.Leaf("ge", "measure.age_birthday", (75,)), (("nhi.insured", False),), "国民健康保険法6条"
)


def test_an_implication_fills_what_no_record_tells() -> None:
    aged = w.dictionary(implications=(AGED,))
    rows = {"resident": [Record({"resident.birth_date": date(1944, 6, 5)})]}
    facts = built(rows, dictionary=aged, coverage={"resident": Coverage("connected")})
    assert (facts.get("nhi.insured").value, facts.get("nhi.insured").source) == (False, "implication:aged")


def test_an_implication_against_a_record_is_a_conflict() -> None:
    aged = w.dictionary(implications=(AGED,))
    rows = {
        "resident": [Record({"resident.birth_date": date(1944, 6, 5)})],
        "nhi": [Record({"nhi.insured": True})],
    }
    facts = built(rows, dictionary=aged)
    assert state(facts.get("nhi.insured")) == ("unknown", "conflict")
    assert facts.conflicts[0].sides == (("nhi", True), ("implication:aged", False))


def test_those_who_died_or_left_do_not_remain() -> None:
    records = {
        "P2": {"resident": [Record({"resident.resident_status": "dead"})]},
        "P3": {"resident": [Record({"resident.resident_status": "resident"})]},
    }
    facts = built(situation=w.situation(3), records=records)
    assert facts.others == ("P3",)


def test_kin_is_derived_and_an_answer_against_it_is_a_conflict() -> None:
    records = {
        "P1": {"resident": [Record({"resident.relation": "世帯主"})]},
        "P2": {"resident": [Record({"resident.relation": "妻"})]},
    }
    facts = built(situation=w.situation(2), records=records)
    assert facts.get("resident.kin_to_subject", "P2").value == "spouse"
    against = {("resident.kin_to_subject", "P2"): "child"}
    facts = built(situation=w.situation(2), records=records, answers=against)
    assert state(facts.get("resident.kin_to_subject", "P2")) == ("unknown", "conflict")
