"""二人の続柄（世帯主との続柄）から、対象者から見た関係を導く。決めきれない組は不明のまま返す。"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: 続柄の一語 → 世帯主からの歩み。S 配偶者、C 子、P 父母、B 兄弟姉妹。
_STEPS: dict[str, str] = {
    "妻": "S", "夫": "S", "子": "C", "父": "P", "母": "P",
    "兄": "B", "弟": "B", "姉": "B", "妹": "B",
}  # fmt: skip
_ALIASES = re.compile(r"(長|二|三|四|五|次|養)?(男|女|子)")
_UNMARRIED = re.compile(r"[（(]未届[)）]")
_INVERSE = {"S": "S", "C": "P", "P": "C", "B": "B"}
#: つなぎ目で一つになる歩み。父母の子は兄弟姉妹、子の父母は配偶者、など。
_JOINS = {"PC": "B", "CP": "S", "SS": "", "BB": "B", "BP": "P", "CB": "C"}
_BLOOD = {
    "S": "spouse", "C": "child", "P": "parent", "CC": "grandchild", "PP": "grandparent", "B": "sibling",
    "CCC": "relative3", "PPP": "relative3", "PB": "relative3", "BC": "relative3",
}  # fmt: skip
_DEGREES = {"C": 1, "P": 1, "B": 2, "S": 0}


def parse_relation(text: str) -> tuple[str, ...] | None:
    """続柄の文字を語の並びにする。世帯主は空。読めなければ None。

    >>> parse_relation('子の妻')
    ('子', '妻')
    """
    plain = _UNMARRIED.sub("", text).strip()
    if plain in ("世帯主", "本人"):
        return ()
    words = tuple("子" if _ALIASES.fullmatch(word) else word for word in plain.split("の"))
    return words if all(word in _STEPS for word in words) else None


def _strip_shared(
    subject: tuple[str, ...], other: tuple[str, ...], household: Sequence[tuple[str, ...] | None]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """二人の道筋の共通の頭を、同じ一人だと言えるときだけ外す。言えなければ None。"""
    length = 0
    while length < min(len(subject), len(other)) and subject[length] == other[length]:
        length += 1
    for size in range(length, 0, -1):
        prefix = subject[:size]
        if subject == other == prefix:
            continue
        if sum(path == prefix for path in household) != 1:
            return None
        return subject[size:], other[size:]
    return subject, other


def _join(back: str, forth: str) -> str:
    """道筋をつなぐ。夫婦の一方の子は二人の子とみる（連れ子は「妻の子」と書かれる）。"""
    if back == "S" and forth.startswith("C"):
        back = ""
    elif forth == "S" and back.endswith("P"):
        forth = ""
    while back and forth and back[-1] + forth[0] in _JOINS:
        middle = _JOINS[back[-1] + forth[0]]
        back, forth = back[:-1] + middle, forth[1:]
    return back + forth


def kin(subject: str, other: str, household: Sequence[str]) -> str | None:
    """対象者 `subject` から見た `other` の関係の符号。決めきれなければ None。

    `household` は世帯全員（二人を含む）の続柄。続柄の書き方は住民記録システム標準仕様書 1.1.11。

    >>> kin('世帯主', '妻', ['世帯主', '妻'])
    'spouse'
    >>> kin('子', '子の子', ['世帯主', '子', '子', '子の子']) is None
    True
    """
    if other.strip() == "同居人" or subject.strip() == "同居人":
        return "none"
    one, two = parse_relation(subject), parse_relation(other)
    if one is None or two is None:
        return None
    stripped = _strip_shared(one, two, [parse_relation(text) for text in household])
    if stripped is None:
        return None
    back = "".join(_INVERSE[_STEPS[word]] for word in reversed(stripped[0]))
    forth = "".join(_STEPS[word] for word in stripped[1])
    path = _join(back, forth)
    if path in _BLOOD:
        return _BLOOD[path]
    if "S" in path:
        return "inlaw" if sum(_DEGREES[step] for step in path) <= 3 else "none"
    return "none" if path else None
