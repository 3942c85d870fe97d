"""世代の切り替え。新しい行を先に少しずつ置き、短い一つの取引で、いまの世代の番号を差し替える。"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import current

from . import indexing
from .models import CoreRow, DoubtfulSubject, Generation, LoadRun, SearchEntry

BATCH = 2000
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Snapshot:
    """いまの世代。組 → 番号。一つの問い合わせの中では、同じものを使い通す。"""

    runs: Mapping[str, int]

    def visible(self, group: str) -> Q:
        """その組の、いま見える行の条件。"""
        run = self.runs.get(group, 0)
        return Q(gen_from__lte=run) & (Q(gen_to=None) | Q(gen_to__gt=run))

    def shows(self, group: str, gen_from: int, gen_to: int | None) -> bool:
        """`[gen_from, gen_to)` の行が、いま見えるか。"""
        run = self.runs.get(group, 0)
        return gen_from <= run and (gen_to is None or gen_to > run)


def snapshot() -> Snapshot:
    """いまの世代を読む。"""
    return Snapshot(dict(Generation.objects.values_list("group", "run")))


def snapshot_in(pointers: Iterable[Generation]) -> Snapshot:
    """読んである世代。"""
    return Snapshot({one.group: one.run for one in pointers})


@dataclass(frozen=True, slots=True)
class Change:
    """一つの組の変わり方。`closed` は閉じる行、`searched` は探す鍵を作り直した人。

    `heard` は、差分の出力で確かな行のあった人。None なら全件なので、前に断った人の印を全部外す。
    """

    group: str
    closed: Sequence[int]
    searched: Sequence[str]
    doubtful: Mapping[str, str]
    heard: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """取り込んだファイルの素性と数。"""

    file: str
    source_hash: str
    as_of: datetime
    rows: int
    refused: int


def begin(group: str, source: Source) -> LoadRun:
    """取り込みを始め、新しい世代の番号を取る。"""
    run = LoadRun(
        municipality_id=current(), group=group, file=source.file[:120], source_hash=source.source_hash,
        refused=source.refused, as_of=source.as_of,
    )  # fmt: skip
    run.save()
    return run


def refresh(group: str, source: Source) -> None:
    """行の違いがないので、世代はそのまま、基準日時だけを新しくする。"""
    pointer = Generation.objects.get(group=group)
    wanted = (source.source_hash, source.as_of, source.rows, source.refused, False)
    held = (pointer.source_hash, pointer.as_of, pointer.rows, pointer.refused, pointer.distrusted)
    if wanted != held:
        pointer.source_hash, pointer.as_of, pointer.rows, pointer.refused, pointer.distrusted = wanted
        pointer.save()


def distrust(group: str, as_of: datetime) -> None:
    """いまの世代より新しい出力を断った。前の世代は残るが、いまの姿だと言い切れない。"""
    pointer = Generation.objects.filter(group=group, as_of__lt=as_of).first()
    if pointer is not None and not pointer.distrusted:
        pointer.distrusted = True
        pointer.save()


def switch(run: LoadRun, base: int, change: Change, source: Source) -> None:
    """いまの世代を `run` にする。途中で世代が変わっていたら、何も変えずに断る。"""
    with transaction.atomic():
        pointer = Generation.objects.select_for_update().filter(group=change.group).first()
        if (pointer.run if pointer else 0) != base:
            raise Fault("取り込みのあいだに、ほかの取り込みが終わりました。", file=source.file,
                        remedy="もう一度取り込んでください。")  # fmt: skip
        _sweep(run, base, change)
        for ids in batches(change.closed, _CHUNK):
            CoreRow.objects.filter(pk__in=ids).update(gen_to=run.pk)
        _doubt(run, change)
        values: dict[str, Any] = {
            "run": run.pk, "source_hash": source.source_hash, "as_of": source.as_of,
            "rows": source.rows, "refused": source.refused, "distrusted": False,
        }  # fmt: skip
        Generation.objects.update_or_create(
            municipality_id=run.municipality_id, group=change.group, defaults=values
        )
        run.state, run.finished_at = LoadRun.LOADED, Now()
        run.save()


def _sweep(run: LoadRun, base: int, change: Change) -> None:
    """前に途中で終わった取り込みの行を除き、作り直した人の古い鍵を閉じる。"""
    CoreRow.objects.filter(group=change.group, gen_from__gt=base).exclude(gen_from=run.pk).delete()
    if change.group != "resident":
        return
    indexing.forget(SearchEntry.objects.filter(gen_from__gt=base).exclude(gen_from=run.pk))
    for keys in batches(change.searched, _CHUNK):
        old = SearchEntry.objects.filter(subject_key__in=keys, gen_to=None)
        old.exclude(gen_from=run.pk).update(gen_to=run.pk)


def _doubt(run: LoadRun, change: Change) -> None:
    doubts = DoubtfulSubject.objects.filter(group=change.group)
    if change.heard is None:
        doubts.delete()
    else:
        for keys in batches(sorted(change.heard), _CHUNK):
            doubts.filter(subject_key__in=keys).delete()
    DoubtfulSubject.objects.bulk_create(
        [
            DoubtfulSubject(
                municipality_id=run.municipality_id, group=change.group, subject_key=key, household_no=home
            )
            for key, home in change.doubtful.items()
        ],
        batch_size=BATCH, ignore_conflicts=True,
    )  # fmt: skip


def batches(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """決まった数ずつ。"""
    return (items[start : start + size] for start in range(0, len(items), size))
