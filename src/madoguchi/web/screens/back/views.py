"""課から窓口に戻った行。答える、見たと書く。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from madoguchi.counter.departments import back as counter
from madoguchi.web.page import page
from madoguchi.web.sent import once_of, version_of

NO_ANSWER = "答えを書いてください。分からないときは「分からない」と書けば、課が次を考えられます。"


@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """返戻、たずねられたこと、受け取られていない行、渡していない束。"""
    return page(request, "back/back.html", {"page": counter.back_page(request.user)})


@require_POST
def answer(request: HttpRequest, line_id: int) -> HttpResponse:
    """課に答える。書いていなければ、その行に戻して言う。"""
    text = request.POST.get("text", "").strip()
    if text:
        counter.answer(request.user, line_id, version_of(request), once_of(request), text)
        return redirect("back")
    context = {
        "page": counter.back_page(request.user),
        "error": NO_ANSWER,
        "typed": {"id": line_id, "text": ""},
    }
    return page(request, "back/back.html", context, status=422)


@require_POST
def seen(request: HttpRequest, line_id: int) -> HttpResponse:
    """返されたことを見た。"""
    counter.seen(request.user, line_id, version_of(request), once_of(request))
    return redirect("back")
