"""起動のときの検査。宣言のない画面が一つでもあれば起動しない。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, Tags
from django.core.checks import register as register_check
from django.urls import URLPattern, URLResolver, get_resolver

from madoguchi.accounts.access import ANY, PUBLIC, SIGNED_IN, Access, access_of
from madoguchi.accounts.authority import FIELD_CLASSES, GYOMU, ROLES


def register() -> None:
    """検査を登録する。"""
    register_check(every_page_is_declared, Tags.urls)


def every_page_is_declared(**_: Any) -> list[Error]:
    """すべての住所に、意味の通る宣言があるか。"""
    return [
        Error(
            f"{route} {fault}",
            hint="declared_path(…, access=Access(…)) で書いてください。",
            id="madoguchi.E001",
        )
        for route, pattern in patterns(get_resolver())
        if (fault := _fault(access_of(pattern.callback)))
    ]


def patterns(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """すべての住所と、その行き先。"""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry


def _fault(access: Access | None) -> str:
    if access is None:
        return "に、だれが何のために開けるかの宣言がありません。"
    if access in (PUBLIC, SIGNED_IN):
        return ""
    if access.gyomu == ANY and access.field_classes:
        return "は業務を問わないので、項目区分を開けません。"
    if access.gyomu not in GYOMU and access.gyomu != ANY:
        return f"の業務「{access.gyomu}」を知りません。"
    if not any(access.action in actions for actions in ROLES.values()):
        return f"の行い「{access.action}」ができる役割がありません。"
    unknown = sorted(access.field_classes - FIELD_CLASSES)
    return f"の項目区分「{'・'.join(unknown)}」を知りません。" if unknown else ""
