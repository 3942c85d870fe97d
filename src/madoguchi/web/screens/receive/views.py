"""受け付け。一行ずつ手順をたどり、扱いを決めると次の行が開く。"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from madoguchi.cases.actions import Conflict
from madoguchi.counter import navigating, papers, receiving
from madoguchi.counter.receiving import NotChecked, Sent
from madoguchi.counter.receiving_pages import NavigationPage
from madoguchi.domain.errors import Fault
from madoguchi.web.page import SHORT, case_page
from madoguchi.web.screens.papers.views import pdf
from madoguchi.web.screens.search.entry import day_of
from madoguchi.web.sent import once_of, version_of, voice_of

HERE, ASK, SAVE = "receive", "ask_", "save"
#: 画面の中で直せる誤り。ほかの誤りは、断りの画面にする。
MENDED_HERE = ("ticks", "received_on", "event_on", "way")


@require_GET
def start(request: HttpRequest, case_id: int) -> HttpResponse:
    """受け付けをはじめる。まだ決めていないはじめの行へ。"""
    number = receiving.first(request.user, case_id)
    return redirect("line", case_id, number) if number else redirect("closing", case_id)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, case_id: int, number: int) -> HttpResponse:
    """一行の手順を見る、扱いを決める。"""
    if request.method == "GET":
        return _draw(request, navigating.navigation_page(request.user, case_id, number))
    done = request.POST.get("do", "")
    try:
        sent = sent_of(request)
        if done == SAVE or done.startswith(ASK):
            receiving.keep_ticks(request.user, case_id, number, sent)
            return _asked(request, case_id, number, done.removeprefix(ASK))
        refused = receiving.refused_text(done, sent.text)
        if refused:
            return _asked(request, case_id, number, done, refused)
        onward = receiving.decide(request.user, case_id, number, done, sent)
    except Conflict as fault:
        if "text" not in request.POST:
            raise
        return _asked(request, case_id, number, done, changes=fault.changes)
    except Fault as fault:
        if fault.value not in MENDED_HERE:
            raise
        return _refused(request, case_id, number, fault)
    return _next(request, case_id, onward)


def _next(request: HttpRequest, case_id: int, onward: int | None) -> HttpResponse:
    """次の行、なければ終える画面。短い受け付けなら、今日の行の画面。"""
    if request.session.get(SHORT) == case_id:
        return redirect("short", case_id)
    return redirect("line", case_id, onward) if onward else redirect("closing", case_id)


@require_POST
def ticks(request: HttpRequest, case_id: int, number: int) -> HttpResponse:
    """✓を打ったそばから残す。"""
    receiving.keep_ticks(request.user, case_id, number, sent_of(request))
    return HttpResponse(status=204)


@require_GET
def form(request: HttpRequest, case_id: int, number: int) -> HttpResponse:
    """その行の、記入済みの様式だけ。"""
    return pdf(papers.one_form(request.user, case_id, number), "youshiki")


def sent_of(request: HttpRequest) -> Sent:
    """送られた欄を読む。"""
    post = request.POST
    return Sent(
        version=version_of(request), key=once_of(request), line=post.get("line", ""), voice=voice_of(request),
        offered=tuple(post.getlist("offered")), ticked=tuple(post.getlist("ticked")), text=post.get("text", "").strip()[:400],
        received_on=day_of(post.get("received_on", "")), my_number="my_number" in post,
        approval=post.get("approval", "").strip(), without="without" in post,
    )  # fmt: skip


def _asked(
    request: HttpRequest, case_id: int, number: int, name: str, error: str = "", changes: tuple[str, ...] = ()
) -> HttpResponse:
    """扱いに要る一言を書いてもらう。先にほかの人が進めていたら、書いたものを残して、変わったことを言う。"""
    found = navigating.navigation_page(request.user, case_id, number)
    way = next((one for one in (found.main, *found.ways) if one.name == name and one.asks), None)
    if way is None and not changes:
        return redirect("line", case_id, number)
    again = error or changes
    text = request.POST.get("text", "") if again or way is None else way.suggested
    context = {"page": found, "way": way or found.main, "text": text, "error": error, "changes": changes}
    status = 409 if changes else (422 if error else 200)
    return case_page(request, "receive/decide.html", HERE, context, status=status)


def _refused(request: HttpRequest, case_id: int, number: int, fault: Fault) -> HttpResponse:
    """打ったものを残したまま、何が足りないかを言う。"""
    found = navigating.navigation_page(request.user, case_id, number)
    unseen = isinstance(fault, NotChecked)
    context: dict[str, Any] = {
        "refused": fault.reason, "remedy": fault.remedy, "missing": fault.missing if isinstance(fault, NotChecked) else (),
        "without": unseen and not getattr(fault, "must", True),
        **{name: request.POST.get(name, "") for name in ("text", "received_on", "approval", "my_number")},
    }  # fmt: skip
    return _draw(request, found, context, status=422)


def _draw(
    request: HttpRequest, found: NavigationPage, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = {"page": found, "start": _start(found), **(more or {})}
    return case_page(request, "receive/receive.html", HERE, context, status=status)


def _start(found: NavigationPage) -> str:
    """はじめにキーが届く✓。"""
    ticks = (*found.steps.checks, *found.steps.items)
    return next((tick.mark for tick in ticks if not tick.ticked), "")
