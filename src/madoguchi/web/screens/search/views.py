"""できごとの本人をさがし、来た人を決めて、件を開く。名前は URL に出さない（探す言葉も POST で送る）。"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from madoguchi.counter import listing, opening, searching
from madoguchi.counter.pages import Disclosure, SearchPage
from madoguchi.domain.errors import Fault
from madoguchi.web.page import page
from madoguchi.web.screens.search.entry import RELATED, Entry, entry_of, options, token_of
from madoguchi.web.sent import once_of
from madoguchi.web.steps import current_url

UNDECIDED = Disclosure(
    "", "まだ決まっていません", "来た人の立場と続き柄をえらぶと、何まで渡せるかをここに出します。"
)


@dataclass(frozen=True, slots=True)
class Found:
    """さがした結果の見出し。"""

    title: str
    note: str
    last_digit: str


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """さがす。できごとをえらび直したときは、来た人の欄に打ったものも残す。"""
    found = _searched(request)
    return _search_page(request, found, entry_of(request.POST, found.words), {})


@require_POST
def disclosure(request: HttpRequest) -> HttpResponse:
    """立場をえらんだときの一文だけを返す。"""
    entry = entry_of(request.POST, searching.words(request.user, request.POST.get("event", "")))
    return render(request, "search/disclosure.html", {"disclosure": disclosure_for(request, entry)})


@require_POST
def open_case(request: HttpRequest) -> HttpResponse:
    """件を開いて、世帯へ進む。使者のときは、渡せる紙へ進む。"""
    words = searching.words(request.user, request.POST.get("event", ""))
    entry = entry_of(request.POST, words)
    errors = entry.errors(words)
    if errors:
        return _refused(request, entry, errors)
    try:
        case_id = opening.open_case(request.user, entry.subject_key, entry.visit(), once_of(request))
    except Fault as fault:
        if fault.value not in ("event_on", "subject_key"):
            raise
        return _refused(request, entry, {fault.value: f"{fault.reason}{fault.remedy}"})
    return redirect("household" if disclosure_for(request, entry).gives == "list" else "papers", case_id)


@require_POST
def ticket(request: HttpRequest) -> HttpResponse:
    """引換票の合言葉から、本人を出す。来た人を決めてから、続きを開く。読み取り機は全角で打つことがある。"""
    token = token_of(request.POST)
    found = _by_ticket(request, token)
    if found is None:
        message = "この引換票の件は見つかりません。読みなおすか、お名前からさがしてください。"
        return _search_page(request, searching.search_page(request.user, ""), Entry(), {"token": message})
    chosen = Entry(event=found.words.id, token=token, subject_key=found.hits[0].key)
    return _search_page(request, found, chosen, {})


@require_GET
def new_visit(request: HttpRequest, case_id: int) -> HttpResponse:
    """開いている件に、次の来庁を足す。来た人を決めてから、続きを開く。"""
    found = searching.case_page(request.user, case_id)
    token = searching.token_of(request.user, case_id)
    chosen = Entry(event=found.words.id, token=token, subject_key=found.hits[0].key)
    return _search_page(request, found, chosen, {})


@require_GET
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """続きから。進んだところの画面へ移る。"""
    return redirect(current_url(listing.list_page(request.user, case_id).band))


def _refused(request: HttpRequest, entry: Entry, errors: dict[str, str]) -> HttpResponse:
    """打ったものを残したまま、直すところを言う。"""
    found = _by_ticket(request, entry.token) if entry.token else None
    return _search_page(request, found or _searched(request), entry, errors)


def _searched(request: HttpRequest) -> SearchPage:
    text = request.POST.get("text", "").strip()[:80]
    return searching.search_page(request.user, text, request.POST.get("event", ""))


def _by_ticket(request: HttpRequest, token: str) -> SearchPage | None:
    case_id = opening.resume_by_ticket(request.user, token)
    return None if case_id is None else searching.case_page(request.user, case_id)


def _search_page(
    request: HttpRequest, found: SearchPage, entry: Entry, errors: dict[str, str]
) -> HttpResponse:
    context = {
        "page": found,
        "found": found_of(found),
        "entry": entry,
        "errors": errors,
        "visit": options(found.words),
        "disclosure": disclosure_for(request, entry),
    }
    return page(request, "search/search.html", context, status=422 if errors else 200)


def disclosure_for(request: HttpRequest, entry: Entry) -> Disclosure:
    """いまえらばれている立場に、何まで渡せるか。"""
    if not entry.standing or (entry.standing in RELATED and not entry.relation):
        return UNDECIDED
    return searching.disclosure(request.user, entry.standing, entry.relation, entry.event, entry.papers)


def found_of(found: SearchPage) -> Found:
    """結果の見出しと、確かめ方の一言。"""
    count = len(found.hits)
    differs = any(mark.differs for hit in found.hits for mark in hit.name)
    note = ("違う字に線を引いています。" if differs else "") + "生年月日を声に出して確かめてください。"
    return Found(found.message, note, str(min(count, 9)))
