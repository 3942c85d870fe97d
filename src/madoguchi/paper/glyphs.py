"""文字ごとに、その字形をほんとうに持つ書体を選ぶ。無ければ止まり、代わりの字では刷らない。"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from madoguchi.domain.errors import Fault
from madoguchi.paper.fonts import FontFile, Shelf, is_selector

# [書体の名, その書体で組む文字列] の並び。
Runs = list[list[str]]


def clusters(text: str) -> Iterator[str]:
    """文字列を、目に見える一字ずつに分ける（異体字セレクタと結合文字は前の字につく）。

    >>> [len(one) for one in clusters("か゚葛\\U000e0100城")]
    [2, 2, 1]
    """
    held = ""
    for character in text:
        if held and (is_selector(ord(character)) or unicodedata.category(character) in {"Mn", "Me"}):
            held += character
            continue
        if held:
            yield held
        held = character
    if held:
        yield held


def runs(text: str, stack: tuple[str, ...], shelf: Shelf, where: str) -> Runs:
    """文字列を、書体の切れ目で分ける。どの書体も持たない字があれば、その字と `where` を言う Fault。"""
    found: Runs = []
    for cluster in clusters(text):
        family = _family(cluster, stack, shelf)
        if family is None:
            raise missing_glyph(cluster, where)
        if found and found[-1][0] == family:
            found[-1][1] += cluster
        else:
            found.append([family, cluster])
    return found


def _family(cluster: str, stack: tuple[str, ...], shelf: Shelf) -> str | None:
    return _chosen(cluster, tuple(shelf.font(name) for name in stack))


@lru_cache(maxsize=65536)
def _chosen(cluster: str, stack: tuple[FontFile, ...]) -> str | None:
    return next((font.family for font in stack if font.covers(cluster)), None)


def missing_glyph(cluster: str, where: str) -> Fault:
    """どの字が刷れないかを、符号位置で言う。"""
    codes = " ".join(f"U+{ord(character):04X}" for character in cluster)
    shape = "この字形の指定（異体字）" if any(is_selector(ord(c)) for c in cluster) else "この文字"
    return Fault(
        file=where,
        value=f"{cluster}（{codes}）",
        reason=f"{shape}を持つ書体がないので、印刷を止めました。",
        remedy="行政事務標準文字や市の外字の書体を置き場所に加えるか、この欄を手書きにしてください。",
    )
