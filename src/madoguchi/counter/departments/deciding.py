"""一行を決めた事実を、その課に開いている項目区分だけで言う。"""

from __future__ import annotations

from collections.abc import Mapping

from madoguchi.counter.departments.pages import OwnFact
from madoguchi.counter.desk import PROTECTION, Desk
from madoguchi.counter.texts import called, stored_moment
from madoguchi.domain import measures
from madoguchi.domain.explanation import definition_of, value_text
from madoguchi.domain.facts import Dictionary
from madoguchi.domain.judgement import Line
from madoguchi.domain.procedures import Definitions
from madoguchi.domain.tracing import FactRef
from madoguchi.residents.queries import PersonName

#: 名を出さない、ほかの方の事実に添える言葉。
SOMEBODY = "ほかの方の"


def facts_of(
    at: Desk, definitions: Definitions, line: Line | None, names: Mapping[str, PersonName]
) -> tuple[tuple[OwnFact, ...], bool]:
    """決め手のうち、この課に見せてよいもの。二つめは、見せないものもあるか（支援措置のことは、あるとも言わない）。"""
    if line is None:
        return (), False
    opened = [ref for ref in line.deciding if classes_of(definitions.dictionary, ref.fact_id) <= at.classes]
    closed = [
        ref
        for ref in line.deciding
        if ref not in opened and "protection" not in classes_of(definitions.dictionary, ref.fact_id)
    ]
    shown = dict.fromkeys(_fact(at, definitions, ref, names, line.person) for ref in opened)
    return tuple(shown), bool(closed) or line.withheld


def classes_of(dictionary: Dictionary, fact_id: str) -> frozenset[str]:
    """事実の項目区分。導かれる値は、もとの事実の全部の区分を持つ。分からない事実は、だれにも開かない。"""
    measure = measures.BY_ID.get(fact_id)
    if measure is not None:
        return frozenset().union(*(classes_of(dictionary, one) for one in measure.inputs))
    group = dictionary.groups.get(fact_id.partition(".")[0])
    if group is None or group.id == PROTECTION:
        return frozenset({"protection"})
    definition = dictionary.facts.get(fact_id)
    own = definition.field_class if definition is not None else None
    return frozenset({own or group.field_class})


def _fact(
    at: Desk, definitions: Definitions, ref: FactRef, names: Mapping[str, PersonName], person: str | None
) -> OwnFact:
    """人の名は、この行の方とできごとの本人だけ。ほかの世帯員の名は出さない。"""
    definition = definition_of(definitions.dictionary, ref.fact_id)
    held = names.get(ref.person or "")
    whose = "" if ref.person in (None, person) else (f"{called(held.name)}の" if held else SOMEBODY)
    value = "記録なし" if ref.fact.state == "absent" else value_text(definition, ref.fact.value)
    return OwnFact(f"{whose}{definition.label}", value, _source(at, definitions, ref))


def _source(at: Desk, definitions: Definitions, ref: FactRef) -> str:
    """出どころと時点。聞き取りなら、だれが話したかは言わない。"""
    fact = ref.fact
    if fact.presumed:
        return "みなし"
    if fact.source == "interview":
        return "聞き取り"
    if fact.source.startswith("implication:"):
        return "法令から"
    group = definitions.dictionary.groups.get(fact.source)
    if group is None or group.kind != "register":
        return "計算" if group is None and fact.source != "case" else "件の控え"
    time = stored_moment(fact.as_of, at.today)
    name = group.name if group.name.endswith("記録") else f"{group.name}の記録"
    return f"{name}、{time}" if time else name
