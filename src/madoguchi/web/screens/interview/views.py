"""聞き取り。一画面一話題。答えを送ると、次の話題か手続き一覧へ進む。"""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.cases.actions import Conflict
from madoguchi.counter import interviewing, reasking
from madoguchi.counter.pages import InterviewPage, QuestionView
from madoguchi.domain.errors import Fault
from madoguchi.web import facing
from madoguchi.web.faults import conflicted
from madoguchi.web.page import case_page
from madoguchi.web.sent import once_of, version_of, voice_of

Answers = dict[str, list[str]]


@require_http_methods(["GET", "POST"])
def interview(request: HttpRequest, case_id: int, topic: str = "") -> HttpResponse:
    """一つの話題を見る、答える。話題がなければ、まだ聞いていないはじめの話題。"""
    if request.method == "GET":
        return _draw(request, interviewing.interview_page(request.user, case_id, topic or None))
    answers = _answers(request)
    try:
        after = interviewing.answer(
            request.user, case_id, version_of(request), once_of(request), answers, topic
        )
    except Conflict as fault:
        return _again(request, case_id, topic, answers, fault)
    except Fault as fault:
        if fault.value not in answers:
            raise
        asked = interviewing.interview_page(request.user, case_id, topic or None)
        return _draw(request, _with_sent(asked, answers, fault), status=422)
    if after is None or "stop" in request.POST:
        return _finish(request, case_id, interviewing.interview_page(request.user, case_id).band.version)
    return redirect("interview_topic", case_id, after) if after else redirect("interview", case_id)


@require_POST
def finish(request: HttpRequest, case_id: int) -> HttpResponse:
    """聞き取りを終えて、手続き一覧へ進む。"""
    return _finish(request, case_id, version_of(request))


@require_POST
def undo(request: HttpRequest, case_id: int) -> HttpResponse:
    """直前の答えを取り消す。取り消した跡は残る。"""
    interviewing.undo(request.user, case_id, version_of(request), once_of(request))
    return redirect("interview", case_id)


def _again(request: HttpRequest, case_id: int, topic: str, answers: Answers, fault: Conflict) -> HttpResponse:
    """先にほかの人が進めていた。打った答えはそのままに、変わったことを言って、もう一度出す。"""
    shown = {field: answers.get(field, []) for field in request.POST.getlist("asked")}
    page = reasking.asked_again(request.user, case_id, topic, voice_of(request), shown)
    if page is None or not page.questions:
        return conflicted(request, fault, reasking.typed(request.user, answers))
    return _draw(request, replace(page, changes=fault.changes), status=409)


def _finish(request: HttpRequest, case_id: int, version: int) -> HttpResponse:
    interviewing.finish(request.user, case_id, version, f"{once_of(request)}:finish")
    return redirect("result", case_id)


def _draw(request: HttpRequest, found: InterviewPage, status: int = 200) -> HttpResponse:
    case_id = found.band.case_id
    back = (
        reverse("interview_topic", args=[case_id, found.previous])
        if found.previous
        else reverse("household", args=[case_id])
    )
    facing.ask(request, found)
    context = {
        "page": found,
        "back": back,
        "last_digit": _last_digit(found),
        "facing": facing.connected(request),
    }
    return case_page(request, "interview/interview.html", "interview", context, status=status)


def _last_digit(found: InterviewPage) -> str:
    """答えに使える、いちばん大きい数字。ないキーを画面に書かないため。"""
    return max((choice.key for one in found.questions for choice in one.choices), default="")


def _answers(request: HttpRequest) -> Answers:
    """画面に出ていた問いだけを読む。何も選ばなかった問いは、まだ聞いていないまま。"""
    sent = {field: _values(request, field) for field in request.POST.getlist("asked")}
    return {field: values for field, values in sent.items() if values}


def _values(request: HttpRequest, field: str) -> list[str]:
    return [value.strip() for value in request.POST.getlist(field) if value.strip()]


def _with_sent(found: InterviewPage, answers: Answers, fault: Fault) -> InterviewPage:
    """打ちなおさせないように、送られたままの答えと、直し方を書き戻す。"""
    questions = tuple(_question(one, answers, fault) for one in found.questions)
    return replace(found, questions=questions)


def _question(one: QuestionView, answers: Answers, fault: Fault) -> QuestionView:
    sent = answers.get(one.field, [])
    error = f"{fault.reason}{fault.remedy}" if fault.value == one.field else ""
    choices = tuple(replace(choice, chosen=choice.value in sent) for choice in one.choices)
    value = next((text for text in sent if text != "?"), "")
    return replace(one, choices=choices, value=value, unknown_chosen="?" in sent, error=error)
