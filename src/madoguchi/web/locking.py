"""動きがないまま置かれた席を閉じる入口。閉じているあいだは、どの画面も開かず、打ったものは控える。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from madoguchi.accounts import displays, locking
from madoguchi.accounts.access import PUBLIC, access_of
from madoguchi.audit.actions import Act, record
from madoguchi.config import clock
from madoguchi.municipalities.scope import scope
from madoguchi.web import keeping
from madoguchi.web.facing import SHOWING

LOCKED_STATUS = 423
#: 職員が動いたのではない求め。
NOT_MOVING = frozenset({"away", "take_drafts"})


class LockMiddleware:
    """閉じた席には、パスワードの画面だけを返す。"""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """だれでも開ける画面と、ない住所は、そのまま通す。"""
        name = _guarded(request)
        if not name:
            return self.get_response(request)
        if not request.user.is_authenticated:
            _keep_of_expired(request)
            return self.get_response(request)
        if not locking.locked(request.session) and locking.is_idle(request.session, clock.now()):
            close(request, locking.LEFT_IDLE)
        if locking.locked(request.session) and name != "keep_draft":
            keeping.keep_sent(request, request.user)
            return closed_page(request, _way_back(request), LOCKED_STATUS)
        if name not in NOT_MOVING:
            _moved(request)
        return self.get_response(request)


def _guarded(request: HttpRequest) -> str:
    try:
        found = resolve(request.path)
    except Resolver404:
        return ""
    return "" if access_of(found.func) == PUBLIC else found.url_name or "unnamed"


def _keep_of_expired(request: HttpRequest) -> None:
    """時間が切れたあとに送られたものを、切れる前に座っていた人の入れかけにする。"""
    if request.method != "POST":
        return
    found = locking.expired(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
    if found is not None:
        code, user = found
        with scope(code):
            keeping.keep_sent(request, user)


def _moved(request: HttpRequest) -> None:
    now = clock.now()
    locking.touch(request.session, now)
    if SHOWING in request.session:
        displays.extend(request.user, now + timedelta(minutes=locking.minutes(request.session)))


def close(request: HttpRequest, why: str) -> None:
    """席を閉じたことを残し、お客さまの画面を白くする。"""
    if request.session.pop(SHOWING, None) is not None:
        displays.blank(request.user)
    with transaction.atomic():
        record(request.actor, Act("lock", object_kind="page", object_id=why))  # type: ignore[attr-defined]
    locking.lock(request.session, why)


def closed_page(request: HttpRequest, back: str, status: int = 200) -> HttpResponseBase:
    """白い画面。同じ人はパスワードで続きに戻り、ほかの人は入り直す。"""
    context = {
        "login": request.user.login,
        "municipality": request.user.municipality_id,
        "next": back,
        "idle": locking.locked(request.session) == locking.LEFT_IDLE,
    }
    response = render(request, "away/away.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def own(address: str) -> str:
    """自分の中の住所。よその住所なら、さがす画面。"""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else "/"


def _way_back(request: HttpRequest) -> str:
    """戻る画面。見ていた画面か、送ろうとした件の画面。"""
    if request.method == "GET":
        return request.get_full_path()
    case_id = resolve(request.path).kwargs.get("case_id")
    return reverse("case", args=[case_id]) if case_id else "/"
