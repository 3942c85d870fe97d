"""件を終える前の確かめ、終える、開き直す。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from madoguchi.counter import closing as counter
from madoguchi.web.page import case_page
from madoguchi.web.sent import once_of, version_of

NO_REASON = "理由を書いてください。終わった件を、なぜ開き直したかを残すためです。"


@require_GET
def closing(request: HttpRequest, case_id: int) -> HttpResponse:
    """終える前の確かめ。"""
    return _draw(request, case_id)


@require_POST
def close(request: HttpRequest, case_id: int) -> HttpResponse:
    """この件を終える。"""
    counter.close(request.user, case_id, version_of(request), once_of(request))
    return redirect("closing", case_id)


@require_POST
def reopen(request: HttpRequest, case_id: int) -> HttpResponse:
    """終えた件を開き直す。理由がなければ開かない。"""
    reason = request.POST.get("reason", "").strip()
    if not reason:
        return _draw(request, case_id, NO_REASON)
    counter.reopen(request.user, case_id, version_of(request), once_of(request), reason)
    return redirect("result", case_id)


def _draw(request: HttpRequest, case_id: int, error: str = "") -> HttpResponse:
    found = counter.closing_page(request.user, case_id)
    context = {"page": found, "error": error}
    return case_page(request, "closing/closing.html", "receive", context, status=422 if error else 200)
