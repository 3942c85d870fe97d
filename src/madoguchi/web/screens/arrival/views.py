"""転入の届を入れて、件を開く。打ったものは、直す所があっても、行を足しても、そのまま残す。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.counter import arriving, expecting
from madoguchi.counter.arriving import EVENT, NotEntered
from madoguchi.counter.entering import NoticeInput, PersonInput
from madoguchi.domain.errors import Fault
from madoguchi.web.page import page
from madoguchi.web.screens.search.entry import Entry, day_of, entry_of, options
from madoguchi.web.screens.search.people import CHOICES, changed, notice_of, rows_of, summed
from madoguchi.web.screens.search.views import disclosure_for
from madoguchi.web.sent import once_of

NEW = NoticeInput(people=(PersonInput(relation="世帯主", kind="japanese"),), came="0")


@require_http_methods(["GET", "POST"])
def arrival(request: HttpRequest) -> HttpResponse:
    """届の画面。POST は、行を足す・消す、世帯をさがす・えらぶ。何も書かない。"""
    if request.method == "GET":
        return draw(request, Filled(NEW, Entry(event=EVENT)))
    if "expected" in request.POST:
        notice, moved = expecting.arrival_of(request.user, request.POST["expected"])
        return draw(request, Filled(notice, Entry(event=EVENT, event_on=moved), copied=True))
    notice, focus = changed(notice_of(request.POST), request.POST)
    return draw(request, Filled(notice, _entry(request), focus=focus))


@require_POST
def open_arrival(request: HttpRequest) -> HttpResponse:
    """件を開いて、世帯へ進む。一覧を渡せない方なら、渡せる紙へ進む。"""
    notice, entry = notice_of(request.POST), _entry(request)
    errors = {
        name: text
        for name, text in entry.errors(arriving.words(request.user)).items()
        if name != "subject_key"
    }
    if errors:
        on = None if "event_on" in errors else day_of(entry.event_on)
        found = arriving.checked(request.user, notice, on)
        return draw(request, Filled(notice, entry, {**errors, **found.errors}, found.matches))
    try:
        case_id = arriving.open_arrival(request.user, notice, entry.visit(), once_of(request))
    except NotEntered as refused:
        return draw(request, Filled(notice, entry, refused.found.errors, refused.found.matches))
    except Fault as fault:
        if fault.value not in ("event_on", "subject_key", "household_person"):
            raise
        return draw(request, Filled(notice, entry, {str(fault.value): f"{fault.reason}{fault.remedy}"}))
    return redirect("household" if disclosure_for(request, entry).gives == "list" else "papers", case_id)


def _entry(request: HttpRequest) -> Entry:
    return entry_of(request.POST, arriving.words(request.user))


@dataclass(frozen=True, slots=True)
class Filled:
    """画面に入れるもの。`focus` は次に打つ欄、`copied` は来庁予定から写したところか。"""

    notice: NoticeInput
    entry: Entry
    errors: Mapping[str, str] = field(default_factory=dict)
    matches: Any = None
    focus: str = ""
    copied: bool = False


def draw(request: HttpRequest, filled: Filled) -> HttpResponse:
    """届と来た人の欄を、打ったもので描く。"""
    notice, entry, errors = filled.notice, filled.entry, filled.errors
    found = arriving.arrival_page(
        request.user, notice, request.POST.get("find", "").strip()[:80], filled.matches
    )
    context = {
        "page": found, "arrival": True, "copied": filled.copied or "copied" in request.POST, "form": "open", "edits": reverse("arrival"), "notice": notice, "rows": rows_of(notice.people, "p", errors, found.former, found.matches), "entry": entry, "errors": summed(errors),
        "visit": options(found.words), "disclosure": disclosure_for(request, entry), "focus": filled.focus,
        "choices": CHOICES,
        "find": request.POST.get("find", ""),
    }  # fmt: skip
    return page(request, "arrival/arrival.html", context, status=422 if errors else 200)
