"""一字だけ打ちまちがえたカナの言葉から、市にいる人の名に当たる言葉を挙げる。"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from madoguchi.municipalities.scope import current

from .entries import KANA_FROM, PART_LENGTH
from .lookups import HEADS
from .models import SearchPart

_LETTERS = "アイウエオカキクケコサシスセソタチツテトナニヌネノヒフヘホマミムメモヤユヨラリルレロワン"
_LAST = "\U0010ffff"


def near_names(kana: str) -> tuple[str, ...]:
    """一字違い（違う字・余る字・足りない字・入れかわり）で、だれかの名の頭に当たるもの。"""
    if len(kana) < KANA_FROM:
        return ()
    return _existing(dict.fromkeys(one[:PART_LENGTH] for one in _edits(kana) if one != kana))


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


def _existing(names: dict[str, None]) -> tuple[str, ...]:
    """だれかの名の頭にあるものだけ。名の数だけ索引を引くので、問い合わせは一度にまとめる。"""
    table = connection.ops.quote_name(SearchPart._meta.db_table)
    here = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE municipality_id = %s AND place = {place}"
        " AND part >= near.low AND part < near.high)"
        for place in HEADS
    )
    values = ", ".join(["(%s, %s)"] * len(names))
    statement = f"WITH near(low, high) AS (VALUES {values}) SELECT low FROM near WHERE {here}"
    limits = [limit for name in names for limit in (name, name + _LAST)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*limits, *[current()] * len(HEADS)])
        return tuple(low for (low,) in cursor.fetchall())
