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
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=feed_set.newline)
    writer.writerow(profile.headers)
    for row in rows:
        writer.writerow(_cells(row, profile, feed_set.dates, municipality))
    return out.getvalue()


def _cells(row: FeedRow, profile: FeedProfile, dates: str, municipality: str) -> list[str]:
    values: Mapping[str, Any] = row.values
    body = [write_cell(column, values.get(column.field), dates) for column in profile.columns]
    begin = "" if row.valid_from is None else write_date(row.valid_from, dates)
    end = "" if row.valid_to == date.max else write_date(row.valid_to, dates)
    return [municipality, row.subject, *body, begin, end]
