"""今日はここまで、の画面と、静かに進める印。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from madoguchi.counter import ending, quietly
from madoguchi.domain.errors import Fault
from madoguchi.web.locking import own
from madoguchi.web.page import case_page
from madoguchi.web.sent import once_of, version_of


@require_http_methods(["GET", "POST"])
def end_today(request: HttpRequest, case_id: int) -> HttpResponse:
    """急ぐ五つを示す。決めれば、紙を刷る画面になる。"""
    if request.method == "GET":
        return _draw(request, case_id, "")
    lines = tuple(request.POST.getlist("line"))
    try:
        ending.end_today(request.user, case_id, version_of(request), once_of(request), lines)
    except Fault as fault:
        if fault.value != "line":
            raise
        return _draw(request, case_id, f"{fault.reason}{fault.remedy}", lines)
    return redirect("end_today", case_id)


def _draw(request: HttpRequest, case_id: int, error: str, chosen: tuple[str, ...] = ()) -> HttpResponse:
    context = {"page": ending.ending_page(request.user, case_id), "error": error, "chosen": chosen}
    return case_page(request, "ending/ending.html", "list", context, status=422 if error else 200)


@require_POST
def go_on(request: HttpRequest, case_id: int) -> HttpResponse:
    """取り消して、続きに戻る。"""
    ending.go_on(request.user, case_id, version_of(request), once_of(request))
    return redirect("case", case_id)


@require_GET
def paper(request: HttpRequest, case_id: int) -> HttpResponse:
    """今日はここまで、の紙。"""
    response = HttpResponse(ending.paper(request.user, case_id), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="kyou-wa-kokomade.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def go_quietly(request: HttpRequest, case_id: int) -> HttpResponse:
    """静かに進める印を変えて、いまの画面に戻る。"""
    quietly.go_quietly(request.user, case_id, once_of(request), on=request.POST.get("on") == "1")
    back = own(request.POST.get("back", ""))
    return redirect(back if back != "/" else "case", *([] if back != "/" else [case_id]))
