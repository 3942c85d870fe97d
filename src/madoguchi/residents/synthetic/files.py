"""架空の市を、基幹システムの出力として書き出す。"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from ..feeds.profiles import FeedSet, load_set
from ..feeds.writing import write_feed
from .city import build_city
from .people import City
from .tables import cp932_names

SETS = {"utf-8": "neutral-utf8", "cp932": "neutral-cp932"}


def write_city(out: Path, people: int, seed: int, encoding: str, today: date, municipality_code: str) -> City:
    """市を作って `out` に書く。`encoding` は utf-8 か cp932。`today` の朝の出力になる。"""
    city = build_city(people, seed, today, municipality_code)
    feed_set = load_set(SETS[encoding])
    out.mkdir(parents=True, exist_ok=True)
    for group, profile in feed_set.profiles.items():
        text = write_feed(city.rows.get(group, []), profile, feed_set, city.code)
        (out / profile.file).write_bytes(encode(text, feed_set))
    manifest = {
        "municipality": city.code, "as_of": f"{today.isoformat()}T06:00:00+09:00", "feeds": feed_set.id,
        "files": [profile.file for profile in feed_set.profiles.values()],
    }  # fmt: skip
    (out / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return city


def encode(text: str, feed_set: FeedSet) -> bytes:
    """文字を一式の符号にする。CP932 にない字は、基幹システムが出す代わりの字にする。"""
    if feed_set.encoding == "cp932":
        for rare, substitute in cp932_names().items():
            text = text.replace(rare, substitute)
    return text.encode(feed_set.encoding)
