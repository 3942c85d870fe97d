"""電話の問い合わせの画面。聞いたことは送り返す欄だけが持ち、サーバにもブラウザにも残さない。"""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.counter import telephone
from madoguchi.counter.answering import UNKNOWN
from madoguchi.domain.errors import Fault
from madoguchi.web.page import page

#: 問いの答えではない欄。
OTHER = frozenset({"csrfmiddlewaretoken", "event", "asked"})


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    """できごとをえらび、問いに答える。答えのない問いは「わからない」とする。"""
    event = request.POST.get("event", "")
    begins = request.method == "POST" and "asked" not in request.POST
    try:
        found = telephone.call_page(request.user, event, _given(request), begins=begins)
    except Fault as fault:
        if fault.value not in request.POST.getlist("asked"):
            raise
        return _refused(request, event, fault)
    return page(request, "telephone/telephone.html", {"page": found})


def _refused(request: HttpRequest, event: str, fault: Fault) -> HttpResponse:
    """読めなかった答えだけを、直し方を添えて聞き直す。"""
    given = {
        field: values
        for field, values in _given(request).items()
        if field not in request.POST.getlist("asked")
    }
    found = telephone.call_page(request.user, event, given)
    told = f"{fault.reason}{fault.remedy}"
    asked = tuple(replace(one, error=told if one.field == fault.value else "") for one in found.questions)
    return page(request, "telephone/telephone.html", {"page": replace(found, questions=asked)}, status=422)


@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """案内の PDF。"""
    pdf = telephone.paper(request.user, request.POST.get("event", ""), _given(request))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="goannai.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _given(request: HttpRequest) -> dict[str, list[str]]:
    given = {
        name: [value.strip() for value in values if value.strip()]
        for name, values in request.POST.lists()
        if name not in OTHER
    }
    return {
        **{field: given.get(field) or [UNKNOWN] for field in request.POST.getlist("asked")},
        **{k: v for k, v in given.items() if v},
    }
