"""続けて失敗したログインを待たせる。回数はデータベースに置くので、再起動しても消えない。"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from madoguchi.accounts.models import SignInThrottle

ALLOWED_FAILURES = 5
WAIT = timedelta(minutes=10)


def is_locked(login: str, now: datetime) -> bool:
    """いま待たせている職員番号か。"""
    return SignInThrottle.objects.filter(
        login=login, failures__gte=ALLOWED_FAILURES, last_failed_at__gt=now - WAIT
    ).exists()


def count_failure(login: str, now: datetime) -> None:
    """失敗を一つ数える。待ち時間を過ぎた数は忘れる。"""
    with transaction.atomic():
        SignInThrottle.objects.filter(last_failed_at__lte=now - WAIT).delete()
        row, is_new = SignInThrottle.objects.get_or_create(
            login=login, defaults={"failures": 1, "last_failed_at": now}
        )
        if not is_new:
            SignInThrottle.objects.filter(pk=row.pk).update(failures=F("failures") + 1, last_failed_at=now)


def forget_failures(login: str) -> None:
    """入れたので、数を消す。"""
    SignInThrottle.objects.filter(login=login).delete()
