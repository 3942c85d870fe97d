"""打ったそばから残る✓。件の真実ではなく、終えれば消える。来た人ごとに分け、ほかの人の来庁には出さない。"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from madoguchi.cases.ledger import NotFound
from madoguchi.cases.models import Case, Ticks

MOST = 2000


def marks(case_id: int, voice: int) -> frozenset[str]:
    """来た人 `voice` の、いま残っている✓の名。"""
    row = Ticks.objects.filter(case_id=case_id, voice=voice).first()
    return frozenset(row.marks) if row is not None else frozenset()


def keep(case_id: int, voice: int, at: datetime, offered: Iterable[str], ticked: Iterable[str]) -> None:
    """画面に出ていた✓（`offered`）のうち、ついていたもの（`ticked`）だけを残す。ほかの画面の✓は変えない。"""
    shown, chosen = frozenset(offered), frozenset(ticked)
    with transaction.atomic():
        if not Case.objects.filter(pk=case_id).exists():
            raise NotFound("その件はありません。", remedy="さがし直してください。", value=case_id)
        row, _ = Ticks.objects.select_for_update().get_or_create(
            case_id=case_id, voice=voice, defaults={"at": at}
        )
        after = sorted((frozenset(row.marks) - shown) | (chosen & shown))
        if after != row.marks and len(after) <= MOST:
            row.marks, row.at = after, at
            row.save()


def forget(case_id: int) -> None:
    """件を終えたので、✓を消す。"""
    Ticks.objects.filter(case_id=case_id).delete()
