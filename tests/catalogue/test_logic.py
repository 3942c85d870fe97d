"""論理の検査。型の決まりと含意のもとで、いつも真・決して真でない・不明のまま残る条件だけを言う。"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.catalogue.atoms import Frame
from madoguchi.catalogue.diagrams import Diagram
from madoguchi.catalogue.moments import Period, missing, values
from madoguchi.domain.conditions import (
    All,
    Any_,
    Condition,
    CountTest,
    Leaf,
    None_,
    ParameterOperand,
    Quantified,
    Recorded,
)
from madoguchi.domain.facts import (
    Dictionary,
    Event,
    Fact,
    FactDefinition,
    Facts,
    Implication,
    Situation,
    UnknownWhy,
    absent,
    known,
    unknown,
)
from madoguchi.domain.measures import MEASURES
from madoguchi.domain.parameters import Parameter, ParameterValue
from madoguchi.domain.tracing import Surroundings, trace

DEFINITIONS = (
    FactDefinition("a.flag", "a", "旗", "bool", "member"),
    FactDefinition("a.mark", "a", "印", "bool", "member"),
    FactDefinition("a.code", "a", "符号", "code", "member", codes={"1": "一", "2": "二"}),
    FactDefinition("a.level", "a", "段", "code", "member", codes={"1": "一", "2": "二"}, connected_absence="none"),
    FactDefinition("a.size", "a", "大きさ", "int", "member"),
    FactDefinition("a.day", "a", "日", "date", "member"),
    FactDefinition("a.kinds", "a", "種類", "code", "member", multiple=True, codes={"x": "甲", "y": "乙"}),
    FactDefinition("b.name", "b", "名", "text", "member"),
    FactDefinition("case.event", "case", "出来事", "code", "case", codes={"death": "死亡", "birth": "出生"}),
)  # fmt: skip
FACTS = {one.id: one for one in (*DEFINITIONS, *(measure.definition() for measure in MEASURES))}
FLAG, MARK = Leaf("is", "a.flag"), Leaf("is", "a.mark")
LAW, BIRTHDAY, YEAR_END = "measure.age_law", "measure.age_birthday", "measure.age_at_fiscal_year_end"


def anyone(where: Condition, count: CountTest | None = None) -> Quantified:
    return Quantified("any_of" if count is None else "count_of", "others", where, count)


def diagram(condition: Condition, *implied: Implication) -> Diagram:
    frame = Frame(FACTS, {"limit": 70}, ("death", "birth"), one_person=True)
    return Diagram([condition], frame, implied)


def said(condition: Condition, *implied: Implication) -> str:
    """いつも・決して・ときどき。"""
    drawn = diagram(condition, *implied)
    plain = drawn.plain(condition)
    if (drawn.possible & plain) == drawn.false:
        return "never"
    return "always" if (drawn.possible & ~plain) == drawn.false else "sometimes"


CASES = [
    (All((FLAG, None_((FLAG,)))), "never"),
    (Any_((FLAG, None_((FLAG,)))), "always"),
    (All((Leaf("eq", "a.code", ("1",)), Leaf("eq", "a.code", ("2",)))), "never"),
    (Leaf("in", "a.code", ("1", "2")), "always"),
    (Leaf("in", "a.level", ("1", "2")), "sometimes"),
    (All((Leaf("contains", "a.kinds", ("x",)), Leaf("contains", "a.kinds", ("y",)))), "sometimes"),
    (All((Leaf("ge", "a.size", (10,)), Leaf("lt", "a.size", (10,)))), "never"),
    (All((Leaf("gt", "a.size", (9,)), Leaf("lt", "a.size", (11,)))), "sometimes"),
    (All((Leaf("gt", "a.size", (9,)), Leaf("lt", "a.size", (10,)))), "never"),
    (Any_((Leaf("le", "a.size", (9,)), Leaf("ge", "a.size", (10,)))), "always"),
    (All((Leaf("ge", "a.day", (date(2026, 4, 1),)), Leaf("lt", "a.day", (date(2026, 4, 1),)))), "never"),
    (All((Leaf("ge", LAW, (ParameterOperand("limit"),)), Leaf("lt", LAW, (70,)))), "never"),
    (All((Leaf("ge", BIRTHDAY, (75,)), Leaf("lt", LAW, (75,)))), "never"),
    (All((Leaf("ge", LAW, (75,)), Leaf("lt", BIRTHDAY, (75,)))), "sometimes"),
    (All((Leaf("ge", LAW, (75,)), Leaf("lt", BIRTHDAY, (74,)))), "never"),
    (All((Leaf("le", YEAR_END, (15,)), Leaf("ge", LAW, (16,)))), "never"),
    (Leaf("ge", LAW, (0,)), "always"),
    (All((anyone(All((FLAG, MARK))), None_((anyone(FLAG),)))), "never"),
    (All((anyone(FLAG), None_((anyone(All((FLAG, MARK))),)))), "sometimes"),
    (All((anyone(FLAG, CountTest("ge", (2,))), None_((anyone(FLAG),)))), "never"),
    (All((Quantified("all_of", "others", FLAG), anyone(None_((FLAG,))))), "never"),
    (All((Recorded("any_record", "b", Leaf("eq", "b.name", ("柴",))), None_((Recorded("any_record", "b"),)))), "never"),
    (anyone(All((FLAG, None_((FLAG,))))), "sometimes"),
    (Any_((Leaf("eq", "case.event", ("death",)), Leaf("eq", "case.event", ("birth",)))), "always"),
    (All((Leaf("eq", "b.name", ("妻",)), Leaf("eq", "b.name", ("夫",)))), "never"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "wanted"), CASES)
def test_a_condition_is_constant_only_when_no_world_says_otherwise(condition: Condition, wanted: str) -> None:
    assert said(condition) == wanted


def test_what_is_always_so_by_law_bounds_the_worlds() -> None:
    both = All((FLAG, MARK))
    assert said(both) == "sometimes"
    assert said(both, Implication("i", FLAG, (("a.mark", False),), "法")) == "never"
    assert said(both, Implication("i", Leaf("ge", "a.size", (9,)), (("a.mark", False),), "法")) == "sometimes"


OPEN = [
    (Any_((All((FLAG, MARK)), All((None_((FLAG,)), MARK)))), True),
    (Any_((All((FLAG, MARK)), All((None_((FLAG,)), MARK)), MARK)), False),
    (Any_((FLAG, MARK)), False),
    (Any_((All((Leaf("eq", "a.code", ("1",)), MARK)), All((Leaf("eq", "a.code", ("2",)), MARK)))), True),
    (Any_((All((Leaf("eq", "a.level", ("1",)), MARK)), All((Leaf("eq", "a.level", ("2",)), MARK)))), False),
    (All((Leaf("ge", LAW, (20,)), Leaf("le", BIRTHDAY, (64,)))), False),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "wanted"), OPEN)
def test_a_line_is_called_open_when_every_answer_would_agree(condition: Condition, wanted: bool) -> None:
    drawn = diagram(condition)
    assert (drawn.undecided(condition) != drawn.false) is wanted


LEAVES = st.sampled_from([
    FLAG, MARK, Leaf("eq", "a.code", ("1",)), Leaf("in", "a.level", ("1", "2")), Leaf("eq", "a.level", ("2",)),
    Leaf("ge", "a.size", (3,)), Leaf("between", "a.size", (2, 5)), Leaf("contains", "a.kinds", ("x", "y")),
    Leaf("contains", "a.kinds", ("x",)),
])  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)), st.sampled_from([All, Any_, None_]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)  # fmt: skip
NOT_ASKED = unknown(UnknownWhy.NOT_ASKED)
WORLDS = st.fixed_dictionaries({
    "a.flag": st.sampled_from([NOT_ASKED, known(True, "a"), known(False, "a")]),
    "a.mark": st.sampled_from([NOT_ASKED, known(True, "a"), known(False, "a")]),
    "a.code": st.sampled_from([NOT_ASKED, known("1", "a"), known("2", "a")]),
    "a.level": st.sampled_from([NOT_ASKED, absent("a"), known("1", "a"), known("2", "a")]),
    "a.size": st.sampled_from([NOT_ASKED, *(known(size, "a") for size in range(8))]),
    "a.kinds": st.sampled_from([NOT_ASKED, *(known(frozenset(kinds), "a") for kinds in ("", "x", "y", "xy"))]),
})  # fmt: skip


def placed(drawn: Diagram, world: dict[str, Fact]) -> dict[str, bool]:
    """世界を、図の変数の値にする。"""
    chosen: dict[str, bool] = {}
    for key, cells in drawn.cells.items():
        fact = world[key.fact]
        chosen[drawn.asked[key]] = fact.state != "unknown"
        points = cells.points
        if cells.free:
            chosen |= {
                name: fact.state == "known" and point in fact.value
                for name, point in zip(drawn.bits(key), points, strict=True)
            }
            continue
        index = len(points) - 1
        if fact.state == "known":
            known_points = [i for i, point in enumerate(points) if isinstance(point, type(fact.value))]
            exact = [i for i in known_points if points[i] == fact.value]
            below = [i for i in known_points if isinstance(fact.value, int) and points[i] <= fact.value]
            index = (
                exact[0]
                if exact
                else (below[-1] if below else (0 if known_points and key.fact == "a.size" else index))
            )
        chosen |= {name: bool(index >> bit & 1) for bit, name in enumerate(drawn.bits(key))}
    return chosen


@given(tree=TREES, world=WORLDS)
def test_the_diagram_answers_as_the_judgement_does(tree: Condition, world: dict[str, Fact]) -> None:
    day = date(2026, 11, 10)
    situation = Situation(Event("death", "P1", day), ("P1",), True, day, persons=("P1",))
    facts = Facts(Dictionary(FACTS, {}), situation, {"P1": world}, {})
    judged = trace(tree, Surroundings(facts, {}, {}, "P1")).value
    drawn = diagram(tree)
    chosen = placed(drawn, world)
    true, false = (drawn.bdd.let(chosen, rail) == drawn.true for rail in drawn.rails(tree))
    assert (true, false) == (judged is True, judged is False)


def test_the_values_of_the_last_five_years_are_all_looked_at() -> None:
    limit = Parameter("limit", "境", "int", (
        ParameterValue(60, date(2000, 4, 1), date(2021, 11, 25)),
        ParameterValue(65, date(2021, 11, 25), date(2024, 10, 1)),
        ParameterValue(70, date(2024, 10, 1), date(2026, 4, 1)),
    ))  # fmt: skip
    period = Period.until(date(2026, 11, 25))
    found = [(day, held["limit"]) for day, held in values(["limit"], {"limit": limit}, period)]
    assert found == [(date(2021, 11, 25), 65), (date(2024, 10, 1), 70)]
    assert missing(limit, period) == date(2026, 4, 1)
