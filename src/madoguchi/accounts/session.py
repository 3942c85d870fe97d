"""入った職員の自治体を、その人の控え（セッション）に書き、閉じていた席を開く。"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

SESSION_KEY = "municipality"
#: 席を閉じたわけ、最後に動いた時刻、入り直したばかりか。
LOCKED, SEEN, RETURNING = "locked", "seen", "returning"


def register() -> None:
    """入るたびに書く。"""
    user_logged_in.connect(_remember_municipality, dispatch_uid="remember municipality")


def _remember_municipality(request: HttpRequest, user: Any, **_: Any) -> None:
    """次の求めから、この自治体の枠が開く。閉じていた席も、パスワードが合ったので開く。"""
    request.session[SESSION_KEY] = user.municipality_id
    request.session.pop(LOCKED, None)
    request.session.pop(SEEN, None)
    request.session[RETURNING] = True
