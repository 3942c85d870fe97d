"""判定の速さを測る。同じ100の条件を、関数にした条件・歩く評価・zen-engine で、同じ回に並べて比べる。

使い方: python benchmarks/judgement.py [--rounds 7] [--households 200]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import zen

from madoguchi.domain import conditions as c
from madoguchi.domain.compiled import Rows, compile_rules
from madoguchi.domain.explanation import because
from madoguchi.domain.facts import (
    Dictionary,
    Event,
    FactDefinition,
    Facts,
    Group,
    Situation,
    UnknownWhy,
    absent,
    known,
    unknown,
)  # fmt: skip
from madoguchi.domain.interview import questions
from madoguchi.domain.judgement import decide, judge
from madoguchi.domain.procedures import Definitions, Procedure
from madoguchi.domain.tracing import Surroundings, trace

BOOLS = [f"f.b{n}" for n in range(28)]
CODES = [f"f.c{n}" for n in range(14)]
INTS = [f"f.i{n}" for n in range(12)]
DAYS = [f"f.d{n}" for n in range(6)]
DAY = date(2026, 11, 24)
LETTERS = "abcdefgh"
TYPES = dict.fromkeys(BOOLS, "bool") | dict.fromkeys(CODES, "code") | dict.fromkeys(INTS + DAYS, "int")


def random_leaf(rng: random.Random) -> c.Leaf:
    """でたらめな比べ（真偽・符号・数・日付）。"""
    pick = rng.random()
    if pick < 0.45:
        return c.Leaf("is", rng.choice(BOOLS))
    if pick < 0.7:
        codes = tuple(rng.sample(LETTERS[:6], rng.randint(1, 3)))
        return c.Leaf("in" if len(codes) > 1 else "eq", rng.choice(CODES), codes)
    fact = rng.choice(INTS if pick < 0.9 else DAYS)
    return c.Leaf(rng.choice(["ge", "lt"]), fact, (rng.randint(10, 90),))


def random_rule(rng: random.Random, *, quantified: bool) -> c.Condition:
    """平均およそ五つの比べを持つ条件。`quantified` なら、残る世帯の人について言う部分を含む。"""
    parts: list[c.Condition] = []
    for _ in range(rng.randint(2, 4)):
        one: c.Condition = random_leaf(rng)
        roll = rng.random()
        if roll < 0.3:
            one = c.Any_((one, random_leaf(rng)))
        elif roll < 0.45:
            one = c.None_((one,))
        parts.append(one)
    if quantified:
        where = c.All((random_leaf(rng), random_leaf(rng)))
        kind = rng.choice(["any_of", "all_of", "count_of"])
        count = c.CountTest("ge", (rng.randint(1, 2),)) if kind == "count_of" else None
        parts.append(c.Quantified(kind, "others", where, count))
    return c.All(tuple(parts))


def random_row(rng: random.Random, missing: float) -> dict[str, Any]:
    """一人ぶんの値。None は不明。"""
    row: dict[str, Any] = {name: rng.random() < 0.5 for name in BOOLS}
    row |= {name: rng.choice(LETTERS) for name in CODES}
    row |= {name: rng.randint(0, 100) for name in INTS + DAYS}
    return {name: None if rng.random() < missing else value for name, value in row.items()}


def dictionary() -> Dictionary:
    """六十の事実の辞書。"""
    facts = {
        name: FactDefinition(name, "f", name, kind, "member", question="どうでしたか。", topic="t")
        for name, kind in TYPES.items()
    }
    return Dictionary(facts, {"f": Group("f", "試し", facts=tuple(facts))})


def household(known_words: Dictionary, rng: random.Random, missing: float) -> Facts:
    """三人の世帯。"""
    people = ("P1", "P2", "P3")
    rows = {
        person: {
            name: known(value, "f") if value is not None else unknown(UnknownWhy.NOT_ASKED)
            for name, value in random_row(rng, missing).items()
        }
        for person in people
    }
    event = Event("death", "P1", DAY)
    around = Situation(event, people, True, DAY, persons=people)
    return Facts(known_words, around, rows, {"case.none": absent("case")}, others=people[1:])


def zen_text(condition: c.Condition, row: str) -> str:
    """zen-engine の式。"""
    match condition:
        case c.Leaf(op="is"):
            return f"{row}{condition.fact[2:]} == true"
        case c.Leaf(op="in"):
            return f"{row}{condition.fact[2:]} in {json.dumps(list(condition.operands))}"
        case c.Leaf():
            sign = {"eq": "==", "ge": ">=", "lt": "<"}[condition.op]
            return f"{row}{condition.fact[2:]} {sign} {json.dumps(condition.operands[0])}"
        case c.All() | c.Any_():
            joint = " and " if isinstance(condition, c.All) else " or "
            return "(" + joint.join(zen_text(part, row) for part in condition.parts) + ")"
        case c.None_():
            return f"not {zen_text(c.Any_(condition.parts), row)}"
        case c.Quantified():
            where = zen_text(condition.where, "#.")
            if condition.kind == "count_of":
                return f"count(others, {where}) >= {condition.count.numbers[0]}"  # type: ignore[union-attr]
            return f"{'some' if condition.kind == 'any_of' else 'all'}(others, {where})"
    raise TypeError(condition)


def zen_decision(rules: dict[str, c.Condition]) -> Any:
    """百の式を一つの expressionNode にした決定（個々に評価するより速い形）。"""
    expressions = [{"id": k, "key": k, "value": zen_text(rule, "")} for k, rule in rules.items()]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "ex", "name": "ex", "type": "expressionNode", "content": {"expressions": expressions}},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "ex"},
        {"id": "2", "type": "edge", "sourceId": "ex", "targetId": "out"},
    ]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


def median_us(run: Callable[[Any], Any], inputs: list[Any], rounds: int) -> float:
    """一世帯あたりの時間（マイクロ秒）。回ごとの平均の中央値。"""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for one in inputs:
            run(one)
        times.append((time.perf_counter() - start) / len(inputs) * 1e6)
    return statistics.median(times)


def measure(rounds: int, households: int) -> None:
    """測って、表を出す。"""
    rng = random.Random(20261124)
    words = dictionary()
    rules = {f"r{n}": random_rule(rng, quantified=n % 5 == 0) for n in range(100)}
    compiled = compile_rules(rules, {}, lambda _id: False)
    full = [household(words, rng, 0.0) for _ in range(households)]
    gaps = [household(words, rng, 0.05) for _ in range(households)]

    def run_compiled(rows: Rows) -> Any:
        return compiled.run(rows, {}, compiled.quantify(rows, {}), "P1")

    def run_walk(facts: Facts) -> list[bool | None]:
        around = Surroundings(facts, {}, {}, "P1")
        return [trace(rule, around).value for rule in rules.values()]

    decision = zen_decision(rules)
    payloads = [
        {k[2:]: f.value for k, f in one.persons["P1"].items()}
        | {"others": [{k[2:]: f.value for k, f in one.persons[p].items()} for p in ("P2", "P3")]}
        for one in full
    ]
    for facts, payload in zip(full, payloads, strict=True):
        ours = dict(zip(compiled.names, run_compiled(Rows.of(facts)), strict=True))
        theirs = decision.evaluate(payload)["result"]
        assert ours == {name: theirs[name] for name in ours}, "答えが違う"

    procedures = {name: Procedure(name, name, ("death",), rule) for name, rule in rules.items()}
    defined = Definitions(words, {}, {}, procedures, {})

    def run_all(facts: Facts) -> Any:
        judged = judge(defined, facts)
        for line in judged.lines:
            because(line, defined)
        return questions(defined, facts, judged)

    rows_full, rows_gaps = [Rows.of(one) for one in full], [Rows.of(one) for one in gaps]
    table = {
        "関数にした条件、値がそろう": median_us(run_compiled, rows_full, rounds),
        "関数にした条件、5%が不明": median_us(run_compiled, rows_gaps, rounds),
        "zen-engine 一つの expressionNode": median_us(decision.evaluate, payloads, rounds),
        "事実から答えだけ（decide）": median_us(lambda one: decide(defined, one), gaps, rounds),
        "歩く評価（訳つき）": median_us(run_walk, gaps, rounds),
        "判定・理由の文・問い（judge, because, questions）": median_us(run_all, gaps, rounds),
    }
    for name, value in table.items():
        print(f"{value:10.1f} µs  {name}")
    ratio = table["zen-engine 一つの expressionNode"] / table["関数にした条件、値がそろう"]
    print(
        f"{ratio:10.1f} 倍  関数にした条件は zen-engine より速い（同じ100の条件、同じ{households}世帯、答えは全部一致）"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--households", type=int, default=200)
    given = parser.parse_args()
    measure(given.rounds, given.households)
