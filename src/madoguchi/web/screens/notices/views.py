"""届の一覧、書く、一つの届を進める。名前も番号も URL に出さない。"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.cases.notice_states import PLACES
from madoguchi.counter import notice_steps, noticing
from madoguchi.domain.errors import Fault
from madoguchi.guide.letter import Addressee
from madoguchi.web.page import page
from madoguchi.web.screens.notices.entry import NoticeEntry, entry_from, entry_of
from madoguchi.web.screens.search.entry import day_of
from madoguchi.web.sent import once_of, version_of

FILTERS = {"waiting": "登録を待つ届", "all": "すべて"}
STEPS = {"accept": notice_steps.accept, "register": notice_steps.register}
PLAIN_STEPS = {"back": notice_steps.back, "unlink": notice_steps.unlink, "sent": notice_steps.sent}


@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """届の一覧。しぼり込みは POST で送る。"""
    everything = request.POST.get("show") == "all"
    place = request.POST.get("place", "")
    found = noticing.notices_page(request.user, everything=everything, place=place)
    context = {"page": found, "places": tuple(PLACES.items()), "filters": tuple(FILTERS.items())}
    return page(request, "notices/notices.html", context)


@require_http_methods(["GET", "POST"])
def new_notice(request: HttpRequest) -> HttpResponse:
    """届の控えを書く。"""
    if request.method == "GET":
        return _form(request, NoticeEntry(), {}, 0, 0)
    entry = entry_of(request.POST, noticing.events(request.user))
    errors = entry.errors()
    if not errors:
        try:
            return redirect("notice", notice_steps.enter(request.user, entry.text(), once_of(request)))
        except Fault as fault:
            errors = _named(fault)
    return _form(request, entry, errors, 0, 0)


@require_http_methods(["GET", "POST"])
def edit_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """届の控えを直す。"""
    found = noticing.notice_page(request.user, notice_id)
    if request.method == "GET":
        entry = entry_from(noticing.notice_text(request.user, notice_id))
        return _form(request, entry, {}, notice_id, found.seq)
    entry = entry_of(request.POST, noticing.events(request.user))
    errors = entry.errors()
    if not errors:
        try:
            notice_steps.edit(request.user, notice_id, version_of(request), once_of(request), entry.text())
            return redirect("notice", notice_id)
        except Fault as fault:
            errors = _named(fault)
    return _form(request, entry, errors, notice_id, version_of(request))


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """一つの届。言葉を変えて、住民をさがし直せる。"""
    find = request.POST.get("find", "").strip()[:80]
    return _notice(request, notice_id, find, {})


@require_POST
def link(request: HttpRequest, notice_id: int) -> HttpResponse:
    """だれの届かを決める。"""
    nobody = "nobody" in request.POST
    chosen = "" if nobody else request.POST.get("subject_key", "")
    if not chosen and not nobody:
        message = "住民を一人えらんでください。この市の住民でなければ、下のボタンです。"
        return _notice(request, notice_id, request.POST.get("find", ""), {"subject_key": message})
    notice_steps.link(request.user, notice_id, version_of(request), once_of(request), chosen)
    return redirect("notice", notice_id)


@require_POST
def step(request: HttpRequest, notice_id: int) -> HttpResponse:
    """状態を進める、戻す、取り下げる。"""
    kind = request.POST.get("step", "")
    version, once = version_of(request), once_of(request)
    try:
        if kind in STEPS:
            STEPS[kind](request.user, notice_id, version, once, _day(request))
        elif kind == "withdraw":
            reason = request.POST.get("reason", "")
            notice_steps.withdraw(request.user, notice_id, version, once, reason)
        elif kind in PLAIN_STEPS:
            PLAIN_STEPS[kind](request.user, notice_id, version, once)
        else:
            raise Fault("その操作はありません。", remedy="画面を開き直してください。", value=kind)
    except Fault as fault:
        if fault.value not in ("on", "accepted_on", "registered_on", "reason"):
            raise
        field = "reason" if fault.value == "reason" else "on"
        return _notice(request, notice_id, "", {field: f"{fault.reason}{fault.remedy}"})
    return redirect("notice", notice_id)


@require_POST
def prepare(request: HttpRequest, notice_id: int) -> HttpResponse:
    """来庁なしで判定し、その件の一覧へ移る。"""
    try:
        case_id = notice_steps.prepare(request.user, notice_id, version_of(request), once_of(request))
    except Fault as fault:
        if fault.value not in ("event_on", "subject_key"):
            raise
        return _notice(request, notice_id, "", {"prepare": f"{fault.reason}{fault.remedy}"})
    return redirect("result", case_id)


@require_POST
def letter(request: HttpRequest, notice_id: int) -> HttpResponse:
    """手紙の PDF。あて先は刷るだけで、残さない。"""
    form = request.POST
    to = Addressee(form.get("name", ""), form.get("address", ""), form.get("postal_code", ""))
    member = form.get("member", "")
    try:
        pdf = notice_steps.letter_pdf(request.user, notice_id, once_of(request), to, member)
    except Fault as fault:
        if fault.value not in ("name", "address"):
            raise
        return _notice(request, notice_id, "", {"letter": f"{fault.reason}{fault.remedy}"}, to)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="tegami.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _notice(
    request: HttpRequest, notice_id: int, find: str, errors: dict[str, str], to: Addressee | None = None
) -> HttpResponse:
    found = noticing.notice_page(request.user, notice_id, find)
    context = {"page": found, "errors": errors, "to": to or Addressee("", "")}
    return page(request, "notices/notice.html", context, status=422 if errors else 200)


def _form(
    request: HttpRequest, entry: NoticeEntry, errors: dict[str, str], notice_id: int, seq: int
) -> HttpResponse:
    context = {
        "entry": entry, "errors": errors, "events": noticing.events(request.user), "places": tuple(PLACES.items()),
        "notice_id": notice_id, "seq": seq,
    }  # fmt: skip
    return page(request, "notices/entry.html", context, status=422 if errors else 200)


def _named(fault: Fault) -> dict[str, str]:
    """欄の名のわかる断りだけを、欄のところに出す。ほかは、断りの画面にする。"""
    if fault.value not in NoticeEntry.__slots__:
        raise fault
    return {str(fault.value): f"{fault.reason}{fault.remedy}"}


def _day(request: HttpRequest) -> date:
    try:
        found = day_of(request.POST.get("on", "")[:30])
    except Fault as fault:
        raise Fault(fault.reason, remedy=fault.remedy, value="on") from fault
    if found is None:
        raise Fault("日付が入っていません。", remedy="受理や登録の日を入れてください。", value="on")
    return found
