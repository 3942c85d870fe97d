"""入った職員の自治体を控え（セッション）に書き、いま操作している人と時刻を下の部屋へ渡す。"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from madoguchi.audit.actions import Actor
from madoguchi.config import clock

SESSION_KEY = "municipality"


def register() -> None:
    """入るたびに書く。"""
    user_logged_in.connect(_remember_municipality, dispatch_uid="remember municipality")


def _remember_municipality(request: HttpRequest, user: Any, **_: Any) -> None:
    """次の求めから、この自治体の枠が開く。"""
    request.session[SESSION_KEY] = user.municipality_id


def acting(user: Any) -> Actor:
    """いま操作している人と場。画面からなら、その求めのもの。画面によらない操作（コマンド）なら、いま作る。"""
    held: Actor | None = getattr(user, "actor", None)
    return held or Actor(user.login, clock.now(), user.department.key)
