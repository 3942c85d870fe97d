"""今日の一覧を見る。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from madoguchi.counter import board as counter
from madoguchi.web.page import page


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """今日の件と、待っている行。帰られた方の件は、来た人を決め直す画面に続く。"""
    found = counter.board_page(request.user, request.GET.get("view", ""))
    return page(request, "board/board.html", {"page": found})
