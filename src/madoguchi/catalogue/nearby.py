"""一つの手続きの判定に要る事実だけの辞書。具体例の事実を組み立てる手間を、辞書の大きさによらなくする。"""

from __future__ import annotations

from dataclasses import replace

from madoguchi.domain import measures
from madoguchi.domain.building import KIN, STATUS
from madoguchi.domain.conditions import Recorded, facts_in, walk
from madoguchi.domain.facts import Dictionary
from madoguchi.domain.procedures import Definitions, Procedure

#: どの判定でも、世帯の人びとを組み立てるのに使う事実。
ALWAYS = (KIN, STATUS, "resident.relation")


def nearby(definitions: Definitions, procedure: Procedure) -> Definitions:
    """`procedure` の判定が変わらない、いちばん小さい辞書にした定義。"""
    whole = definitions.dictionary
    needed = {*ALWAYS, procedure.deadline.start, *facts_in(procedure.condition, definitions.conditions)}
    parts = walk(procedure.condition, definitions.conditions)
    groups = {part.group for part in parts if isinstance(part, Recorded)} | {"case"}
    implied = list(whole.implications)
    while True:
        needed |= {name for fact in needed if fact in measures.BY_ID for name in measures.BY_ID[fact].inputs}
        told = [one for one in implied if {fact for fact, _ in one.then} & needed]
        if not told:
            break
        implied = [one for one in implied if one not in told]
        for one in told:
            needed |= facts_in(one.when, {}) | {fact for fact, _ in one.then}
            groups |= {part.group for part in walk(one.when) if isinstance(part, Recorded)}
    return replace(definitions, dictionary=_reduced(whole, needed, groups))


def _reduced(whole: Dictionary, needed: set[str], groups: set[str]) -> Dictionary:
    kept = {
        name: fact for name, fact in whole.facts.items() if name in needed or fact.group in groups
    }  # fmt: skip
    held = {
        name: replace(group, facts=tuple(fact for fact in group.facts if fact in kept))
        for name, group in whole.groups.items()
        if name == "resident" or name in groups or any(fact in kept for fact in group.facts)
    }
    implications = tuple(one for one in whole.implications if {fact for fact, _ in one.then} & kept.keys())
    return Dictionary(kept, held, implications)
