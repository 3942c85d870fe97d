"""読んだ行を、いまの世代の行と指紋で比べ、変わったところだけを取り出す。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from .contents import decode_row, encode_row, row_hash
from .entries import entries_for
from .feeds.reading import FeedRow, ReadFeed
from .generations import Change, Snapshot
from .models import CoreRow, DoubtfulSubject

_FEW = 500


@dataclass(slots=True)
class Compared:
    """前の世代との違い。`held` は前の世代の行の数。"""

    held: int
    added: list[CoreRow] = field(default_factory=list)
    fresh: list[FeedRow] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    unchanged: int = 0
    removed: int = 0
    touched: set[str] = field(default_factory=set)

    @property
    def rows_after(self) -> int:
        """切り替えたあとの行の数。"""
        return self.held - len(self.closed) + len(self.added)


def visible(group: str, now: Snapshot) -> QuerySet[CoreRow]:
    """その世代で見える行。"""
    found: QuerySet[CoreRow] = CoreRow.objects.filter(now.visible(group), group=group)
    return found


def compare(group: str, feed: ReadFeed, now: Snapshot, *, full: bool) -> Compared:
    """違いを数える。全件の出力になければ、なくなった行。行を断られた人の前の行は、閉じない。"""
    fields = visible(group, now).values_list("pk", "subject_key", "record", "row_hash")
    held = {(subject, record): (pk, digest) for pk, subject, record, digest in fields}
    result = Compared(len(held))
    for row in feed.rows:
        content = encode_row(row)
        digest = row_hash(content)
        before = held.pop((row.subject, row.record), None)
        if before is not None and before[1] == digest:
            result.unchanged += 1
            continue
        if before is not None:
            result.closed.append(before[0])
        result.fresh.append(row)
        result.touched.add(row.subject)
        result.added.append(
            CoreRow(group=group, subject_key=row.subject, record=row.record, content=content, row_hash=digest)
        )
    if full:
        gone = {key: pk for key, (pk, _) in held.items() if key[0] not in feed.doubtful}
        result.closed += gone.values()
        result.touched |= {subject for subject, _ in gone}
        result.removed = len(gone)
    return result


def change_of(group: str, feed: ReadFeed, compared: Compared, now: Snapshot, *, full: bool) -> Change:
    """世代の切り替えに渡す形にする。住民記録なら、変わった人の探す鍵も作り直す。"""
    searched = sorted(compared.touched) if group == "resident" else []
    rows = _rows_of(searched, compared, now) if searched else {}
    entries = [entry for key in searched for entry in entries_for(rows.get(key, []))]
    return Change(
        group, compared.added, compared.closed, entries, searched, feed.doubtful, keeps_doubts=not full
    )


def _rows_of(keys: Iterable[str], compared: Compared, now: Snapshot) -> Mapping[str, list[FeedRow]]:
    """変わった人の、切り替えたあとの全部の行。"""
    wanted, closed = set(keys), set(compared.closed)
    rows = visible("resident", now)
    if len(wanted) <= _FEW:
        rows = rows.filter(subject_key__in=wanted)
    found: dict[str, list[FeedRow]] = {}
    for row in rows:
        if row.subject_key in wanted and row.pk not in closed:
            held = decode_row(row.subject_key, row.record, row.content)
            found.setdefault(row.subject_key, []).append(held)
    for fresh in compared.fresh:
        found.setdefault(fresh.subject, []).append(fresh)
    return found


def doubtful_in(group: str) -> dict[str, str]:
    """その組から何も言えない人（人 → 分かれば世帯番号）。"""
    return dict(DoubtfulSubject.objects.filter(group=group).values_list("subject_key", "household_no"))
