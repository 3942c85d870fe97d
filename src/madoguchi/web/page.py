"""画面を一枚描く。上の帯と、送り直しを一度にする鍵を、どの画面にも同じに添える。"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from madoguchi.accounts import locking
from madoguchi.accounts.access import opens
from madoguchi.counter.practice import in_practice
from madoguchi.municipalities import queries
from madoguchi.web import facing
from madoguchi.web.steps import links

GENERAL = "general"
#: 控え（セッション）の欄。短い受け付けにしている件。
SHORT = "short"
#: 来庁なしの判定で開ける画面。
PREPARED = ("household", "list", "visitor")
#: 上の帯に出す、主な画面。
PLACES = {
    "practice": "練習",
    "search": "窓口",
    "board": "今日の一覧",
    "notices": "届",
    "expected": "来庁予定",
    "back": "課から",
    "inbox": "課の受付箱",
    "matches": "照らし合わせ",
    "loads": "取り込み",
    "statistics": "統計",
}


@dataclass(frozen=True, slots=True)
class Place:
    """主な画面へのつなぎ。`current` は page（その画面）・true（その仕事の中）・空。"""

    url: str
    name: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class Top:
    """上の帯。who が空なら、まだ入っていない。`places` は、この職員が開ける主な画面。`idle` は、画面を閉じるまでの分。"""

    city: str
    who: str
    here: str
    places: tuple[Place, ...]
    single_keys: bool
    idle: int = 10


def page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """`context` を当てはめて描く。`once` は、同じ送信を二度受けないための鍵。"""
    facing.leave(request)
    values = {"top": top_of(request), "once": secrets.token_urlsafe(12), **(context or {})}
    return render(request, template, values, status=status)


def top_of(request: HttpRequest) -> Top:
    """だれが、どの窓口で使っているか。"""
    user = request.user
    here = request.get_full_path() if request.method == "GET" else "/"
    city = queries.municipality(user.municipality_id)
    place = f"{user.counter_place.name}　" if user.counter_place else ""
    return Top(
        city=city.name if city else "",
        who=f"{place}{user.department.short or user.department.name} {user.display_name}",
        here=here,
        places=_places(request),
        single_keys=getattr(settings, "SINGLE_KEYS", True),
        idle=locking.minutes(request.session),
    )


def _places(request: HttpRequest) -> tuple[Place, ...]:
    """宣言に照らして開ける画面だけ。件の中は、窓口の仕事の中になる。練習は、練習市でだけ出る。"""
    urls, practising = {reverse(name): label for name, label in PLACES.items()}, reverse("practice")
    at_counter = not any(request.path.startswith(url) for url in urls if url != "/")
    return tuple(
        Place(url, label, _current(request.path, url, at_counter))
        for url, label in urls.items()
        if opens(request.user, url) and (url != practising or in_practice(request.user.municipality_id))
    )


def _current(path: str, url: str, at_counter: bool) -> str:
    """その画面なら page、その仕事の中なら true。"""
    if path == url:
        return "page"
    return "true" if (at_counter if url == "/" else path.startswith(f"{url}/")) else ""


def case_page(
    request: HttpRequest, template: str, here: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """件の中の画面。`here` は帯のどの段か。一覧を渡せない来庁では渡せる紙へ、来庁なしでは一覧へ移す。"""
    band = context["page"].band
    if band.gives == "nobody" and here not in PREPARED:
        return redirect("result", band.case_id)
    if band.gives == "general" and here not in (GENERAL, "visitor"):
        return redirect("papers", band.case_id)
    masked = request.session.get(SHORT) == band.case_id
    return page(request, template, {"steps": links(band, here), "masked": masked, **context}, status=status)
