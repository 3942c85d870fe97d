"""記録を書き足す。呼ぶ側の短い取引の最後に呼ぶ。書けなければ、取引ごと取り消される。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection

from madoguchi.audit import chain
from madoguchi.audit.models import AuditEntry, AuditHead
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import current

DONE, DENIED, FAILED = "done", "denied", "failed"


class OutsideTransaction(Fault):
    """取引の外で記録を書こうとした。"""


@dataclass(frozen=True)
class Actor:
    """行った人と場。`at` は行った時刻。求めごとに一つ作り、下へ値で渡す。"""

    name: str
    at: datetime
    department: str = ""
    terminal: str = ""
    request_id: str = ""


@dataclass(frozen=True)
class Act:
    """行い。`persons` は住民の番号、`field_classes` は見えた項目区分。氏名や住所を入れない。"""

    action: str
    object_kind: str = ""
    object_id: str = ""
    persons: tuple[str, ...] = ()
    field_classes: frozenset[str] = frozenset()
    reason: str = ""
    payload: Mapping[str, Any] | None = None
    outcome: str = DONE


def record(actor: Actor, act: Act) -> int:
    """いまの自治体の鎖に一件を書き足し、その番号を返す。取引の外なら OutsideTransaction。"""
    if not connection.in_atomic_block:
        raise OutsideTransaction(
            "記録は、記録される操作と同じ取引の中で書きます。",
            remedy="with transaction.atomic(): の最後で呼んでください。",
            value=act.action,
        )
    head = _head()
    entry = _entry(actor, act, head)
    entry.hash = chain.link(entry.previous, entry.fields())
    entry.save()
    head.seq, head.hash = entry.seq, entry.hash
    head.save()
    return int(entry.seq)


def record_read(actor: Actor, act: Act) -> int:
    """住民の記録を見たこと。だれの分かを必ず書く。"""
    if not act.persons:
        raise Fault(
            "見た記録に、だれの分かがありません。",
            remedy="persons に住民の番号を入れてください。",
            value=act.action,
        )
    return record(actor, act)


def record_search(actor: Actor, action: str, shown: tuple[str, ...], criteria: Mapping[str, Any]) -> int:
    """探したこと。条件は指紋だけを残し、出た人の番号を残す。"""
    return record(actor, Act(action, object_kind="search", persons=shown, payload=criteria))


def record_denied(actor: Actor, act: Act) -> int:
    """断ったこと。"""
    return record(actor, replace(act, outcome=DENIED))


def _head() -> AuditHead:
    head = AuditHead.objects.select_for_update().first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(hash=chain.START)], ignore_conflicts=True)
        head = AuditHead.objects.select_for_update().get()
    return head


def _entry(actor: Actor, act: Act, head: AuditHead) -> AuditEntry:
    return AuditEntry(
        municipality_id=current(),
        seq=head.seq + 1,
        previous=head.hash,
        at=actor.at,
        actor=actor.name,
        department=actor.department,
        terminal=actor.terminal,
        request_id=actor.request_id,
        action=act.action,
        outcome=act.outcome,
        object_kind=act.object_kind,
        object_id=act.object_id,
        persons=list(act.persons),
        field_classes=sorted(act.field_classes),
        reason=act.reason,
        payload_digest="" if act.payload is None else chain.digest(act.payload),
    )
