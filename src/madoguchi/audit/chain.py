"""一件の記録の指紋。前の指紋を含むので、途中を直すと後ろがすべて合わなくなる。"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

START = "0" * 64


def canonical(value: Any) -> str:
    """同じ中身なら必ず同じ文字列になる JSON。"""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def digest(value: Any) -> str:
    """中身の SHA-256。記録には中身を残さず、これだけを残す。"""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def link(previous: str, fields: Mapping[str, Any]) -> str:
    """前の指紋と、この記録の欄から、この記録の指紋を作る。"""
    return hashlib.sha256(f"{previous}\n{canonical(dict(fields))}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)
