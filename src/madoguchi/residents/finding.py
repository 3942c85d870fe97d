"""言葉の全部に合う人を集める。少ない言葉から引き、ほかの言葉で絞る。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from .entries import PART_LENGTH
from .lookups import (
    Candidate,
    candidates,
    condition,
    keyed,
    meets_openly,
    named,
    order,
    parts_of,
    places,
    shown,
    visible,
)
from .models import SearchEntry, SearchPart
from .scenes import Scene
from .words import Word

#: これより多ければ、言葉を足してもらう。
MANY = 300
#: 言葉の重さを数えるのは、この二倍まで。
_HEAVY = 2000
#: 数を限った内側の問い合わせは、PostgreSQL が外側とまぜて、一行ごとにやりなおすことがない。
_FENCE = 10_000_000
#: 多いときに、先に並べたい順に引く、はじめの数。
_PAGE = 320
_SHORT_SPAN = 62


def gather(words: Sequence[Word], at: Scene) -> list[Candidate]:
    """全部の言葉に合う人を、見せる順に。`MANY` より多ければ、そこで止める。"""
    first = min(words, key=lambda word: _weight(word, at)) if len(words) > 1 else words[0]
    others = conditions([word for word in words if word is not first], at)
    found: dict[str, Candidate] = {}
    for one in _matching(first, others, at):
        if allowed(words, one, at):
            found[one.key] = one
        if len(found) > MANY:
            break
    return sorted(found.values(), key=lambda one: order(words, one))


def openly(words: Sequence[Word], at: Scene) -> list[Word]:
    """だれが守られるか分からないうちは、居どころでは探さない。"""
    return [replace(word, address="", phone="") if at.protection.unsure else word for word in words]


def conditions(words: Sequence[Word], at: Scene) -> Q:
    """全部の言葉に合うこと。"""
    found = Q()
    for word in words:
        found &= condition(word, at)
    return found


def allowed(words: Sequence[Word], one: Candidate, at: Scene) -> bool:
    """守られる人は、居どころを使わずに当たるときだけ見つかる。"""
    return one.key not in at.protection.keys or all(meets_openly(word, one) for word in words)


def _weight(word: Word, at: Scene) -> int:
    """この言葉で引くと、およそ何行か。"""
    if word.numbers or word.phone or word.births:
        longest = max(((high - low).days for low, high in word.births), default=0)
        return 0 if longest <= _SHORT_SPAN else _HEAVY
    counted: list[QuerySet[SearchEntry] | QuerySet[SearchPart]] = [_rows(one) for one in keyed(word, at)]
    counted += [parts_of(name, word) for name in word.names]
    return sum(one.order_by()[: _HEAVY * 2].count() for one in counted)


def _rows(condition: Q) -> QuerySet[SearchEntry]:
    """一つの索引だけで引ける行。"""
    return SearchEntry.objects.filter(condition)


def _matching(word: Word, others: Q, at: Scene) -> Iterator[Candidate]:
    for one in keyed(word, at):
        rows = _rows(one)
        found = visible(at, _every(rows, "pk"), others) if others else shown(rows, at)
        yield from _capped(found, at)
    for name in word.names:
        yield from _by_name(name, word, others, at)


def _every(rows: QuerySet[SearchEntry] | QuerySet[SearchPart], column: str) -> Any:
    """鍵の番号の全部。多くなければ、番号そのもので。"""
    keys = list(rows.order_by().values_list(column, flat=True)[:_HEAVY])
    return keys if len(keys) < _HEAVY else rows.values(column)[:_FENCE]


def _capped(entries: QuerySet[SearchEntry], at: Scene) -> list[Candidate]:
    """`MANY` を越えるところまで。守られる人を除いても足りるように引きなおす。"""
    found = list(candidates(entries[: MANY + 1]))
    if len(found) > MANY and any(one.key in at.protection.keys for one in found):
        found = list(candidates(entries[: MANY + 1 + len(at.protection.keys)]))
    return found


def _by_name(name: str, word: Word, others: Q, at: Scene) -> Iterator[Candidate]:
    """少なければ一度に、多ければ先に並べたい順に少しずつ。"""
    parts = parts_of(name, word)
    if len(name) > PART_LENGTH:
        others &= named(word)
    if others:
        yield from _capped(visible(at, _every(parts, "entry"), others), at)
        return
    keys = list(parts.order_by().values_list("entry", flat=True)[: MANY + 1])
    if len(keys) <= MANY:
        yield from candidates(visible(at, keys, others))
        return
    for place in places(word):
        ordered = parts.filter(place=place).order_by("part", "entry").values_list("entry", flat=True)
        start, size = 0, _PAGE
        while keys := list(ordered[start : start + size]):
            yield from candidates(visible(at, keys, others))
            start, size = start + size, size * 2
