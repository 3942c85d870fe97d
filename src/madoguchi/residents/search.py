"""住民を探す。出すのは、取り違えを防ぐ項目（氏名・生年月日・町名・死亡届の状態）だけ。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from .generations import Snapshot, snapshot
from .models import SearchEntry
from .protection import Protection
from .reading_rows import as_date, latest, rows_of
from .words import Word, split_words

_CANDIDATES = 300
_CONTAINS_FROM = 3
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class DeathNotice:
    """死亡届の状態。`registered_on` が None なら登録を待っている。"""

    on: Any
    notified_on: date | None
    registered_on: date | None


@dataclass(frozen=True, slots=True)
class PersonHit:
    """見つかった一人。`town` は空のことがある（市の外に住む人など）。"""

    key: str
    name: str
    kana: str
    birth: Any
    sex: str | None
    town: str
    death: DeathNotice | None


def search(text: str, limit: int = 20) -> list[PersonHit]:
    """カナ・字・生年月日・町名・宛名番号で探す。空けて続けた言葉は、全部に合う人に絞る。"""
    words = split_words(text)
    if not words:
        return []
    now = snapshot()
    protection = Protection(now)
    keys = _keys(words, now, protection)
    rows = rows_of(keys, now, ["resident"])
    hits = [hit_of(key, protection.withdraw(key, latest(rows[key], "resident"))) for key in keys]
    return sorted(hits, key=_order)[:limit]


def _keys(words: Sequence[Word], now: Snapshot, protection: Protection) -> list[str]:
    entries: QuerySet[SearchEntry] = SearchEntry.objects.filter(now.visible("resident"))
    for word in words:
        entries = entries.filter(_matches(word, protection))
    found = entries.order_by("-current", "kana_key", "birth_low").values_list("subject_key", flat=True)
    return list(dict.fromkeys(found[:_CANDIDATES]))


def _starting(column: str, key: str) -> Q:
    """前方一致。行ごとの守りのある表では LIKE が索引を使えないので、範囲で書く。"""
    return Q(**{f"{column}__gte": key, f"{column}__lt": key + _LAST})


def _matches(word: Word, protection: Protection) -> Q:
    if word.births:
        found = Q()
        for born in word.births:
            found |= Q(birth_low__lte=born, birth_high__gte=born)
        return found
    if word.number:
        return Q(subject_key=word.number) | Q(household_no=word.number)
    found = Q(name_key__contains=word.text)
    if word.kana:
        found |= _starting("kana_key", word.kana) | _starting("given_kana_key", word.kana)
        if len(word.kana) >= _CONTAINS_FROM:
            found |= Q(kana_key__contains=word.kana)
    return found | _in_town(word, protection)


def _in_town(word: Word, protection: Protection) -> Q:
    """町名では、守られる人は見つからない。"""
    if protection.unsure:
        return Q(pk__in=[])
    return Q(town_key__contains=word.town) & ~Q(subject_key__in=protection.keys)


def hit_of(key: str, shown: Mapping[str, Any]) -> PersonHit:
    """守られる人の居どころを除いた値から、見つかった一人を作る。"""
    return PersonHit(
        key, shown.get("resident.name") or "", shown.get("resident.name_kana") or "",
        shown.get("resident.birth_date"), shown.get("resident.sex"),
        shown.get("resident.address_town") or "", death_notice(shown),
    )  # fmt: skip


def death_notice(values: Mapping[str, Any]) -> DeathNotice | None:
    """死亡届の状態。死亡の記録がなければ None。"""
    if values.get("resident.resident_status") != "dead":
        return None
    return DeathNotice(
        values.get("resident.death_date"), as_date(values.get("resident.death_notified_on")),
        as_date(values.get("resident.death_registered_on")),
    )  # fmt: skip


def _order(hit: PersonHit) -> tuple[bool, str, str]:
    """死亡届のある人を先に、あとはカナと生年月日の順。"""
    return (hit.death is None, hit.kana, str(getattr(hit.birth, "low", hit.birth)))
