"""お客さまの画面。つないだ画面だけが持つ合言葉で開き、職員の席の控えとは別に動く。"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from madoguchi.accounts import displays
from madoguchi.config import clock
from madoguchi.counter.displaying import Sheet, restored
from madoguchi.counter.practice import in_practice
from madoguchi.domain.errors import Fault
from madoguchi.municipalities import queries
from madoguchi.municipalities.scope import scope
from madoguchi.web import facing
from madoguchi.web.page import page

COOKIE, PATH = "madoguchi_display", "/display"
WRONG_TOWN = "自治体をえらんでください。"


@never_cache
@require_GET
def display(request: HttpRequest) -> HttpResponse:
    """お客さまの画面。つないでいなければ、番号を入れる欄だけ。"""
    connected, sheet = _seen(request)
    if not connected:
        return _pairing(request, "")
    town = request.COOKIES[COOKIE].partition(".")[0]
    return render(request, "display/display.html", {"sheet": sheet, "practice": in_practice(town)})


@never_cache
@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """いま映すものだけ。職員の席の時間は延ばさない。"""
    request.is_background = True  # type: ignore[attr-defined]
    return render(request, "display/sheet.html", {"sheet": _seen(request)[1]})


def _seen(request: HttpRequest) -> tuple[bool, Sheet | None]:
    town, _, held = request.COOKIES.get(COOKIE, "").partition(".")
    if town not in {one.code for one in queries.municipalities()}:
        return False, None
    with scope(town):
        connected, raw = displays.seen_by(held, clock.now())
    stack = restored(raw)
    return connected, stack.front if stack is not None else None


def _pairing(request: HttpRequest, error: str) -> HttpResponse:
    towns = queries.municipalities()
    context = {"municipalities": towns, "error": error, "chosen": request.POST.get("municipality", "")}
    return render(request, "display/pairing.html", context, status=422 if error else 200)


@require_POST
def pair(request: HttpRequest) -> HttpResponse:
    """離れた画面を、職員の画面に出た番号でつなぐ。"""
    town = request.POST.get("municipality", "")
    if town not in {one.code for one in queries.municipalities()}:
        return _pairing(request, WRONG_TOWN)
    terminal = str(request.META.get("REMOTE_ADDR", ""))
    with scope(town):
        try:
            held = displays.pair(request.POST.get("code", "").strip(), terminal, clock.now())
        except Fault as fault:
            return _pairing(request, f"{fault.reason}{fault.remedy}")
    return _connected(redirect("display"), town, held)


def _connected(response: HttpResponse, town: str, held: str) -> HttpResponse:
    response.set_cookie(
        COOKIE, f"{town}.{held}", path=PATH, httponly=True, samesite="Strict", secure=settings.HTTPS
    )
    return response


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """職員の画面。お客さまの画面をつなぐ、切る。"""
    return _desk(request, "")


def _desk(request: HttpRequest, code: str) -> HttpResponse:
    context = {"connected": facing.connected(request), "code": code}
    return page(request, "display/desk.html", context)


@require_POST
def connect(request: HttpRequest) -> HttpResponse:
    """この端末の二つめの窓に開く。"""
    held = displays.connect(request.user)
    request.session[facing.CONNECTED] = True
    return _connected(redirect("display"), request.user.municipality_id, held)


@require_POST
def offer(request: HttpRequest) -> HttpResponse:
    """離れた画面をつなぐための番号を出す。"""
    code = displays.offer(request.user, clock.now())
    request.session[facing.CONNECTED] = True
    return _desk(request, code)


@require_POST
def disconnect(request: HttpRequest) -> HttpResponse:
    """つなぎを切る。"""
    facing.blank(request)
    request.session.pop(facing.CONNECTED, None)
    displays.disconnect(request.user)
    return redirect("display_desk")
