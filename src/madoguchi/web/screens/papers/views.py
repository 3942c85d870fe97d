"""お渡し。立場で渡せる紙だけを並べ、PDF を返す。"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from madoguchi.counter import listing, papers, receipts
from madoguchi.counter.pages import ListPage
from madoguchi.web.page import GENERAL, case_page


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
    found = listing.list_page(request.user, case_id)
    gives_list = found.band.gives == "list"
    context = {
        "page": found,
        "sheets": sheets_of(found),
        "gives_list": gives_list,
        "back": reverse("result", args=[case_id]) if gives_list else reverse("search"),
    }
    return case_page(request, "papers/papers.html", "hand_over" if gives_list else GENERAL, context)


@require_GET
def personal_list(request: HttpRequest, case_id: int) -> HttpResponse:
    """その家の手続き一覧。"""
    return pdf(papers.personal_list(request.user, case_id), "tetsuzuki-ichiran")


@require_GET
def receipt(request: HttpRequest, case_id: int) -> HttpResponse:
    """いまの来庁の人から受け付けたものの控え。"""
    return pdf(receipts.copy(request.user, case_id), "hikae")


@require_GET
def deposit(request: HttpRequest, case_id: int) -> HttpResponse:
    """預かった原本の預り証。"""
    return pdf(receipts.deposit(request.user, case_id), "azukarisho")


@require_GET
def general_list(request: HttpRequest, case_id: int) -> HttpResponse:
    """だれの件でも同じ、一般のご案内と引換票。"""
    return pdf(papers.general_list(request.user, case_id), "goannai")


@require_GET
def pack(request: HttpRequest, case_id: int) -> HttpResponse:
    """記入済みの様式を、一度に刷れる一束にする。"""
    return pdf(papers.pack(request.user, case_id), "youshiki")


def sheets_of(found: ListPage) -> tuple[Sheet, ...]:
    """この立場で渡せる紙。一覧を渡せない人には、一般のご案内だけ。"""
    gives_list = found.band.gives == "list"
    general = Sheet(
        "一般のご案内と引換票",
        "どの家にも同じ紙です。市の記録の中身は出ません。",
        "ご案内を印刷",
        reverse("general_list", args=[found.band.case_id]),
        "" if gives_list else "F8",
    )
    return (*_received(found), *_judged(found), general) if gives_list else (general,)


def _received(found: ListPage) -> tuple[Sheet, ...]:
    """受け付けたあとに渡す紙。受け付けたものがあるときだけ。"""
    case_id = found.band.case_id
    sheets = []
    if found.begun:
        text = "この方から受け付けたものと受付番号、返していただいた証。ほかの方の分は載りません。"
        sheets.append(Sheet("受け付けの控え", text, "控えを印刷", reverse("receipt", args=[case_id]), "F8"))
    if found.originals:
        text = f"預かった原本 {found.originals}点。お返しするまでの証です。"
        sheets.append(Sheet("預り証", text, "預り証を印刷", reverse("deposit", args=[case_id]), ""))
    return tuple(sheets)


def _judged(found: ListPage) -> tuple[Sheet, ...]:
    case_id = found.band.case_id
    listed = Sheet(
        "手続き一覧",
        "この家の手続き、いつまで、持ち物。引換票がつきます。",
        "一覧を印刷",
        reverse("personal_list", args=[case_id]),
        "" if found.begun else "F8",
    )
    forms = tuple(
        f"{line.scheme}　{line.title}".strip("　") for part in found.parts for line in part.lines if line.form
    )
    if not forms:
        return (listed,)
    text = f"記入済みの様式 {len(forms)}件。確かめて署名をもらいます。"
    return listed, Sheet("様式", text, "様式をまとめて印刷", reverse("pack", args=[case_id]), "", forms)


def pdf(content: bytes, name: str) -> HttpResponse:
    """紙を、画面の窓にそのまま出す。控えは端末に残さない。"""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
