"""紙の束の画面から送られた、✓と署名を読む。"""

from __future__ import annotations

from django.http import HttpRequest

from madoguchi.counter.departments.bundles import Signing


def checked_of(request: HttpRequest) -> tuple[str, ...]:
    """✓をつけた紙の行。"""
    return tuple(request.POST.getlist("checked"))


def signing_of(request: HttpRequest) -> Signing:
    """署名の線、受け取った人の名、または職員番号。"""
    return Signing(
        request.POST.get("path", ""), request.POST.get("receiver", ""), request.POST.get("login", "")
    )
