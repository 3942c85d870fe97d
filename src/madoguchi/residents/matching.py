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
_AT_ONCE = 500
_KEPT_FIELDS = (
    "state",
    "subject_key",
    "decided_by",
    "decided_at",
    "name",
    "kana",
    "address",
    "record",
    "content",
    "seen_run",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """決めるのを待つ一行と、名の合う人。`candidates` は宛名番号だけ。"""

    id: int
    group: str
    source_key: str
    name: str
    kana: str
    candidates: tuple[str, ...]


def decided(group: str) -> Mapping[tuple[str, str], str]:
    """決まっている人。台帳の番号と名が同じあいだだけ効き、名が変われば決め直す。"""
    rows = UnmatchedRecord.objects.filter(group=group, state=UnmatchedRecord.MATCHED)
    return {(key, name): who for key, name, who in rows.values_list("source_key", "name", "subject_key")}


def keep(run: LoadRun, rows: Sequence[UnmatchedRow], *, full: bool) -> int:
    """出力にあった行を残し、決めるのを待つ行の数を返す。全件の出力から消えた行は除く。"""
    held = {row.source_key: row for row in UnmatchedRecord.objects.filter(group=run.group)}
    put: dict[str, UnmatchedRecord] = {}
    for one in rows:
        row = put.get(one.source_key) or held.get(one.source_key) or UnmatchedRecord(
            municipality_id=run.municipality_id, group=run.group, source_key=one.source_key, name=one.name
        )  # fmt: skip
        if row.name != one.name:
            row.state, row.subject_key, row.decided_by, row.decided_at = UnmatchedRecord.WAITING, "", "", None
        row.name, row.kana, row.address = one.name, one.kana, one.address
        row.record, row.content, row.seen_run = one.record, one.content, run.pk
        put[one.source_key] = row
    UnmatchedRecord.objects.bulk_create(
        [row for key, row in put.items() if key not in held], batch_size=_AT_ONCE
    )
    UnmatchedRecord.objects.bulk_update(
        [row for key, row in put.items() if key in held], _KEPT_FIELDS, batch_size=_AT_ONCE
    )
    if full:
        UnmatchedRecord.objects.filter(group=run.group).exclude(seen_run=run.pk).delete()
    return int(UnmatchedRecord.objects.filter(group=run.group, state=UnmatchedRecord.WAITING).count())


def waiting() -> tuple[Waiting, ...]:
    """決めるのを待つ行。"""
    rows = list(UnmatchedRecord.objects.filter(state=UnmatchedRecord.WAITING).order_by("group", "source_key"))
    alike = _alike(rows)
    return tuple(
        Waiting(row.pk, row.group, row.source_key, row.name, row.kana, _candidates(row, alike))
        for row in rows
    )


def _keys(row: UnmatchedRecord) -> tuple[tuple[str, str], ...]:
    """名の鍵とカナの鍵。"""
    pairs = (("name_key", fold_text(row.name)), ("kana_key", fold_kana(row.kana)))
    return tuple((column, key) for column, key in pairs if key)


def _alike(rows: Sequence[UnmatchedRecord]) -> Mapping[tuple[str, str], list[tuple[str, str]]]:
    """鍵ごとの、名かカナが同じ人と町。行の数だけ引かないように、まとめて引く。"""
    entries = SearchEntry.objects.filter(generations.snapshot().visible("resident"), current=True)
    wanted = {pair for row in rows for pair in _keys(row)}
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for column in ("name_key", "kana_key"):
        keys = sorted(key for name, key in wanted if name == column)
        for start in range(0, len(keys), _AT_ONCE):
            part = entries.filter(**{f"{column}__in": keys[start : start + _AT_ONCE]})
            for key, who, town in part.values_list(column, "subject_key", "town_key"):
                found.setdefault((column, key), []).append((who, town))
    return found


def _candidates(
    row: UnmatchedRecord, alike: Mapping[tuple[str, str], list[tuple[str, str]]]
) -> tuple[str, ...]:
    """名かカナが同じ人。住所の町が合う人が先。合うだけで、決めはしない。"""
    place = fold_town(row.address)
    people = [pair for key in _keys(row) for pair in alike.get(key, [])]
    same = {who: bool(town) and town in place for who, town in people}
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
