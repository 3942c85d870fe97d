"""記録を、書式どおりの出力にする。読み方の逆で、合成の市と試しに使う。"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from .cells import write_cell
from .coding import FeedRow
from .dates import write_date
from .profiles import FeedProfile, FeedSet


def write_feed(rows: Iterable[FeedRow], profile: FeedProfile, feed_set: FeedSet, municipality: str) -> str:
    """行を CSV の文字にする。見出しは書式の並び。"""
    return _sheet(profile.headers, (_cells(row, profile, feed_set, municipality) for row in rows), feed_set)


def write_set(rows: Mapping[str, Iterable[FeedRow]], feed_set: FeedSet, municipality: str) -> dict[str, str]:
    """組ごとの行を、一式の全部の出力（ファイルの名 → 文字）にする。組が分かれていても、一つに入っていてもよい。"""
    sheets: dict[str, list[Mapping[str, str]]] = {one.file: [] for one in feed_set.profiles.values()}
    for group in {one.group for one in feed_set.profiles.values()}:
        profiles = feed_set.of_group(group)
        for row in rows.get(group, ()):
            base = next(one for one in profiles if not one.adds and _fits(row, one))
            for profile in (base, *(one for one in profiles if one.adds)):
                sheets[profile.file].append(_cells(row, profile, feed_set, municipality))
    made = {}
    for file, lines in sheets.items():
        headers = tuple(dict.fromkeys(name for one in feed_set.in_file(file) for name in one.headers))
        made[file] = _sheet(headers, lines, feed_set)
    return made


def _fits(row: FeedRow, profile: FeedProfile) -> bool:
    """符号の全部が、この書式で書けるか。"""
    return all(
        row.values.get(column.field) in (None, *(column.codes or {}).values())
        for column in profile.columns
        if column.type == "code" and not column.multiple
    )


def _sheet(headers: Iterable[str], rows: Iterable[Mapping[str, str]], feed_set: FeedSet) -> str:
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if feed_set.quotes == "all" else csv.QUOTE_MINIMAL
    writer = csv.writer(out, lineterminator=feed_set.newline, delimiter=feed_set.delimiter, quoting=quoting)
    names = tuple(headers)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return out.getvalue()


def _cells(row: FeedRow, profile: FeedProfile, feed_set: FeedSet, municipality: str) -> Mapping[str, str]:
    """見出しから欄の文字。"""
    values: Mapping[str, Any] = row.values
    cells = {column.header: write_cell(column, values.get(column.field), feed_set.dates)
             for column in profile.columns}  # fmt: skip
    begin = "" if row.valid_from is None else write_date(row.valid_from, feed_set.dates)
    end = feed_set.open_end if row.valid_to == date.max else write_date(row.valid_to, feed_set.dates)
    lead = {profile.municipality: municipality, profile.subject: row.subject, **profile.where}
    kept = {profile.valid_from: begin, profile.valid_to: end, profile.record: row.record}
    return {name: text for name, text in {**lead, **kept, **cells, profile.valid_from: begin}.items() if name}
