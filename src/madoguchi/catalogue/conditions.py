"""条件の木を辞書に照らして読み、domain の条件にする。型や名の誤りは一つ残らず挙げる。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from madoguchi.catalogue import tree_shape
from madoguchi.catalogue.documents import Document, Steps, nearest
from madoguchi.catalogue.operands import Operands
from madoguchi.domain.conditions import (
    All,
    Any_,
    Condition,
    CountTest,
    Leaf,
    None_,
    Quantified,
    Recorded,
    Ref,
)
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Dictionary, FactDefinition
from madoguchi.domain.measures import MEASURES
from madoguchi.domain.parameters import Parameter

JOIN: dict[str, Callable[[tuple[Condition, ...]], Condition]] = {"all": All, "any": Any_, "none": None_}


@dataclass(frozen=True)
class Vocabulary:
    """条件が引ける名。`trees` は名のついた条件の、読む前の木。"""

    dictionary: Dictionary
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    trees: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, FactDefinition] = field(init=False)

    def __post_init__(self) -> None:
        derived = {measure.id: measure.definition() for measure in MEASURES}
        object.__setattr__(self, "facts", {**self.dictionary.facts, **derived})


@dataclass(frozen=True)
class Within:
    """いま読んでいる節を囲むもの。"""

    groups: int = 0
    quantified: bool = False
    record: str | None = None


class TreeReader:
    """一つの書類の中の条件の木を読む。誤りは `faults` にたまる。"""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.faults: list[Fault] = []

    def read(self, steps: Steps, tree: Any) -> Condition | None:
        """木を読む。誤りがあれば None。"""
        return self._node(steps, tree, Within())

    def _refuse(self, steps: Steps, value: object, reason: str, remedy: str) -> None:
        self.faults.append(self.document.fault(steps, value, reason, remedy))

    def _node(self, steps: Steps, node: Any, within: Within) -> Condition | None:
        head = self._head(steps, node)
        if head is None:
            return None
        if head in tree_shape.GROUPS:
            return self._group(steps, node, head, within)
        if head in tree_shape.QUANTIFIERS:
            return self._quantified(steps, node, head, within)
        if head in tree_shape.RECORD_TESTS:
            return self._recorded(steps, node, head, within)
        if head == tree_shape.REF:
            return self._ref(steps, node, within)
        return self._leaf(steps, node, head, within)

    def _head(self, steps: Steps, node: Any) -> str | None:
        if not isinstance(node, dict):
            self._refuse(steps, node, "条件を書く所です。", "{is: 事実} や {all: […]} の形で書いてください。")
            return None
        head = tree_shape.head_of(node)
        allowed = (head, *tree_shape.BESIDE[head]) if head else tree_shape.HEADS
        extra = [key for key in node if key not in allowed] if len(node) > 1 or head is None else []
        for key in extra:
            known = nearest(key, allowed) or f"ここで使える鍵は {'・'.join(allowed)} です。"
            self._refuse((*steps, key), key, "条件に書けない鍵です。", known)
        if head is None and not extra:
            self._refuse(steps, "{}", "条件が空です。", "{is: 事実} などを書いてください。")
        return None if extra else head

    def _group(self, steps: Steps, node: dict[str, Any], head: str, within: Within) -> Condition | None:
        parts = node[head]
        if not isinstance(parts, list) or not parts:
            self._refuse(
                (*steps, head), parts, f"{head} の中身がありません。", "条件を一つ以上並べてください。"
            )
            return None
        if within.groups >= tree_shape.DEEPEST:
            self._refuse(
                (*steps, head), head, f"組が{tree_shape.DEEPEST}段より深くなっています。",
                "内側を conditions/ の名のついた条件にして {ref: …} で引いてください。",
            )  # fmt: skip
            return None
        inner = replace(within, groups=within.groups + 1)
        read = [self._node((*steps, head, index), part, inner) for index, part in enumerate(parts)]
        return JOIN[head](tuple(part for part in read if part is not None))

    def _quantified(self, steps: Steps, node: dict[str, Any], head: str, within: Within) -> Condition | None:
        scope = node[head]
        if scope not in tree_shape.SCOPES:
            known = nearest(scope, tree_shape.SCOPES) or f"{'・'.join(tree_shape.SCOPES)} のどれかです。"
            self._refuse((*steps, head), scope, "人の範囲の名ではありません。", known)
        if within.quantified or within.record:
            self._refuse(
                (*steps, head), head, "人びとについての条件の中に、人びとについての条件は書けません。",
                "外側の all・any に並べてください。",
            )  # fmt: skip
            return None
        count = self._count(steps, node) if head == "count_of" else None
        if "where" not in node:
            self._refuse(
                (*steps, head), scope, "where がありません。", "where: に、その人の条件を書いてください。"
            )
            return None
        where = self._node((*steps, "where"), node["where"], replace(within, quantified=True))
        return None if where is None else Quantified(head, str(scope), where, count)

    def _recorded(self, steps: Steps, node: dict[str, Any], head: str, within: Within) -> Condition | None:
        group = node[head]
        many = {
            name for name, known in self.vocabulary.dictionary.groups.items() if known.cardinality == "many"
        }
        if group not in many:
            remedy = nearest(group, many) or f"何件もある群は {'・'.join(sorted(many))} です。"
            self._refuse((*steps, head), group, "何件も記録を持つ群ではありません。", remedy)
            return None
        if within.record:
            self._refuse(
                (*steps, head), head, "記録の条件の中に記録の条件は書けません。", "外側に並べてください。"
            )
            return None
        count = self._count(steps, node) if head == "count_records" else None
        where = None
        if node.get("where") is not None:
            where = self._node((*steps, "where"), node["where"], replace(within, record=group))
        return Recorded(head, group, where, count, self._whose(steps, node))

    def _count(self, steps: Steps, node: dict[str, Any]) -> CountTest | None:
        tests = [key for key in tree_shape.COMPARISONS if key in node]
        if len(tests) != 1:
            self._refuse(
                steps,
                "・".join(tests),
                "数の比べ方が一つに決まりません。",
                "ge: 1 のように一つだけ書いてください。",
            )
            return None
        test = tests[0]
        numbers = node[test] if test == "between" else [node[test]]
        size = 2 if test == "between" else 1
        whole = isinstance(numbers, list) and all(type(number) is int and number >= 0 for number in numbers)
        if not whole or len(numbers) != size or numbers != sorted(numbers):
            self._refuse(
                (*steps, test),
                node[test],
                "数として読めません。",
                "0 以上の整数（between は [少ない数, 多い数]）を書いてください。",
            )
            return None
        return CountTest(test, tuple(numbers))

    def _ref(self, steps: Steps, node: dict[str, Any], within: Within) -> Condition | None:
        name = node["ref"]
        trees = self.vocabulary.trees
        if name not in trees:
            remedy = nearest(name, trees) or "conditions/ にその条件を作ってください。"
            self._refuse((*steps, "ref"), name, "その名の条件はありません。", remedy)
            return None
        if (within.quantified or within.record) and self._reaches_people(name, within):
            self._refuse(
                (*steps, "ref"), name, "引いた条件の中に人びとや記録についての条件があり、ここには書けません。",
                "その条件を外側の all・any に並べてください。",
            )  # fmt: skip
            return None
        return Ref(str(name))

    def _reaches_people(self, name: str, within: Within) -> bool:
        quantifies, records = reaches(name, self.vocabulary.trees)
        return quantifies or bool(within.record and records)

    def _leaf(self, steps: Steps, node: dict[str, Any], head: str, within: Within) -> Condition | None:
        argument = node[head]
        whole = [argument] if head == "is" else argument
        if not isinstance(whole, list) or not whole or (head != "is" and len(whole) < 2):
            self._refuse(
                (*steps, head),
                argument,
                f"{head} の書き方ではありません。",
                f"{{{head}: [事実, 値]}} の形で書いてください。",
            )
            return None
        definition = self._fact((*steps, head), whole[0], within)
        whose = self._whose(steps, node)
        if definition is None:
            return None
        operands = Operands(self.document, self.vocabulary.parameters, (*steps, head), head, definition)
        values = operands.read(whole[1:])
        self.faults.extend(operands.faults)
        return None if values is None else Leaf(head, definition.id, values, whose)

    def _fact(self, steps: Steps, name: Any, within: Within) -> FactDefinition | None:
        facts = self.vocabulary.facts
        definition = facts.get(name) if isinstance(name, str) else None
        if definition is None:
            remedy = nearest(name, facts) or "facts/ の辞書にある id を書いてください。"
            self._refuse(steps, name, "辞書にない事実です。", remedy)
            return None
        if not definition.deciding:
            self._refuse(
                steps, name, "様式・一覧のための事実で、条件には使えません。",
                "辞書で deciding: true にするか、別の事実を使ってください。",
            )  # fmt: skip
        group = self.vocabulary.dictionary.groups.get(definition.group)
        if group and group.cardinality == "many" and group.id != within.record:
            self._refuse(
                steps, name, f"群 {group.id} は何件も記録を持つので、ここでは一件に決まりません。",
                f"{{any_record: {group.id}, where: …}} の中に書いてください。",
            )  # fmt: skip
        return definition

    def _whose(self, steps: Steps, node: dict[str, Any]) -> Any:
        whose = node.get("of", "this")
        if whose not in tree_shape.WHOSE:
            self._refuse(
                (*steps, "of"),
                whose,
                "だれの事実かが決まりません。",
                "of: this か of: subject と書いてください。",
            )
        return whose


def reaches(name: str, trees: Mapping[str, Any], seen: frozenset[str] = frozenset()) -> tuple[bool, bool]:
    """名のついた条件が（引いた先も含めて）人びとの条件・記録の条件を持つか。"""
    if name in seen or name not in trees:
        return False, False
    return _reaches_in(trees[name], trees, seen | {name})


def _reaches_in(node: Any, trees: Mapping[str, Any], seen: frozenset[str]) -> tuple[bool, bool]:
    if isinstance(node, list):
        found = [_reaches_in(part, trees, seen) for part in node]
    elif isinstance(node, dict):
        found = [_reaches_in(part, trees, seen) for part in node.values()]
        found.append(
            (
                any(head in node for head in tree_shape.QUANTIFIERS),
                any(head in node for head in tree_shape.RECORD_TESTS),
            )
        )
        if isinstance(node.get("ref"), str):
            found.append(reaches(node["ref"], trees, seen))
    else:
        return False, False
    return any(people for people, _ in found), any(records for _, records in found)


def cycle(name: str, links: Mapping[str, list[str]]) -> tuple[str, ...]:
    """`name` から引いていって `name` に戻る道があれば、その道。なければ空。`links` は条件から、じかに引く条件へ。"""
    waiting: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop()
        for target in links.get(path[-1], []):
            if target == name:
                return (*path, name)
            if target not in seen:
                seen.add(target)
                waiting.append((*path, target))
    return ()


def refs(tree: Any, trees: Mapping[str, Any]) -> set[str]:
    """木が引く、名のついた条件の全部（引いた先も含めて）。"""
    found: set[str] = set()
    waiting = direct_refs(tree)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(direct_refs(trees.get(name)))
    return found


def direct_refs(node: Any) -> list[str]:
    """木がじかに引く、名のついた条件。"""
    if isinstance(node, list):
        return [name for part in node for name in direct_refs(part)]
    if not isinstance(node, dict):
        return []
    own = [node["ref"]] if isinstance(node.get("ref"), str) else []
    return own + [name for part in node.values() for name in direct_refs(part)]
