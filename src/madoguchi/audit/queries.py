"""記録を読み、鎖を確かめる。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from madoguchi.audit import chain
from madoguchi.audit.models import AuditEntry, AuditHead


@dataclass(frozen=True)
class Entry:
    """一件の記録の控え。"""

    seq: int
    at: datetime
    actor: str
    action: str
    outcome: str
    object_kind: str
    object_id: str
    persons: tuple[str, ...]
    field_classes: frozenset[str]
    reason: str


@dataclass(frozen=True)
class Verification:
    """鎖を確かめた結果。`breaks` が空なら無傷。"""

    count: int
    head: str
    breaks: tuple[str, ...]


def entries(action: str = "", person: str = "") -> tuple[Entry, ...]:
    """いまの自治体の記録を番号の順に。行いや住民の番号で絞れる。"""
    rows = AuditEntry.objects.order_by("seq")
    if action:
        rows = rows.filter(action=action)
    return tuple(_copy(row) for row in rows if not person or person in row.persons)


def verify() -> Verification:
    """いまの自治体の鎖を頭からたどる。抜け・書き換え・末尾の切り落としを言葉で返す。"""
    breaks: list[str] = []
    previous, count = chain.START, 0
    for row in AuditEntry.objects.order_by("seq").iterator(chunk_size=2000):
        count += 1
        if row.seq != count:
            breaks.append(f"{count} 番の記録がありません。次にあるのは {row.seq} 番です。")
            count = row.seq
        breaks += _breaks_of(row, previous)
        previous = row.hash
    breaks += _breaks_of_head(count, previous)
    return Verification(count, previous, tuple(breaks))


def _breaks_of(row: AuditEntry, previous: str) -> list[str]:
    found = []
    if row.previous != previous:
        found.append(f"{row.seq} 番の記録が、前の記録とつながっていません。")
    if row.hash != chain.link(row.previous, row.fields()):
        found.append(f"{row.seq} 番の記録が書き換えられています。")
    return found


def _breaks_of_head(count: int, last: str) -> list[str]:
    head = AuditHead.objects.first()
    seq, found = (head.seq, head.hash) if head else (0, chain.START)
    if (seq, found) == (count, last):
        return []
    return [
        f"鎖の先頭は {seq} 番ですが、最後の記録は {count} 番です。末尾が切り落とされたか、先頭が直されています。"
    ]


def _copy(row: AuditEntry) -> Entry:
    return Entry(
        row.seq,
        row.at,
        row.actor,
        row.action,
        row.outcome,
        row.object_kind,
        row.object_id,
        tuple(row.persons),
        frozenset(row.field_classes),
        row.reason,
    )
