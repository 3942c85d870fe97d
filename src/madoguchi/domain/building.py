"""事実が生まれるただ一つの場所。記録・つながりぐあい・答え・権限から、一件の事実を組み立てる。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from . import calendar, measures
from .facts import (
    ASKED,
    BoundRecord,
    Conflict,
    Coverage,
    Dictionary,
    Fact,
    FactDefinition,
    Facts,
    Group,
    Implication,
    Record,
    RecordSet,
    Situation,
    UnknownWhy,
    absent,
    known,
    unknown,
)  # fmt: skip
from .kinship import kin
from .tracing import Surroundings, trace

Records = Mapping[str, Mapping[str, list[Record]]]
Answers = Mapping[tuple[str, str | None], Any]
KIN = "resident.kin_to_subject"
STATUS = "resident.resident_status"
_GONE = ("dead", "moved_out")


@dataclass(slots=True)
class _Draft:
    """組み立ての途中。"""

    dictionary: Dictionary
    situation: Situation
    records: Records
    coverage: Mapping[str, Coverage]
    answers: Answers
    authority: frozenset[str] | None
    conflicts: list[Conflict] = field(default_factory=list)

    def withheld(self, definition: FactDefinition, group: Group) -> bool:
        """この窓口に閉じている項目か。"""
        closed = definition.field_class or group.field_class
        return group.kind == "register" and self.authority is not None and closed not in self.authority

    def answer(self, fact_id: str, person: str | None) -> Any:
        """聞き取りの答え。本人のことは、人を言わずに答えてもよい。なければ None。"""
        if person == self.situation.subject and (fact_id, None) in self.answers:
            return self.answers[(fact_id, None)]
        return self.answers.get((fact_id, person))


def build(
    dictionary: Dictionary,
    situation: Situation,
    records: Records,
    coverage: Mapping[str, Coverage],
    answers: Answers,
    authority: frozenset[str] | None = None,
) -> Facts:
    """一件の事実を組み立てる。

    `records` は人 → 組 → 記録、`coverage` は組 → つながりぐあい（ない組はつながっていない）、
    `answers` は (事実, 人または None) → 値か `ASKED`、`authority` は開いている項目区分（None は全部）。同じ入力からはいつも同じ事実ができる。
    """
    draft = _Draft(dictionary, situation, records, coverage, answers, authority)
    common = _common(draft)
    people = situation.persons or situation.members
    persons = {person: _person(draft, person) for person in people}
    _derive_kin(draft, persons)
    sets = {person: _record_sets(draft, person) for person in people}
    _measure(common, persons)
    facts = _facts(draft, persons, common, sets)
    if _imply(draft, facts, persons):
        _measure(common, persons)
        facts = _facts(draft, persons, common, sets)
    return facts


def _facts(draft: _Draft, persons: Any, common: Any, sets: Any) -> Facts:
    situation = draft.situation
    left = set(situation.movers) or {situation.subject}
    gone = {one for one, held in persons.items() if STATUS in held and held[STATUS].raw in _GONE}
    others = tuple(person for person in situation.members if person not in left | gone)
    return Facts(draft.dictionary, situation, persons, common, sets, tuple(draft.conflicts), others)


def _common(draft: _Draft) -> dict[str, Fact]:
    """件・本人・世帯・来た人のこと。"""
    situation, event = draft.situation, draft.situation.event
    given: dict[str, Fact] = {
        "case.event": known(event.kind, "case"),
        "case.event_date": known(event.on, "case"),
        "case.on": known(situation.on, "case"),
        "case.together": known(situation.together, "case"),
        "case.notified_on": known(event.notified_on, "case") if event.notified_on else absent("case"),
    }
    for fact_id, definition in draft.dictionary.facts.items():
        if definition.about != "member" and fact_id not in given:
            given[fact_id] = _asked(draft, definition, None)
    return given


def _asked(draft: _Draft, definition: FactDefinition, person: str | None) -> Fact:
    """聞き取りでしか分からない事実。推定は、だれも違うと言わないときだけ。"""
    answer = draft.answer(definition.id, person)
    if answer is None or answer is ASKED:
        if definition.presumption is not None:
            return known(definition.presumption, "presumption", presumed=True)
        return unknown(UnknownWhy.ASKED if answer is ASKED else UnknownWhy.NOT_ASKED, "interview")
    return known(answer, "interview")


def _person(draft: _Draft, person: str) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for group in draft.dictionary.groups.values():
        definitions = [draft.dictionary.facts[name] for name in group.facts]
        if group.kind != "register":
            found |= {d.id: _asked(draft, d, person) for d in definitions if d.about == "member"}
        elif group.cardinality == "one":
            found |= _registered(draft, group, definitions, person)
    return found


def _registered(
    draft: _Draft, group: Group, definitions: list[FactDefinition], person: str
) -> dict[str, Fact]:
    cover = draft.coverage.get(group.id, Coverage("not_connected"))
    rows = draft.records.get(person, {}).get(group.id, [])
    current, doubtful = _valid(rows, group, draft.situation)
    found: dict[str, Fact] = {}
    for definition in definitions:
        if draft.withheld(definition, group):
            found[definition.id] = unknown(UnknownWhy.WITHHELD, group.id)
            continue
        fact = _from_rows(definition, group, cover, person, (current, doubtful))
        found[definition.id] = _with_answer(draft, definition, person, fact)
    return found


def _from_rows(
    definition: FactDefinition,
    group: Group,
    cover: Coverage,
    person: str,
    rows: tuple[list[Record], list[Record]],
) -> Fact:
    current, doubtful = rows
    if cover.state == "not_connected":
        return unknown(UnknownWhy.NOT_CONNECTED, group.id)
    if person in cover.outside and not current:
        return unknown(UnknownWhy.OUTSIDE_COVERAGE, group.id)
    fact = _read(definition, group.id, cover.as_of, current, doubtful)
    if cover.state == "stale":
        return unknown(UnknownWhy.STALE, group.id, cover.as_of, fact.value if fact.state == "known" else None)
    return fact


def _read(
    definition: FactDefinition, source: str, as_of: str | None, current: list[Record], doubtful: list[Record]
) -> Fact:
    if doubtful:
        return unknown(UnknownWhy.NULL, source, as_of)
    values = [row.values[definition.id] for row in current if definition.id in row.values]
    if not values:
        if definition.connected_absence == "none":
            return absent(source, as_of)
        if definition.connected_absence == "no":
            return known(False, source, as_of)
        return unknown(UnknownWhy.NULL, source, as_of)
    if any(value is None for value in values):
        return unknown(UnknownWhy.NULL, source, as_of)
    if any(value != values[0] for value in values[1:]):
        sides = tuple((source, value) for value in values)
        return Fact("unknown", None, UnknownWhy.CONFLICT, source, as_of, sides=sides)
    return known(values[0], source, as_of)


def _with_answer(draft: _Draft, definition: FactDefinition, person: str, fact: Fact) -> Fact:
    """記録で分からないところだけ答えで埋める。記録と答えが違えば食い違い。"""
    if (answer := draft.answer(definition.id, person)) is None:
        return fact
    if fact.state == "unknown" and fact.why is not UnknownWhy.CONFLICT:
        if answer is ASKED:
            return Fact("unknown", None, UnknownWhy.ASKED, fact.source, fact.as_of, hint=fact.hint)
        none = answer == frozenset() and not definition.multiple
        return absent("interview") if none else known(answer, "interview")
    nothing = fact.state == "absent" and answer in (False, frozenset())
    if answer is ASKED or nothing or (fact.state == "known" and fact.value == answer):
        return fact
    recorded = ((fact.source, fact.value),) if fact.state != "unknown" else fact.sides
    return _conflict(draft, definition.id, person, (*recorded, ("interview", answer)))


def _conflict(draft: _Draft, fact_id: str, person: str | None, sides: tuple[tuple[str, Any], ...]) -> Fact:
    draft.conflicts.append(Conflict(fact_id, person, sides))
    return Fact("unknown", None, UnknownWhy.CONFLICT, sides[0][0], None, sides=sides)


def _valid(rows: list[Record], group: Group, situation: Situation) -> tuple[list[Record], list[Record]]:
    """その日に有効な記録と、有効かどうか言い切れない記録。"""
    as_of = group.as_of_for.get(situation.event.kind, group.as_of)
    day, closes = (situation.on if as_of == "on" else situation.event.on), as_of == "before_event"
    current: list[Record] = []
    doubtful: list[Record] = []
    for row in rows:
        state = _holds(row, day, closes=closes)
        if state is not False:
            (current if state else doubtful).append(row)
    if closes and group.cardinality == "one" and len(current) > 1:
        # できごとの日に始まった記録（死亡の異動など）より、前からの記録を取る。
        start = calendar.bounds(day)[0]
        current = [max(current, key=lambda row: (row.valid_from < start, calendar.bounds(row.valid_from)[1]))]
    return current, doubtful


def _holds(row: Record, day: Any, *, closes: bool) -> bool | None:
    """`[from, to)` に入るか。できごとの直前を見る組（`closes`）では、その日に閉じた記録も入る。"""
    low, high = calendar.bounds(day)
    if row.valid_from is None or row.valid_to is None:
        known_out = (row.valid_from is not None and row.valid_from > high) or (
            row.valid_to is not None and row.valid_to < low
        )
        return False if known_out else None
    ends = row.valid_to >= high if closes else row.valid_to > high
    ended = row.valid_to < low if closes else row.valid_to <= low
    if row.valid_from <= low and ends:
        return True
    return False if row.valid_from > high or ended else None


def _record_sets(draft: _Draft, person: str) -> dict[str, RecordSet]:
    many = [group for group in draft.dictionary.groups.values() if group.cardinality == "many"]
    return {group.id: _record_set(draft, group, person) for group in many}


def _record_set(draft: _Draft, group: Group, person: str) -> RecordSet:
    cover = draft.coverage.get(group.id, Coverage("not_connected"))
    definitions = [draft.dictionary.facts[name] for name in group.facts]
    answer = draft.answer(group.key or "", person)
    if any(draft.withheld(definition, group) for definition in definitions):
        return RecordSet((), UnknownWhy.WITHHELD, group.id)
    why = _why_unread(cover, person)
    if why is not None:
        return _answered_set(draft, group, (person, answer), why, cover.as_of)
    current, doubtful = _valid(draft.records.get(person, {}).get(group.id, []), group, draft.situation)
    bound = [
        BoundRecord({d.id: _read(d, group.id, cover.as_of, [row], []) for d in definitions}, row in current)
        for row in [*current, *doubtful]
    ]
    held = RecordSet(tuple(bound), None, group.id, cover.as_of)
    if answer is None or group.key is None:
        return held
    if answer is ASKED:
        return replace(held, why=UnknownWhy.ASKED) if doubtful else held
    return _confirmed_set(draft, person, held, group.key, answer)


def _why_unread(cover: Coverage, person: str) -> UnknownWhy | None:
    if cover.state != "connected":
        return UnknownWhy.NOT_CONNECTED if cover.state == "not_connected" else UnknownWhy.STALE
    return UnknownWhy.OUTSIDE_COVERAGE if person in cover.outside else None


def _confirmed_set(draft: _Draft, person: str, held: RecordSet, key: str, answer: Any) -> RecordSet:
    """有効かどうか言い切れない記録を、答えで決める。確かな記録と合わない答えは食い違い。"""
    said = answer if isinstance(answer, frozenset) else frozenset([answer])
    certain = {one.facts[key].value for one in held.records if one.certain}
    doubtful = {one.facts[key].value for one in held.records if not one.certain}
    if certain - said or said - certain - doubtful:
        _conflict(draft, key, person, ((held.source, frozenset(certain)), ("interview", said)))
        return replace(held, why=UnknownWhy.CONFLICT)
    kept = (one for one in held.records if one.facts[key].value in said)
    return replace(held, records=tuple(BoundRecord(one.facts) for one in kept))


def _answered_set(
    draft: _Draft, group: Group, said: tuple[str, Any], why: UnknownWhy, as_of: str | None
) -> RecordSet:
    """記録で分からない組を、家族の答え（印になる欄の値の集まり。空はひとつもない）で埋める。一件だけなら、ほかの欄も答えで埋まる。"""
    person, answer = said
    if answer is None or answer is ASKED or group.key is None:
        return RecordSet((), UnknownWhy.ASKED if answer is ASKED else why, group.id, as_of)
    values = answer if isinstance(answer, frozenset) else frozenset([answer])
    other = unknown(UnknownWhy.NOT_ASKED, "interview")
    fields = {
        name: _asked(draft, draft.dictionary.facts[name], person) if len(values) == 1 else other
        for name in group.facts
    }
    rows = (BoundRecord({**fields, group.key: known(value, "interview")}) for value in sorted(values))
    return RecordSet(tuple(rows), None, "interview")


def _derive_kin(draft: _Draft, persons: dict[str, dict[str, Fact]]) -> None:
    """対象者から見た関係を、二人の続柄から導く。導けないところは答えを使う。"""
    if KIN not in draft.dictionary.facts:
        return
    subject, members = draft.situation.subject, draft.situation.members
    said = {one: persons[one].get("resident.relation") for one in members if one in persons}
    relations = {one: fact for one, fact in said.items() if fact is not None and fact.state == "known"}
    texts = [fact.value for fact in relations.values()]
    for person in [one for one in relations if subject in relations and one != subject]:
        derived = kin(relations[subject].value, relations[person].value, texts)
        answer = draft.answer(KIN, person)
        if derived is not None and (answer is None or answer is ASKED or answer == derived):
            persons[person][KIN] = known(derived, "resident", relations[person].as_of)
        elif derived is not None:
            sides = (("resident", derived), ("interview", answer))
            persons[person][KIN] = _conflict(draft, KIN, person, sides)


def _measure(common: dict[str, Fact], persons: dict[str, dict[str, Fact]]) -> None:
    """導かれる値を入れる。入力のない辞書（小さな試し）では飛ばす。"""
    for measure in measures.MEASURES:
        if measure.about == "case":
            if all(name in common for name in measure.inputs):
                common[measure.id] = measure.fact([common[name] for name in measure.inputs])
            continue
        for facts in persons.values():
            if all(name in common or name in facts for name in measure.inputs):
                facts[measure.id] = measure.fact(
                    [common[name] if name in common else facts[name] for name in measure.inputs]
                )


def _imply(draft: _Draft, facts: Facts, persons: dict[str, dict[str, Fact]]) -> bool:
    """必ず言えることを一度だけ閉じる。記録や答えと食い違えば、食い違いにする。"""
    changed = False
    for implication in draft.dictionary.implications:
        for person, held in persons.items():
            if trace(implication.when, Surroundings(facts, {}, {}, person)).value is not True:
                continue
            for fact_id, value in implication.then:
                if fact_id in held:
                    changed |= _apply(draft, implication, (person, held), fact_id, value)
    return changed


def _apply(
    draft: _Draft, implication: Implication, whose: tuple[str, dict[str, Fact]], fact_id: str, value: Any
) -> bool:
    person, held = whose
    fact = held[fact_id]
    if fact.why in (UnknownWhy.WITHHELD, UnknownWhy.CONFLICT):
        return False
    if fact.state == "unknown" or fact.presumed:
        held[fact_id] = known(value, f"implication:{implication.id}", fact.as_of)
        return True
    nothing = fact.state == "absent" and value in (False, frozenset())
    if nothing or fact.value == value:
        return False
    sides = ((fact.source, fact.value), (f"implication:{implication.id}", value))
    held[fact_id] = _conflict(draft, fact_id, person, sides)
    return True


def event_day(day: Any) -> date:
    """できごとの日の代表（区間なら遅いほう。版を選ぶときに使う）。"""
    return calendar.bounds(day)[1]  # type: ignore[no-any-return]
