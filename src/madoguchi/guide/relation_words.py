"""続柄の言葉を歩みに読む。配偶者 S、子 C、父母 P、兄弟姉妹 B。"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Protocol

HEAD = "世帯主"
#: 親族でないか、どういう親族かを書けない人。
OUTSIDERS = ("同居人", "縁故者")
UNFILED = "（未届）"
_KINDS = {
    "夫": "S", "妻": "S", "子": "C", "父": "P", "母": "P", "兄": "B", "弟": "B", "姉": "B", "妹": "B",
}  # fmt: skip
_SEXES = {"夫": "M", "父": "M", "兄": "M", "弟": "M", "妻": "F", "母": "F", "姉": "F", "妹": "F"}
#: 一人しかいない間柄。世帯にいなくても、同じ言葉なら同じ人をさす。
SINGLE = ("S", "P")
#: 平成7年より前の書き方と、孫。
_OLD = re.compile(r"(長|二|三|四|五|次|養)?(男|女|子)")
_UNFILED = re.compile(r"[（(]未届[)）]")


class Person(Protocol):
    """性別と生まれた日の分かる人。"""

    @property
    def sex(self) -> str | None:
        """M か F。分からなければ None。"""

    @property
    def birth(self) -> Any:
        """生年月日。不詳の区間か、分からなければ None。"""


@dataclass(frozen=True, slots=True)
class Step:
    """一歩。`word` は続柄の一語（言えなければ空）、`target` は着いた先の人（分からなければ None）。"""

    kind: str
    word: str
    target: Person | None = field(default=None, compare=False)

    @property
    def sex(self) -> str | None:
        """着いた先の人の性別。人が分からなくても、言葉から言えることがある。"""
        known = self.target.sex if self.target is not None else None
        return known or _SEXES.get(self.word.removesuffix(UNFILED))

    def reaching(self, person: Person | None) -> Step:
        """着いた先の人を添える。"""
        return Step(self.kind, self.word, person)

    def inverse(self, there: Person | None, sex: str | None) -> Step:
        """逆の一歩。`there` は元の人（分からなければ None）、`sex` はその性別。"""
        return Step(_INVERSE[self.kind], self._back_word(sex), there)

    def _back_word(self, sex: str | None) -> str:
        if self.kind == "S":
            plain = self.word.removesuffix(UNFILED)
            return ("夫" if plain == "妻" else "妻") + self.word.removeprefix(plain)
        if self.kind == "P":
            return "子"
        if self.kind == "C":
            return {"M": "父", "F": "母"}.get(sex or "", "")
        younger = self.word in ("兄", "姉")
        words = {("M", True): "弟", ("M", False): "兄", ("F", True): "妹", ("F", False): "姉"}
        return words.get((sex or "", younger), "")


_INVERSE = {"S": "S", "C": "P", "P": "C", "B": "B"}


def parse(text: str) -> tuple[Step, ...] | None:
    """続柄を歩みの並びにする。世帯主は空の並び、読めなければ None。

    >>> [step.word for step in parse('子の妻')]
    ['子', '妻']
    >>> parse('同居人') is None
    True
    """
    plain = text.strip()
    if plain in (HEAD, "本人"):
        return ()
    if plain == "孫":
        plain = "子の子"
    steps = tuple(_step(word) for word in plain.split("の"))
    return tuple(step for step in steps if step) if all(steps) else None


def _step(text: str) -> Step | None:
    word = _UNFILED.sub("", text)
    unfiled = UNFILED if word != text else ""
    if _OLD.fullmatch(word):
        return None if unfiled else Step("C", "子")
    kind = _KINDS.get(word)
    if kind is None or (unfiled and kind != "S"):
        return None
    return Step(kind, word + unfiled)


def spouse_of(sex: str | None) -> str:
    """その性別の人から見た配偶者の言い方。分からなければ空。"""
    return {"M": "妻", "F": "夫"}.get(sex or "", "")


__all__ = ["HEAD", "OUTSIDERS", "SINGLE", "UNFILED", "Person", "Step", "parse", "spouse_of"]
