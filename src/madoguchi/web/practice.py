"""練習の市の印。どの画面にも、どの紙にも付ける。画面を作る人が忘れても付くように、入口で一度に行う。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from madoguchi.counter.practice import in_practice
from madoguchi.paper import stamping

PDF = "application/pdf"


class PracticeMiddleware:
    """練習の市から出る PDF に、練習の印を重ねる。"""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            isinstance(response, HttpResponse)
            and response.headers.get("Content-Type") == PDF
            and _here(request)
        ):
            response.content = stamping.practice(response.content)
            if "Content-Length" in response.headers:
                response.headers["Content-Length"] = str(len(response.content))
        return response


def mark(request: HttpRequest) -> dict[str, Any]:
    """どの雛形にも渡す値。`practice` は、練習の市の画面か。"""
    return {"practice": _here(request)}


def _here(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated and in_practice(user.municipality_id))
