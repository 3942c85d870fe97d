"""世帯を見て、このとおりかを確かめる。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from madoguchi.counter import adding
from madoguchi.counter import household as counter
from madoguchi.domain.errors import Fault
from madoguchi.web.page import case_page
from madoguchi.web.records import rows_of
from madoguchi.web.screens.search.entry import day_of
from madoguchi.web.sent import once_of, version_of


@require_GET
def household(request: HttpRequest, case_id: int) -> HttpResponse:
    """世帯の画面。"""
    return _page(request, case_id, {}, "")


@require_POST
def add_event(request: HttpRequest, case_id: int) -> HttpResponse:
    """同じ方の、もう一つのできごとを足す。"""
    kind, text = request.POST.get("event", ""), request.POST.get("event_on", "").strip()[:30]
    typed = {"event": kind, "event_on": text}
    try:
        on = day_of(text)
    except Fault as fault:
        return _page(request, case_id, typed, str(fault))
    if on is None:
        return _page(request, case_id, typed, "その日が入っていません。聞いた日を入れてください。")
    try:
        adding.add_event(request.user, case_id, version_of(request), once_of(request), kind, on)
    except Fault as fault:
        if fault.value not in ("event", "event_on"):
            raise
        return _page(request, case_id, typed, f"{fault.reason}{fault.remedy}")
    return redirect("household", case_id)


def _page(request: HttpRequest, case_id: int, typed: dict[str, str], error: str) -> HttpResponse:
    found = counter.household_page(request.user, case_id)
    context = {
        "page": found, "count": f"{len(found.members)}人の世帯です", "records": rows_of(found.records), "typed": typed,
        "error": error,
    }  # fmt: skip
    status = 422 if error else 200
    return case_page(request, "household/household.html", "household", context, status=status)


@require_POST
def confirm(request: HttpRequest, case_id: int) -> HttpResponse:
    """世帯（引っ越しなら、だれが引っ越すかも）を確かめたと書き、聞き取りへ進む。"""
    movers = tuple(request.POST.getlist("movers"))
    counter.confirm(request.user, case_id, version_of(request), once_of(request), movers)
    return redirect("short" if "short" in request.POST else "interview", case_id)
