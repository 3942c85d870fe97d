"""来庁の記録。いまの人の控えを直し、出せる手続きを見て、委任状を刷る。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from madoguchi.counter import competing, visiting
from madoguchi.counter.visit_pages import VisitsPage
from madoguchi.domain.errors import Fault
from madoguchi.web.page import case_page
from madoguchi.web.screens.search.entry import IDENTITIES, Entry, entry_of, options
from madoguchi.web.sent import once_of, version_of

HERE = "visitor"


@require_GET
def visits(request: HttpRequest, case_id: int) -> HttpResponse:
    """来庁の記録。"""
    found = visiting.visits_page(request.user, case_id)
    return _page(request, found, _entry(found), {}, "")


@require_POST
def amend(request: HttpRequest, case_id: int) -> HttpResponse:
    """いまの来庁の控えを直す。立場や人を直すときは、理由が要る。"""
    found = visiting.visits_page(request.user, case_id)
    words = found.words
    form = request.POST.copy()
    form["subject_key"] = "same"
    entry, reason = entry_of(form, words), form.get("reason", "")
    errors = entry.errors(words)
    if not errors:
        try:
            version, once = version_of(request), once_of(request)
            visiting.amend(request.user, case_id, version, once, entry.visit(), reason)
            return redirect("visits", case_id)
        except Fault as fault:
            if fault.value not in ("reason", "standing", "relation", "household_person"):
                raise
            errors = {str(fault.value): f"{fault.reason}{fault.remedy}"}
    return _page(request, found, entry, errors, reason)


@require_POST
def contest(request: HttpRequest, case_id: int) -> HttpResponse:
    """この方からも申し出があった行を、担当課へ回す。"""
    line = request.POST.get("line", "")
    competing.contest(request.user, case_id, version_of(request), once_of(request), line)
    return redirect("visits", case_id)


@require_POST
def stage(request: HttpRequest, case_id: int) -> HttpResponse:
    """届と登録の状態を書く。"""
    visiting.note_stage(request.user, case_id, once_of(request), request.POST.get("stage", ""))
    return redirect("visits", case_id)


@require_POST
def proxy(request: HttpRequest, case_id: int) -> HttpResponse:
    """えらんだ手続きの委任状の PDF。"""
    try:
        pdf = visiting.proxy_paper(request.user, case_id, tuple(request.POST.getlist("lines")))
    except Fault as fault:
        if fault.value != "lines":
            raise
        found = visiting.visits_page(request.user, case_id)
        return _page(request, found, _entry(found), {"lines": f"{fault.reason}{fault.remedy}"}, "")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="ininjou.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _entry(found: VisitsPage) -> Entry:
    now = found.now
    identity = next((value for value, label in IDENTITIES.items() if label == now.identity), "not_seen")
    return Entry(
        found.words.id, "", now.standing, now.relation, identity, now.name, now.kana, tuple(now.roles), tuple(now.papers)
    )  # fmt: skip


def _page(
    request: HttpRequest, found: VisitsPage, entry: Entry, errors: dict[str, str], reason: str
) -> HttpResponse:
    words = found.words
    context = {
        "page": found, "entry": entry, "errors": errors, "reason": reason, "visit": options(words), "words": words,
    }  # fmt: skip
    return case_page(request, "visits/visits.html", HERE, context, status=422 if errors else 200)
