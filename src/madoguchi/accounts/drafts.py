"""入れかけの欄。席が閉じても、時間が切れても、書いた本人にだけ返す。送れば消える。"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from madoguchi.accounts.models import Draft
from madoguchi.domain.errors import Fault

#: これより古い入れかけは返さずに消す。次の日の、ほかの方の画面に出さないため。
LONGEST = timedelta(hours=12)
MOST_FIELDS, MOST_LETTERS = 300, 40_000
Fields = tuple[tuple[str, str], ...]


def keep(user: Any, page: str, about: str, fields: Fields, now: datetime) -> None:
    """`page` へ送る欄を控える。`about` は、どの件の、だれの話か。欄が一つもなければ、前の控えを消す。"""
    if len(fields) > MOST_FIELDS or sum(len(value) for _, value in fields) > MOST_LETTERS:
        raise Fault(
            "入れかけを控えるには長すぎます。", remedy="短く分けて、先に送ってください。", value=len(fields)
        )
    if not any(value for _, value in fields):
        forget(user, page)
        return
    values = {"about": about, "fields": [list(one) for one in fields], "kept_at": now}
    with transaction.atomic():
        Draft.objects.update_or_create(user_id=user.pk, page=page, defaults=values)


def kept(user: Any, abouts: Mapping[str, str], now: datetime) -> dict[str, Fields]:
    """送り先ごとの入れかけ。いまの `about` と違うもの（ほかの方の話）と、古いものは返さない。"""
    with transaction.atomic():
        Draft.objects.filter(user_id=user.pk, kept_at__lt=now - LONGEST).delete()
        rows = list(Draft.objects.filter(user_id=user.pk, page__in=abouts))
    return {
        row.page: tuple((name, value) for name, value in row.fields)
        for row in rows
        if row.about == abouts[row.page]
    }


def forget(user: Any, *pages: str) -> None:
    """送れたか、要らなくなった入れかけを消す。"""
    rows = Draft.objects.filter(user_id=user.pk, page__in=pages)
    if rows.exists():
        rows.delete()
