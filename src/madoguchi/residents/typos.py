"""そのままではだれにも当たらないとき、カナの言葉が一字だけ違う人を探す。"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import connection

from madoguchi.municipalities.scope import current

from .entries import KANA_FROM, MARK, PART_LENGTH
from .finding import MANY, allowed, gather
from .lookups import HEADS, LAST, Candidate, order, test
from .models import SearchPart
from .picking import people
from .scenes import Scene
from .words import Word

_LETTERS = "アイウエオカキクケコサシスセソタチツテトナニヌネノヒフヘホマミムメモヤユヨラリルレロワン"
#: 一字違いの名がこれより多ければ、そこで止める。
_ENOUGH = 3000


def gather_near(words: Sequence[Word], at: Scene) -> list[Candidate]:
    """カナの言葉のどれか一つが一字違う人。ほかの言葉には、そのまま合う。"""
    near: dict[str, Candidate] = {}
    for index, word in enumerate(words):
        if len(word.kana) >= KANA_FROM and len(near) <= MANY:
            rest = [*words[:index], *words[index + 1 :]]
            near |= {one.key: one for one in _near(word.kana, rest, at)}
    return sorted(near.values(), key=lambda one: order(words, one))[: MANY + 1]


def _near(kana: str, rest: Sequence[Word], at: Scene) -> list[Candidate]:
    edits = {one for one in _edits(kana) if one != kana}
    fitting = gather(rest, at) if rest else []
    if rest and len(fitting) <= MANY:
        return [one for one in fitting if _begins_with(one.names, edits, len(kana))]
    found = people(_entries(edits), [test(word, at) for word in rest], at)
    return [one for one in found if allowed(rest, one, at)]


def _begins_with(names: str, edits: Collection[str], length: int) -> bool:
    sizes = (length - 1, length, length + 1)
    return any(head[:size] in edits for head in names.split(MARK) for size in sizes)


def _edits(kana: str) -> Iterator[str]:
    for place in range(len(kana) + 1):
        before, after = kana[:place], kana[place:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        if after and len(kana) > KANA_FROM:
            yield before + after[1:]
        for letter in _LETTERS:
            yield before + letter + after[1:]
            if after:
                yield before + letter + after


def _entries(edits: Collection[str]) -> list[int]:
    """名の頭がどれかに当たる鍵。索引を何百回も引くので、問い合わせは一度にまとめる。"""
    table = connection.ops.quote_name(SearchPart._meta.db_table)
    lows = sorted({one[:PART_LENGTH] for one in edits})
    near, limits = _near_rows(lows, [low + LAST for low in lows])
    places = ", ".join(str(place) for place in HEADS)
    statement = (
        f"WITH near(low, high) AS ({near}) SELECT part.entry FROM near CROSS JOIN {table} part"
        f" WHERE part.municipality_id = %s AND part.place IN ({places})"
        f" AND part.part >= near.low AND part.part < near.high LIMIT {_ENOUGH}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*limits, current()])
        return [entry for (entry,) in cursor.fetchall()]


def _near_rows(lows: list[str], highs: list[str]) -> tuple[str, list[Any]]:
    """範囲の表。PostgreSQL には二つの並びで渡す（値を一つずつ書くより、読み解くのが速い）。"""
    if connection.vendor == "postgresql":
        return "SELECT * FROM unnest(%s::text[], %s::text[])", [lows, highs]
    pairs = [limit for pair in zip(lows, highs, strict=True) for limit in pair]
    return f"VALUES {', '.join(['(%s, %s)'] * len(lows))}", pairs
