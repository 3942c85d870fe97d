"""出力の棚の送り状（manifest.json）。どの自治体の、いつの、どの書式の出力かを言う。"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from madoguchi.domain.errors import Fault

from .feeds.profiles import FeedSet, load_set

#: 先に切り替える組。住民が見えるときには、守る人がもう分かっているように。
FIRST = ("support_measure", "resident")
_JAPAN = timezone(timedelta(hours=9))
_KEYS = "municipality・as_of・feeds・files"


@dataclass(frozen=True, slots=True)
class Manifest:
    """送り状。`kind` は full（全件）か delta（変わった行だけ）。`counts` は、行の数が書いてある出力。"""

    feed_set: FeedSet
    as_of: datetime
    kind: str
    files: tuple[str, ...]
    counts: Mapping[str, int]


def read_manifest(folder: Path, municipality_code: str) -> Manifest:
    """送り状を読む。読めないときと、ほかの自治体のものは `Fault`。"""
    path = folder / "manifest.json"
    if not path.is_file():
        raise Fault("送り状 manifest.json がありません。", file=str(path),
                    remedy=f"{_KEYS} を書いた送り状を置いてください。")  # fmt: skip
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        as_of = datetime.fromisoformat(raw["as_of"])
        files = dict(_listed(one) for one in raw["files"])
        code, feeds, kind = raw["municipality"], raw["feeds"], raw.get("kind", "full")
    except (ValueError, KeyError, TypeError) as error:
        raise Fault("送り状が読めません。", file=str(path), value=error,
                    remedy=f"{_KEYS} の四つを JSON で書いてください。") from error  # fmt: skip
    if code != municipality_code:
        raise Fault("ほかの自治体の出力です。", file=str(path), value=code,
                    remedy=f"{municipality_code} の出力を指してください。")  # fmt: skip
    if kind not in ("full", "delta"):
        raise Fault(
            "kind が読めません。", file=str(path), value=kind, remedy="full か delta にしてください。"
        )
    counts = {name: count for name, count in files.items() if count is not None}
    as_of = as_of if as_of.tzinfo else as_of.replace(tzinfo=_JAPAN)
    return Manifest(load_set(feeds), as_of, kind, tuple(files), counts)


def _listed(one: Any) -> tuple[str, int | None]:
    """ファイルの名だけか、`{"name": …, "rows": …}`。"""
    if isinstance(one, str):
        return one, None
    return str(one["name"]), int(one["rows"]) if "rows" in one else None
