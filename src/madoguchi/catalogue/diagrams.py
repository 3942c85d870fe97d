"""条件を二分決定図（BDD）にする。型の決まりと、必ず言えること（含意）を、ありうる世界の縛りとして持つ。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import permutations, product
from typing import Any

from dd.autoref import BDD, Function

from madoguchi.catalogue.atoms import Frame, Key, counting, grouped, walked
from madoguchi.catalogue.cells import AGES, OTHER, Cells, Test, counted, cut
from madoguchi.domain import measures
from madoguchi.domain.conditions import All, Any_, Condition, Leaf, Quantified, Recorded, facts_in
from madoguchi.domain.facts import Implication

GIVEN = ("case.event", "case.event_date", "case.on", "case.notified_on")
Rails = tuple[Function, Function]


class Diagram:
    """一つの条件と、それを取り巻く世界。どの条件も、同じ変数の上の図になる。"""

    def __init__(self, conditions: Iterable[Condition], frame: Frame, implied: Iterable[Implication]) -> None:
        self.bdd: Any = BDD()
        true: Function = self.bdd.true
        false: Function = self.bdd.false
        self.true, self.false = true, false
        self.frame = frame
        self.cells: dict[Key, Cells] = {}
        self.known: dict[Key, Function] = {}
        self.asked: dict[Key, str] = {}
        self.owners: dict[str, Key] = {}
        self._rails: dict[tuple[Condition, str], Rails] = {}
        here = frame.outside()
        seen = [node for one in conditions for node in walked(one, here)]
        used = {leaf.fact for leaf, _ in seen if isinstance(leaf, Leaf)}
        people = {this for _, this in seen if not this.startswith("record")} | {here}
        self.implied = [(one, this) for one in implied if _touches(one, used) for this in sorted(people)]
        for one, this in self.implied:
            seen.extend(walked(one.when, this))
        self._declare(seen)
        #: ありうる世界。`loose` は、人や記録の数どうしの大小を縛らないもの（不明の数には、下の端しかないことがある）。
        self.loose: Function = self._and([*self._ages(), *self._events()])
        self.closed: Function = self.true
        self._imply()
        self.possible: Function = self.loose & self._and(self._counts())

    def _declare(self, seen: list[tuple[Condition, str]]) -> None:
        tests: dict[Key, list[Test]] = {}
        numbers: dict[Key, list[int]] = {}
        for node, this in seen:
            if isinstance(node, Leaf):
                tests.setdefault(self.frame.key(node, this), []).append(self.frame.test(node))
            elif isinstance(node, Quantified | Recorded):
                key, count = counting(node, this)
                numbers.setdefault(key, []).extend(count.numbers)
        for leaf, this in self._results():
            tests.setdefault(self.frame.key(leaf, this), []).append((leaf.op, leaf.operands))
        for key in numbers:
            # 同じ範囲の数は、同じ所で切る（大小をくらべられるように）。
            alike = (other for other in numbers if (other.fact, other.whose) == (key.fact, key.whose))
            self._variable(key, counted(number for other in alike for number in numbers[other]))
        for key, found in tests.items():
            self._variable(key, cut(self.frame.facts[key.fact], found))

    def _results(self) -> Iterator[tuple[Leaf, str]]:
        """含意が言う結果を、葉の形にする。"""
        for one, this in self.implied:
            for fact, value in one.then:
                yield (Leaf("is", fact) if isinstance(value, bool) else Leaf("eq", fact, (value,))), this

    def _variable(self, key: Key, cells: Cells) -> None:
        number = len(self.cells)
        self.cells[key] = cells
        definition = self.frame.facts.get(key.fact) if key.where is None else None
        measure = measures.BY_ID.get(key.fact)
        inputs = measure.inputs if measure is not None else (key.fact,)
        asked = [name for name in inputs if name not in GIVEN]
        said = definition is not None and definition.presumption is not None
        name = f"known {'+'.join(asked)} {key.whose}{number if key.where is not None else ''}"
        if asked and not said:
            self.bdd.declare(name)
            self.known[key] = self.var(name)
            self.asked[key] = name
        else:
            self.known[key] = self.true
        for bit in range(cells.bits):
            self.bdd.declare(f"{number}.{bit}")
            self.owners[f"{number}.{bit}"] = key

    def var(self, name: str) -> Function:
        """変数一つの図。"""
        found: Function = self.bdd.var(name)
        return found

    def bits(self, key: Key) -> list[str]:
        """事実の値を表す変数の名。"""
        return [name for name, owner in self.owners.items() if owner == key]

    def cell(self, key: Key, index: int) -> Function:
        """事実の値がその区画にある。最後の区画は、余った符号も受け持つ。"""
        names, cells = self.bits(key), self.cells[key]
        if cells.free:
            return self.var(names[index])
        last = len(cells.points) - 1
        chosen = range(last, 2 ** len(names)) if index == last else (index,)
        return self._or(
            self._and(
                self.var(name) if code >> bit & 1 else ~self.var(name) for bit, name in enumerate(names)
            )
            for code in chosen
        )

    def _and(self, parts: Iterable[Function]) -> Function:
        return reduce(lambda one, two: one & two, parts, self.true)

    def _or(self, parts: Iterable[Function]) -> Function:
        return reduce(lambda one, two: one | two, parts, self.false)

    def rails(self, node: Condition, this: str | None = None) -> Rails:
        """確かに真・確かに偽の二つの図（三値の決まりどおり、不明は不明のまま）。"""
        here = self.frame.outside() if this is None else this
        if (node, here) not in self._rails:
            self._rails[node, here] = self._made(node, here)
        return self._rails[node, here]

    def _made(self, node: Condition, this: str) -> Rails:
        if isinstance(node, Leaf):
            key = self.frame.key(node, this)
            return self._tested(key, self.cells[key].where(*self.frame.test(node)))
        if isinstance(node, Quantified | Recorded):
            key, count = counting(node, this)
            points = self.cells[key].points
            found = [i for i, point in enumerate(points) if count.certainly(point, point)]
            return self._tested(key, tuple(found))
        assert grouped(node)
        parts = [self.rails(part, this) for part in node.parts]  # type: ignore[union-attr]
        if isinstance(node, All):
            return self._and(true for true, _ in parts), self._or(false for _, false in parts)
        any_true, all_false = self._or(true for true, _ in parts), self._and(false for _, false in parts)
        return (any_true, all_false) if isinstance(node, Any_) else (all_false, any_true)

    def _tested(self, key: Key, indexes: tuple[int, ...]) -> Rails:
        test = self._or(self.cell(key, index) for index in indexes)
        known = self.known[key]
        return known & test, known & ~test

    def plain(self, node: Condition, this: str | None = None) -> Function:
        """全部の事実が分かっているときの図。"""
        settled: Function = self.bdd.let(dict.fromkeys(self.unknowns(), True), self.rails(node, this)[0])
        return settled

    def unknowns(self) -> list[str]:
        """「分かっている」を表す変数。"""
        return [name for name in self.bdd.vars if name not in self.owners]

    def within(self, name: str) -> list[str]:
        """`name`（分かっている、の変数）が受け持つ値の変数。"""
        return [bit for bit, key in self.owners.items() if self.asked.get(key) == name]

    def every(self, of: Function) -> Function:
        """分からない事実をどう補っても `of` になるところ。"""
        for name in self.unknowns():
            of = self.bdd.ite(self.var(name), of, self.bdd.forall(self.within(name), of))
        return of

    def same(self, one: Condition, two: Condition) -> bool:
        """事実がどう分かっていても（分からなくても）、二つの条件の三値の答えが同じか。"""
        (true, false), (other_true, other_false) = self.rails(one), self.rails(two)
        differ = (true & ~other_true) | (other_true & ~true) | (false & ~other_false) | (other_false & ~false)
        return bool((differ & self.closed & ~self.every(~self.loose)) == self.false)

    def undecided(self, node: Condition) -> Function:
        """どう補っても同じ答えなのに、三値の決まりでは不明のまま残るところ。"""
        (true, false), plain = self.rails(node), self.plain(node)
        possible = ~self.every(~self.loose)
        late_true = self.every(~self.loose | plain) & ~true
        late_false = self.every(~self.loose | ~plain) & ~false
        return possible & self.closed & (late_true | late_false)

    def _ages(self) -> Iterator[Function]:
        """誕生日からの年齢 ≦ 法律の年齢 ≦ 年度末の年齢。差はどれも1まで。"""
        for key, other in permutations([key for key in self.cells if key.fact in AGES], 2):
            if key.whose != other.whose or AGES.index(key.fact) > AGES.index(other.fact):
                continue
            one, two = self.cells[key], self.cells[other]
            for i, j in product(range(len(one.points)), range(len(two.points))):
                (low, high), (least, most) = one.bounds(i), two.bounds(j)
                if low > most or least > high + 1:
                    yield ~(self.cell(key, i) & self.cell(other, j))

    def _counts(self) -> Iterator[Function]:
        """当てはまりやすい条件の人ほど多い。"""
        for key, other in permutations([key for key in self.cells if key.where is not None], 2):
            if (key.fact, key.whose) != (other.fact, other.whose) or not self._narrower(key, other):
                continue
            size = len(self.cells[key].points)
            for i, j in product(range(size), range(size)):
                if j < i:
                    yield ~(self.cell(key, i) & self.cell(other, j))

    def _narrower(self, key: Key, other: Key) -> bool:
        each = "each" if key.whose == "scope" else f"record of {key.fact}"
        one, two = (self.plain(k.where, each) for k in (key, other) if k.where is not None)
        return bool((one & ~two) == self.false)

    def _events(self) -> Iterator[Function]:
        """起こりうる出来事のどれか。"""
        key = Key("case.event", "common")
        if key in self.cells:
            points = self.cells[key].points
            unsaid = set(self.frame.events) - set(points)
            yield self._or(
                self.cell(key, index)
                for index, point in enumerate(points)
                if point in self.frame.events or (point is OTHER and unsaid)
            )

    def _imply(self) -> None:
        for one, this in self.implied:
            sure, plain = self.rails(one.when, this)[0], self.plain(one.when, this)
            for fact, value in one.then:
                leaf = Leaf("is", fact) if isinstance(value, bool) else Leaf("eq", fact, (value,))
                held = self.plain(leaf, this)
                self.loose &= ~plain | (~held if value is False else held)
                self.closed &= ~sure | self.known[self.frame.key(leaf, this)]


def _touches(one: Implication, used: set[str]) -> bool:
    """その含意が、使われている事実どうしを縛るか。"""
    return bool({fact for fact, _ in one.then} & used) and bool(facts_in(one.when, {}) & used)
