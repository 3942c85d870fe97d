"""できごとの本人をさがし、来た人を決めて、件を開く。名前は URL に出さない（探す言葉も POST で送る）。"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from madoguchi.cases.people import MARK
from madoguchi.counter import listing, opening, searching
from madoguchi.counter.departments import back
from madoguchi.counter.entered_opening import NotEntered, errors_in, open_notice
from madoguchi.counter.entering import NoticeInput
from madoguchi.counter.pages import Disclosure, SearchPage
from madoguchi.counter.receptions import EventWords
from madoguchi.domain.errors import Fault
from madoguchi.web.page import page
from madoguchi.web.screens.search.entry import RELATED, Entry, day_of, entry_of, options, token_of
from madoguchi.web.screens.search.people import CHOICES, changed, notice_of, people_of, rows_of, summed
from madoguchi.web.sent import once_of
from madoguchi.web.steps import current_url

#: 届がまだ記録にないとき、初めにみておく立場と、その届の言い方。
MESSENGER, NO_NOTICE = "messenger", "なし"
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
    """さがす。できごとをえらび直したときと、届の行を足したり消したりしたときは、打ったものも残す。"""
    found = _searched(request)
    notice, focus = changed(notice_of(request.POST), request.POST)
    return _search_page(request, found, entry_of(request.POST, found.words), {}, notice, focus)


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
    notice = replace(notice_of(request.POST), household_of=entry.subject_key)
    enters = words.enters if _enters(words.enters, entry, notice) else ""
    errors = _errors(request, entry, words, notice, enters)
    if errors:
        return _refused(request, entry, errors)
    try:
        if enters:
            case_id = open_notice(request.user, enters, notice, entry.visit(), once_of(request))
        else:
            case_id = opening.open_case(request.user, entry.subject_key, entry.visit(), once_of(request))
    except NotEntered as refused:
        return _refused(request, entry, refused.errors)
    except Fault as fault:
        if fault.value not in ("event_on", "subject_key"):
            raise
        return _refused(request, entry, {fault.value: f"{fault.reason}{fault.remedy}"})
    return redirect("household" if disclosure_for(request, entry).gives == "list" else "papers", case_id)


def _enters(enters: str, entry: Entry, notice: NoticeInput) -> bool:
    """住民記録にいない人を、届から入れて開くところか。続きを開くときは、もう入れてある。"""
    if enters == "newborn":
        return not entry.subject_key.startswith(MARK)
    return enters == "outsider" and not entry.subject_key and any(not one.is_blank for one in notice.people)


def _errors(
    request: HttpRequest, entry: Entry, words: EventWords, notice: NoticeInput, enters: str
) -> dict[str, str]:
    """来た人の欄と届の、直す所。"""
    errors = entry.errors(words)
    if not enters or not errors:
        return errors
    errors.pop("subject_key", None)
    on = None if "event_on" in errors else day_of(entry.event_on)
    told = errors_in(request.user, enters, notice, on)
    return {**errors, **told} if errors else {}


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
    return _search_page(request, found or _searched(request), entry, errors, notice_of(request.POST))


def _searched(request: HttpRequest) -> SearchPage:
    text = request.POST.get("text", "").strip()[:80]
    return searching.search_page(request.user, text, request.POST.get("event", ""))


def _by_ticket(request: HttpRequest, token: str) -> SearchPage | None:
    case_id = opening.resume_by_ticket(request.user, token)
    return None if case_id is None else searching.case_page(request.user, case_id)


def supposed(entry: Entry, found: SearchPage, decided: bool) -> Entry:
    """届がまだ記録にない方ばかりなら、届を持ってきた使者とみておく。職員が立場をえらんでいれば、変えない。"""
    if decided or entry.standing or not found.words.notice or MESSENGER not in dict(found.words.standings):
        return entry
    waiting = bool(found.hits) and all(hit.notice == NO_NOTICE for hit in found.hits)
    return replace(entry, standing=MESSENGER) if waiting else entry


def _search_page(
    request: HttpRequest,
    found: SearchPage,
    entry: Entry,
    errors: dict[str, str],
    notice: NoticeInput | None = None,
    focus: str = "",
) -> HttpResponse:
    entry = supposed(entry, found, "standing" in request.POST)
    notice = notice or NoticeInput()
    parents = notice.parents or people_of(request.POST, "q", 2)
    context = {
        "page": found,
        "found": found_of(found),
        "back": None if found.hits else back.summary(request.user),
        "entry": entry,
        "errors": summed(errors),
        "notice": notice,
        "focus": focus,
        "choices": CHOICES,
        "rows": rows_of(notice.people or people_of(request.POST, "p"), "p", errors),
        "parents": rows_of(parents, "q", errors),
        "elsewhere": any(not one.is_blank for one in parents),
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
