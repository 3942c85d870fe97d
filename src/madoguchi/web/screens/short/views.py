"""短い受け付けの画面。この件のあいだ、帯の名前を番号に替える。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.counter import short
from madoguchi.web.page import SHORT, case_page
from madoguchi.web.sent import once_of, version_of


@require_http_methods(["GET", "POST"])
def short_list(request: HttpRequest, case_id: int) -> HttpResponse:
    """今日の行だけ。送れば、今日はここまでとして、紙を刷る画面へ進む。"""
    request.session[SHORT] = case_id
    if request.method == "POST":
        short.end(request.user, case_id, version_of(request), once_of(request))
        return redirect("end_today", case_id)
    return case_page(request, "short/short.html", "list", {"page": short.short_page(request.user, case_id)})


@require_POST
def full_list(request: HttpRequest, case_id: int) -> HttpResponse:
    """ふつうの受け付けに戻る。"""
    request.session.pop(SHORT, None)
    return redirect("result", case_id)
