"""職員の席につないだ、お客さまの画面の控え。何を映してよいかは知らず、渡された紙を期限まで持つ。"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from madoguchi.accounts import throttling
from madoguchi.accounts.models import Display
from madoguchi.domain.errors import Fault

CODE_LASTS = timedelta(minutes=5)
Sheet = Mapping[str, Any]


def connect(user: Any) -> str:
    """新しい画面をつなぐ。前につないだ画面は白くなる。返すのは、その画面だけが持つ合言葉。"""
    secret = secrets.token_urlsafe(24)
    _write(user, secret=_digest(secret), code="", code_until=None, sheet=None, sheet_until=None)
    return f"{_row(user).pk}.{secret}"


def offer(user: Any, now: datetime) -> str:
    """離れた画面をつなぐための六けたの番号。五分のあいだ、一度だけ使える。"""
    code = f"{secrets.randbelow(1_000_000):06d}"
    _write(user, code=code, code_until=now + CODE_LASTS)
    return code


def pair(code: str, terminal: str, now: datetime) -> str:
    """番号の席に、この画面をつなぐ。返すのは合言葉。違う番号を続けて入れれば、しばらく待たせる。"""
    who = f"画面 {terminal}"[:40]
    if throttling.is_locked(who, now):
        raise Fault("続けて違う番号が入りました。", remedy="10分たってから、新しい番号でつないでください。")
    with transaction.atomic():
        row = (
            Display.objects.select_for_update().filter(code=code, code_until__gte=now).first()
            if code
            else None
        )
        if row is not None:
            return connect(row.user)
    throttling.count_failure(who, now)
    raise Fault("番号が違うか、期限が過ぎています。", remedy="職員の画面で、新しい番号を出してください。")


def show(user: Any, sheet: Sheet, until: datetime) -> None:
    """`sheet` を映す。"""
    Display.objects.filter(user_id=user.pk).update(sheet=dict(sheet), sheet_until=until)


def showing(user: Any) -> Sheet | None:
    """いま映しているもの。"""
    row = Display.objects.filter(user_id=user.pk).first()
    return row.sheet if row is not None else None


def extend(user: Any, until: datetime) -> None:
    """職員が動いたので、映す期限を延ばす。"""
    Display.objects.filter(user_id=user.pk, sheet__isnull=False).update(sheet_until=until)


def blank(user: Any) -> None:
    """白くする。つなぎは残す。"""
    Display.objects.filter(user_id=user.pk).update(sheet=None, sheet_until=None)


def disconnect(user: Any) -> None:
    """つなぎを切る。切られた画面は、白いまま。"""
    Display.objects.filter(user_id=user.pk).delete()


def seen_by(held: str, now: datetime) -> tuple[bool, Sheet | None]:
    """合言葉 `held` の画面が、つながっているかと、いま映すもの。"""
    number, _, secret = held.partition(".")
    row = Display.objects.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
    if row is None or not row.secret or not secrets.compare_digest(row.secret, _digest(secret)):
        return False, None
    fresh = row.sheet_until is not None and row.sheet_until >= now
    return True, row.sheet if fresh else None


def _row(user: Any) -> Display:
    row: Display = Display.objects.get(user_id=user.pk)
    return row


def _write(user: Any, **values: Any) -> None:
    with transaction.atomic():
        Display.objects.update_or_create(user_id=user.pk, defaults=values)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
