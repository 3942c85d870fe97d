"""窓口から届いた断りを、平たい日本語の画面にする。飲み込まず、状態の番号も正しく返す。"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from madoguchi.accounts import drafts
from madoguchi.cases.actions import Conflict
from madoguchi.cases.queries import NotFound
from madoguchi.counter.desk import Denied
from madoguchi.counter.pages import Typed
from madoguchi.domain.errors import Fault
from madoguchi.web.keeping import keep_sent

View = Callable[..., HttpResponseBase]

#: 送ったものが書けて、次の画面へ移る。
SENT = 302
#: 送り先の画面の名 → 断ったあとに読みなおす画面の名。
BACK = {
    "confirm_household": "household",
    "add_event": "household",
    "amend_visit": "visits",
    "contest": "visits",
    "note_stage": "visits",
    "proxy_paper": "visits",
    "heads": "household",
    "kin": "household",
    "interview_topic": "interview",
    "undo_answers": "interview",
    "finish_interview": "interview",
    "personal_list": "papers",
    "general_list": "papers",
    "pack": "papers",
    "receipt": "papers",
    "deposit": "papers",
    "close": "closing",
    "reopen": "closing",
    "papers": "case",
    "household": "case",
    "interview": "case",
    "turn_display": "case",
    "go_on": "end_today",
    "asked_alone": "interview",
    "ending_paper": "end_today",
    "go_quietly": "case",
    "result": "case",
    "make_bundle": "case_bundles",
    "hand_over_bundle": "case_bundles",
    "bundle_slip": "case_bundles",
    "case_bundles": "case",
    "route_sheet": "route",
    "route": "case",
}
#: 件の外の画面の名 → 断ったあとに読みなおす画面の名。
BACK_OUTSIDE = {
    "answer_back": "back",
    "seen_back": "back",
    "inbox_acknowledge": "inbox",
    "inbox_act": "inbox",
    "inbox_cover": "inbox",
    "inbox_receive": "inbox_bundles",
    "inbox_slip": "inbox_bundles",
    "inbox_bundles": "inbox",
}


def explained(view: View) -> View:
    """`view` の Fault を画面にする。ほかの例外はそのまま上へ渡す。"""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
            if request.method == "POST" and response.status_code == SENT and request.user.is_authenticated:
                drafts.forget(request.user, request.path)
            return response
        except NotFound as fault:
            raise Http404(str(fault)) from fault
        except Denied as fault:
            return _explain(request, "403.html", fault, 403)
        except Conflict as fault:
            if request.user.is_authenticated:
                keep_sent(request, request.user)
            return _explain(request, "409.html", fault, 409)
        except Fault as fault:
            return _explain(request, "400.html", fault, 400)

    return wrapped


def conflicted(request: HttpRequest, fault: Conflict, typed: tuple[Typed, ...]) -> HttpResponse:
    """先にほかの人が進めた。書けなかった答えを、読める形で返す。"""
    return _explain(request, "409.html", fault, 409, typed)


def _explain(
    request: HttpRequest, template: str, fault: Fault, status: int, typed: tuple[Typed, ...] = ()
) -> HttpResponse:
    context = {
        "typed": typed,
        "reason": fault.reason,
        "remedy": fault.remedy,
        "changes": getattr(fault, "changes", ()),
        "back": back_url(request),
    }
    return render(request, template, context, status=status)


def back_url(request: HttpRequest) -> str:
    """読みなおす画面。件の画面ならその件の中、届の画面ならその届、ほかはさがす画面。"""
    match = request.resolver_match
    if match is not None and "notice_id" in match.kwargs:
        return reverse("notice", args=[match.kwargs["notice_id"]])
    if match is not None and match.url_name in BACK_OUTSIDE:
        return reverse(BACK_OUTSIDE[match.url_name])
    case_id = match.kwargs.get("case_id") if match else None
    if match is None or case_id is None:
        return reverse("search")
    name = BACK.get(match.url_name or "", "result")
    return reverse(name, args=[case_id])
