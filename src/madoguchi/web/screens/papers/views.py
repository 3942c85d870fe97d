"""お渡し。立場で渡せる紙だけを並べ、PDF を返す。"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from madoguchi.counter import household, listing, papers
from madoguchi.counter.pages import CaseBand, HouseholdPage, ListPage
from madoguchi.web.page import case_page


@dataclass(frozen=True, slots=True)
class Sheet:
    """渡せる紙の一つ。"""

    title: str
    text: str
    button: str
    url: str
    key: str
    forms: tuple[str, ...] = ()


@require_GET
def papers_screen(request: HttpRequest, case_id: int) -> HttpResponse:
    """渡せる紙の一覧。"""
    found: HouseholdPage | ListPage = household.household_page(request.user, case_id)
    if found.band.gives == "list":
        found = listing.list_page(request.user, case_id)
    context = {
        "page": found,
        "sheets": sheets_of(found),
        "gives_list": found.band.gives == "list",
        "back": reverse("result" if found.band.gives == "list" else "search", args=_args(found.band)),
    }
    here = "hand_over" if found.band.gives == "list" else "general"
    return case_page(request, "papers/papers.html", here, context)


@require_GET
def personal_list(request: HttpRequest, case_id: int) -> HttpResponse:
    """その家の手続き一覧。"""
    return _pdf(papers.personal_list(request.user, case_id), "tetsuzuki-ichiran")


@require_GET
def general_list(request: HttpRequest, case_id: int) -> HttpResponse:
    """だれの件でも同じ、一般のご案内と引換票。"""
    return _pdf(papers.general_list(request.user, case_id), "goannai")


@require_GET
def pack(request: HttpRequest, case_id: int) -> HttpResponse:
    """記入済みの様式を、一度に刷れる一束にする。"""
    return _pdf(papers.pack(request.user, case_id), "youshiki")


def _args(band: CaseBand) -> list[int]:
    return [band.case_id] if band.gives == "list" else []


def sheets_of(found: HouseholdPage | ListPage) -> tuple[Sheet, ...]:
    """この立場で渡せる紙。一覧が開いていなければ、一般のご案内だけ。"""
    case_id = found.band.case_id
    general = Sheet(
        "一般のご案内と引換票",
        "どの家にも同じ紙です。市の記録の中身は出ません。",
        "ご案内を印刷",
        reverse("general_list", args=[case_id]),
        "" if isinstance(found, ListPage) else "F8",
    )
    return (*_judged(found), general) if isinstance(found, ListPage) else (general,)


def _judged(found: ListPage) -> tuple[Sheet, ...]:
    case_id = found.band.case_id
    listed = Sheet(
        "手続き一覧",
        "この家の手続き、いつまで、持ち物。引換票がつきます。",
        "一覧を印刷",
        reverse("personal_list", args=[case_id]),
        "F8",
    )
    forms = tuple(
        f"{line.scheme}　{line.title}".strip("　") for part in found.parts for line in part.lines if line.form
    )
    if not forms:
        return (listed,)
    text = f"記入済みの様式 {len(forms)}件。確かめて署名をもらいます。"
    return listed, Sheet("様式", text, "様式をまとめて印刷", reverse("pack", args=[case_id]), "", forms)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
