"""住民記録の行から、探すための鍵を作る。"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from madoguchi.domain.calendar import bounds

from .feeds.reading import FeedRow
from .folding import fold_kana, fold_text, fold_town
from .models import SearchEntry


def entries_for(rows: Iterable[FeedRow]) -> list[SearchEntry]:
    """一人の全部の行から。いちばん新しい行だけが `current` になる。"""
    ordered = sorted(rows, key=starts)
    made: list[SearchEntry] = []
    for row in ordered:
        made.append(_entry(row, current=row is ordered[-1]))
    return made + _other_names(ordered[-1]) if ordered else []


def starts(row: FeedRow) -> date:
    """有効になった日。不明なら最初から。"""
    return date.min if row.valid_from is None else bounds(row.valid_from)[0]


def _text(row: FeedRow, name: str) -> str:
    return str(row.values.get(f"resident.{name}") or "")


def _entry(row: FeedRow, *, current: bool) -> SearchEntry:
    kana = _text(row, "name_kana")
    return SearchEntry(
        kana_key=fold_kana(kana),
        given_kana_key=fold_kana(kana.replace("　", " ").partition(" ")[2]),
        name_key=fold_text(_text(row, "name")),
        **_common(row, current=current),
    )


def _common(row: FeedRow, *, current: bool) -> dict[str, Any]:
    birth = row.values.get("resident.birth_date")
    low, high = bounds(birth) if birth is not None else (None, None)
    return {
        "subject_key": row.subject, "household_no": _text(row, "household_no"), "current": current,
        "town_key": fold_town(_text(row, "address_town")), "birth_low": low, "birth_high": high,
        "valid_from": starts(row),
        "valid_to": date.max if row.valid_to is None else bounds(row.valid_to)[1],
    }  # fmt: skip


def _other_names(row: FeedRow) -> list[SearchEntry]:
    """旧氏・通称・アルファベットの名でも見つかるように。世帯を数えるときに二度出ないよう、期間は空にする。"""
    given = _text(row, "name").replace("　", " ").partition(" ")[2]
    former = _text(row, "former_name")
    names = [former + given if former else "", _text(row, "alias"), _text(row, "name_latin")]
    common = _common(row, current=False) | {"valid_from": date.min, "valid_to": date.min}
    return [SearchEntry(name_key=fold_text(name), **common) for name in names if name]
