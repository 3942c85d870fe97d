"""課の受付箱。受け取る、たずねる、返す、送る、終える、取り消す。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from madoguchi.counter.departments import acts, bundles, inbox, slips
from madoguchi.counter.departments.pages import InboxPage, InboxRow
from madoguchi.web.page import page
from madoguchi.web.pdf import pdf
from madoguchi.web.screens.inbox.entry import WORDS, choices, said_of
from madoguchi.web.sent import once_of, version_of
from madoguchi.web.signed import checked_of, signing_of

#: 札の言葉 → 形（parts/tag.html と同じ）。何十行もあるので、行ごとにひな形を読まない。
SHAPES = {
    "受付済": "done",
    "完了": "done",
    "担当課へ": "refer",
    "進達中": "refer",
    "保留": "hold",
    "返戻": "hold",
}


@dataclass(frozen=True, slots=True)
class RowLink:
    """一行と、その行を開く住所と、札の形。"""

    line: InboxRow
    url: str
    shape: str


@require_GET
def box(request: HttpRequest, view: str = "") -> HttpResponse:
    """しぼりこんだ受付箱。"""
    return _drawn(request, inbox.inbox_page(request.user, view))


@require_GET
def line(request: HttpRequest, line_id: int) -> HttpResponse:
    """一行を開いた受付箱。"""
    return _drawn(request, inbox.inbox_page(request.user, "", line_id))


@require_POST
def acknowledge(request: HttpRequest, line_id: int) -> HttpResponse:
    """受け取った。次に待っている行へ移る。"""
    acts.acknowledge(request.user, line_id, version_of(request), once_of(request))
    return redirect("inbox")


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, line_id: int, name: str) -> HttpResponse:
    """行を動かす画面。書くことが足りなければ、打ったものを残して言う。"""
    if name not in WORDS:
        raise Http404("その働きはありません。")
    said, errors = said_of(name, request.POST) if request.method == "POST" else (None, {})
    if said is not None and not errors:
        acts.act(request.user, line_id, version_of(request), once_of(request), name, said)
        return redirect("inbox_line", line_id)
    opened = inbox.inbox_page(request.user, "", line_id).opened
    if opened is None or name not in dict(opened.acts):
        raise Http404("いまのこの行に、その働きはありません。")
    context = {
        "line": opened, "act": WORDS[name], "errors": errors, "said": request.POST,
        "choices": choices(name, opened, tuple(request.POST.getlist("ticked"))),
    }  # fmt: skip
    return page(request, "inbox/act.html", context, status=422 if errors else 200)


@require_GET
def cover(request: HttpRequest, line_id: int) -> HttpResponse:
    """進達の送付書。"""
    return pdf(slips.cover_letter(request.user, line_id), "soufusho")


@require_GET
def bundle_list(request: HttpRequest) -> HttpResponse:
    """自分の課へ行く紙の束。"""
    found = bundles.department_bundles(request.user)
    links = [(one, reverse("inbox_slip", args=[one.case_id, one.letter]), reverse("inbox_receive", args=[one.case_id, one.letter])) for one in found]  # fmt: skip
    return page(request, "inbox/bundles.html", {
        "bundles": links, "department": request.user.department.name,
        "first": next((one.number for one in found if not one.handed), ""),
    })  # fmt: skip


@require_POST
def receive(request: HttpRequest, case_id: int, letter: str) -> HttpResponse:
    """束を署名で受け取る。"""
    bundle = bundles.one(request.user, case_id, letter, own=True)
    bundles.hand_over(request.user, bundle, once_of(request), checked_of(request), signing_of(request))
    return redirect("inbox_bundles")


@require_GET
def slip(request: HttpRequest, case_id: int, letter: str) -> HttpResponse:
    """束の送り状。"""
    bundle = bundles.one(request.user, case_id, letter, own=True)
    return pdf(slips.bundle_slip(request.user, bundle), "okurijo")


def _drawn(request: HttpRequest, found: InboxPage) -> HttpResponse:
    tabs = [
        {"name": tab.name, "count": tab.count, "here": tab.here, "url": reverse("inbox_view", args=[tab.id])}
        for tab in found.tabs
    ]
    context: dict[str, Any] = {
        "page": found, "tabs": tabs, "view_name": inbox.VIEWS[found.view],
        "rows": [RowLink(row, reverse("inbox_line", args=[row.id]), SHAPES.get(row.mark, "info")) for row in found.rows],
        "acts": [
            {"label": label, "url": reverse("inbox_act", args=[found.opened.id, name])}
            for name, label in found.opened.acts
            if name != found.opened.next
        ] if found.opened else [],
    }  # fmt: skip
    return page(request, "inbox/inbox.html", context)
