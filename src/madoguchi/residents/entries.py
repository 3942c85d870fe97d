"""住民記録の行から、探すための鍵を作る。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from madoguchi.domain.calendar import bounds

from .feeds.reading import FeedRow
from .folding import fold_kana, fold_phone, fold_text, fold_town
from .models import SearchEntry

#: 名の鍵の境。名のどの字とも重ならない。
MARK = "|"
PART_LENGTH = 12
#: 名の途中から引ける、いちばん短い字の並び。カナは短いとだれにでも当たる。
KANA_FROM, KANJI_FROM = 3, 2
_KANA = re.compile("[ァ-ヺ]+")
_LATIN = re.compile("[A-Z]+")
_NAMES = (("name", ""), ("name_kana", ""), ("former_name", "name"), ("former_name_kana", "name_kana"),
          ("alias", ""), ("name_kanji_foreign", ""), ("name_latin", ""))  # fmt: skip


def entries_for(rows: Iterable[FeedRow]) -> list[SearchEntry]:
    """一人の全部の行から。いちばん新しい行だけが `current` になり、探す鍵を持つ。"""
    ordered = sorted(rows, key=starts)
    if not ordered:
        return []
    made = [SearchEntry(**_common(row)) for row in ordered]
    for name, value in _searched(ordered).items():
        setattr(made[-1], name, value)
    return made


def starts(row: FeedRow) -> date:
    """有効になった日。不明なら最初から。"""
    return date.min if row.valid_from is None else bounds(row.valid_from)[0]


def _text(row: FeedRow, name: str) -> str:
    return str(row.values.get(f"resident.{name}") or "")


def _common(row: FeedRow) -> dict[str, Any]:
    return {
        "subject_key": row.subject, "household_no": _text(row, "household_no"), "current": False,
        "name_key": fold_text(_text(row, "name")), "valid_from": starts(row),
        "valid_to": date.max if row.valid_to is None else bounds(row.valid_to)[1],
    }  # fmt: skip


def _searched(rows: list[FeedRow]) -> dict[str, Any]:
    """いまの行が持つ鍵。名だけは、前の行の名も入れる。"""
    row = rows[-1]
    birth = row.values.get("resident.birth_date")
    low, high = bounds(birth) if birth is not None else (None, None)
    keys = dict.fromkeys(key for one in reversed(rows) for key in _name_keys(one))
    return {
        "current": True, "died": row.values.get("resident.resident_status") == "dead",
        "kana_key": fold_kana(_text(row, "name_kana")), "names": MARK + "".join(key + MARK for key in keys),
        "town_key": fold_town(_text(row, "address_town"))[:120], "address_key": _address_key(row),
        "phone_key": fold_phone(_text(row, "phone")), "birth_low": low, "birth_high": high, "birth_vague": low is None or low != high,
    }  # fmt: skip


def _name_keys(row: FeedRow) -> Iterator[str]:
    """名の鍵。姓から始まるものと、名から始まるもの。旧氏には、いまの名をつなぐ。"""
    for name, given in _NAMES:
        words = _text(row, name).split()
        if words and given:
            words += _text(row, given).split()[1:]
        for start in range(len(words)):
            key = fold_text("".join(words[start:]))
            if key:
                yield key


def _address_key(row: FeedRow) -> str:
    """町から始まる住所。都道府県や市の名から書いてあれば、町からあとを使う。"""
    town, address = _text(row, "address_town"), _text(row, "address")
    place = address.find(town)
    return fold_town(address[place:] if place >= 0 else town + address)[:200]


def parts_of(entry: SearchEntry) -> Iterator[tuple[str, int]]:
    """名の鍵の、ある字から終わりまで。名の頭からのものと、途中からのもの。"""
    keys = [key for key in entry.names.split(MARK) if key]
    heads = {key[:PART_LENGTH] for key in keys}
    inner = {part for key in keys for part in _inner(key)} - heads
    for parts, head in ((heads, True), (inner, False)):
        place = place_of(head=head, died=entry.died)
        for part in parts:
            yield part, place


def _inner(key: str) -> Iterator[str]:
    if _LATIN.fullmatch(key):
        return
    shortest = KANA_FROM if _KANA.fullmatch(key) else KANJI_FROM
    for start in range(1, len(key) - shortest + 1):
        yield key[start : start + PART_LENGTH]


def place_of(*, head: bool, died: bool) -> int:
    """索引の先に置く番号。死亡の記録のある人、名の頭に当たるものが先。"""
    return (0 if died else 2) + (0 if head else 1)
