"""仕事を列に並べ、借りて、終える。どれも自治体の枠の中で働く。"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from madoguchi.ops.models import Job

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 5


@dataclass(frozen=True)
class Leased:
    """借りた仕事。"""

    id: int
    kind: str
    arguments: Mapping[str, Any]
    lease: str
    attempts: int


def enqueue(kind: str, key: str, due_at: datetime, arguments: Mapping[str, Any] | None = None) -> bool:
    """仕事を並べる。同じ鍵の仕事がすでにあれば何もせず False。"""
    _, is_new = Job.objects.get_or_create(
        kind=kind, key=key, defaults={"due_at": due_at, "arguments": dict(arguments or {})}
    )
    return bool(is_new)


def lease(now: datetime) -> Leased | None:
    """いま行ってよい仕事を一つ借りる。なければ None。"""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    with transaction.atomic():
        row = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(free, state=Job.WAITING, due_at__lte=now)
            .order_by("due_at", "pk")
            .first()
        )
        if row is None:
            return None
        row.leased_until, row.lease, row.attempts = now + LEASE, secrets.token_hex(16), row.attempts + 1
        row.save(update_fields=["leased_until", "lease", "attempts"])
    return Leased(row.pk, row.kind, row.arguments, row.lease, row.attempts)


def finish(job: Leased) -> bool:
    """終えたことを書く。借りた期限が切れて引き取られていたら False。"""
    return bool(_held(job).update(state=Job.DONE, leased_until=None, last_error=""))


def fail(job: Leased, error: str, now: datetime) -> None:
    """失敗を書く。間をあけてもう一度行い、五回でやめて人に見せる。"""
    if job.attempts >= MAX_ATTEMPTS:
        _held(job).update(state=Job.GAVE_UP, leased_until=None, last_error=error)
        return
    wait = timedelta(seconds=10 * 3**job.attempts)
    _held(job).update(leased_until=None, due_at=now + wait, last_error=error)


def waiting(now: datetime) -> int:
    """待っている仕事の数。"""
    return int(Job.objects.filter(state=Job.WAITING, due_at__lte=now).count())


def given_up() -> tuple[str, ...]:
    """五回失敗してやめた仕事と、その理由。"""
    rows = Job.objects.filter(state=Job.GAVE_UP).order_by("pk")
    return tuple(f"{row}: {row.last_error}" for row in rows)


def _held(job: Leased) -> Any:
    return Job.objects.filter(pk=job.id, lease=job.lease, state=Job.WAITING)
