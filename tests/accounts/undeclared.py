"""試験だけの、宣言のおかしい画面。"""

from __future__ import annotations

from django.urls import include, path

from madoguchi.accounts.access import ANY, Access, declared_path
from tests.accounts.pages import where

urlpatterns = [
    path("", include("madoguchi.accounts.urls")),
    path("naked", where),
    declared_path("gyomu", where, access=Access(ANY, "no_such_gyomu", "read"), name="gyomu"),
    declared_path("action", where, access=Access(ANY, "counter", "no_such_action"), name="action"),
    declared_path(
        "classes", where, access=Access(ANY, "counter", "read", frozenset({"secret"})), name="classes"
    ),
]
