"""ひとつの比べの三値の表。歩く評価と関数にした評価が、どの行でも同じ答えになる。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.domain import conditions as c
from madoguchi.domain.calendar import Span
from madoguchi.domain.compiled import Row, Rows, compile_rules
from madoguchi.domain.facts import ABSENT, UNKNOWN, UnknownWhy, absent, known, unknown
from madoguchi.domain.tracing import Surroundings, compare, trace

from .worlds import DICTIONARY, Facts, situation

T, F, N = True, False, None
YEAR = Span(date(2006, 1, 1), date(2006, 12, 31))

#: (演算, 値, 相手) → 答え。
LEAVES: list[tuple[str, Any, tuple[Any, ...], bool | None]] = [
    ("is", True, (), T), ("is", False, (), F), ("is", ABSENT, (), F), ("is", UNKNOWN, (), N),
    ("eq", "1", ("1",), T), ("eq", "2", ("1",), F), ("eq", ABSENT, ("1",), F), ("eq", UNKNOWN, ("1",), N),
    ("in", "1", ("1", "2"), T), ("in", "3", ("1", "2"), F), ("in", ABSENT, ("1",), F), ("in", UNKNOWN, ("1",), N),
    ("lt", 4, (5,), T), ("lt", 5, (5,), F), ("lt", ABSENT, (5,), F), ("lt", UNKNOWN, (5,), N),
    ("le", 5, (5,), T), ("le", 6, (5,), F), ("le", ABSENT, (5,), F), ("le", UNKNOWN, (5,), N),
    ("gt", 6, (5,), T), ("gt", 5, (5,), F), ("gt", ABSENT, (5,), F), ("gt", UNKNOWN, (5,), N),
    ("ge", 5, (5,), T), ("ge", 4, (5,), F), ("ge", ABSENT, (5,), F), ("ge", UNKNOWN, (5,), N),
    ("between", 5, (5, 7), T), ("between", 7, (5, 7), T), ("between", 8, (5, 7), F), ("between", 4, (5, 7), F),
    ("between", ABSENT, (5, 7), F), ("between", UNKNOWN, (5, 7), N),
    ("contains", frozenset("ab"), ("a",), T), ("contains", frozenset("b"), ("a",), F),
    ("contains", frozenset(), ("a",), F), ("contains", ABSENT, ("a",), F), ("contains", UNKNOWN, ("a",), N),
    ("contains", frozenset("b"), ("a", "b"), T),
    # 不詳の日付は、区間の全部で言えるときだけ決まる。
    ("ge", YEAR, (date(2006, 1, 1),), T), ("ge", YEAR, (date(2006, 1, 2),), N), ("ge", YEAR, (date(2007, 1, 1),), F),
    ("gt", YEAR, (date(2005, 12, 31),), T), ("gt", YEAR, (date(2006, 12, 31),), F), ("gt", YEAR, (date(2006, 6, 1),), N),
    ("lt", YEAR, (date(2007, 1, 1),), T), ("lt", YEAR, (date(2006, 1, 1),), F), ("lt", YEAR, (date(2006, 7, 1),), N),
    ("le", YEAR, (date(2006, 12, 31),), T), ("le", YEAR, (date(2005, 12, 31),), F), ("le", YEAR, (date(2006, 7, 1),), N),
    ("eq", YEAR, (date(2006, 7, 1),), N), ("eq", YEAR, (date(2005, 7, 1),), F),
    ("between", YEAR, (date(2006, 1, 1), date(2006, 12, 31)), T), ("between", YEAR, (date(2006, 2, 1), date(2007, 1, 1)), N),
    ("between", YEAR, (date(2007, 1, 1), date(2008, 1, 1)), F),
    ("in", Span(64, 65), (64, 65), N), ("in", Span(64, 65), (60, 61), F),
]  # fmt: skip


@pytest.mark.parametrize(("op", "raw", "operands", "expected"), LEAVES)
def test_a_comparison_gives_the_value_of_the_table(op: str, raw: Any, operands: Any, expected: Any) -> None:
    assert compare(op, raw, operands) is expected


def _world(values: dict[str, Any]) -> Facts:
    held = {
        name: absent("試し") if raw is ABSENT
        else unknown(UnknownWhy.NULL) if raw is UNKNOWN else known(raw, "試し")
        for name, raw in values.items()
    }  # fmt: skip
    return Facts(DICTIONARY, situation(1), {"P1": held}, {})


@pytest.mark.parametrize(("op", "raw", "operands", "expected"), LEAVES)
def test_walk_and_compiled_function_agree_on_the_table(
    op: str, raw: Any, operands: Any, expected: Any
) -> None:
    condition = c.Leaf(op, "x", operands)
    facts = _world({"x": raw})
    assert trace(condition, Surroundings(facts, {}, {}, "P1")).value is expected
    compiled = compile_rules({"rule": condition}, {}, lambda _id: False)
    rows = Rows("P1", UNKNOWN, Row(), {"P1": Row({"x": raw})}, {})
    assert compiled.run(rows, {}, (), "P1") == (expected,)


KLEENE: list[tuple[bool | None, bool | None, bool | None, bool | None]] = [
    # 左, 右, all, any
    (T, T, T, T), (T, F, F, T), (T, N, N, T), (F, T, F, T), (F, F, F, F), (F, N, F, N), (N, T, N, T),
    (N, F, F, N), (N, N, N, N),
]  # fmt: skip
RAW = {True: True, False: False, None: UNKNOWN}


@pytest.mark.parametrize(("left", "right", "both", "either"), KLEENE)
def test_groups_follow_kleenes_tables(left: Any, right: Any, both: Any, either: Any) -> None:
    parts = (c.Leaf("is", "x"), c.Leaf("is", "y"))
    rules = {"all": c.All(parts), "any": c.Any_(parts), "none": c.None_(parts)}
    neither = None if either is None else not either
    facts = _world({"x": RAW[left], "y": RAW[right]})
    walked = tuple(trace(rule, Surroundings(facts, {}, {}, "P1")).value for rule in rules.values())
    compiled = compile_rules(rules, {}, lambda _id: False)
    rows = Rows("P1", UNKNOWN, Row(), {"P1": Row({"x": RAW[left], "y": RAW[right]})}, {})
    assert walked == compiled.run(rows, {}, (), "P1") == (both, either, neither)


#: 残る人それぞれの答え, 全員か → any_of, all_of, 二人以上か
QUANTIFIED: list[tuple[tuple[bool | None, ...], bool, bool | None, bool | None, bool | None]] = [
    ((), True, F, T, F), ((), False, N, N, N),
    ((T,), True, T, T, F), ((T,), False, T, N, N),
    ((F,), True, F, F, F), ((F,), False, N, F, N),
    ((N,), True, N, N, F), ((N,), False, N, N, N),
    ((T, T), True, T, T, T), ((T, T), False, T, N, T),
    ((T, F), True, T, F, F), ((T, N), True, T, N, N), ((F, N), True, N, F, F),
    ((N, N), True, N, N, N), ((F, F), False, N, F, N),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "complete", "any_of", "all_of", "two"), QUANTIFIED)
def test_an_incomplete_scope_never_says_nobody(
    answers: Any, complete: bool, any_of: Any, all_of: Any, two: Any
) -> None:
    where = c.Leaf("is", "x")
    rules = {
        "any": c.Quantified("any_of", "others", where),
        "all": c.Quantified("all_of", "others", where),
        "two": c.Quantified("count_of", "others", where, c.CountTest("ge", (2,))),
    }
    people = {"P1": {}} | {
        f"P{n}": {"x": known(a, "試し") if a is not None else unknown(UnknownWhy.NULL)}
        for n, a in enumerate(answers, 2)
    }
    around = situation(len(people), complete=complete)
    facts = Facts(DICTIONARY, around, people, {}, others=tuple(people)[1:])
    walked = tuple(trace(rule, Surroundings(facts, {}, {}, None)).value for rule in rules.values())
    compiled = compile_rules(rules, {}, lambda _id: False)
    rows = Rows.of(facts)
    assert walked == compiled.run(rows, {}, compiled.quantify(rows, {}), "P1") == (any_of, all_of, two)


COUNTS: list[tuple[str, tuple[int, ...], int, float, bool | None]] = [
    ("ge", (2,), 2, 9, T), ("ge", (2,), 1, 1, F), ("ge", (2,), 1, 2, N),
    ("gt", (2,), 3, 9, T), ("gt", (2,), 0, 2, F), ("gt", (2,), 2, 3, N),
    ("le", (2,), 0, 2, T), ("le", (2,), 3, 9, F), ("le", (2,), 2, float("inf"), N),
    ("lt", (2,), 0, 1, T), ("lt", (2,), 2, 9, F), ("lt", (2,), 1, 2, N),
    ("eq", (2,), 2, 2, T), ("eq", (2,), 3, 9, F), ("eq", (2,), 0, 1, F), ("eq", (2,), 1, 2, N),
    ("between", (1, 2), 1, 2, T), ("between", (1, 2), 3, 3, F), ("between", (1, 2), 0, 0, F), ("between", (1, 2), 0, 1, N),
]  # fmt: skip


@pytest.mark.parametrize(("op", "numbers", "low", "high", "expected"), COUNTS)
def test_counts_are_compared_as_intervals(
    op: str, numbers: Any, low: int, high: float, expected: Any
) -> None:
    assert c.CountTest(op, numbers).certainly(low, high) is expected
