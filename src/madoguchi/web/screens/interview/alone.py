"""そばにほかの方がいないことを確かめてからだけ開く、お尋ねの画面。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from madoguchi.counter import alone
from madoguchi.web.page import case_page


@require_http_methods(["GET", "POST"])
def asked_alone(request: HttpRequest, case_id: int) -> HttpResponse:
    """開いただけでは言葉を出さない。確かめを送ったときだけ出し、読みなおせば、また確かめから。"""
    confirmed = request.method == "POST" and request.POST.get("alone") == "1"
    context = {"page": alone.alone_page(request.user, case_id, confirmed=confirmed)}
    return case_page(request, "interview/alone.html", "interview", context)
