"""試験だけの画面。宣言の守られ方を確かめる。"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from madoguchi.accounts.access import ANY, Access, declared_path
from madoguchi.municipalities.models import Department
from madoguchi.municipalities.scope import current


def where(_request: HttpRequest) -> HttpResponse:
    """いまの自治体。"""
    return HttpResponse(current())


def department(_request: HttpRequest, pk: int) -> HttpResponse:
    """課の名前。"""
    return HttpResponse(Department.objects.get(pk=pk).name)


def broken(_request: HttpRequest) -> HttpResponse:
    """失敗する画面。"""
    raise ZeroDivisionError


urlpatterns = [
    path("", include("madoguchi.accounts.urls")),
    declared_path("where", where, access=Access(ANY, "counter", "read", frozenset({"basic"})), name="where"),
    declared_path(
        "department/<int:pk>", department, access=Access(ANY, "counter", "read"), name="department"
    ),
    declared_path("tax", where, access=Access(ANY, "tax", "read", frozenset({"tax"})), name="tax"),
    declared_path(
        "counter-tax",
        where,
        access=Access(ANY, "counter", "read", frozenset({"basic", "tax"})),
        name="counter_tax",
    ),
    declared_path("tax-office", where, access=Access("tax", "counter", "read"), name="tax_office"),
    declared_path("broken", broken, access=Access(ANY, "counter", "read"), name="broken"),
]
