"""来庁予定を、窓口の仕事に結ぶ。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from madoguchi.counter import expecting
from madoguchi.web.page import page


@require_GET
def expected(request: HttpRequest) -> HttpResponse:
    """来る日の順。"""
    return page(request, "expected/expected.html", {"visits": expecting.expected_page(request.user)})
