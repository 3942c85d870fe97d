"""言葉の読み方の一つずつを、索引の引き方と、ほかの言葉で当たった人を確かめる条件にする。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from .addresses import address_prefixes
from .births import Birth
from .entries import MARK, PART_LENGTH, place_of
from .scenes import Scene
from .words import Word

#: 言葉を含む町がこれより多ければ、はじめのほうの町だけで探す。
_PREFIXES = 30
LAST = "\U0010ffff"
#: 名の頭に当たるもの、途中に当たるもの。死亡の記録のある人が先。
HEADS = (place_of(head=True, died=True), place_of(head=True, died=False))
EVERYWHERE = tuple(place_of(head=head, died=died) for died in (True, False) for head in (True, False))


@dataclass(frozen=True, slots=True)
class Candidate:
    """当たった人。見せる前に並べるための値だけを持つ。"""

    key: str
    household_no: str
    died: bool
    kana: str
    names: str
    low: date | None
    high: date | None


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL の条件と、その値。`part` なら SearchPart の、そうでなければ SearchEntry の欄についていう。"""

    where: str
    values: tuple[Any, ...]
    part: bool = False


def ranges(word: Word, at: Scene) -> list[Condition]:
    """その言葉に当たる人を漏らさない、索引の範囲。一つずつが一つの索引だけで引け、見せたい順に並ぶ。"""
    return [*_columns(word, at), *(one for name in word.names for one in _parts(name, word))]


def exact(word: Word) -> bool:
    """索引の範囲が、当たらない人を含まないか。"""
    return all(len(name) <= PART_LENGTH for name in word.names)


def test(word: Word, at: Scene) -> Condition:
    """ほかの言葉で当たった人が、この言葉にも当たるか。"""
    found = [*_columns(word, at), *(_named(name, word) for name in word.names)]
    where = " OR ".join(f"({one.where})" for one in found) or "1 = 0"
    return Condition(where, tuple(value for one in found for value in one.values))


def _columns(word: Word, at: Scene) -> Iterator[Condition]:
    """名のほかの読み方。"""
    yield from _born(word.births)
    if word.vague:
        yield Condition("birth_vague = %s", (True,))
    if word.numbers:
        marks = ", ".join(["%s"] * len(word.numbers))
        yield Condition(f"subject_key IN ({marks})", word.numbers)
        yield Condition(f"household_no IN ({marks})", word.numbers)
    if word.phone:
        yield _starting("phone_key", word.phone)
    for prefix in address_prefixes(word.address, at.towns)[:_PREFIXES]:
        yield _starting("address_key", prefix)


def _starting(column: str, key: str) -> Condition:
    """前方一致。行ごとの守りのある表では LIKE が索引を使えないので、範囲で書く。"""
    return Condition(f"{column} >= %s AND {column} < %s", (key, key + LAST))


def _born(births: Sequence[Birth]) -> Iterator[Condition]:
    for low, high in births:
        if low == high:
            yield Condition("birth_vague = %s AND birth_low = %s", (False, low))
        else:
            yield Condition("birth_vague = %s AND birth_low >= %s AND birth_low <= %s", (False, low, high))
    for low, high in births:
        yield Condition("birth_vague = %s AND birth_low <= %s AND birth_high >= %s", (True, high, low))


def _parts(name: str, word: Word) -> Iterator[Condition]:
    """名に当たる字の並び。範囲を「または」でつなぐと索引を使わないので、置き場所ごとに分ける。"""
    begun = _starting("part", name[:PART_LENGTH])
    for place in HEADS if word.heads_only else EVERYWHERE:
        yield Condition(f"place = {place} AND {begun.where}", begun.values, part=True)


def _named(name: str, word: Word) -> Condition:
    found = "strpos" if connection.vendor == "postgresql" else "instr"
    return Condition(f"{found}(names, %s) > 0", (_sought(word, name),))


def _sought(word: Word, name: str) -> str:
    return MARK + name if word.heads_only else name


def meets_openly(word: Word, one: Candidate) -> bool:
    """居どころ（住所と電話）を使わずに当たるか。守られる人は、これに当たるときだけ見つかる。"""
    return (
        any(_sought(word, name) in one.names for name in word.names)
        or one.key in word.numbers
        or (bool(one.household_no) and one.household_no in word.numbers)
        or _born_in(word, one)
    )


def _born_in(word: Word, one: Candidate) -> bool:
    if one.low is None or one.high is None:
        return word.vague
    vague = word.vague and one.low != one.high
    return vague or any(one.low <= high and low <= one.high for low, high in word.births)


def heads(words: Sequence[Word], one: Candidate) -> bool:
    """名の言葉が全部、名の頭に当たったか。"""
    return all(not word.names or any(MARK + name in one.names for name in word.names) for word in words)


def order(words: Sequence[Word], one: Candidate) -> tuple[Any, ...]:
    """死亡の記録のある人、名の頭に当たった人を先に、あとはカナと生年月日の順。"""
    return (not one.died, not heads(words, one), one.kana, one.low or date.max, one.key)
