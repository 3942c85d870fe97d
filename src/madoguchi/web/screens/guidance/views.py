"""手引きと、見た目のきまり。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from madoguchi.web.page import page


@require_GET
def guidance(request: HttpRequest) -> HttpResponse:
    """手引き。いま何を押すかと、キーの一覧。"""
    return page(request, "guidance/guidance.html")


@require_GET
def style_sheet(request: HttpRequest) -> HttpResponse:
    """見た目のきまり。画面を作る人が、迷ったら見る。"""
    return page(request, "style_sheet/style_sheet.html")
