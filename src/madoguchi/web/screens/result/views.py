"""手続き一覧と、その行を職員が動かす画面（外す、戻す、足す、ヒントを確かめる、判定しなおす）。"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from madoguchi.cases.actions import Conflict
from madoguchi.counter import listing
from madoguchi.counter.departments import back
from madoguchi.counter.pages import ListLine, ListPage
from madoguchi.web import facing
from madoguchi.web.page import case_page
from madoguchi.web.records import rows_of
from madoguchi.web.sent import once_of, version_of

NO_REASON = "理由を書いてください。あとで見た人が、なぜかを分かるためです。"


@require_GET
def result(request: HttpRequest, case_id: int) -> HttpResponse:
    """手続き一覧。"""
    found = listing.list_page(request.user, case_id)
    came = back.of_case(request.user, case_id)
    context = {**result_context(found), "facing": facing.connected(request), "came_back": came}
    return case_page(request, "result/result.html", "list", context)


def result_context(found: ListPage) -> dict[str, Any]:
    """一覧の画面に要る値。行ごとに同じ住所を引きなおさないよう、先に一度だけ作る。"""
    bring = {
        "today": [item for item in found.bring if item.today],
        "later": [item for item in found.bring if not item.today],
    }
    urls = {name: reverse(name, args=[found.band.case_id]) for name in ("set_aside", "confirm_hint")}
    return {
        "page": found,
        "bring": bring,
        "urls": urls,
        "start": _first_row(found),
        "records": rows_of(found.records),
    }


@require_GET
def not_needed(request: HttpRequest, case_id: int) -> HttpResponse:
    """不要とわかったものと、その理由。"""
    found = listing.list_page(request.user, case_id)
    return case_page(request, "result/not_needed.html", "list", {"page": found})


@require_http_methods(["GET", "POST"])
def set_aside(request: HttpRequest, case_id: int) -> HttpResponse:
    """一行を外す。理由がなければ外さない。どの行かには人の番号が入るので、住所でなく中身で受け取る。"""
    key = request.POST.get("line", "")
    reason = request.POST.get("reason", "").strip()
    changes: tuple[str, ...] = ()
    if reason:
        try:
            listing.set_aside(request.user, case_id, version_of(request), once_of(request), key, reason)
            return redirect("result", case_id)
        except Conflict as fault:
            changes = fault.changes
    found = listing.list_page(request.user, case_id)
    error = NO_REASON if "reason" in request.POST and not reason else ""
    context = {"page": found, "line": _line(found, key), "error": error, "reason": reason, "changes": changes}
    return case_page(request, "result/set_aside.html", "list", context, status=_status(error, changes))


@require_POST
def put_back(request: HttpRequest, case_id: int) -> HttpResponse:
    """外した行を戻す。"""
    line = request.POST.get("line", "")
    listing.put_back(request.user, case_id, version_of(request), once_of(request), line)
    return redirect("result", case_id)


@require_http_methods(["GET", "POST"])
def add_line(request: HttpRequest, case_id: int) -> HttpResponse:
    """手続きを名前でさがして足す。申し出のあったときだけの届は、ここでしか見つからない。"""
    chosen = request.POST.get("procedure", "")
    reason = request.POST.get("reason", "").strip()
    adding = "reason" in request.POST
    changes: tuple[str, ...] = ()
    if adding and reason and chosen:
        try:
            listing.add_line(request.user, case_id, version_of(request), once_of(request), chosen, reason)
            return redirect("result", case_id)
        except Conflict as fault:
            changes = fault.changes
    found = listing.list_page(request.user, case_id)
    find = request.POST.get("find", "").strip()
    context = {
        "page": found,
        "find": find,
        "found": _matching(found, find, chosen),
        "chosen": chosen,
        "reason": reason,
        "error": NO_REASON if adding and not changes else "",
        "changes": changes,
    }
    status = _status("error" if adding else "", changes)
    return case_page(request, "result/add_line.html", "list", context, status=status)


def _status(error: str, changes: tuple[str, ...]) -> int:
    """先にほかの人が進めていれば 409、直すところがあれば 422。"""
    if changes:
        return 409
    return 422 if error else 200


@require_POST
def confirm_hint(request: HttpRequest, case_id: int) -> HttpResponse:
    """古い記録の値を、ご家族にたずねて確かめた。"""
    line = request.POST.get("line", "")
    listing.confirm_hint(request.user, case_id, version_of(request), once_of(request), line)
    return redirect("result", case_id)


@require_POST
def judge_again(request: HttpRequest, case_id: int) -> HttpResponse:
    """いまの記録で判定しなおす。変わった行は一覧の上に出る。"""
    listing.judge_again(request.user, case_id, version_of(request), once_of(request))
    return redirect("result", case_id)


def _first_row(found: ListPage) -> str:
    """はじめにキーが届く行。Enter で確かめる行には、いきなり届かせない。"""
    return next((line.key for part in found.parts for line in part.lines if not line.hint_answer), "")


def _line(found: ListPage, key: str) -> ListLine:
    for part in found.parts:
        for line in part.lines:
            if line.key == key:
                return line
    raise Http404("一覧にない行です。")


def _matching(found: ListPage, find: str, chosen: str) -> list[tuple[str, str]]:
    return [
        (key, title)
        for key, title in found.searchable
        if (find and find in title) or (not find and key == chosen)
    ]
