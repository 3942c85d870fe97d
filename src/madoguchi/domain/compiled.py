"""条件の木から、「確かに真」「確かに偽」の二本の式を持つ Python 関数を作る。答えは `tracing` といつも同じ。"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from . import conditions as tree
from .facts import ABSENT, UNKNOWN, Facts
from .tracing import compare

_OPPOSITE = {"eq": "!=", "lt": ">=", "le": ">", "gt": "<=", "ge": "<"}
_SAME = {"eq": "==", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_PEOPLE = {"this": "this_id", "subject": "subject_id", "visitor": "visitor_id"}


class Row(dict[str, Any]):
    """一人ぶん（または件）の、条件が比べる値。書かれていない事実は不明。"""

    __slots__ = ()

    def __missing__(self, _key: str) -> Any:
        return UNKNOWN


@dataclass(frozen=True, slots=True)
class Rows:
    """一世帯ぶんの値。`people` は人ごと、`scopes` は範囲ごとの（行の並び, 人の並び, 全部か）。"""

    subject_id: str
    visitor_id: Any
    common: Row
    people: Mapping[str, Row]
    scopes: Mapping[str, tuple[list[Row], tuple[str, ...], bool]]

    @classmethod
    def of(cls, facts: Facts) -> Rows:
        """事実から作る。"""
        people = {person: Row({k: v.raw for k, v in held.items()}) for person, held in facts.persons.items()}
        for person, sets in facts.records.items():
            for group, held_set in sets.items():
                rows = [
                    (Row({k: v.raw for k, v in record.facts.items()}), record.certain)
                    for record in held_set.records
                ]
                people[person]["@" + group] = (rows, held_set.complete)
        scopes = {}
        for name in ("members", "others", "movers", "persons"):
            ids, complete = facts.scope(name)
            scopes[name] = ([people[one] for one in ids], ids, complete)
        visitor = facts.situation.visitor
        common = Row({k: v.raw for k, v in facts.common.items()})
        return cls(facts.situation.subject, UNKNOWN if visitor is None else visitor, common, people, scopes)


def _recorded(held: Any, test: Callable[[Any], bool | None], count: tree.CountTest) -> bool | None:
    """複数ある記録の中で数える。"""
    rows, complete = ((), False) if held is UNKNOWN else held
    low = maybe = 0
    for row, certain in rows:
        value = test(row)
        if value and certain:
            low += 1
        elif value is not False:
            maybe += 1
    return count.certainly(low, low + maybe if complete else float("inf"))


@dataclass(slots=True)
class _Emitter:
    """式の文字を作る。`here` はいま見ている人の行を指す変数の名。"""

    named: tree.Named
    is_common: Callable[[str], bool]
    constants: dict[str, Any] = field(default_factory=dict)
    locals: dict[str, str] = field(default_factory=dict)
    quantified: dict[tree.Quantified, int] = field(default_factory=dict)
    inner: dict[str, str] = field(default_factory=dict)

    def constant(self, value: Any) -> str:
        """定数の名。"""
        if isinstance(value, str | int) and not isinstance(value, bool):
            return repr(value)
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def value(self, leaf: tree.Leaf, here: str) -> str:
        """事実の値を指す式。記録の中ではその記録の欄、ほかは人か件の欄。"""
        if here == "r":
            return f"r[{leaf.fact!r}]"
        source = "c" if self.is_common(leaf.fact) else "s" if leaf.of == "subject" else here
        kept = self.inner if source == "m" else self.locals
        return kept.setdefault(f"{source}[{leaf.fact!r}]", f"{source}{len(kept)}")

    def operand(self, operand: Any) -> str:
        """比べる相手の式。"""
        if isinstance(operand, tree.ParameterOperand):
            return f"P[{operand.id!r}]"
        return _PEOPLE[operand.who] if isinstance(operand, tree.PersonOperand) else self.constant(operand)

    def rails(self, condition: tree.Condition, here: str) -> tuple[str, str]:
        """（確かに真の式, 確かに偽の式）。"""
        match condition:
            case tree.Leaf():
                return self.leaf(condition, here)
            case tree.Ref():
                return self.rails(self.named[condition.id], here)
            case tree.All():
                return self.group(condition.parts, here, "and")
            case tree.Any_():
                return self.group(condition.parts, here, "or")
            case tree.None_():
                true, false = self.group(condition.parts, here, "or")
                return false, true
            case tree.Quantified():
                name = f"q[{self.quantified.setdefault(condition, len(self.quantified))}]"
                return f"{name} is True", f"{name} is False"
            case tree.Recorded():
                call = self.recorded(condition, here)
                return f"{call} is True", f"{call} is False"

    def group(self, parts: tuple[tree.Condition, ...], here: str, joint: str) -> tuple[str, str]:
        """まとまりの二本の式。"""
        if not parts:
            return ("True", "False") if joint == "and" else ("False", "True")
        rails = [self.rails(part, here) for part in parts]
        other = "or" if joint == "and" else "and"
        true, false = f" {joint} ".join(t for t, _ in rails), f" {other} ".join(f for _, f in rails)
        return f"({true})", f"({false})"

    def leaf(self, leaf: tree.Leaf, here: str) -> tuple[str, str]:
        """ひとつの比べの二本の式。"""
        x = self.value(leaf, here)
        if leaf.op == "is":
            return f"{x} is True", f"({x} is False or {x} is A)"
        if any(isinstance(one, tree.ParameterOperand | tree.PersonOperand) for one in leaf.operands):
            operands = "".join(f"{self.operand(one)}," for one in leaf.operands)
            call = f"compare({leaf.op!r}, {x}, ({operands}))"
            return f"{call} is True", f"{call} is False"
        if leaf.op == "contains":
            codes = self.constant(frozenset(leaf.operands))
            return (
                f"({x} is not U and {x} is not A and not {codes}.isdisjoint({x}))",
                f"({x} is A or ({x} is not U and {codes}.isdisjoint({x})))",
            )
        if leaf.op == "in" and all(isinstance(one, str) for one in leaf.operands):
            codes = self.constant(frozenset(leaf.operands))
            return f"{x} in {codes}", f"({x} is A or ({x} is not U and {x} not in {codes}))"
        literals = [self.constant(one) for one in leaf.operands]
        if leaf.op == "in":
            true = " or ".join(f"{x} == {one}" for one in literals)
            false = " and ".join(f"{x} != {one}" for one in literals)
            return f"({true})", f"({x} is A or ({false}))"
        if leaf.op == "between":
            low, high = literals
            return f"{low} <= {x} <= {high}", f"({x} is A or {x} < {low} or {x} > {high})"
        only = literals[0]
        return f"{x} {_SAME[leaf.op]} {only}", f"({x} is A or {x} {_OPPOSITE[leaf.op]} {only})"

    def recorded(self, condition: tree.Recorded, here: str) -> str:
        """複数ある記録について言う式。"""
        true, false = ("True", "False") if condition.where is None else self.rails(condition.where, "r")
        test = f"lambda r: True if {true} else (False if {false} else None)"
        count = self.constant(condition.count or tree.CountTest("ge", (1,)))
        whose = "s" if condition.of == "subject" else here
        return f"recorded({whose}[{'@' + condition.group!r}], {test}, {count})"

    def households(self, quantified: Iterable[tree.Quantified]) -> str:
        """人びとについて言う条件を、範囲ごとに一度の繰り返しで数える関数の文字。

        中の条件はその人・本人・件だけを見るので、だれについて判定するときも値は同じ。
        """
        numbered = list(enumerate(quantified))
        loops = ""
        for scope in dict.fromkeys(one.scope for _, one in numbered):
            self.inner.clear()
            counts = "".join(self._count(n, one) for n, one in numbered if one.scope == scope)
            bound = "".join(f"  {name} = {source}\n" for source, name in self.inner.items())
            loops += (
                f" rows, ids, all_{scope} = S[{scope!r}]\n for m, this_id in zip(rows, ids):\n{bound}{counts}"
            )
        zeros = "".join(f" y{n} = u{n} = 0\n" for n, _ in numbered)
        results = "".join(f"  {_test(n, one)},\n" for n, one in numbered)
        return f"{self.bindings()}{zeros}{loops} return (\n{results} )\n"

    def _count(self, number: int, condition: tree.Quantified) -> str:
        """一人を数える文。確かに真なら y、決まらなければ u を増やす（all_of では偽を数える）。"""
        true, false = self.rails(condition.where, "m")
        if condition.kind == "all_of":
            true, false = false, true
        return f"  if {true}: y{number} += 1\n  elif not {false}: u{number} += 1\n"

    def bindings(self) -> str:
        """何度も見る値を、はじめに一度だけ引く文。"""
        return "".join(f" {name} = {source}\n" for source, name in self.locals.items())


def _test(number: int, condition: tree.Quantified) -> str:
    """数えた結果を比べる式。全部そろっていない範囲では、数に上限がない。"""
    yes, maybe, complete = f"y{number}", f"u{number}", f"all_{condition.scope}"
    if condition.count is None:
        found, never = ("False", "True") if condition.kind == "all_of" else ("True", "False")
        return f"{found} if {yes} else (None if {maybe} or not {complete} else {never})"
    op, numbers = condition.count.op, condition.count.numbers
    return f"count({op!r}, {numbers!r}, {yes}, {yes} + {maybe} if {complete} else INF)"


@dataclass(frozen=True, slots=True)
class Compiled:
    """まとめて関数にした条件。`names` は `run` が返す並びの名。"""

    names: tuple[str, ...]
    _households: Callable[..., tuple[bool | None, ...]]
    _people: Callable[..., tuple[bool | None, ...]]

    def quantify(self, rows: Rows, parameters: Mapping[str, Any]) -> tuple[bool | None, ...]:
        """世帯に一度だけの値（人びとについて言う条件）。"""
        subject = rows.people[rows.subject_id]
        return self._households(
            subject, rows.common, rows.scopes, parameters, rows.subject_id, rows.visitor_id
        )

    def run(
        self, rows: Rows, parameters: Mapping[str, Any], quantified: tuple[bool | None, ...], this: str
    ) -> tuple[bool | None, ...]:
        """一人についての、全部の条件の答え。"""
        subject = rows.people[rows.subject_id]
        return self._people(
            rows.people[this], subject, rows.common, quantified, parameters, this, rows.subject_id, rows.visitor_id
        )  # fmt: skip


def compile_rules(
    rules: Mapping[str, tree.Condition], named: tree.Named, is_common: Callable[[str], bool]
) -> Compiled:
    """条件の集まりを関数にする。`is_common` は、その事実が人でなく件や世帯のことかを言う。"""
    people = _Emitter(named, is_common)
    rails = [people.rails(condition, "t") for condition in rules.values()]
    results = "".join(f"True if {true} else (False if {false} else None),\n" for true, false in rails)
    households = _Emitter(named, is_common, constants=people.constants)
    counted = households.households(people.quantified)
    source = (
        "def people(t, s, c, q, P, this_id, subject_id, visitor_id):\n"
        f"{people.bindings()} return (\n{results} )\n"
        f"def households(s, c, S, P, subject_id, visitor_id):\n{counted}"
    )
    space: dict[str, Any] = {
        "A": ABSENT, "U": UNKNOWN, "date": date, "compare": compare, "recorded": _recorded,
        "count": tree.certainly, "INF": float("inf"), **people.constants,
    }  # fmt: skip
    exec(compile(source, "<条件>", "exec"), space)
    return Compiled(tuple(rules), space["households"], space["people"])
