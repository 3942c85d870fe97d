"""置いた一行の値を、事実を組み立てる側の記録にする。"""

from __future__ import annotations

from madoguchi.domain.facts import UNKNOWN, Record

from .feeds.coding import FeedRow, decode_row, encode_row, row_hash

__all__ = ["as_record", "decode_row", "encode_row", "row_hash"]


def as_record(row: FeedRow) -> Record:
    """空欄の不明は `UNKNOWN`。"""
    values = {name: UNKNOWN if value is None else value for name, value in row.values.items()}
    return Record(values, row.valid_from, row.valid_to)
