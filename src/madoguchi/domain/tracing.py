"""条件の木を歩き、三値の答えと、決め手の事実・まだ足りない事実を記録する。"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from . import conditions as tree
from . import measures
from .calendar import Span
from .facts import ABSENT, UNKNOWN, Fact, Facts


class FactRef(NamedTuple):
    """決め手になった事実。"""

    fact_id: str
    person: str | None
    fact: Fact


class OpenFact(NamedTuple):
    """分かれば決まるかもしれない事実。"""

    fact_id: str
    person: str | None


class Trace(NamedTuple):
    """答え（真・偽・None=不明）と、その訳。"""

    value: bool | None
    deciding: tuple[FactRef, ...] = ()
    open: tuple[OpenFact, ...] = ()


class Surroundings(NamedTuple):
    """木を歩くときの周り。`this` はいま見ている人、`bound` は結びついた記録。"""

    facts: Facts
    named: tree.Named
    parameters: Mapping[str, Any]
    this: str | None
    bound: Mapping[str, Fact] | None = None

    def at(self, person: str) -> Surroundings:
        """別の人を見る。"""
        return Surroundings(self.facts, self.named, self.parameters, person)

    def person_of(self, fact_id: str, of: str) -> str | None:
        """その事実がだれのことか。件や世帯のことなら None。"""
        if fact_id in self.facts.common:
            return None
        return self.facts.situation.subject if of == "subject" or self.this is None else self.this

    def fact(self, fact_id: str, of: str) -> Fact:
        """事実を引く。"""
        if self.bound is not None and fact_id in self.bound:
            return self.bound[fact_id]
        return self.facts.get(fact_id, self.person_of(fact_id, of))

    def operand(self, operand: Any) -> Any:
        """比べる相手の値。"""
        if isinstance(operand, tree.ParameterOperand):
            return self.parameters[operand.id]
        if isinstance(operand, tree.PersonOperand):
            situation = self.facts.situation
            who = {
                "this": self.this or situation.subject,
                "subject": situation.subject,
                "visitor": situation.visitor,
            }[operand.who]
            return UNKNOWN if who is None else who
        return operand


def compare(op: str, raw: Any, operands: tuple[Any, ...]) -> bool | None:
    """ひとつの比べ。真と偽の二本の線は、どちらも言い切れるときだけ真になる。"""
    if raw is UNKNOWN:
        return None
    if raw is ABSENT:
        return False
    if op == "is":
        return bool(raw)
    if op in ("in", "contains"):
        return _member(op, raw, operands)
    if any(one is UNKNOWN for one in operands):
        return None
    first = operands[0]
    if op == "between":
        return True if first <= raw <= operands[1] else (False if raw < first or raw > operands[1] else None)
    certainly, never = _ORDER[op]
    return True if certainly(raw, first) else (False if never(raw, first) else None)


def _member(op: str, raw: Any, operands: tuple[Any, ...]) -> bool | None:
    if op == "contains":
        known = [one for one in operands if one is not UNKNOWN]
        if not raw.isdisjoint(known):
            return True
        return False if len(known) == len(operands) or not raw else None
    if any(raw == one for one in operands):
        return True
    return False if all(raw != one for one in operands) else None


#: 確かに真かを見る比べと、確かに偽かを見る比べ。
_ORDER = {
    "eq": (operator.eq, operator.ne), "lt": (operator.lt, operator.ge), "le": (operator.le, operator.gt),
    "gt": (operator.gt, operator.le), "ge": (operator.ge, operator.lt),
}  # fmt: skip


def open_inputs(facts: Facts, fact_id: str, person: str | None) -> tuple[OpenFact, ...]:
    """足りない事実。導かれる値なら、その入力のうち不明のもの。"""
    measure = measures.BY_ID.get(fact_id)
    if measure is None:
        return (OpenFact(fact_id, person),)
    missing = [name for name in measure.inputs if not _settled(facts.get(name, person))]
    return tuple(OpenFact(name, None if name in facts.common else person) for name in missing)


def _settled(fact: Fact) -> bool:
    """もう聞くことのない事実か。不詳の区間は、まだ狭められる。"""
    return fact.state != "unknown" and not isinstance(fact.value, Span)


def trace(condition: tree.Condition, around: Surroundings) -> Trace:
    """条件を評価し、訳を添える。"""
    match condition:
        case tree.Leaf():
            return _leaf(condition, around)
        case tree.Ref():
            return trace(around.named[condition.id], around)
        case tree.All():
            return _group((trace(part, around) for part in condition.parts), stops_at=False)
        case tree.Any_():
            return _group((trace(part, around) for part in condition.parts), stops_at=True)
        case tree.None_():
            inner = _group((trace(part, around) for part in condition.parts), stops_at=True)
            value = None if inner.value is None else not inner.value
            return Trace(value, inner.deciding, inner.open)
        case tree.Quantified():
            return _quantified(condition, around)
        case tree.Recorded():
            return _recorded(condition, around)


def _leaf(leaf: tree.Leaf, around: Surroundings) -> Trace:
    fact = around.fact(leaf.fact, leaf.of)
    person = around.person_of(leaf.fact, leaf.of)
    value = compare(leaf.op, fact.raw, tuple([around.operand(one) for one in leaf.operands]))
    if value is not None:
        return Trace(value, (FactRef(leaf.fact, person, fact),))
    if fact.state != "unknown" and not isinstance(fact.raw, Span):
        return Trace(None, (), (OpenFact("case.visitor", None),))
    if around.bound is not None and leaf.fact in around.bound:
        return Trace(None, (), (OpenFact(leaf.fact, person),))
    return Trace(None, (), open_inputs(around.facts, leaf.fact, person) or (OpenFact(leaf.fact, person),))


def _group(parts: Iterable[Trace], *, stops_at: bool) -> Trace:
    """どれかが `stops_at` なら、そこで決まる。決め手は、決めた一つ。決めなかったときは全部。"""
    settled: list[Trace] = []
    waiting: list[Trace] = []
    for part in parts:
        if part.value is stops_at:
            return part
        (waiting if part.value is None else settled).append(part)
    if waiting:
        return Trace(None, (), _merge([part.open for part in waiting]))
    return Trace(not stops_at, _merge([part.deciding for part in settled]))


def _merge(groups: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(one for group in groups for one in group))


def _quantified(condition: tree.Quantified, around: Surroundings) -> Trace:
    people, complete = around.facts.scope(condition.scope)
    parts = (trace(condition.where, around.at(person)) for person in people)
    missing = () if complete else (OpenFact("household.members", None),)
    if condition.kind == "any_of":
        return _over(parts, missing, stops_at=True)
    if condition.kind == "all_of":
        return _over(parts, missing, stops_at=False)
    return _counted(condition.count, list(parts), missing)


def _over(parts: Iterable[Trace], missing: tuple[OpenFact, ...], *, stops_at: bool) -> Trace:
    """全部そろっていない範囲では、「だれも」は言えない。"""
    result = _group(parts, stops_at=stops_at)
    if missing and result.value is not stops_at:
        return Trace(None, (), _merge([result.open, missing]))
    return result


def _counted(count: Any, parts: list[Trace], missing: tuple[OpenFact, ...]) -> Trace:
    low = sum(part.value is True for part in parts)
    waiting = [part for part in parts if part.value is None]
    high = float("inf") if missing else low + len(waiting)
    value = count.certainly(low, high)
    if value is None:
        return Trace(None, (), _merge([*(part.open for part in waiting), missing]))
    return Trace(value, _merge([part.deciding for part in parts if part.value is not None]))


def _recorded(condition: tree.Recorded, around: Surroundings) -> Trace:
    facts = around.facts
    whose = facts.situation.subject if condition.of == "subject" or around.this is None else around.this
    held = facts.records.get(whose, {}).get(condition.group)
    key = facts.dictionary.groups[condition.group].key or condition.group
    missing = () if held is not None and held.complete else (OpenFact(key, whose),)
    parts: list[Trace] = []
    for record in held.records if held is not None else ():
        seen = (FactRef(key, whose, record.facts[key]),) if key in record.facts else ()
        inner = Trace(True, seen)
        if condition.where is not None:
            bound = Surroundings(facts, around.named, around.parameters, whose, record.facts)
            inner = trace(condition.where, bound)
        if not record.certain and inner.value is not False:
            inner = Trace(None, (), inner.open or (OpenFact(key, whose),))
        parts.append(inner)
    any_record = condition.kind == "any_record"
    result = _over(parts, missing, stops_at=True) if any_record else _counted(condition.count, parts, missing)
    if result.value is not None and not result.deciding:
        gone = Fact("absent", source=condition.group, as_of=held.as_of if held is not None else None)
        return Trace(result.value, (FactRef(key, whose, gone),))
    return result
