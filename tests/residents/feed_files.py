"""試験のために、小さな出力の棚を作り、書き換える。"""

from __future__ import annotations

import json
from pathlib import Path

from madoguchi.residents.feeds.profiles import FeedProfile, FeedSet, load_set

AOBA = "990001"


def feed_set(encoding: str = "utf-8") -> FeedSet:
    """中立の書式。"""
    return load_set("neutral-" + encoding.replace("-", ""))


def profile(group: str) -> FeedProfile:
    """UTF-8 の、その組の書式。"""
    return feed_set().profiles[group]


def line(group: str, **cells: str) -> str:
    """見出しの順に並べた一行。書かない欄は空。"""
    values = {"団体コード": AOBA, "適用開始日": "2020-04-01"} | cells
    return ",".join(values.get(header, "") for header in profile(group).headers)


def sheet(group: str, *lines: str) -> bytes:
    """見出しのついた出力。"""
    return ("\n".join([",".join(profile(group).headers), *lines]) + "\n").encode()


def shelf(folder: Path, as_of: str, sheets: dict[str, bytes], **more: str) -> Path:
    """送り状のついた棚。"""
    folder.mkdir(parents=True, exist_ok=True)
    for group, raw in sheets.items():
        (folder / f"{group}.csv").write_bytes(raw)
    manifest = {"municipality": AOBA, "as_of": as_of, "feeds": "neutral-utf8", **more,
                "files": [f"{group}.csv" for group in sheets]}  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def edit(path: Path, old: bytes, new: bytes) -> None:
    """出力の一か所を書き換える。"""
    raw = path.read_bytes()
    assert raw.count(old) >= 1
    path.write_bytes(raw.replace(old, new, 1))
