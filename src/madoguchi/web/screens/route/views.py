"""ここでできない手続きの、回る窓口と、席に来る順。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from madoguchi.counter.departments import routing
from madoguchi.web.page import case_page
from madoguchi.web.pdf import pdf


@require_GET
def route(request: HttpRequest, case_id: int) -> HttpResponse:
    """回る窓口の画面。"""
    return case_page(
        request, "route/route.html", "receive", {"page": routing.route_page(request.user, case_id)}
    )


@require_GET
def sheet(request: HttpRequest, case_id: int) -> HttpResponse:
    """回る窓口の紙。"""
    return pdf(routing.sheet(request.user, case_id), "madoguchi-annai")
