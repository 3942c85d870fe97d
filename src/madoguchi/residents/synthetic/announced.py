"""引越しワンストップで届いた来庁予定を作る。転入は作りものの家族、転出と転居は見本の家族から。"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ..feeds.coding import FeedRow
from ..feeds.profiles import load_set
from ..feeds.writing import write_feed
from .households import birthday
from .people import Person, numbered
from .showcase import showcase
from .tables import Draw

#: 来る日（きょうから何日め）と、家族の人数。
_ARRIVING = ((0, 4), (0, 1), (1, 2), (3, 1), (6, 3))
#: 見本の家族の何番めが、どの手続きで、いつ来るか。
_LEAVING = ((1, "moving_out", 0), (3, "moving_within", 2))


def write_announced(out: Path, code: str, today: date) -> None:
    """きょうから二週間の予定を、一つの棚に書く。同じ日なら、いつも同じ中身になる。"""
    feed_set = load_set("onestop")
    profile = feed_set.profiles["pre_notice"]
    out.mkdir(parents=True, exist_ok=True)
    text = write_feed(_rows(code, today), profile, feed_set, code)
    (out / profile.file).write_text(text, encoding=feed_set.encoding)
    manifest = {
        "municipality": code, "as_of": f"{today.isoformat()}T06:00:00+09:00", "feeds": feed_set.id, "kind": "full",
        "files": [profile.file],
    }  # fmt: skip
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _rows(code: str, today: date) -> Iterator[FeedRow]:
    draw = Draw(random.Random(f"{code}-{today}"), code)
    visits = [*_arriving(draw, today), *_leaving(code, today)]
    for serial, values in enumerate(visits, start=1):
        number = f"{today:%m%d}{serial:04d}"
        named = {f"pre_notice.{name}": value for name, value in values.items()}
        yield FeedRow(number, number, date.min, date.max, named)


def _arriving(draw: Draw, today: date) -> Iterator[dict[str, Any]]:
    for days, people in _ARRIVING:
        sex = draw.rng.choice("MF")
        birth = birthday(draw.rng, draw.rng.randint(24, 48), today)
        person = Person("", sex, birth, *draw.surname(), *draw.given(sex, birth.year))
        yield _visit(person, "moving_in", today + timedelta(days=days), people)


def _leaving(code: str, today: date) -> Iterator[dict[str, Any]]:
    homes = showcase(code, today)
    for index, kind, days in _LEAVING:
        if index < len(homes):
            before = sum(len(one.members) for one in homes[:index])
            values = _visit(homes[index].head, kind, today + timedelta(days=days), len(homes[index].members))
            yield {**values, "atena_no": numbered(100000 + before + 1)}


def _visit(person: Person, kind: str, on: date, people: int) -> dict[str, Any]:
    """着いた日の少しあとに届けるのが転入、引っ越す前に届けるのが転出。"""
    apart = timedelta(days=-3 if kind != "moving_out" else 9)
    return {
        "kind": kind, "visit_on": on, "moved_on": on + apart, "name": person.name, "name_kana": person.kana,
        "birth_date": person.birth, "people": people,
    }  # fmt: skip
