"""一行の値を、型を失わない正規の JSON にし、元に戻す。同じ値はいつも同じ文字になる。"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from madoguchi.domain.calendar import Span

#: JSON の値を、正規の文字にする。
dump_plain = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
#: 文字だけなら、こちらが速い。同じ文字になる。
dump_text = json.encoder.encode_basestring


@dataclass(frozen=True, slots=True)
class FeedRow:
    """受け取れた一行。値の None は不明、鍵のない欄は値なし。有効期間の None も不明。"""

    subject: str
    record: str
    valid_from: Any
    valid_to: Any
    values: Mapping[str, Any]


def dump(value: Any) -> str:
    """一つの値を JSON の文字にする。"""
    return dump_plain(_plain(value))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Span):
        return {"span": [value.low.isoformat(), value.high.isoformat()]}
    return {"set": sorted(value)}


def piece(name: str, value: Any) -> str:
    """値の並びの一片。"""
    return f"{dump(name)}:{dump(value)}"


def join(valid_from: str, valid_to: str, pieces: Iterable[str]) -> str:
    """期間と、項目の id の順に並んだ片から、行の JSON を作る。"""
    return f'{{"from":{valid_from},"to":{valid_to},"values":{{{",".join(pieces)}}}}}'


def encode_row(row: FeedRow) -> str:
    """行の値と有効期間を、正規の JSON にする。"""
    pieces = (piece(name, row.values[name]) for name in sorted(row.values))
    return join(dump(row.valid_from), dump(row.valid_to), pieces)


def row_hash(content: str) -> str:
    """値の指紋。前と同じかを比べる。"""
    return sha256(content.encode("utf-8")).hexdigest()[:32]


def decode_row(subject: str, record: str, content: str) -> FeedRow:
    """JSON を行に戻す。"""
    body: Mapping[str, Any] = json.loads(content)
    values = {name: _value(value) for name, value in body["values"].items()}
    return FeedRow(subject, record, _value(body["from"]), _value(body["to"]), values)


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kind, inner = next(iter(value.items()))
    if kind == "date":
        return date.fromisoformat(inner)
    if kind == "span":
        return Span(date.fromisoformat(inner[0]), date.fromisoformat(inner[1]))
    return frozenset(inner)
