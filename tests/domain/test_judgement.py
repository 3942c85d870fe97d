"""判定の形。相手ごとの行、版の選び方、いくつかのできごとのまとめ、閉じた項目の行。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from madoguchi.domain import conditions as c
from madoguchi.domain.calendar import OpenDays
from madoguchi.domain.errors import Fault
from madoguchi.domain.explanation import because
from madoguchi.domain.facts import Coverage, Event, Record
from madoguchi.domain.interview import questions
from madoguchi.domain.judgement import judge, merge
from madoguchi.domain.parameters import Parameter, ParameterValue
from madoguchi.domain.procedures import DeadlineRule, Definitions, LifeEvent, Procedure, Topic

from . import worlds as w

INSURED = c.Leaf("is", "nhi.insured")


def defined(*procedures: Procedure, **more: Any) -> Definitions:
    event = LifeEvent(
        "death",
        "死亡",
        "亡くなった方",
        "亡くなった日",
        (Topic("care", "介護", 1), Topic("funeral", "葬儀", 2)),
    )
    values = {"parameters": {}, "conditions": {}, **more}
    return Definitions(
        w.DICTIONARY, procedures={p.id: p for p in procedures}, life_events={"death": event}, **values
    )


def world(rows: Any = None, **changes: Any) -> Any:
    plain = {"situation": w.situation(2), "records": rows or {}, "coverage": w.all_connected(), "answers": {}}
    return w.facts_of({**plain, **changes})


def test_each_person_has_a_line_and_the_household_one() -> None:
    pers = {"subject": ["P1"], "household": [None], "member": ["P2"], "mover": []}
    for per, people in pers.items():
        lines = judge(defined(Procedure("p", "", ("death",), INSURED, per=per)), world()).lines
        assert [line.person for line in lines] == people


def test_an_unknown_list_of_people_is_one_open_line() -> None:
    facts = world(situation=w.situation(1, complete=False))
    (line,) = judge(defined(Procedure("p", "", ("death",), INSURED, per="member")), facts).lines
    assert (line.person, line.result, line.open[0].fact_id) == (None, "unknown", "household.members")
    assert because(line, defined()) == "世帯の全員が分かれば決まります。"


@pytest.mark.parametrize(
    ("chosen_by", "valid_from", "valid_to", "expected"),
    [
        ("event_date", w.DEATH, None, 1), ("event_date", date(2026, 11, 11), None, 0),
        ("event_date", date(2000, 1, 1), w.DEATH, 0), ("on", date(2026, 11, 11), None, 1),
        ("on", date(2000, 1, 1), w.ON, 0),
    ],
)  # fmt: skip
def test_a_definition_is_chosen_by_its_date(
    chosen_by: str, valid_from: Any, valid_to: Any, expected: int
) -> None:
    one = Procedure(
        "p", "", ("death",), INSURED, chosen_by=chosen_by, valid_from=valid_from, valid_to=valid_to
    )
    assert len(judge(defined(one), world()).lines) == expected


def test_a_parameter_without_a_value_that_day_is_an_error_not_the_last_value() -> None:
    old = Parameter(
        "limit",
        "上限",
        "int",
        (ParameterValue(5, date(2000, 1, 1), date(2020, 1, 1)),),
        file="p.yaml",
        line=3,
    )
    one = Procedure("p", "", ("death",), c.Leaf("lt", "ask.months", (c.ParameterOperand("limit"),)))
    with pytest.raises(Fault) as caught:
        judge(defined(one, parameters={"limit": old}), world())
    assert str(caught.value).startswith(
        "p.yaml:3: 「limit」パラメータ limit（上限）に 2026-11-10 の値がありません。"
    )


def test_every_scope_knows_whether_it_is_complete() -> None:
    facts = world(situation=replace(w.situation(2, complete=False), movers=("P2",), movers_complete=True))
    scopes = {name: facts.scope(name) for name in ("members", "others", "movers", "persons")}
    assert scopes == {
        "members": (("P1", "P2"), False), "others": (("P1",), False),
        "movers": (("P2",), True), "persons": (("P1", "P2"), False),
    }  # fmt: skip


def test_the_reason_names_the_facts_the_source_and_the_presumption() -> None:
    one = Procedure(
        "p", "", ("death",), c.All((INSURED, c.Leaf("is", "ask.funeral"))), kind="right", agency="広域連合"
    )
    facts = world({"P1": {"nhi": [Record({"nhi.insured": True})]}}, answers={("ask.funeral", None): True})
    (line,) = judge(defined(one), facts).lines
    assert because(line, defined()) == (
        "「nhi.insured」に当たり、「ask.funeral」に当たるため、請求できる場合があります。決定は広域連合です。"
    )
    assert [(ref.fact_id, ref.fact.source, ref.fact.as_of) for ref in line.deciding] == [
        ("nhi.insured", "nhi", "2026-11-20T06:00"), ("ask.funeral", "interview", None),
    ]  # fmt: skip
    assert line.judged_by == "interview"


def test_the_reason_for_not_needed_is_the_one_fact_that_decides() -> None:
    one = Procedure("p", "", ("death",), c.All((c.Leaf("is", "ask.funeral"), INSURED)))
    (line,) = judge(defined(one), world()).lines
    assert (line.result, [ref.fact_id for ref in line.deciding]) == ("not_needed", ["nhi.insured"])
    assert because(line, defined()) == "「nhi.insured」に当たらないため、不要です。"


def test_a_withheld_line_reads_the_same_for_every_family() -> None:
    one = Procedure("p", "", ("death",), c.Leaf("contains", "welfare.kind", ("a",)))
    rich = {"P1": {"welfare": [Record({"welfare.kind": frozenset("a")})]}}
    texts = {
        because(judge(defined(one), world(rows, authority=frozenset({"basic"}))).lines[0], defined())
        for rows in ({}, rich)
    }
    assert texts == {"担当課で確認します。"}


def test_only_judged_city_lines_are_to_be_confirmed_and_only_judged_lines_ask() -> None:
    unknown = c.Leaf("is", "ask.funeral")
    for listing, place, confirmed, asked in [
        ("judged", "city", True, 1), ("judged", "outside", False, 1),
        ("checklist", "city", False, 0), ("only_if_asked", "city", False, 0),
    ]:  # fmt: skip
        definitions = defined(Procedure("p", "", ("death",), unknown, listing=listing, place=place))
        judged = judge(definitions, world())
        assert judged.lines[0].to_confirm is confirmed
        assert len(questions(definitions, world(), judged)) == asked


def test_questions_keep_the_officials_order_of_topics_and_weigh_inside() -> None:
    months, work = c.Leaf("ge", "ask.months", (1,)), c.Leaf("contains", "ask.work", ("a",))
    funeral, level = c.Leaf("is", "ask.funeral"), c.Leaf("eq", "ltc.level", ("1",))
    definitions = defined(
        Procedure("one", "", ("death",), c.All((work, months))),
        Procedure("two", "", ("death",), funeral),
        Procedure("three", "", ("death",), level),
    )
    facts = world(coverage={})
    asked = [one.fact_id for one in questions(definitions, facts, judge(definitions, facts))]
    assert asked == ["ltc.level", "ask.funeral", "ask.work", "ask.months"]


def test_a_question_about_a_stale_group_brings_the_old_value() -> None:
    definitions = defined(Procedure("p", "", ("death",), INSURED))
    rows = {"P1": {"nhi": [Record({"nhi.insured": True})]}}
    facts = world(rows, coverage={"nhi": Coverage("stale")})
    (question,) = questions(definitions, facts, judge(definitions, facts))
    assert (question.key, question.hint) == (("nhi.insured", "P1"), True)


def test_the_deadline_stands_on_needed_and_unknown_lines_only() -> None:
    rule = DeadlineRule(length={"days": 14}, closing_day="next_open")
    open_days = OpenDays(frozenset({date(2026, 11, 24)}), date(2026, 1, 1), date(2026, 12, 31))
    one = Procedure("p", "", ("death",), INSURED, deadline=rule)
    insured = world({"P1": {"nhi": [Record({"nhi.insured": True})]}})
    due = judge(defined(one), insured, open_days).lines[0].deadline
    assert due is not None and due.date == date(2026, 11, 25)
    assert judge(defined(one), world(), open_days).lines[0].deadline is None


def test_events_of_one_visit_merge_lines_that_declare_the_same() -> None:
    moving = Procedure("move", "", ("moving_in",), INSURED, same_as="card")
    dying = Procedure("death", "", ("death",), INSURED, same_as="card")
    definitions = defined(moving, dying)
    insured = {"P1": {"nhi": [Record({"nhi.insured": True})]}}
    second = replace(w.situation(2), event=Event("moving_in", "P1", w.DEATH))
    judged = merge([judge(definitions, world(insured)), judge(definitions, world(insured, situation=second))])
    (line,) = judged.lines
    assert (line.result, line.events) == ("needed", ("death", "moving_in"))
    weaker = merge([judge(definitions, world()), judge(definitions, world(insured, situation=second))])
    assert weaker.lines[0].result == "needed"
