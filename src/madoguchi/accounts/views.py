"""入る・出る、の画面。"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.accounts import displays, throttling
from madoguchi.accounts.landing import landing
from madoguchi.accounts.middleware import actor_of
from madoguchi.accounts.models import User
from madoguchi.audit.actions import Act, record, record_denied
from madoguchi.config import clock
from madoguchi.municipalities import queries
from madoguchi.municipalities.scope import scope

WRONG = "職員番号かパスワードが違います。もう一度入れてください。"
LOCKED = "続けて間違えたため、しばらく入れません。10 分たってからもう一度入れてください。"


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """自治体と職員番号とパスワードで入る。"""
    places = queries.municipalities()
    code = request.POST.get("municipality", "")
    error = ""
    if request.method == "POST":
        there, error = _try(request, code) if code in {place.code for place in places} else ("", WRONG)
        if there:
            return redirect(there)
    context = {
        "municipalities": places,
        "chosen": code,
        "login": request.POST.get("login", ""),
        "error": error,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return render(request, "accounts/sign_in.html", context, status=401 if error else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """出る。端末に残った画面も消させる。"""
    if request.user.is_authenticated:
        displays.disconnect(request.user)
        with transaction.atomic():
            record(request.actor, Act("sign_out"))  # type: ignore[attr-defined]
    logout(request)
    response = redirect("sign_in")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _try(request: HttpRequest, code: str) -> tuple[str, str]:
    """入れたときに進む住所と、入れなかったわけ。どちらか一方だけがある。"""
    with scope(code):
        user, error = _try_here(request, request.POST.get("login", "").strip()[:40], clock.now())
        return (_next(request, user) if user else ""), error


def _try_here(request: HttpRequest, name: str, now: datetime) -> tuple[User | None, str]:
    if throttling.is_locked(name, now):
        return None, LOCKED
    user = authenticate(request, login=name, password=request.POST.get("password", ""))
    with transaction.atomic():
        if user is None:
            throttling.count_failure(name, now)
            record_denied(actor_of(request, name), Act("sign_in"))
            return None, WRONG
        throttling.forget_failures(name)
        login(request, user)
        record(actor_of(request, name), Act("sign_in"))
    return user, ""


def _next(request: HttpRequest, user: User) -> str:
    """行きたかった画面。なければ、この職員が開けるはじめの画面。"""
    wanted = request.POST.get("next", "")
    if wanted not in ("", "/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return landing(user)
