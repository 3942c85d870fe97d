"""一つの URL から、データベースの設定を作る。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url

from madoguchi.domain.errors import Fault

# synchronous=NORMAL では電源断で受け付けた件が消える（15 回のうち 8 回）。DEFERRED では 60 人で 5 割が失敗する。
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000;"
    ),
}
# 窓口の問い合わせはどれも短い。費用を大きく見積もった文を機械語に訳すと、訳すほうに何百ミリ秒もかかる。
POSTGRES_OPTIONS = "-c jit=off"
ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")


def from_url(url: str) -> dict[str, Any]:
    """DATABASE_URL を読む。SQLite と PostgreSQL だけを受け付ける。"""
    try:
        settings = dict(dj_database_url.parse(url, conn_max_age=600))
    except ValueError as error:
        raise _refused(url) from error
    if settings["ENGINE"] not in ENGINES:
        raise _refused(url)
    if settings["ENGINE"] == ENGINES[0]:
        settings["OPTIONS"] = dict(SQLITE_OPTIONS)
        settings["CONN_MAX_AGE"] = 0
    else:
        given = settings.setdefault("OPTIONS", {})
        given["options"] = f"{POSTGRES_OPTIONS} {given.get('options', '')}".strip()
    return settings


def default_url(folder: Path) -> str:
    """指定がないときの、SQLite のファイル。"""
    return f"sqlite:///{folder / 'madoguchi.sqlite3'}"


def _refused(url: str) -> Fault:
    scheme = url.split(":", 1)[0]
    return Fault(
        "データベースの URL として読めません。",
        remedy="sqlite:///ファイル または postgres://利用者:合言葉@ホスト/名前 を指定してください。",
        file="環境変数 DATABASE_URL",
        value=f"{scheme}:…",
    )
