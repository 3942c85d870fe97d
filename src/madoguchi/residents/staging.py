"""新しい行を、だれにも見えない世代の番号で少しずつ置き、要らなくなれば取り下げる。"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection, transaction

from madoguchi.municipalities.scope import current

from .contents import decode_row
from .entries import entries_for
from .feeds.coding import FeedRow
from .generations import batches
from .indexing import forget, keep
from .models import CoreRow, LoadRun, SearchEntry

Staged = tuple[str, str, str, str]
_PEOPLE = 400


class Stage:
    """一つの取り込みの置き場。"""

    def __init__(self, run: LoadRun) -> None:
        self.run = run
        self.count = 0

    def put(self, rows: Sequence[Staged]) -> None:
        """行（人・記録・値・指紋）を置く。百万行を置くので、モデルを作らない。"""
        if not rows:
            return
        fixed = (current(), self.run.group, "person", self.run.pk)
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                columns = ([*column] for column in zip(*rows, strict=True))
                cursor.execute(_POSTGRES, [*fixed, *columns])
            else:
                # 団体コードと組は、決まった字しか入らないので、値の並びから省いて速くする。
                lead = f"VALUES ('{fixed[0]}', '{fixed[1]}', 'person', {fixed[3]}, %s, %s, %s, %s)"
                cursor.executemany(f"{_COLUMNS} {lead}", rows)
        self.count += len(rows)

    def withdraw(self, subjects: Collection[str]) -> int:
        """あとから断られた人の行を取り下げ、その数を返す。"""
        gone = 0
        for keys in batches(sorted(subjects), _PEOPLE):
            gone += self._own().filter(subject_key__in=keys).delete()[0]
        self.count -= gone
        return gone

    def discard(self) -> None:
        """置いた行の全部を取り下げる。"""
        if self.run.group == "resident":
            forget(SearchEntry.objects.filter(gen_from=self.run.pk))
        self._own().delete()

    def index(self, subjects: Sequence[str], closed: Collection[int], visible: Any) -> None:
        """変わった人の探す鍵を、切り替えたあとの行から作って置く。"""
        for keys in batches(subjects, _PEOPLE):
            found: dict[str, list[FeedRow]] = {key: [] for key in keys}
            people = CoreRow.objects.filter(group="resident", subject_key__in=keys)
            for row in [*people.filter(visible), *people.filter(gen_from=self.run.pk)]:
                if row.pk not in closed:
                    fresh = decode_row(row.subject_key, row.record, row.content)
                    found[row.subject_key].append(fresh)
            entries = [entry for key in keys for entry in entries_for(found[key])]
            for entry in entries:
                entry.gen_from, entry.municipality_id = self.run.pk, self.run.municipality_id
            with transaction.atomic():
                keep(entries)

    def _own(self) -> Any:
        return CoreRow.objects.filter(group=self.run.group, gen_from=self.run.pk)


_COLUMNS = (
    f'INSERT INTO {CoreRow._meta.db_table} (municipality_id, "group", subject_kind, gen_from,'
    " subject_key, record, content, row_hash)"
)
_POSTGRES = f"{_COLUMNS} SELECT %s, %s, %s, %s, * FROM unnest(%s::varchar[], %s::varchar[], %s::text[], %s::varchar[])"
