"""席を閉じる。だれが座っているかは控えに残したまま、パスワードを入れ直すまで、どの画面も開かない。"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session

from madoguchi.accounts.models import User
from madoguchi.accounts.session import LOCKED, SEEN, SESSION_KEY
from madoguchi.municipalities import queries
from madoguchi.municipalities.scope import current, scope

IDLE = "idle_minutes"
AWAY, LEFT_IDLE = "away", "idle"


def lock(session: SessionBase, why: str) -> None:
    """席を閉じる。`why` は AWAY（職員が離れた）か LEFT_IDLE（動きがない）。"""
    session[LOCKED] = why


def locked(session: SessionBase) -> str:
    """閉じたわけ。開いていれば空。"""
    return str(session.get(LOCKED, ""))


def touch(session: SessionBase, now: datetime) -> None:
    """職員がいま動いた。"""
    session[SEEN] = now.timestamp()


def minutes(session: SessionBase) -> int:
    """動きがないとき、画面を閉じるまでの分。入って初めの画面で、自治体の決まりを控える。"""
    if IDLE not in session:
        found = queries.municipality(current())
        session[IDLE] = found.idle_minutes if found is not None else 10
    return int(session[IDLE])


def is_idle(session: SessionBase, now: datetime, grace: float = 0) -> bool:
    """決めた分のあいだ、どの画面でも動きがなかったか。`grace` は、早めに数える秒。"""
    seen = session.get(SEEN)
    return seen is not None and now.timestamp() - seen >= 60 * minutes(session) - grace


def expired(key: str) -> tuple[str, User] | None:
    """時間の切れた控えに残っている、自治体と職員。正しく出た人や、知らない控えなら None。"""
    row: Any = Session.objects.filter(session_key=key).first() if key else None
    held = row.get_decoded() if row is not None else {}
    code, person = held.get(SESSION_KEY), held.get("_auth_user_id")
    if not code or not person:
        return None
    with scope(code):
        user = User.objects.filter(pk=person).first()
    return (code, user) if user is not None else None
