"""見本の値で、画面を一枚ずつ描く。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.test import RequestFactory

from madoguchi.counter.pages import Disclosure
from madoguchi.counter.receiving_pages import Way
from madoguchi.municipalities.queries import MunicipalityEntry
from madoguchi.web.page import Place, Top
from madoguchi.web.records import rows_of
from madoguchi.web.screens.papers.views import sheets_of
from madoguchi.web.screens.result.views import result_context
from madoguchi.web.screens.search.entry import Entry, options
from madoguchi.web.screens.search.views import found_of
from madoguchi.web.steps import links
from tests.web import samples

TOP = Top(
    "あおば市",
    "中央第3窓口　市民課 小川",
    "/",
    (Place("/", "窓口", "true"), Place("/expected", "来庁予定")),
    True,
)
ENTRY = Entry("death", "k1", "relative", "child", "licence", "佐藤 晴樹", "さとう はるき", ("mourner",))
GIVES = Disclosure("list", "手続き一覧まで渡せます", "子は、あおば市死者情報要綱4条1号にあたります。")


def _search(errors: dict[str, str], hits: bool = True) -> dict[str, Any]:
    found = samples.search() if hits else replace(samples.search(), text="", hits=(), message="")
    return {
        "page": found, "found": found_of(found), "entry": Entry() if errors or not hits else ENTRY,
        "errors": errors, "visit": options(found.words), "disclosure": GIVES,
    }  # fmt: skip


def _papers(gives: str) -> dict[str, Any]:
    band = replace(samples.band("hand_over"), gives=gives)
    page = replace(samples.result(), band=band)
    return {
        "page": page,
        "sheets": sheets_of(page),
        "gives_list": gives == "list",
        "back": "/",
        "here": "hand_over",
    }


def _contexts() -> dict[str, tuple[str, dict[str, Any]]]:
    listed = samples.result()
    at_list = {"page": listed, "here": "list"}
    return {
        "search": ("search/search.html", _search({})),
        "search_empty": ("search/search.html", _search({}, hits=False)),
        "search_refused": ("search/search.html", _search(Entry().errors(samples.DEATH))),
        "household": (
            "household/household.html",
            {
                "page": samples.household(),
                "count": "2人の世帯です",
                "records": rows_of(samples.RECORDS),
                "here": "household",
            },
        ),
        "interview": (
            "interview/interview.html",
            {"page": samples.interview(), "back": "/", "last_digit": "5", "here": "interview"},
        ),
        "result": ("result/result.html", {**result_context(listed), "here": "list"}),
        "not_needed": ("result/not_needed.html", at_list),
        "set_aside": (
            "result/set_aside.html",
            {**at_list, "line": listed.parts[0].lines[1], "error": "", "reason": ""},
        ),
        "add_line": (
            "result/add_line.html",
            {**at_list, "find": "届", "found": listed.searchable, "chosen": "", "reason": "", "error": ""},
        ),
        **_receiving(),
        "papers": ("papers/papers.html", _papers("list")),
        "papers_messenger": ("papers/papers.html", _papers("general")),
        "guidance": ("guidance/guidance.html", {}),
        "sign_in": (
            "accounts/sign_in.html",
            {
                "municipalities": (MunicipalityEntry("990001", "あおば市", "あおば県", "aoba"),),
                "error": "違います。",
                "login": "ogawa",
            },
        ),
        "away": ("away/away.html", {"next": "/", "municipality": "990001", "login": "ogawa"}),
        "conflict": (
            "409.html",
            {
                "reason": "この件は変わりました。",
                "remedy": "",
                "changes": ("山本さんが聞き取りの答えを書いた",),
                "back": "/",
            },
        ),
        "denied": ("403.html", {}),
        "not_found": ("404.html", {}),
        "broken": ("500.html", {}),
        "too_old": ("403_csrf.html", {}),
        "refused": ("400.html", {"reason": "字がありません。", "remedy": "管理者に伝えてください。"}),
    }


def _receiving() -> dict[str, tuple[str, dict[str, Any]]]:
    page = samples.navigation()
    settled = replace(page, status=samples.DONE, main=Way("next", "次の行へ"))
    last = replace(page, main=Way("close", "終える前の確かめへ"), next_number=None, ways=())
    refused = {
        "refused": "確かめていないことが1つあります。",
        "remedy": "確かめて✓をつけます。",
        "missing": ("口座の名義を確かめる",),
    }
    at = {"here": "receive"}
    return {
        "receive": ("receive/receive.html", {**at, "page": page, "start": "check:2"}),
        "receive_refused": ("receive/receive.html", {**at, "page": page, "start": "check:2", **refused}),
        "receive_settled": ("receive/receive.html", {**at, "page": settled, "start": ""}),
        "receive_last": ("receive/receive.html", {**at, "page": last, "start": ""}),
        "decide": ("receive/decide.html", {**at, "page": page, "way": samples.WAYS[0], "text": "会葬礼状", "error": ""}),
        "closing_open": ("closing/closing.html", {**at, "page": samples.closing()}),
        "closing_ready": ("closing/closing.html", {**at, "page": samples.closing(left=False)}),
        "closed": ("closing/closing.html", {**at, "page": samples.closing(closed=True, left=False), "error": "理由を書いてください。"}),
    }  # fmt: skip


SCREENS = tuple(_contexts())


def draw(name: str, single_keys: bool = True) -> str:
    """画面 `name` の HTML。"""
    template, context = _contexts()[name]
    if "here" in context:
        context["steps"] = links(context["page"].band, context["here"])
    values = {"top": replace(TOP, single_keys=single_keys), "once": "key", **context}
    return render_to_string(template, values, RequestFactory().get("/"))
