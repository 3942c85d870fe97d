"""届に書いたことを直す画面。転入は届と同じ形、出生と死亡は人の欄だけ。"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from madoguchi.counter import rewriting
from madoguchi.counter.entered_opening import NotEntered
from madoguchi.counter.entering import NoticeInput
from madoguchi.web.page import case_page
from madoguchi.web.screens.search.people import CHOICES, changed, notice_of, rows_of, summed
from madoguchi.web.sent import once_of, version_of


@require_GET
def people(request: HttpRequest, case_id: int) -> HttpResponse:
    """件に持つことを入れた画面。"""
    return _draw(request, case_id, None, {})


@require_POST
def edit(request: HttpRequest, case_id: int) -> HttpResponse:
    """行を足す・消す、世帯をさがす・えらぶ。何も書かない。"""
    notice, focus = changed(notice_of(request.POST), request.POST)
    return _draw(request, case_id, notice, {}, focus=focus)


@require_POST
def change(request: HttpRequest, case_id: int) -> HttpResponse:
    """届を直して判定し直し、世帯へ戻る。"""
    notice = notice_of(request.POST)
    try:
        rewriting.rewrite(request.user, case_id, version_of(request), once_of(request), notice)
    except NotEntered as refused:
        return _draw(request, case_id, notice, refused.errors, matches=refused.matches)
    return redirect("household", case_id)


def _draw(
    request: HttpRequest,
    case_id: int,
    notice: NoticeInput | None,
    errors: dict[str, str],
    *,
    focus: str = "",
    matches: Any = None,
) -> HttpResponse:
    find = request.POST.get("find", "").strip()[:80]
    found = rewriting.rewrite_page(request.user, case_id, notice, find, matches)
    former = found.arrival.former if found.arrival else {}
    seen = found.arrival.matches if found.arrival else {}
    context = {
        "page": found, "arrival": found.arrival, "notice": found.notice, "find": find, "focus": focus, "choices": CHOICES,
        "rows": rows_of(found.notice.people, "p", errors, former, seen), "errors": summed(errors),
        "form": "people", "edits": reverse("edit_people", args=[case_id]),
    }  # fmt: skip
    return case_page(request, "arrival/people.html", "household", context, status=422 if errors else 200)
