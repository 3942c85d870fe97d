"""職員ごとの、はじめの画面。入ったあとと、断りの画面から戻る先は、同じにする。"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from madoguchi.accounts.access import opens

SEARCH = "/"


def landing(user: Any) -> str:
    """この職員が開ける、はじめの画面の住所。何も開けなければ、さがす画面。"""
    return next((url for url in settings.LANDINGS if opens(user, url)), SEARCH)


def landing_of(request: HttpRequest) -> dict[str, str]:
    """どの画面のひな形にも、はじめの画面の住所を渡す。入っていなければ、さがす画面（入る画面に移る）。"""
    user = getattr(request, "user", None)
    return {"landing": landing(user) if user is not None and user.is_authenticated else SEARCH}
