"""索引だけを読んで人の番号を引き、番号から当たった人を読む。

一度の探しもので何度も呼ぶので、文は自分で書く。番号を引く文は索引の中だけで答えられる形にしてあり、
よくある名が二つ重なっても、表の行を何万も読まない。
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from madoguchi.municipalities.scope import current

from .lookups import Candidate, Condition
from .models import SearchEntry, SearchPart
from .scenes import Scene

#: 数を限った内側の問い合わせは、データベースが外側とまぜて、一行ごとにやりなおすことがない。
_FENCE = 10_000_000
_FIELDS = "id, subject_key, household_no, died, kana_key, names, birth_low, birth_high"


def keys_in(ranges: Sequence[Condition], limit: int) -> list[int]:
    """範囲のどれかに入る人の番号を、範囲の順に `limit` まで。同じ人が二度出ることがある。"""
    return _run(*_union(ranges, limit)) if ranges else []


def keys_in_all(every: Sequence[Sequence[Condition]], limit: int) -> list[int]:
    """範囲の組の、どの組にも入る人の番号を、はじめの組の順に `limit` まで。

    「IS TRUE」を付けると、PostgreSQL は結合に直さず、あとの組を一度だけ読んで引き当て表にする。
    結合に直すと、行の数を少なく見積もったときに、何百万組を突き合わせることがある。
    """
    if not all(every):
        return []
    first, values = _union(every[0], _FENCE)
    wheres = []
    for ranges in every[1:]:
        inner, more = _union(ranges, _FENCE)
        wheres.append(f"(found.key IN ({inner})) IS TRUE")
        values = [*values, *more]
    return _run(f"SELECT key FROM ({first}) AS found WHERE {' AND '.join(wheres)} LIMIT {limit}", values)


def people(keys: Sequence[int], tests: Sequence[Condition], at: Scene) -> list[Candidate]:
    """番号の人のうち、いま見え、どの条件にも合う人。番号の順に。"""
    if not keys:
        return []
    run = at.now.runs.get("resident", 0)
    chosen, listed = _any_of(keys)
    wheres = "".join(f" AND ({one.where})" for one in tests)
    # 統計のない SQLite は「自治体が合う」だけで索引を選んで全員を読むので、索引の使えない形で比べる。
    statement = (
        f"SELECT {_FIELDS} FROM {_table(part=False)} WHERE {chosen}"
        f" AND municipality_id || '' = %s AND current = %s AND gen_from <= %s"
        f" AND (gen_to IS NULL OR gen_to > %s){wheres}"
    )
    values = [*listed, current(), True, run, run, *(value for one in tests for value in one.values)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = {row[0]: _candidate(row[1:]) for row in cursor.fetchall()}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _any_of(keys: Sequence[int]) -> tuple[str, list[Any]]:
    """PostgreSQL には一つの並びで渡す。千の番号を一つずつ書くと、読み解くほうが長くかかる。"""
    if connection.vendor == "postgresql":
        return "id = ANY(%s)", [list(keys)]
    return f"id IN ({', '.join(map(str, keys))})", []


def _candidate(row: Sequence[Any]) -> Candidate:
    key, home, died, kana, names, low, high = row
    return Candidate(key, home, bool(died), kana, names, _day(low), _day(high))


def _day(value: Any) -> date | None:
    """SQLite は日付を字で返す。"""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _union(ranges: Sequence[Condition], limit: int) -> tuple[str, list[Any]]:
    each = []
    values: list[Any] = []
    for one in ranges:
        each.append(
            f"SELECT {'entry' if one.part else 'id'} AS key FROM {_table(part=one.part)}"
            f" WHERE municipality_id = %s AND {one.where}"
        )
        values += [current(), *one.values]
    return f"SELECT key FROM ({' UNION ALL '.join(each)}) AS either LIMIT {limit}", values


def _run(statement: str, values: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [key for (key,) in cursor.fetchall()]


def _table(*, part: bool) -> str:
    return connection.ops.quote_name((SearchPart if part else SearchEntry)._meta.db_table)
