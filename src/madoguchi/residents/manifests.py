"""出力の棚の送り状（manifest.json）。どの自治体の、いつの、どの書式の出力かを言う。"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from madoguchi.domain.errors import Fault

from .feeds.profiles import FeedSet, load_set

#: 先に切り替える出力。住民が見えるときには、守る人がもう分かっているように。
_FIRST = ("support_measure.csv", "resident.csv")
_JAPAN = timezone(timedelta(hours=9))
_KEYS = "municipality・as_of・feeds・files"


@dataclass(frozen=True, slots=True)
class Manifest:
    """送り状。`kind` は full（全件）か delta（変わった行だけ）。"""

    feed_set: FeedSet
    as_of: datetime
    kind: str
    files: tuple[str, ...]


def read_manifest(folder: Path, municipality_code: str) -> Manifest:
    """送り状を読む。読めないときと、ほかの自治体のものは `Fault`。"""
    path = folder / "manifest.json"
    if not path.is_file():
        raise Fault("送り状 manifest.json がありません。", file=str(path),
                    remedy=f"{_KEYS} を書いた送り状を置いてください。")  # fmt: skip
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        as_of = datetime.fromisoformat(raw["as_of"])
        files, code, feeds = [str(one) for one in raw["files"]], raw["municipality"], raw["feeds"]
        kind = raw.get("kind", "full")
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
    order = {name: index for index, name in enumerate(_FIRST)}
    ordered = tuple(sorted(files, key=lambda name: order.get(name, len(order))))
    return Manifest(load_set(feeds), as_of if as_of.tzinfo else as_of.replace(tzinfo=_JAPAN), kind, ordered)
