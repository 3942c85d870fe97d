"""宛名番号のない行を、推し量らずに、名のある職員が決めるまで待たせる。決まれば、その人の行になる。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from madoguchi.audit.actions import Act, Actor, record
from madoguchi.domain.errors import Fault

from . import generations
from .contents import row_hash
from .feeds.row_reading import UnmatchedRow
from .folding import fold_kana, fold_text, fold_town
from .generations import Change, Source
from .models import CoreRow, Generation, LoadRun, SearchEntry, UnmatchedRecord
from .staging import Stage

_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """決めるのを待つ一行と、名の合う人。`candidates` は宛名番号だけ。"""

    id: int
    group: str
    source_key: str
    name: str
    kana: str
    address: str
    candidates: tuple[str, ...]


def decided(group: str) -> Mapping[tuple[str, str], str]:
    """決まっている人。台帳の番号と名が同じあいだだけ効き、名が変われば決め直す。"""
    rows = UnmatchedRecord.objects.filter(group=group, state=UnmatchedRecord.MATCHED)
    return {(key, name): who for key, name, who in rows.values_list("source_key", "name", "subject_key")}


def keep(run: LoadRun, rows: Sequence[UnmatchedRow], *, full: bool) -> int:
    """出力にあった行を残し、決めるのを待つ行の数を返す。全件の出力から消えた行は除く。"""
    held = {row.source_key: row for row in UnmatchedRecord.objects.filter(group=run.group)}
    for one in rows:
        row = held.get(one.source_key) or UnmatchedRecord(
            municipality_id=run.municipality_id, group=run.group, source_key=one.source_key, name=one.name
        )
        if row.name != one.name:
            row.state, row.subject_key, row.decided_by, row.decided_at = UnmatchedRecord.WAITING, "", "", None
        row.name, row.kana, row.address = one.name, one.kana, one.address
        row.record, row.content, row.seen_run = one.record, one.content, run.pk
        row.save()
    if full:
        UnmatchedRecord.objects.filter(group=run.group).exclude(seen_run=run.pk).delete()
    return int(UnmatchedRecord.objects.filter(group=run.group, state=UnmatchedRecord.WAITING).count())


def waiting() -> tuple[Waiting, ...]:
    """決めるのを待つ行。"""
    rows = UnmatchedRecord.objects.filter(state=UnmatchedRecord.WAITING).order_by("group", "source_key")
    now = generations.snapshot()
    return tuple(
        Waiting(row.pk, row.group, row.source_key, row.name, row.kana, row.address, _candidates(row, now))
        for row in rows
    )


def _candidates(row: UnmatchedRecord, now: generations.Snapshot) -> tuple[str, ...]:
    """名かカナが同じ人。住所の町が合う人が先。合うだけで、決めはしない。"""
    entries = SearchEntry.objects.filter(now.visible("resident"), current=True)
    same: dict[str, bool] = {}
    for column, key in (("name_key", fold_text(row.name)), ("kana_key", fold_kana(row.kana))):
        if key:
            found = entries.filter(**{column: key}).values_list("subject_key", "town_key")[:50]
            place = fold_town(row.address)
            same |= {who: bool(town) and town in place for who, town in found}
    return tuple(sorted(same, key=lambda who: (not same[who], who)))[:_MOST_CANDIDATES]


def decide(actor: Actor, record_id: int, subject: str) -> None:
    """だれの行かを決める。`subject` が空なら、だれのでもないと決める。決めた職員を残す。"""
    with transaction.atomic():
        row = UnmatchedRecord.objects.select_for_update().filter(pk=record_id).first()
        if row is None or row.state != UnmatchedRecord.WAITING:
            raise Fault("もう決まっているか、なくなった行です。", remedy="画面を読みなおしてください。")
        if subject and not SearchEntry.objects.filter(subject_key=subject, current=True).exists():
            raise Fault(
                "その番号の住民の記録がありません。", value=subject, remedy="宛名番号を確かめてください。"
            )
        row.state = UnmatchedRecord.MATCHED if subject else UnmatchedRecord.NOBODY
        row.subject_key, row.decided_by, row.decided_at = subject, actor.name, actor.at
        row.save()
        if subject:
            _place(row)
        act = Act("residents.match", "record", f"{row.group}:{row.source_key}", (subject,) if subject else ())
        record(actor, act)


def _place(row: UnmatchedRecord) -> None:
    """決まった人の行として、すぐに世代に入れる。"""
    pointer = Generation.objects.get(group=row.group)
    taken = CoreRow.objects.filter(
        generations.snapshot().visible(row.group),
        group=row.group,
        subject_key=row.subject_key,
        record=row.record,
    )
    if taken.exists():
        raise Fault(
            "その人には、もう同じ記録があります。",
            value=row.record,
            remedy="台帳の二重の登録を確かめてください。",
        )
    source = Source("照らし合わせ", pointer.source_hash, pointer.as_of, pointer.rows + 1, pointer.refused)
    run = generations.begin(row.group, source)
    run.accepted = 1
    Stage(run).put([(row.subject_key, row.record, row.content, row_hash(row.content))])
    generations.switch(run, pointer.run, Change(row.group, [], [], {}, heard=()), source)
