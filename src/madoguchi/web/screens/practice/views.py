"""練習をはじめる、場面を見る、終えてふりかえる。練習市でだけ開く。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from madoguchi.counter import practice as counter
from madoguchi.web.page import page
from madoguchi.web.sent import once_of


@require_GET
def practice(request: HttpRequest) -> HttpResponse:
    """題の一覧と、自分の練習。"""
    return page(request, "practice/practice.html", {"page": counter.practice_page(request.user)})


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """始めて、場面へ。"""
    run_id = counter.start(request.user, request.POST.get("exercise", ""), once_of(request))
    return redirect("practice_scene", run_id)


@require_GET
def scene(request: HttpRequest, run_id: int) -> HttpResponse:
    """場面。"""
    return page(request, "practice/scene.html", {"page": counter.scene_page(request.user, run_id)})


@require_POST
def finish(request: HttpRequest, run_id: int) -> HttpResponse:
    """終えて、ふりかえる。"""
    counter.finish(request.user, run_id)
    return redirect("practice_result", run_id)


@require_GET
def result(request: HttpRequest, run_id: int) -> HttpResponse:
    """足りなかったことと、そのわけ。"""
    return page(request, "practice/result.html", {"page": counter.result_page(request.user, run_id)})
