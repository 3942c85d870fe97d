"""できる日の始まりと終わりのある用事を、いちばん少ない回数の来庁にまとめる。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from madoguchi.guide.timing import Key


@dataclass(frozen=True, slots=True)
class Errand:
    """一つの用事。`first` からできる。`last` までに済ませたい（なければ、いつでもよい）。`known` でなければ `first` は見込み。"""

    key: Key
    first: date
    last: date | None = None
    known: bool = True

    @property
    def late(self) -> bool:
        """いちばん早くても、間に合わないか。始まりが見込みなら、間に合わないとは言わない。"""
        return self.last is not None and self.known and self.last < self.first


@dataclass(frozen=True, slots=True)
class Trip:
    """一回の来庁。`first` から `last` までのどの日でもよい（`last` がなければ、いつでもよい）。"""

    keys: tuple[Key, ...]
    first: date
    last: date | None
    known: bool = True


def trips(errands: Iterable[Errand]) -> tuple[Trip, ...]:
    """区間を刺す点を、終わりの早い順に一つずつ置く（最小になることは、区間の貪欲法のよく知られた性質）。

    先に済ませる用事の `first` は、後の用事の `first` 以前なので、来庁も後にならない。
    間に合わない用事は、回数を増やさず、いちばん早い来庁に入る。
    """
    waiting = sorted(errands, key=lambda one: (_point(one), one.first))
    found = []
    while waiting:
        point = _point(waiting[0])
        taken = [one for one in waiting if one.first <= point]
        waiting = [one for one in waiting if one.first > point]
        found.append(_trip(taken))
    return tuple(found)


def _point(one: Errand) -> date:
    """この用事を必ず含む、いちばん遅い日。"""
    return date.max if one.last is None or one.last < one.first else one.last


def _trip(taken: list[Errand]) -> Trip:
    first = max(one.first for one in taken)
    ends = [one.last for one in taken if one.last is not None and not one.late]
    known = all(one.known for one in taken)
    return Trip(tuple(one.key for one in taken), first, min(ends, default=None), known)
