"""基幹の一行の値を、型を失わずに JSON にし、元に戻す。同じ値はいつも同じ文字になる。"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from madoguchi.domain.calendar import Span
from madoguchi.domain.facts import UNKNOWN, Record

from .feeds.reading import FeedRow


def _encode(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Span):
        return {"span": [value.low.isoformat(), value.high.isoformat()]}
    return {"set": sorted(value)}


def _decode(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kind, inner = next(iter(value.items()))
    if kind == "date":
        return date.fromisoformat(inner)
    if kind == "span":
        return Span(date.fromisoformat(inner[0]), date.fromisoformat(inner[1]))
    return frozenset(inner)


def encode_row(row: FeedRow) -> str:
    """行の値と有効期間を、正規の JSON にする。"""
    body = {
        "from": _encode(row.valid_from), "to": _encode(row.valid_to),
        "values": {name: _encode(value) for name, value in row.values.items()},
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def row_hash(content: str) -> str:
    """値の指紋。前と同じかを比べる。"""
    return sha256(content.encode("utf-8")).hexdigest()[:32]


def decode_row(subject: str, record: str, content: str) -> FeedRow:
    """JSON を行に戻す。"""
    body: Mapping[str, Any] = json.loads(content)
    values = {name: _decode(value) for name, value in body["values"].items()}
    return FeedRow(subject, record, _decode(body["from"]), _decode(body["to"]), values)


def as_record(row: FeedRow) -> Record:
    """事実を組み立てる側の記録にする。空欄の不明は `UNKNOWN`。"""
    values = {name: UNKNOWN if value is None else value for name, value in row.values.items()}
    return Record(values, row.valid_from, row.valid_to)
