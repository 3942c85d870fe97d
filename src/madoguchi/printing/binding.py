"""欄の `bind`（どの値を入れるか）を読み、値を引く。無い値・分からない値は None で、欄は空く。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from madoguchi.domain.calendar import Span
from madoguchi.domain.facts import Fact, Facts
from madoguchi.domain.procedures import Definitions
from madoguchi.printing.context import CasePaper, Claimant, FormContext, Visit

# 事実を引く根。だれの事実か、を先に言う。person_in は、人を値に持つ事実（喪主など）が指す人。
FACT_ROOTS = ("subject", "person", "visitor", "fact")
PERSON_IN = "person_in"
# 来た人がその役（喪主など）のときだけ、来た人について書く根。別の人のことを取り違えて書かないため。
VISITOR_AS = "visitor_as"
VISITOR_ROLE = "ask.visitor_role"
ROLES = ("mourner", "heir", "same_household")
PARAMETER = "parameter"
MUNICIPALITY = ("code", "name", "prefecture", "counter_name", "telephone", "hours")
SECRET = ("individual_no", "my_number", "resident_code")


def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


PATHS: tuple[str, ...] = (
    *(f"visit.{name}" for name in _names(Visit) if name != "claimant"),
    *(f"visit.claimant.{name}" for name in _names(Claimant)),
    *(f"case.{name}" for name in _names(CasePaper)),
    *(f"municipality.{name}" for name in MUNICIPALITY),
)


@dataclass(frozen=True, slots=True)
class Binding:
    """値の引き方。道筋を先のものから試し、初めに値のあったものを使う。"""

    paths: tuple[str, ...]

    def value(self, context: FormContext) -> Any:
        """値。無ければ None。"""
        for path in self.paths:
            found = _look(path, context)
            if found is not None and found != "":
                return found
        return None


@dataclass(frozen=True, slots=True)
class When:
    """欄や部分を出す条件。値が `among` のどれかなら出す（複数の符号なら、どれか一つでも）。"""

    binding: Binding
    among: frozenset[Any]

    def holds(self, context: FormContext) -> bool:
        """出すか。分からないときは出さない。"""
        found = self.binding.value(context)
        return bool(self.among & found) if isinstance(found, frozenset) else found in self.among


def complaint(path: str, definitions: Definitions | None) -> tuple[str, tuple[str, ...]] | None:
    """道筋の誤り（理由と、正しい名の候補）。誤りがなければ None。定義がなければ、名の形だけを見る。"""
    root, _, rest = path.partition(".")
    if rest.rpartition(".")[2] in SECRET:
        return "個人番号と住民票コードは、様式に入れられません。", ()
    if root == PERSON_IN:
        return _person_in_complaint(rest, definitions)
    if root == VISITOR_AS:
        known = tuple(f"{VISITOR_AS}.{role}.{name}" for role in ROLES for name in _names(Claimant))
        return None if path in known else ("来た人の役と項目を、点で続けて書く所です。", known)
    if root not in (*FACT_ROOTS, PARAMETER):
        return None if path in PATHS else ("様式に入れられない名です。", PATHS)
    if definitions is None:
        return None if rest else ("引く値の id がありません。", ())
    dictionary = definitions.dictionary
    ids = definitions.parameters if root == PARAMETER else {**dictionary.facts, **dictionary.groups}
    if rest in ids:
        return None
    reason = "ないパラメータです。" if root == PARAMETER else "辞書にない事実です。"
    return reason, tuple(f"{root}.{one}" for one in ids)


def _person_in_complaint(rest: str, definitions: Definitions | None) -> tuple[str, tuple[str, ...]] | None:
    names = _two_facts(rest)
    if names is None:
        return "人を指す事実と、その人の事実を、点で続けて書く所です。", ()
    if definitions is None:
        return None
    facts = definitions.dictionary.facts
    wrong = [name for name in names if name not in facts]
    if wrong:
        return f"{wrong[0]} は辞書にない事実です。", ()
    return None if facts[names[0]].type == "person" else (f"{names[0]} は人を指す事実ではありません。", ())


def _two_facts(rest: str) -> tuple[str, str] | None:
    parts = rest.split(".")
    return (".".join(parts[:2]), ".".join(parts[2:])) if len(parts) == 4 else None


def _look(path: str, context: FormContext) -> Any:
    root, _, rest = path.partition(".")
    if root in FACT_ROOTS:
        return _fact(root, rest, context)
    if root == PERSON_IN:
        return _person_in(rest, context)
    if root == PARAMETER:
        return context.parameters.get(rest)
    if root == VISITOR_AS:
        return _visitor_as(rest, context)
    found: Any = context
    for name in path.split("."):
        if found is None:
            return None
        found = found.get(name) if isinstance(found, Mapping) else getattr(found, name)
    return found


def _visitor_as(rest: str, context: FormContext) -> Any:
    role, _, name = rest.partition(".")
    held = context.facts and _written(context.facts.get(VISITOR_ROLE))
    roles = held if isinstance(held, frozenset) else {held}
    return getattr(context.visit.claimant, name) if role in roles else None


def _fact(root: str, rest: str, context: FormContext) -> Any:
    facts = context.facts
    if facts is None:
        return None
    person = {
        "subject": facts.situation.subject,
        "person": context.person,
        "visitor": facts.situation.visitor,
    }.get(root)
    if root != "fact" and person is None:
        return None
    if rest in facts.dictionary.groups:
        return _records(rest, person, facts)
    return _written(facts.get(rest, person))


def _person_in(rest: str, context: FormContext) -> Any:
    names = _two_facts(rest)
    if names is None or context.facts is None:
        return None
    person = _written(context.facts.get(names[0]))
    return None if person is None else _written(context.facts.get(names[1], person))


def _written(found: Fact) -> Any:
    # みなした値は、だれも確かめていないので紙に書かない。不詳の日も、書けば確かな日に見える。
    if found.state != "known" or found.presumed or isinstance(found.value, Span):
        return None
    return found.value


def _records(group: str, person: str | None, facts: Facts) -> tuple[Mapping[str, Any], ...] | None:
    held = facts.records.get(person or facts.situation.subject, {}).get(group)
    # 一つでも確かでなければ、残りだけを書くと「これで全部」に見える。
    if held is None or not held.complete or not all(record.certain for record in held.records):
        return None
    return tuple(
        {name.rpartition(".")[2]: fact.value for name, fact in record.facts.items() if fact.state == "known"}
        for record in held.records
    )
