"""判定が守る決まり。でたらめな世帯と条件で、どれも破れないことを確かめる。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from madoguchi.domain.building import build
from madoguchi.domain.facts import Coverage, Record, UnknownWhy
from madoguchi.domain.interview import questions, replay
from madoguchi.domain.judgement import decide, judge
from madoguchi.domain.parameters import Parameter, ParameterValue
from madoguchi.domain.procedures import Definitions, LifeEvent, Procedure, Topic

from . import worlds as w

MONTHS = Parameter("months", "月数", "int", (ParameterValue(36, date(2000, 1, 1)),))
EVENT = LifeEvent("death", "死亡", "亡くなった方", "亡くなった日", (
    Topic("insurance", "保険", 10), Topic("care", "介護", 20), Topic("funeral", "葬儀", 30),
))  # fmt: skip


def definitions(*conditions: Any) -> Definitions:
    """条件一つに、相手の違う四つの手続き。"""
    pers = ("subject", "household", "member")
    procedures = [
        Procedure(f"{per}{n}", per, ("death",), condition, per=per)
        for n, condition in enumerate(conditions)
        for per in pers
    ]
    return Definitions(
        w.DICTIONARY, w.NAMED, {"months": MONTHS}, {p.id: p for p in procedures}, {"death": EVENT}
    )


def results(defined: Definitions, world: dict[str, Any], **changes: Any) -> dict[tuple[str, str | None], str]:
    judged = judge(defined, w.facts_of(world, **changes))
    return {(line.procedure.id, line.person): line.result for line in judged.lines}


@settings(max_examples=400, deadline=None)
@given(w.worlds(), w.trees)
def test_walk_and_compiled_function_agree_on_every_household(world: dict[str, Any], tree: Any) -> None:
    defined = definitions(tree)
    facts = w.facts_of(world)
    walked = {(one.procedure.id, one.person): one.result for one in judge(defined, facts).lines}
    names = {True: "needed", False: "not_needed", None: "unknown"}
    assert walked == {key: names[value] for key, value in decide(defined, facts).items()}


@settings(max_examples=300, deadline=None)
@given(w.worlds(), w.trees, st.data())
def test_learning_one_more_answer_never_flips_a_definite_result(
    world: dict[str, Any], tree: Any, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(sorted(w.ANSWERS, key=str)))
    assume(key not in world["answers"] and (key[1] is None or key[1] in world["situation"].members))
    before = w.facts_of(world)
    assume(before.get(key[0], key[1]).why is UnknownWhy.NOT_ASKED or _unrecorded(before, key))
    defined = definitions(tree)
    after = results(defined, world, answers={**world["answers"], key: data.draw(w.ANSWERS[key])})
    _never_flips(results(defined, world), after)


def _unrecorded(facts: Any, key: tuple[str, str | None]) -> bool:
    held = facts.records.get(key[1] or "P1", {}).get(key[0].split(".")[0])
    if held is not None:
        return held.why is not None and held.why is not UnknownWhy.WITHHELD
    return facts.get(key[0], key[1]).state == "unknown"


def _never_flips(before: dict[Any, str], after: dict[Any, str]) -> None:
    for key, result in before.items():
        if result != "unknown" and key in after:
            assert after[key] == result, key


@settings(max_examples=300, deadline=None)
@given(w.worlds(), w.trees, st.sampled_from(w.REGISTERS), st.sampled_from(["stale", "not_connected"]))
def test_disconnecting_or_ageing_a_group_never_yields_a_new_not_needed(
    world: dict[str, Any], tree: Any, group: str, state: str
) -> None:
    # 記録と答えが食い違うところでは、記録を外すと答えだけが残り、食い違いが解ける。それは別の決まり。
    assume(not any(key[0].startswith(group) for key in world["answers"]))
    # 世帯に残る人（死亡・転出の記録のない人）が変わるのは、数える範囲そのものの変化なので、ここでは見ない。
    assume(group != "resident")
    coverage = {**world["coverage"], group: Coverage(state, "2026-11-20T06:00")}
    before = results(definitions(tree), world)
    after = results(definitions(tree), world, coverage=coverage)
    assert [
        key for key, one in after.items() if one == "not_needed" and before.get(key) != "not_needed"
    ] == []


@settings(max_examples=200, deadline=None)
@given(w.worlds(), w.trees)
def test_closing_a_field_class_never_yields_a_new_not_needed(world: dict[str, Any], tree: Any) -> None:
    before = results(definitions(tree), world)
    after = results(definitions(tree), world, authority=frozenset({"basic"}))
    assert [key for key, one in after.items() if one == "not_needed" and before[key] != "not_needed"] == []


@settings(max_examples=150, deadline=None)
@given(w.worlds(), w.trees, st.randoms(use_true_random=False))
def test_order_of_facts_does_not_matter(world: dict[str, Any], tree: Any, random: Any) -> None:
    def shuffled(mapping: dict[Any, Any]) -> dict[Any, Any]:
        items = list(mapping.items())
        random.shuffle(items)
        return dict(items)

    mixed = {
        **world,
        "records": {person: shuffled(groups) for person, groups in shuffled(world["records"]).items()},
        "coverage": shuffled(world["coverage"]),
        "answers": shuffled(world["answers"]),
    }
    assert results(definitions(tree), mixed) == results(definitions(tree), world)


@settings(max_examples=120, deadline=None)
@given(w.worlds(), st.lists(w.trees, min_size=1, max_size=3))
def test_each_question_stands_in_the_residual_of_an_undecided_line(
    world: dict[str, Any], trees: list[Any]
) -> None:
    defined = definitions(*trees)
    facts = w.facts_of(world)
    judged = judge(defined, facts)
    for question in questions(defined, facts, judged):
        lines = [
            line
            for line in judged.lines
            if line.procedure.id in question.decides and line.result == "unknown"
        ]
        wanted = {("household.members", None)} if question.fact_id == "ask.household_complete" else set()
        wanted |= {question.key}
        assert any(wanted & {(one.fact_id, one.person) for one in line.open} for line in lines)


@settings(max_examples=120, deadline=None)
@given(w.worlds(), st.lists(w.trees, min_size=1, max_size=3))
def test_the_interview_ends(world: dict[str, Any], trees: list[Any]) -> None:
    defined = definitions(*trees)
    answers = dict(world["answers"])
    for _ in range(40):
        complete = (
            world["situation"].members_complete or answers.get(("ask.household_complete", None)) is True
        )
        around = replace(world["situation"], members_complete=complete)
        facts = w.facts_of(world, answers=answers, situation=around)
        asked = questions(defined, facts, judge(defined, facts))
        if not asked:
            return
        assert asked[0].key not in answers
        answers[asked[0].key] = _first_answer(asked[0])
    raise AssertionError("四十問を過ぎても終わらない")


def _first_answer(question: Any) -> Any:
    if question.multiple or question.fact_id == "dog.reg_no":
        return frozenset(["一", "二"]) if question.fact_id == "dog.reg_no" else frozenset()
    return {"bool": True, "int": 36, "code": next(iter(question.codes), "child")}.get(question.type, "一")


@settings(max_examples=60, deadline=None)
@given(w.worlds(), st.lists(w.trees, min_size=1, max_size=3), st.data())
def test_answers_of_a_closed_branch_are_kept_aside_not_used(
    world: dict[str, Any], trees: list[Any], data: st.DataObject
) -> None:
    defined = definitions(*trees)
    people = world["situation"].members
    given_answers = {k: data.draw(s) for k, s in w.ANSWERS.items() if k[1] is None or k[1] in people}

    def ask(answers: Any) -> Any:
        facts = w.facts_of(world, answers=answers)
        return questions(defined, facts, judge(defined, facts))

    used, aside = replay(ask, given_answers)
    assert used.keys() | aside.keys() == given_answers.keys() and not used.keys() & aside.keys()
    assert not {question.key for question in ask(used)} & aside.keys()


def test_the_same_input_gives_the_same_facts() -> None:
    world = {
        "situation": w.situation(2), "coverage": w.all_connected(), "answers": {},
        "records": {"P1": {"nhi": [Record({"nhi.insured": True})]}},
    }  # fmt: skip
    assert build(w.DICTIONARY, **world) == build(w.DICTIONARY, **world)
