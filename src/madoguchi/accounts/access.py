"""画面ごとの宣言。どの課の人が、どの業務で、何をするために、どの項目区分を開くか。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, URLPattern, path, resolve

from madoguchi.accounts.authority import Official, can, does

ANY = "*"
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Access:
    """一つの画面を開く条件。`department` は課の略号か ANY。`field_classes` はすべて開いていなければならない。

    `gyomu` が ANY なら役割だけを問う。そのときは項目区分を開けない（住民のことを出さない画面だけ）。
    """

    department: str
    gyomu: str
    action: str
    field_classes: frozenset[str] = frozenset()


PUBLIC = Access(ANY, "", "")
#: 住民のことを何も出さない画面（席を離れる、手引き）。入った職員なら、だれでも開ける。
SIGNED_IN = Access(ANY, "", "stay")


def declared_path(route: str, view: View, *, access: Access, name: str) -> URLPattern:
    """宣言つきの住所。画面はすべてこれで作る。"""

    @wraps(view)
    def declared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    declared.access = access  # type: ignore[attr-defined]
    return path(route, declared, name=name)


def access_of(view: View) -> Access | None:
    """画面の宣言。なければ None。"""
    found = getattr(view, "access", None)
    return found if isinstance(found, Access) else None


def permits(user: Any, access: Access) -> bool:
    """この職員がこの画面を開けるか。"""
    if access == SIGNED_IN:
        return bool(user.is_active)
    if access.department not in (ANY, user.department.key):
        return False
    official: Official = user
    if access.gyomu == ANY:
        return does(official, access.action) and not access.field_classes
    if not can(official, access.action, access.gyomu):
        return False
    return all(can(official, access.action, access.gyomu, name) for name in access.field_classes)


def opens(user: Any, url: str) -> bool:
    """この職員が、この住所の画面を開けるか。ない住所は、だれにも開けない。"""
    try:
        access = access_of(resolve(url).func)
    except Resolver404:
        return False
    return access is not None and permits(user, access)
