"""事実と判定を、そのまま残せる JSON にし、元の値に戻す。あとから判定し直さずに、そのときの姿を見せるため。"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from madoguchi.domain.calendar import Span
from madoguchi.domain.deadlines import Deadline
from madoguchi.domain.facts import (
    ASKED,
    BoundRecord,
    Conflict,
    Dictionary,
    Event,
    Fact,
    Facts,
    RecordSet,
    Situation,
    UnknownWhy,
)  # fmt: skip
from madoguchi.domain.judgement import Judgement, Line
from madoguchi.domain.procedures import Definitions, Procedure
from madoguchi.domain.tracing import FactRef, OpenFact

Json = Any
#: 書かずに済ませる欄の値（None のほか）。
_EMPTY = {"source": "", "sides": []}


def freeze_value(value: Any) -> Json:
    """一つの値。日付・区間・集まり・「わからない」は、印をつけた表にする。"""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Span):
        return {"span": [freeze_value(value.low), freeze_value(value.high)]}
    if isinstance(value, frozenset):
        return {"set": sorted((freeze_value(one) for one in value), key=str)}
    return {"asked": True} if value is ASKED else value


def thaw_value(raw: Json) -> Any:
    """`freeze_value` の逆。"""
    if not isinstance(raw, dict):
        return raw
    if "date" in raw:
        return date.fromisoformat(raw["date"])
    if "span" in raw:
        return Span(thaw_value(raw["span"][0]), thaw_value(raw["span"][1]))
    return ASKED if "asked" in raw else frozenset(thaw_value(one) for one in raw["set"])


def _freeze_sides(sides: tuple[tuple[str, Any], ...]) -> Json:
    return [[source, freeze_value(value)] for source, value in sides]


def _thaw_sides(raw: Json) -> tuple[tuple[str, Any], ...]:
    return tuple((source, thaw_value(value)) for source, value in raw)


def freeze_fact(fact: Fact) -> Json:
    """一つの事実。書いていない欄は、空のまま。"""
    raw = {
        "state": fact.state, "value": freeze_value(fact.value), "why": fact.why and str(fact.why), "source": fact.source,
        "as_of": fact.as_of, "presumed": fact.presumed or None, "hint": freeze_value(fact.hint), "sides": _freeze_sides(fact.sides),
    }  # fmt: skip
    return {key: value for key, value in raw.items() if value is not None and value != _EMPTY.get(key)}


def thaw_fact(raw: Json) -> Fact:
    """`freeze_fact` の逆。"""
    return Fact(
        raw["state"], thaw_value(raw.get("value")), UnknownWhy(raw["why"]) if "why" in raw else None, raw.get("source", ""),
        raw.get("as_of"), raw.get("presumed", False), thaw_value(raw.get("hint")), _thaw_sides(raw.get("sides", [])),
    )  # fmt: skip


def _freeze_situation(situation: Situation) -> Json:
    event = situation.event
    return {
        "event": {
            "kind": event.kind, "subject": event.subject, "on": freeze_value(event.on),
            "notified_on": freeze_value(event.notified_on),
        },
        "members": list(situation.members), "members_complete": situation.members_complete,
        "on": freeze_value(situation.on), "movers": list(situation.movers),
        "movers_complete": situation.movers_complete, "persons": list(situation.persons), "visitor": situation.visitor,
        "together": sorted(situation.together),
    }  # fmt: skip


def _thaw_situation(raw: Json) -> Situation:
    event = raw["event"]
    return Situation(
        Event(event["kind"], event["subject"], thaw_value(event["on"]), thaw_value(event["notified_on"])),
        tuple(raw["members"]), raw["members_complete"], thaw_value(raw["on"]), tuple(raw["movers"]),
        raw["movers_complete"], tuple(raw["persons"]), raw["visitor"], frozenset(raw.get("together", ())),
    )  # fmt: skip


def _freeze_table(table: Mapping[str, Fact], dictionary: Dictionary) -> Json:
    return {name: freeze_fact(fact) for name, fact in table.items() if _decides(name, dictionary)}


def _decides(fact_id: str, dictionary: Dictionary) -> bool:
    """条件に使う事実か。氏名や住所のように紙に刷るだけの値は、保護の印が後から付くことがあるので、凍らせない。"""
    definition = dictionary.facts.get(fact_id)
    return definition is None or definition.deciding


def _thaw_table(raw: Json) -> dict[str, Fact]:
    return {name: thaw_fact(fact) for name, fact in raw.items()}


def _freeze_set(held: RecordSet, dictionary: Dictionary) -> Json:
    return {
        "records": [{"facts": _freeze_table(one.facts, dictionary), "certain": one.certain} for one in held.records],
        "why": held.why and str(held.why), "source": held.source, "as_of": held.as_of,
    }  # fmt: skip


def _thaw_set(raw: Json) -> RecordSet:
    records = tuple(BoundRecord(_thaw_table(one["facts"]), one["certain"]) for one in raw["records"])
    return RecordSet(records, UnknownWhy(raw["why"]) if raw["why"] else None, raw["source"], raw["as_of"])


def freeze_facts(facts: Facts) -> Json:
    """一つのできごとの、条件に使う事実の全部（辞書は版が持つ）。"""
    dictionary = facts.dictionary
    return {
        "situation": _freeze_situation(facts.situation),
        "persons": {person: _freeze_table(table, dictionary) for person, table in facts.persons.items()},
        "common": _freeze_table(facts.common, dictionary),
        "records": {
            person: {group: _freeze_set(held, dictionary) for group, held in sets.items()}
            for person, sets in facts.records.items()
        },
        "conflicts": [[one.fact_id, one.person, _freeze_sides(one.sides)] for one in facts.conflicts],
        "others": list(facts.others),
    }


def thaw_facts(raw: Json, dictionary: Dictionary) -> Facts:
    """`freeze_facts` の逆。`dictionary` は、判定した版のもの。"""
    return Facts(
        dictionary,
        _thaw_situation(raw["situation"]),
        {person: _thaw_table(table) for person, table in raw["persons"].items()},
        _thaw_table(raw["common"]),
        {
            person: {group: _thaw_set(held) for group, held in sets.items()}
            for person, sets in raw["records"].items()
        },
        tuple(Conflict(fact_id, person, _thaw_sides(sides)) for fact_id, person, sides in raw["conflicts"]),
        tuple(raw["others"]),
    )


def _freeze_deadline(due: Deadline | None) -> Json:
    if due is None:
        return None
    return {
        "date": freeze_value(due.date), "wareki": due.wareki, "rank": due.rank, "start": freeze_value(due.start),
        "text": due.text, "basis": due.basis, "opens": freeze_value(due.opens), "moved": due.moved,
    }  # fmt: skip


def _thaw_deadline(raw: Json) -> Deadline | None:
    return None if raw is None else Deadline(**{key: thaw_value(value) for key, value in raw.items()})


def freeze_line(line: Line, dictionary: Dictionary) -> Json:
    """一行の判定。手続きの定義は版が持つので、id と、いつからの版か。"""
    return {
        "procedure": line.procedure.id, "since": line.procedure.valid_from.isoformat(), "person": line.person, "result": line.result,
        "deciding": [
            [ref.fact_id, ref.person, freeze_fact(ref.fact)]
            for ref in line.deciding
            if _decides(ref.fact_id, dictionary)
        ],
        "open": [[one.fact_id, one.person] for one in line.open], "deadline": _freeze_deadline(line.deadline),
        "events": list(line.events), "withheld": line.withheld,
    }  # fmt: skip


def thaw_line(raw: Json, editions: Mapping[tuple[str, str | None], Procedure]) -> Line:
    """`freeze_line` の逆。`editions` は手続きの id といつからの版かで引く。"""
    return Line(
        editions[raw["procedure"], raw.get("since")], raw["person"], raw["result"],
        tuple(FactRef(fact_id, person, thaw_fact(fact)) for fact_id, person, fact in raw["deciding"]),
        tuple(OpenFact(fact_id, person) for fact_id, person in raw["open"]), _thaw_deadline(raw["deadline"]),
        tuple(raw["events"]), raw["withheld"],
    )  # fmt: skip


def freeze(judgement: Judgement) -> Json:
    """判定と、そのもとになった事実。"""
    return {
        "on": freeze_value(judgement.on),
        "facts": [freeze_facts(one) for one in judgement.facts],
        "lines": [freeze_line(line, judgement.facts[0].dictionary) for line in judgement.lines],
    }


def thaw(raw: Json, definitions: Definitions) -> Judgement:
    """`freeze` の逆。`definitions` は、判定した版のもの。"""
    editions = _editions(definitions)
    lines = tuple(thaw_line(line, editions) for line in raw["lines"])
    facts = tuple(thaw_facts(one, definitions.dictionary) for one in raw["facts"])
    return Judgement(lines, facts, thaw_value(raw["on"]))


def thaw_one(raw: Json, definitions: Definitions, procedure: str, person: str | None) -> Line | None:
    """凍らせた判定の一行だけを戻す。その行がなければ None。ほかの行と、もとの事実は開かない。"""
    found = next(
        (one for one in raw["lines"] if (one["procedure"], one["person"]) == (procedure, person)), None
    )
    return None if found is None else thaw_line(found, _editions(definitions))


def _editions(definitions: Definitions) -> dict[tuple[str, str | None], Procedure]:
    """手続きの版。一つの id に版が一つだけだった頃に凍らせた行には「いつから」がないので、id だけでも引ける。"""
    held = definitions.procedures
    return {**{(key, None): one for key, one in held.items()},
            **{(one.id, one.valid_from.isoformat()): one for one in held.values()}}  # fmt: skip


def freeze_answers(answers: Mapping[tuple[str, str | None], Any]) -> Json:
    """聞き取りの答え。"""
    return [[fact_id, person, freeze_value(value)] for (fact_id, person), value in answers.items()]


def thaw_answers(raw: Json) -> dict[tuple[str, str | None], Any]:
    """`freeze_answers` の逆。"""
    return {(fact_id, person): thaw_value(value) for fact_id, person, value in raw}
