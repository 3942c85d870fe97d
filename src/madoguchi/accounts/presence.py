"""いま操作している人と時刻を、下の部屋へ値で渡す。"""

from __future__ import annotations

from typing import Any

from madoguchi.audit.actions import Actor
from madoguchi.config import clock


def acting(user: Any) -> Actor:
    """いま操作している人と場。画面からなら、その求めのもの。画面によらない操作（コマンド）なら、いま作る。"""
    held: Actor | None = getattr(user, "actor", None)
    return held or Actor(user.login, clock.now(), user.department.key)
