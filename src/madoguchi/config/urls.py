"""すべての画面の住所。どれも、だれが何のために開けるかを宣言している。"""

from __future__ import annotations

from django.urls import include, path

from madoguchi.accounts import urls as accounts_urls
from madoguchi.accounts.access import PUBLIC, declared_path
from madoguchi.config.health import health

urlpatterns = [
    declared_path("health", health, access=PUBLIC, name="health"),
    path("", include(accounts_urls)),
    path("", include("madoguchi.web.urls")),
]
