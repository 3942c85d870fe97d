"""言葉の全部に合う人を集める。少ない言葉から引き、ほかの言葉で絞る。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

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
    parts_of_names,
    places,
    visible,
)
from .models import SearchEntry, SearchPart
from .scenes import Scene
from .words import Word

#: これより多ければ、言葉を足してもらう。
MANY = 300
#: 字の並びがこれより多いときは、先に並べたい順に少しずつ引く。
_FEW_PARTS = 2000
_PAGE = 400
_SHORT_SPAN = 62


def gather(words: Sequence[Word], at: Scene) -> list[Candidate]:
    """全部の言葉に合う人を、見せる順に。`MANY` より多ければ、そこで止める。"""
    sought = [_hidden(word) if at.protection.unsure else word for word in words]
    first = min(sought, key=lambda word: _weight(word, at)) if len(sought) > 1 else sought[0]
    others = Q()
    for word in sought:
        if word is not first:
            others &= condition(word, at)
    found: dict[str, Candidate] = {}
    entries = visible(at).filter(others)
    for one in _matching(first, entries, at, alone=len(sought) == 1):
        if one.key not in at.protection.keys or all(meets_openly(word, one) for word in sought):
            found[one.key] = one
        if len(found) > MANY:
            break
    return sorted(found.values(), key=lambda one: order(list(sought), one))


def _hidden(word: Word) -> Word:
    """だれが守られるか分からないうちは、居どころでは探さない。"""
    return replace(word, address="", phone="")


def _weight(word: Word, at: Scene) -> int:
    """この言葉で引くと、およそ何行か。"""
    if word.numbers or word.phone or word.births:
        longest = max(((high - low).days for low, high in word.births), default=0)
        return 0 if longest <= _SHORT_SPAN else _FEW_PARTS
    rows = [visible(at).filter(one) for one in keyed(word, at)]
    counted: list[QuerySet[SearchEntry] | QuerySet[SearchPart]] = [*rows]
    if word.names:
        counted.append(parts_of_names(word))
    return sum(one.order_by()[: _FEW_PARTS * 2].count() for one in counted)


def _matching(word: Word, entries: QuerySet[SearchEntry], at: Scene, *, alone: bool) -> Iterator[Candidate]:
    for one in keyed(word, at):
        yield from _capped(entries.filter(one), at)
    if word.names:
        yield from _by_name(word, entries, _PAGE if alone else _FEW_PARTS)


def _capped(entries: QuerySet[SearchEntry], at: Scene) -> list[Candidate]:
    """`MANY` を越えるところまで。守られる人を除いても足りるように引きなおす。"""
    found = list(candidates(entries[: MANY + 1]))
    if len(found) > MANY and any(one.key in at.protection.keys for one in found):
        found = list(candidates(entries[: MANY + 1 + len(at.protection.keys)]))
    return found


def _by_name(word: Word, entries: QuerySet[SearchEntry], few: int) -> Iterator[Candidate]:
    parts = parts_of_names(word)
    if any(len(name) > PART_LENGTH for name in word.names):
        entries = entries.filter(named(word))
    if parts.order_by()[:few].count() < few:
        yield from candidates(entries.filter(pk__in=parts.values("entry")))
        return
    for place in places(word):
        yield from _page_by_page(parts.filter(place=place).order_by("part", "entry"), entries)


def _page_by_page(parts: QuerySet[SearchPart], entries: QuerySet[SearchEntry]) -> Iterator[Candidate]:
    start, size = 0, _PAGE
    while keys := list(parts.values_list("entry", flat=True)[start : start + size]):
        yield from candidates(entries.filter(pk__in=keys))
        start, size = start + size, size * 2
