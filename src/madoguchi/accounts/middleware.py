"""画面の宣言を守らせ、求めのあいだ自治体の枠を開く。"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from madoguchi.accounts.access import PUBLIC, access_of, permits
from madoguchi.accounts.session import SESSION_KEY
from madoguchi.audit.actions import Act, Actor, record_denied
from madoguchi.config import clock
from madoguchi.municipalities.scope import scope


class AccessMiddleware:
    """入っていなければログインへ、開けない画面は 403、ほかの自治体のものは 404。"""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """枠を開いて画面を呼ぶ。"""
        request.request_id = secrets.token_hex(8)  # type: ignore[attr-defined]
        code = request.session.get(SESSION_KEY)
        with self._scope(code):
            user = request.user
            request.actor = actor_of(request, user.login if user.is_authenticated else "")  # type: ignore[attr-defined]
            if user.is_authenticated:
                user.actor = request.actor  # type: ignore[attr-defined]
            response = self.get_response(request)
            if user.is_authenticated:
                response["Cache-Control"] = "no-store"
            return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """宣言どおりの職員だけを通す。"""
        access = access_of(view)
        if access is None:
            raise ImproperlyConfigured(f"宣言のない画面です: {request.resolver_match}")
        if access == PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if permits(request.user, access):
            return None
        self._deny(request, "access.denied")
        return render(request, "403.html", status=403)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """無いものと、ほかの自治体のものは、同じ 404 にする。"""
        if not isinstance(error, (ObjectDoesNotExist, Http404)):
            return None
        if request.user.is_authenticated:
            self._deny(request, "access.not_found")
        return render(request, "404.html", status=404)

    def _scope(self, code: str | None) -> AbstractContextManager[Any]:
        return scope(code) if code else nullcontext()

    def _deny(self, request: HttpRequest, action: str) -> None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        with transaction.atomic():
            record_denied(request.actor, Act(action, object_kind="page", object_id=name))  # type: ignore[attr-defined]


def actor_of(request: HttpRequest, login: str) -> Actor:
    """この求めを行う人と場。"""
    department = request.user.department.key if request.user.is_authenticated else ""
    terminal = str(request.META.get("REMOTE_ADDR", ""))
    return Actor(login, clock.now(), department, terminal, request.request_id)  # type: ignore[attr-defined]
