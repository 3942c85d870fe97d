"""読んだ行を、いまの世代の行と指紋で比べ、変わったところだけを取り出す。"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from .contents import row_hash
from .feeds.row_reading import BETWEEN, CodedRow
from .generations import Snapshot, batches
from .models import CoreRow, DoubtfulSubject
from .staging import Staged

_SHIFT = 128
_MASK = (1 << _SHIFT) - 1
_CHUNK = 500


def visible(group: str, now: Snapshot) -> QuerySet[CoreRow]:
    """その世代で見える行。"""
    found: QuerySet[CoreRow] = CoreRow.objects.filter(now.visible(group), group=group)
    return found


class Comparison:
    """前の世代との違い。百万行でも場所を取らないよう、行の番号と指紋を一つの整数にして持つ。"""

    def __init__(self, group: str, now: Snapshot, *, full: bool) -> None:
        self.group, self.now, self.full = group, now, full
        self.held_rows = visible(group, now).count() if group in now.runs else 0
        self.held: dict[str, int] = {}
        self.closed: dict[int, str] = {}
        self.touched: set[str] = set()
        self.heard: set[str] = set()
        self.present: set[str] = set()
        self.added = self.unchanged = self.removed = 0
        if full and self.held_rows:
            self._hold(visible(group, now))

    def _hold(self, rows: QuerySet[CoreRow]) -> None:
        fields = rows.values_list("pk", "subject_key", "record", "row_hash")
        for pk, subject, record, digest in fields.iterator(chunk_size=5000):
            self.held[subject + BETWEEN + record] = pk << _SHIFT | int(digest, 16)

    def fresh(self, rows: Sequence[CodedRow]) -> list[Staged]:
        """前と違う行だけ。差分の出力なら、その人たちの前の行だけを読む。"""
        self.present.update([row.subject for row in rows if not row.deleted])
        if not self.full:
            self._hear(rows)
        found: list[Staged] = []
        for row in rows:
            before = self.held.pop(row.key, None)
            if row.deleted:
                self._drop(before, row.subject)
                continue
            digest = row_hash(row.content)
            if before is not None:
                if before & _MASK == int(digest, 16):
                    self.unchanged += 1
                    continue
                self.closed[before >> _SHIFT] = row.subject
            self.touched.add(row.subject)
            found.append((row.subject, row.record, row.content, digest))
        self.added += len(found)
        return found

    def _hear(self, rows: Sequence[CodedRow]) -> None:
        self.held = {}
        subjects = {row.subject for row in rows}
        self.heard |= subjects
        if self.held_rows:
            for keys in batches(sorted(subjects), _CHUNK):
                self._hold(visible(self.group, self.now).filter(subject_key__in=keys))

    def _drop(self, before: int | None, subject: str) -> None:
        if before is not None:
            self.closed[before >> _SHIFT] = subject
            self.touched.add(subject)
            self.removed += 1

    def leave(self, doubtful: dict[str, str], withdrawn: int) -> None:
        """行を断られた人については、前の行を閉じず、新しい行も数えない。"""
        self.added -= withdrawn
        if doubtful:
            self.closed = {pk: who for pk, who in self.closed.items() if who not in doubtful}
            self.touched -= doubtful.keys()
            self.heard -= doubtful.keys()

    def close_gone(self, doubtful: dict[str, str]) -> None:
        """全件の出力になかった行を閉じる。行を断られた人の前の行は、閉じない。"""
        for key, packed in self.held.items():
            subject = key.partition(BETWEEN)[0]
            if subject not in doubtful:
                self._drop(packed, subject)
        self.held = {}

    @property
    def rows_after(self) -> int:
        """切り替えたあとの行の数。"""
        return self.held_rows - len(self.closed) + self.added

    def people_before(self) -> int:
        """前の世代の人の数。"""
        return int(visible(self.group, self.now).values("subject_key").distinct().count())


def doubtful_in(group: str) -> dict[str, str]:
    """その組から何も言えない人（人 → 分かれば世帯番号）。"""
    return dict(DoubtfulSubject.objects.filter(group=group).values_list("subject_key", "household_no"))
