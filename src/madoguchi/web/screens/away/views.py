"""席を離れる。画面を白くして出て、同じ人がパスワードだけで続きに戻れるようにする。"""

from __future__ import annotations

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from madoguchi.audit.actions import Act, record


@require_POST
def away(request: HttpRequest) -> HttpResponse:
    """出てから白い画面を返す。戻り先は、この画面の隠した欄だけが持つ。"""
    wanted = request.POST.get("next", "")
    context = {
        "login": request.user.login,
        "municipality": request.user.municipality_id,
        "next": wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/",
    }
    with transaction.atomic():
        record(request.actor, Act("sign_out", object_kind="page", object_id="away"))
    logout(request)
    response = render(request, "away/away.html", context)
    response["Cache-Control"] = "no-store"
    return response
