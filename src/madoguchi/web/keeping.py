"""打ちかけの欄を控え、戻す。ブラウザには何も残さない。送り先が開ける人にだけ返す。"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

from madoguchi.accounts import drafts
from madoguchi.accounts.access import access_of, permits
from madoguchi.accounts.drafts import Fields
from madoguchi.accounts.session import RETURNING
from madoguchi.cases.queries import NotFound
from madoguchi.config import clock
from madoguchi.counter import keeping
from madoguchi.domain.errors import Fault

#: 画面の控えで、打ったものではない欄。
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "version", "once", "password", "next", "asked"})
#: 打ちかけを控えない送り先。入る画面と、席を離れることと、この控えそのもの。
NEVER = frozenset({"away", "keep_draft", "take_drafts", "search", "disclosure", "ticket"})


def keep_sent(request: HttpRequest, user: Any) -> None:
    """書けなかった送信を、入れかけとして控える。GET と、控えない送り先では何もしない。"""
    if request.method != "POST":
        return
    place = _place(request.path)
    if place is None or place.url_name in NEVER:
        return
    keep(
        user, request.path, tuple((name, value) for name, values in request.POST.lists() for value in values)
    )


def keep(user: Any, page: str, fields: Fields) -> None:
    """打った欄だけを、だれの話かを添えて控える。開けない送り先なら Fault。"""
    place = _place(page)
    if place is None or place.url_name in NEVER or not _may_open(user, place):
        raise Fault("控えられない送り先です。", remedy="画面を開き直してください。", value=page)
    voice = next((value for name, value in fields if name == "voice"), "0")
    typed = tuple((name, value) for name, value in fields if name not in NOT_TYPED and name != "voice")
    drafts.keep(user, page, _about(place, voice), typed, clock.now())


def take(request: HttpRequest, pages: list[str]) -> dict[str, Fields]:
    """送り先ごとの入れかけ。件の外のものは、入り直したすぐあとの一画面にだけ返す。"""
    returning = bool(request.session.pop(RETURNING, False))
    abouts: dict[str, str] = {}
    for page in pages:
        place = _place(page)
        if place is None or not _may_open(request.user, place):
            continue
        case_id = place.kwargs.get("case_id")
        if case_id is not None:
            abouts[page] = _about(place, str(_voice(case_id)))
        elif returning:
            abouts[page] = ""
        else:
            drafts.forget(request.user, page)
    return drafts.kept(request.user, abouts, clock.now())


def fields_of(text: str) -> Fields:
    """ブラウザの送った欄の並び。形が違えば Fault。"""
    try:
        rows = json.loads(text)
        found = tuple((str(name), str(value)) for name, value in rows)
    except (ValueError, TypeError) as error:
        raise Fault("欄の並びとして読めません。", remedy="画面を開き直してください。") from error
    return found


def _place(page: str) -> ResolverMatch | None:
    try:
        return resolve(page)
    except Resolver404:
        return None


def _may_open(user: Any, place: ResolverMatch) -> bool:
    access = access_of(place.func)
    return access is not None and permits(user, access)


def _voice(case_id: int) -> int:
    try:
        return keeping.voice_now(case_id)
    except NotFound:
        return -1


def _about(place: ResolverMatch, voice: str) -> str:
    case_id = place.kwargs.get("case_id")
    return "" if case_id is None else f"{case_id}:{voice[:10]}"
