"""世帯を見て、このとおりかを確かめる。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from madoguchi.counter import household as counter
from madoguchi.web.page import case_page
from madoguchi.web.records import rows_of
from madoguchi.web.sent import once_of, version_of


@require_GET
def household(request: HttpRequest, case_id: int) -> HttpResponse:
    """世帯の画面。"""
    found = counter.household_page(request.user, case_id)
    context = {"page": found, "count": f"{len(found.members)}人の世帯です", "records": rows_of(found.records)}
    return case_page(request, "household/household.html", "household", context)


@require_POST
def confirm(request: HttpRequest, case_id: int) -> HttpResponse:
    """世帯（引っ越しなら、だれが引っ越すかも）を確かめたと書き、聞き取りへ進む。"""
    movers = tuple(request.POST.getlist("movers"))
    counter.confirm(request.user, case_id, version_of(request), once_of(request), movers)
    return redirect("interview", case_id)
