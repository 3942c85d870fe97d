"""お客さまの画面に、この件の何を映すかを、職員が決める。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from madoguchi.counter import displaying
from madoguchi.domain.errors import Fault
from madoguchi.web import facing


@require_POST
def turn(request: HttpRequest, case_id: int) -> HttpResponse:
    """問いを映す、白くする、行を見せる、番号を見せる。つないでいなければ、そう言う。"""
    if not facing.connected(request):
        raise Fault(
            "お客さまの画面をつないでいません。",
            remedy="上の帯の「お客さまの画面」で、先につないでください。",
        )
    what = request.POST.get("show", "")
    if what == "blank":
        facing.blank(request)
    elif what == "line":
        facing.push(request, displaying.line(request.user, case_id, request.POST.get("line", "")))
    elif what == "ticket":
        facing.push(request, displaying.ticket(request.user, case_id))
    else:
        pressed = "pressed" in request.POST
        facing.turn(
            request, case_id, _number(request, "question"), _numbers(request, "chosen"), pressed=pressed
        )
    if "quietly" in request.POST:
        return HttpResponse(status=204)
    topic = request.POST.get("topic", "")
    return redirect("interview_topic", case_id, topic) if topic else redirect("result", case_id)


def _number(request: HttpRequest, name: str) -> int:
    found = _numbers(request, name)
    return found[0] if found else -1


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [int(value) for value in request.POST.getlist(name) if value.isascii() and value.isdigit()]
