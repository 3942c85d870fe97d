"""条件の木を、行に分けて字下げした文にする。一つひとつの句は sentences の文のまま使う。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from madoguchi.catalogue.releases import Release
from madoguchi.catalogue.sentences import sentence
from madoguchi.domain import conditions as tree
from madoguchi.domain.procedures import Definitions

#: この数の字までの短い条件は、一行の文のままのほうが読みやすい。
SHORT = 45
INDENT = "　"
_TAIL = "とき"
_EXCEPT = "場合を除く"
#: 中の条件を次の行に分けるとき、文の中のその場所に置かれる語。
_PLACE = "（いつもの）"
Group = tree.All | tree.Any_ | tree.None_
About = tree.Quantified | tree.Recorded


def outline(condition: tree.Condition, definitions: Definitions, names: Mapping[str, str]) -> tuple[str, ...]:
    """条件の行。`names` は名のついた条件の id から名へ（二度引く条件は名で書き、末尾に一度だけ開く）。"""
    plain = sentence(condition, definitions)
    if len(plain) <= SHORT:
        return (plain,)
    drawing = _Drawing(definitions, names, _repeated(condition, definitions))
    first, *others = drawing.lines(condition, 0)
    return (first if first.endswith(_EXCEPT) else f"{first}{_TAIL}", *others, *drawing.notes())


def condition_names(release: Release) -> dict[str, str]:
    """名のついた条件の id から、書類に書かれた名へ。"""
    documents = release.documents.items()
    return {one.value["id"]: one.value["name"] for path, one in documents if path.startswith("conditions/")}


def _repeated(condition: tree.Condition, definitions: Definitions) -> frozenset[str]:
    """二度以上引かれ、開くと長い、名のついた条件。"""
    parts = tree.walk(condition, definitions.conditions)
    used = Counter(part.id for part in parts if isinstance(part, tree.Ref))
    return frozenset(
        name
        for name, times in used.items()
        if times > 1 and len(sentence(tree.Ref(name), definitions)) > SHORT
    )


class _Drawing:
    def __init__(self, definitions: Definitions, names: Mapping[str, str], repeated: frozenset[str]) -> None:
        self.definitions = definitions
        self.names = names
        self.repeated = repeated
        self.named: list[str] = []

    def lines(self, condition: tree.Condition, depth: int) -> Iterator[str]:
        """条件を、字下げ `depth` から書く。"""
        opened = self._opened(condition)
        if isinstance(opened, tree.Ref):
            if opened.id not in self.named:
                self.named.append(opened.id)
            yield _line(f"※{self._name(opened.id)}", depth)
        elif isinstance(opened, Group) and opened.parts:
            tail = _EXCEPT if isinstance(opened, tree.None_) else ""
            head, parts = self._group(opened)
            yield _line(f"{head}{tail}", depth)
            for part in parts:
                yield from self.lines(part, depth + 1)
        elif (
            isinstance(opened, About) and opened.where is not None and not isinstance(opened.where, tree.Leaf)
        ):
            yield from self._about(opened, self._opened(opened.where), depth)
        else:
            yield _line(self._clause(opened), depth)

    def notes(self) -> Iterator[str]:
        """名で書いた条件を、一度ずつ開く。開いた中でまた名が出たら、それも続けて開く。"""
        for name in self.named:
            first, *others = self.lines(self.definitions.conditions[name], 0)
            yield f"※{self._name(name)}: {first}"
            yield from others

    def _name(self, name: str) -> str:
        return f"「{self.names.get(name, name)}」"

    def _opened(self, condition: tree.Condition) -> tree.Condition:
        """名を開き、入れ子の同じ組を一つにした条件。一つだけの組は中身にする。"""
        while isinstance(condition, tree.Ref) and condition.id not in self.repeated:
            condition = self.definitions.conditions[condition.id]
        if not isinstance(condition, tree.All | tree.Any_):
            return condition
        kind = type(condition)
        parts = tuple(self._flat(condition.parts, kind))
        return parts[0] if len(parts) == 1 else kind(parts)

    def _flat(
        self, parts: tuple[tree.Condition, ...], kind: type[tree.All] | type[tree.Any_]
    ) -> Iterator[tree.Condition]:
        for part in map(self._opened, parts):
            if isinstance(part, kind):
                yield from part.parts
            else:
                yield part

    def _group(self, group: Group) -> tuple[str, tuple[tree.Condition, ...]]:
        """組の言い出しと、並べる条件。none は「どれかに当たる場合を除く」と言う。"""
        if isinstance(group, tree.All):
            return "次のすべてに当たる", group.parts
        if isinstance(group, tree.Any_):
            return "次のどれかに当たる", group.parts
        only = self._opened(tree.Any_(group.parts))
        if isinstance(only, tree.All | tree.Any_):
            return self._group(only)
        return "次に当たる", (only,)

    def _about(self, about: About, where: tree.Condition, depth: int) -> Iterator[str]:
        """人びとや記録について言う条件。中の条件は次の行に分ける。"""
        nothing = tree.All(())
        emptied = (
            tree.Quantified(about.kind, about.scope, nothing, about.count)
            if isinstance(about, tree.Quantified)
            else tree.Recorded(about.kind, about.group, nothing, about.count, about.of)
        )
        head, parts = (
            self._group(where) if isinstance(where, tree.All | tree.Any_) else ("次に当たる", (where,))
        )
        yield _line(self._clause(emptied).replace(_PLACE, f"{head}", 1), depth)
        for part in parts:
            yield from self.lines(part, depth + 1)

    def _clause(self, condition: tree.Condition) -> str:
        text = sentence(condition, self.definitions).removesuffix(_TAIL)
        return f"{text.removesuffix('の')}である" if text.endswith("の") else text


def _line(text: str, depth: int) -> str:
    return f"{INDENT * (depth - 1)}・{text}" if depth else text
