"""重ね終えた棚から Definitions を組み立てる。誤りは書類をまたいで一つ残らず集める。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from madoguchi.catalogue import definitions as reading
from madoguchi.catalogue.conditions import TreeReader, Vocabulary, cycle, direct_refs, refs
from madoguchi.catalogue.documents import Document, Steps, nearest
from madoguchi.catalogue.editions import completed, is_edition, key_of
from madoguchi.catalogue.shapes import UNSET
from madoguchi.catalogue.shelf import Shelf
from madoguchi.domain.conditions import Condition
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Dictionary, FactDefinition, Group, Implication
from madoguchi.domain.parameters import Parameter
from madoguchi.domain.procedures import Definitions, LifeEvent, Procedure


@dataclass
class Assembly:
    """組み立ての結果。`procedures` と `conditions` は、手続き（版）と条件の名から、その書類へ。"""

    definitions: Definitions
    vocabulary: Vocabulary
    procedures: dict[str, Document]
    conditions: dict[str, Document]
    faults: list[Fault]
    switched_off: tuple[str, ...] = ()


@dataclass
class _Bench:
    shelf: Shelf
    faults: list[Fault] = field(default_factory=list)

    def unique(self, kind_name: str, key: str = "id") -> dict[str, Document]:
        """ある種類の書類を id で引けるようにする。同じ id が二つあれば挙げる。"""
        found: dict[str, Document] = {}
        for relative, document in self.shelf.of(kind_name):
            if is_edition(key_of(relative)):
                continue
            name = document.value[key]
            if name in found:
                other = found[name].file
                self.faults.append(document.fault(
                    (key,), name, f"同じ id が {other} にもあります。", "どちらかの id を変えるか、一つにまとめてください。"
                ))  # fmt: skip
            else:
                found[name] = document
        return found

    def procedures(self) -> dict[str, Document]:
        """手続きの書類。いまの版は id、ほかの版は id.日付 で引ける。"""
        mains = self.unique("procedure")
        found = ((key_of(relative), document) for relative, document in self.shelf.of("procedure"))
        written = {key: document for key, document in found if is_edition(key)}
        editions, faults = completed(written, mains)
        self.faults.extend(faults)
        return {**mains, **editions}


def assemble(shelf: Shelf) -> Assembly:
    """棚の書類を定義にする。`faults` が空でなければ、誤りのある書類は定義から抜けている。"""
    bench = _Bench(shelf, list(shelf.faults))
    groups, facts = _groups(bench)
    parameters = _parameters(bench)
    named = bench.unique("condition")
    trees = {name: document.value["condition"] for name, document in named.items()}
    vocabulary = Vocabulary(Dictionary(facts, groups), parameters, trees)
    conditions = _conditions(bench, named, vocabulary)
    implications = _implications(bench, Vocabulary(vocabulary.dictionary, {}, trees), conditions)
    dictionary = Dictionary(facts, groups, implications)
    events = {name: reading.life_event(document) for name, document in bench.unique("life_event").items()}
    documents = bench.procedures()
    on = {name: document for name, document in documents.items() if document.value.get("enabled", True)}
    procedures = _procedures(bench, on, vocabulary, conditions, events)
    _links(bench, facts, events, documents)
    definitions = Definitions(dictionary, conditions, parameters, procedures, events)
    off = tuple(sorted(documents.keys() - on.keys()))
    return Assembly(definitions, Vocabulary(dictionary, parameters, trees), on, named, bench.faults, off)


def _groups(bench: _Bench) -> tuple[dict[str, Group], dict[str, FactDefinition]]:
    groups: dict[str, Group] = {}
    facts: dict[str, FactDefinition] = {}
    for name, document in bench.unique("facts", "group").items():
        group, defined, faults = reading.group(document)
        groups[name] = group
        bench.faults.extend(faults)
        for index, fact in enumerate(defined):
            if fact.id in facts:
                bench.faults.append(document.fault(
                    ("facts", index, "id"), fact.id, "同じ id の事実が二つあります。", "どちらか一つにしてください。"
                ))  # fmt: skip
            facts[fact.id] = fact
    return groups, facts


def _parameters(bench: _Bench) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for _, document in bench.shelf.of("parameters"):
        for index, raw in enumerate(document.value["parameters"]):
            parameter, faults = reading.parameter(document, ("parameters", index), raw)
            bench.faults.extend(faults)
            if parameter.id in found:
                bench.faults.append(document.fault(
                    ("parameters", index, "id"), parameter.id, "同じ id の値が二つあります。", "どちらか一つにしてください。"
                ))  # fmt: skip
            found[parameter.id] = parameter
    return found


def _conditions(bench: _Bench, named: Mapping[str, Document], vocabulary: Vocabulary) -> dict[str, Condition]:
    found: dict[str, Condition] = {}
    links = {name: direct_refs(tree) for name, tree in vocabulary.trees.items()}
    for name, document in named.items():
        loop = cycle(name, links)
        if loop:
            bench.faults.append(document.fault(
                ("condition",), " → ".join(loop), "条件が自分自身に戻っています。", "どれか一つの ref を外してください。"
            ))  # fmt: skip
            continue
        reader = TreeReader(document, vocabulary)
        condition = reader.read(("condition",), document.value["condition"])
        bench.faults.extend(reader.faults)
        if condition is not None and not reader.faults:
            found[name] = condition
    return {
        name: condition
        for name, condition in found.items()
        if _whole(vocabulary.trees[name], vocabulary, found)
    }


def _whole(tree: Any, vocabulary: Vocabulary, sound: Mapping[str, Condition]) -> bool:
    """引く条件が（引いた先も含めて）どれも読めたか。読めない条件の誤りは、その条件の所で挙げてある。"""
    return len(sound) == len(vocabulary.trees) or refs(tree, vocabulary.trees) <= sound.keys()


def _implications(
    bench: _Bench, vocabulary: Vocabulary, named: Mapping[str, Condition]
) -> tuple[Implication, ...]:
    found = []
    for document in bench.unique("implication").values():
        if not _whole(document.value["when"], vocabulary, named):
            continue
        implication, faults = reading.implication(document, vocabulary, named)
        bench.faults.extend(faults)
        if implication is not None:
            found.append(implication)
    return tuple(found)


def _procedures(
    bench: _Bench,
    documents: Mapping[str, Document],
    vocabulary: Vocabulary,
    named: Mapping[str, Condition],
    events: Mapping[str, LifeEvent],
) -> dict[str, Procedure]:
    found: dict[str, Procedure] = {}
    for name, document in documents.items():
        procedure, faults = reading.procedure(document, vocabulary)
        bench.faults.extend(faults)
        for index, event in enumerate(document.value["events"]):
            _known(bench, document, ("events", index), event, events, "その id の出来事はありません。")
        if procedure is not None and _whole(document.value["condition"], vocabulary, named):
            found[name] = procedure
    return found


def _links(
    bench: _Bench,
    facts: Mapping[str, FactDefinition],
    events: Mapping[str, LifeEvent],
    procedures: Mapping[str, Document],
) -> None:
    """話題・群の鍵・担当課の名が、あるものを指しているかを見る。"""
    topics = {topic.id for event in events.values() for topic in event.topics}
    for _, document in bench.shelf.of("facts"):
        key = document.value.get("key")
        _known(bench, document, ("key",), key, facts, "辞書にない事実です。")
        for index, raw in enumerate(document.value["facts"]):
            _known(
                bench,
                document,
                ("facts", index, "topic"),
                raw.get("topic"),
                topics,
                "どの出来事にもない話題です。",
            )
    departments = _department_ids(bench.shelf)
    for document in procedures.values():
        _known(bench, document, ("topic",), document.value["topic"], topics, "どの出来事にもない話題です。")
        if departments and document.value.get("enabled", True):
            department = document.value.get("department")
            _known(bench, document, ("department",), department, departments, "その id の課はありません。")


def _department_ids(shelf: Shelf) -> set[str]:
    return {one["id"] for _, document in shelf.of("departments") for one in document.value}


def _known(
    bench: _Bench, document: Document, steps: Steps, name: Any, known: Iterable[str], reason: str
) -> None:
    names = set(known)
    if name is None or name == UNSET or name in names or name in bench.shelf.lost:
        return
    remedy = nearest(name, names) or f"あるのは {'・'.join(sorted(names)) or 'まだ一つもありません'} です。"
    bench.faults.append(document.fault(steps, name, reason, remedy))
