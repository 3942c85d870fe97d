"""言葉の読み方の一つずつを、索引の引き方と、ほかの言葉で絞る条件にする。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from madoguchi.municipalities.scope import current

from .addresses import address_prefixes
from .births import Birth
from .entries import MARK, PART_LENGTH, place_of
from .models import SearchEntry, SearchPart
from .scenes import Scene
from .words import Word

#: 言葉を含む町がこれより多ければ、はじめのほうの町だけで探す。
_PREFIXES = 30
LAST = "\U0010ffff"
_FIELDS = ("subject_key", "household_no", "died", "kana_key", "names", "birth_low", "birth_high")
#: 名の頭に当たるもの、途中に当たるもの。死亡の記録のある人が先。
HEADS = (place_of(head=True, died=True), place_of(head=True, died=False))
EVERYWHERE = tuple(place_of(head=head, died=died) for died in (True, False) for head in (True, False))


@dataclass(frozen=True, slots=True)
class Candidate:
    """当たった人。見せる前に並べるための値だけを持つ。"""

    key: str
    household_no: str
    died: bool
    kana: str
    names: str
    low: date | None
    high: date | None


def starting(column: str, key: str) -> Q:
    """前方一致。行ごとの守りのある表では LIKE が索引を使えないので、範囲で書く。"""
    return Q(**{f"{column}__gte": key, f"{column}__lt": key + LAST})


def visible(at: Scene, keys: Any, others: Q) -> QuerySet[SearchEntry]:
    """番号の分かっている行のうち、いま見え、ほかの言葉にも合うもの。"""
    found: QuerySet[SearchEntry] = _ours().filter(
        others, at.now.visible("resident"), pk__in=keys, current=True
    )
    return found


def _ours() -> QuerySet[Any]:
    """いまの自治体の行。

    統計のない SQLite は「自治体が合う」だけで索引を選んで全員を読むので、索引の使えない形で比べる。
    """
    if connection.vendor == "sqlite":
        return SearchEntry.unscoped.filter(Exact(Coalesce(F("municipality_id"), Value("")), current()))
    return SearchEntry.objects.all()


def shown(rows: QuerySet[SearchEntry], at: Scene) -> QuerySet[SearchEntry]:
    """索引で引ける行のうち、いま見える、探す鍵を持つもの。"""
    found: QuerySet[SearchEntry] = rows.filter(at.now.visible("resident"), current=True)
    return found


def candidates(entries: QuerySet[SearchEntry]) -> Iterator[Candidate]:
    """行を、当たった人にする。"""
    return (Candidate(*row) for row in entries.values_list(*_FIELDS))


def keyed(word: Word, at: Scene) -> Iterator[Q]:
    """名のほかの読み方。一つずつが一つの索引で引ける。"""
    yield from _born(word.births)
    if word.vague:
        yield Q(birth_vague__in=[True])
    if word.numbers:
        yield Q(subject_key__in=word.numbers)
        yield Q(household_no__in=word.numbers)
    if word.phone:
        yield starting("phone_key", word.phone)
    for prefix in address_prefixes(word.address, at.towns)[:_PREFIXES]:
        yield starting("address_key", prefix)


def _born(births: Sequence[Birth]) -> Iterator[Q]:
    days = [low for low, high in births if low == high]
    if days:
        yield Q(birth_vague__in=[False], birth_low__in=days)
    for low, high in births:
        if low != high:
            yield Q(birth_vague__in=[False], birth_low__gte=low, birth_low__lte=high)
    if births:
        yield Q(birth_vague__in=[True]) & _any(_unsurely_born(low, high) for low, high in births)


def _unsurely_born(low: date, high: date) -> Q:
    return Q(birth_low__lte=high, birth_high__gte=low)


def _any(conditions: Iterator[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


def parts_of(name: str, word: Word) -> QuerySet[SearchPart]:
    """名に当たる字の並び。範囲を二つ「または」でつなぐと、SQLite は索引を使わない。"""
    found: QuerySet[SearchPart] = SearchPart.objects.filter(
        starting("part", name[:PART_LENGTH]), place__in=places(word)
    )
    return found


def places(word: Word) -> tuple[int, ...]:
    """引く順。"""
    return HEADS if word.heads_only else EVERYWHERE


def named(word: Word) -> Q:
    """名に当たる行。"""
    return _any(Q(names__contains=_sought(word, name)) for name in word.names)


def condition(word: Word, at: Scene) -> Q:
    """ほかの言葉で当たった行を、この言葉で絞る条件。"""
    conditions = [*keyed(word, at), *([named(word)] if word.names else [])]
    return _any(iter(conditions)) if conditions else Q(pk__in=[])


def _sought(word: Word, name: str) -> str:
    return MARK + name if word.heads_only else name


def meets_openly(word: Word, one: Candidate) -> bool:
    """居どころ（住所と電話）を使わずに当たるか。守られる人は、これに当たるときだけ見つかる。"""
    return (
        any(_sought(word, name) in one.names for name in word.names)
        or one.key in word.numbers
        or (bool(one.household_no) and one.household_no in word.numbers)
        or _born_in(word, one)
    )


def _born_in(word: Word, one: Candidate) -> bool:
    if one.low is None or one.high is None:
        return word.vague
    vague = word.vague and one.low != one.high
    return vague or any(one.low <= high and low <= one.high for low, high in word.births)


def heads(words: Sequence[Word], one: Candidate) -> bool:
    """名の言葉が全部、名の頭に当たったか。"""
    return all(not word.names or any(MARK + name in one.names for name in word.names) for word in words)


def order(words: Sequence[Word], one: Candidate) -> tuple[Any, ...]:
    """死亡の記録のある人、名の頭に当たった人を先に、あとはカナと生年月日の順。"""
    return (not one.died, not heads(words, one), one.kana, one.low or date.max, one.key)
