"""試しに使う小さな辞書と、でたらめな世帯・条件の作り方。"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from madoguchi.domain import conditions as c
from madoguchi.domain.building import build
from madoguchi.domain.calendar import Span
from madoguchi.domain.facts import (
    ASKED,
    Coverage,
    Dictionary,
    Event,
    FactDefinition,
    Facts,
    Group,
    Record,
    Situation,
)

DEATH = date(2026, 11, 10)
ON = date(2026, 11, 22)


def fact(fact_id: str, kind: str = "bool", about: str = "member", **more: Any) -> FactDefinition:
    """事実の定義。"""
    return FactDefinition(fact_id, fact_id.split(".")[0], fact_id, kind, about, **more)


FACTS = (
    fact("resident.resident_status", "code", connected_absence="none"),
    fact("resident.birth_date", "date"),
    fact("resident.relation", "text"),
    fact("resident.kin_to_subject", "code", question="ご関係は。", topic="people"),
    fact("nhi.insured", connected_absence="no", question="国保でしたか。", topic="insurance", order=1),
    fact("ltc.level", "code", codes={"1": "一", "2": "二", "3": "三"}, connected_absence="none",
         question="認定は。", topic="care", order=2),
    fact("welfare.kind", "code", multiple=True, codes={"a": "あ", "b": "い"}, connected_absence="none",
         question="福祉は。", topic="care", order=3),
    fact("dog.reg_no", "text", question="犬は。", topic="home", order=4),
    fact("dog.vaccinated", connected_absence="no", question="注射は。", topic="home", order=5),
    fact("ask.funeral", about="case", question="葬儀は。", topic="funeral", order=5),
    fact("ask.work", "code", about="subject", multiple=True, codes={"a": "あ", "b": "い"},
         question="仕事は。", topic="funeral", order=6),
    fact("ask.months", "int", about="subject", question="何月ですか。", topic="pension", order=7),
    fact("ask.dependent", question="扶養でしたか。", topic="insurance", order=8),
    fact("ask.household_complete", about="case", question="これで全員ですか。", topic="people"),
)  # fmt: skip


def dictionary(*extra: FactDefinition, **more: Any) -> Dictionary:
    """小さな辞書。"""
    facts = {one.id: one for one in (*FACTS, *extra)}
    ids: dict[str, list[str]] = {}
    for one in facts.values():
        ids.setdefault(one.group, []).append(one.id)
    groups = {
        name: Group(
            name,
            name,
            kind="interview" if name == "ask" else "register",
            cardinality="many" if name == "dog" else "one",
            key="dog.reg_no" if name == "dog" else None,
            field_class="tax" if name == "welfare" else "basic",
            facts=tuple(held),
        )
        for name, held in ids.items()
    }
    return Dictionary(facts, groups, **more)


DICTIONARY = dictionary()
REGISTERS = ("resident", "nhi", "ltc", "welfare", "dog")


def situation(members: int = 2, *, complete: bool = True, visitor: str | None = None) -> Situation:
    """亡くなった P1 と、その世帯。"""
    people = tuple(f"P{n}" for n in range(1, members + 1))
    return Situation(Event("death", "P1", DEATH), people, complete, ON, persons=people, visitor=visitor)


def record(**values: Any) -> Record:
    """組__欄=値 の一行。"""
    return Record({name.replace("__", "."): value for name, value in values.items()})


def all_connected() -> dict[str, Coverage]:
    """どの組もつながっている。"""
    return {name: Coverage("connected", "2026-11-20T06:00") for name in REGISTERS}


births = st.one_of(
    st.dates(date(1930, 1, 1), date(2026, 1, 1)),
    st.builds(lambda low: Span(low, date(low.year, 12, 31)), st.dates(date(1930, 1, 1), date(2020, 1, 1))),
    st.none(),
)
_ROWS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "resident": st.fixed_dictionaries(
        {"resident.birth_date": births, "resident.relation": st.sampled_from(["世帯主", "妻", "子", "母", "子の子"])},
        optional={"resident.resident_status": st.sampled_from(["resident", "dead", None])},
    ),
    "nhi": st.fixed_dictionaries({}, optional={"nhi.insured": st.sampled_from([True, False, None])}),
    "ltc": st.fixed_dictionaries({}, optional={"ltc.level": st.sampled_from(["1", "2", "3", None])}),
    "welfare": st.fixed_dictionaries(
        {}, optional={"welfare.kind": st.sampled_from([frozenset(), frozenset("a"), frozenset("ab"), None])}
    ),
    "dog": st.fixed_dictionaries(
        {"dog.reg_no": st.sampled_from(["一", "二", None])}, optional={"dog.vaccinated": st.booleans()}
    ),
}  # fmt: skip
_BOUNDS = st.sampled_from(
    [(date.min, date.max), (None, date.max), (date.min, DEATH), (Span(DEATH, ON), date.max), (ON, date.max)]
)
_STATES = st.sampled_from(["connected", "connected", "stale", "not_connected"])
ANSWERS: dict[tuple[str, str | None], st.SearchStrategy[Any]] = {
    ("ask.funeral", None): st.sampled_from([True, False, ASKED]),
    ("ask.work", None): st.sampled_from([frozenset(), frozenset("a"), frozenset("ab"), ASKED]),
    ("ask.months", None): st.sampled_from([0, 35, 36, 37, ASKED]),
    ("ask.dependent", "P2"): st.sampled_from([True, False, ASKED]),
    ("ask.household_complete", None): st.sampled_from([True, ASKED]),
    ("nhi.insured", None): st.booleans(),
    ("ltc.level", "P2"): st.sampled_from(["1", "3"]),
    ("dog.reg_no", "P1"): st.sampled_from([frozenset(), frozenset({"一"})]),
}


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """でたらめな世帯の、`build` に渡すもの。"""
    count = draw(st.integers(1, 4))
    people = [f"P{n}" for n in range(1, count + 1)]
    records: dict[str, dict[str, list[Record]]] = {}
    for person in people:
        records[person] = {
            group: [
                Record(values, *draw(_BOUNDS))
                for values in draw(st.lists(rows, max_size=2 if group == "dog" else 1))
            ]
            for group, rows in _ROWS.items()
        }
    coverage = {
        group: Coverage(draw(_STATES), "2026-11-20T06:00", frozenset(draw(st.sets(st.sampled_from(people)))))
        for group in REGISTERS
    }
    chosen = draw(st.sets(st.sampled_from(sorted(ANSWERS, key=str))))
    answers = {
        key: draw(ANSWERS[key]) for key in sorted(chosen, key=str) if key[1] is None or key[1] in people
    }
    around = situation(count, complete=draw(st.booleans()), visitor=draw(st.sampled_from([None, "P2"])))
    return {"situation": around, "records": records, "coverage": coverage, "answers": answers}


def facts_of(world: dict[str, Any], **changes: Any) -> Facts:
    """世帯から事実を組み立てる。"""
    return build(DICTIONARY, **{"authority": None, **world, **changes})


_OF = st.sampled_from(["this", "subject"])
_ORDERS = st.sampled_from(["lt", "le", "gt", "ge", "eq"])
_CODES = st.lists(st.sampled_from("123"), min_size=1, max_size=2, unique=True).map(tuple)
_KINDS = st.lists(st.sampled_from("abz"), min_size=1, max_size=2, unique=True).map(tuple)
leaves = st.one_of(
    st.builds(c.Leaf, st.just("is"), st.sampled_from(["nhi.insured", "ask.funeral", "ask.dependent"]), st.just(()), _OF),
    st.builds(c.Leaf, st.just("in"), st.just("ltc.level"), _CODES, _OF),
    st.builds(c.Leaf, st.just("eq"), st.just("ltc.level"), st.sampled_from("123").map(lambda x: (x,)), _OF),
    st.builds(c.Leaf, st.just("contains"), st.sampled_from(["welfare.kind", "ask.work"]), _KINDS, _OF),
    st.builds(c.Leaf, _ORDERS, st.just("measure.age_law"), st.sampled_from([15, 20, 65]).map(lambda x: (x,)), _OF),
    st.builds(c.Leaf, st.just("between"), st.just("measure.age_law"), st.just((20, 64)), _OF),
    st.builds(c.Leaf, st.just("in"), st.just("measure.age_law"), st.just((64, 65)), _OF),
    st.builds(c.Leaf, _ORDERS, st.just("ask.months"), st.just((c.ParameterOperand("months"),))),
    st.builds(c.Leaf, st.just("eq"), st.just("resident.kin_to_subject"), st.just(("spouse",))),
    st.builds(
        c.Leaf, st.just("eq"), st.just("resident.relation"),
        st.sampled_from(["this", "subject", "visitor"]).map(lambda who: (c.PersonOperand(who),)),
    ),
)  # fmt: skip
_COUNTS = st.one_of(
    st.builds(
        c.CountTest, st.sampled_from(["eq", "lt", "le", "gt", "ge"]), st.integers(0, 3).map(lambda n: (n,))
    ),
    st.just(c.CountTest("between", (1, 2))),
)
_dog_leaf = st.just(c.Leaf("is", "dog.vaccinated"))
recorded = st.one_of(
    st.builds(
        c.Recorded, st.just("any_record"), st.just("dog"), st.one_of(st.none(), _dog_leaf), st.none(), _OF
    ),
    st.builds(
        c.Recorded, st.just("count_records"), st.just("dog"), st.one_of(st.none(), _dog_leaf), _COUNTS, _OF
    ),
)


def _groups(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(st.builds(c.All, parts), st.builds(c.Any_, parts), st.builds(c.None_, parts))


flat = st.recursive(st.one_of(leaves, st.just(c.Ref("named"))), _groups, max_leaves=4)
_SCOPES = st.sampled_from(["members", "others", "persons"])
quantified = st.one_of(
    st.builds(c.Quantified, st.sampled_from(["any_of", "all_of"]), _SCOPES, flat),
    st.builds(c.Quantified, st.just("count_of"), _SCOPES, flat, _COUNTS),
)
trees = st.recursive(st.one_of(leaves, quantified, recorded, st.just(c.Ref("named"))), _groups, max_leaves=6)
NAMED = {"named": c.Any_((c.Leaf("is", "nhi.insured"), c.Leaf("in", "ltc.level", ("2", "3"))))}
PARAMETERS = {"months": 36}
