"""架空の市を、基幹システムの出力として書き出す。一日分の全件と、毎朝の差分。"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from ..feeds.profiles import FeedSet, load_set
from ..feeds.reading import FeedRow
from ..feeds.writing import write_feed
from .city import build_city
from .days.running import run
from .people import City
from .tables import cp932_names

SETS = {"utf-8": "neutral-utf8", "cp932": "neutral-cp932", "utf-16": "neutral-utf16"}


def write_city(out: Path, people: int, seed: int, encoding: str, today: date, municipality_code: str) -> City:
    """市を作って `out` に書く。`encoding` は SETS のどれか。`today` の朝の出力になる。"""
    city = build_city(people, seed, today, municipality_code)
    write_feeds(out, city, load_set(SETS[encoding]), city.rows, "full")
    return city


def write_days(
    out: Path, city: City, seed: int, encoding: str, days: int
) -> list[Path]:  # fmt: skip
    """はじめの朝の全件、そのあとの毎朝の差分、おわりの朝の全件を、一つずつの棚に書き、棚を順に返す。"""
    feed_set = load_set(SETS[encoding])
    shelves = [out / f"{city.today}-full"]
    write_feeds(shelves[0], city, feed_set, city.rows, "full")
    for morning, changed in run(city, seed, days):
        shelves.append(out / f"{morning}-delta")
        write_feeds(shelves[-1], city, feed_set, changed, "delta")
    shelves.append(out / f"{city.today}-full")
    write_feeds(shelves[-1], city, feed_set, city.rows, "full")
    return shelves


def first_morning(today: date, days: int) -> date:
    """`days` 日の差分が `today` の朝で終わるときの、はじめの全件の朝。"""
    return today - timedelta(days=days)


def write_feeds(
    out: Path, city: City, feed_set: FeedSet, rows: Mapping[str, Iterable[FeedRow]], kind: str
) -> None:
    """一つの棚。行のない組も見出しだけを書き、その朝まで新しいことを伝える。"""
    out.mkdir(parents=True, exist_ok=True)
    for group, profile in feed_set.profiles.items():
        text = write_feed(rows.get(group, []), profile, feed_set, city.code)
        (out / profile.file).write_bytes(encode(text, feed_set))
    manifest = {
        "municipality": city.code, "as_of": f"{city.today.isoformat()}T06:00:00+09:00", "feeds": feed_set.id,
        "kind": kind, "files": [profile.file for profile in feed_set.profiles.values()],
    }  # fmt: skip
    (out / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def encode(text: str, feed_set: FeedSet) -> bytes:
    """文字を一式の符号にする。CP932 にない字は、基幹システムが出す代わりの字にする。"""
    if feed_set.encoding == "cp932":
        for rare, substitute in cp932_names().items():
            text = text.replace(rare, substitute)
    return text.encode(feed_set.encoding)
