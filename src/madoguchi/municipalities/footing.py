"""データベースの足もとを起動のときに確かめる。危なければ起動させない。"""

from __future__ import annotations

from django.db import connection

from madoguchi.domain.errors import Fault

PRAGMAS = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}


def refuse_unsafe() -> None:
    """SQLite は設定の値を、PostgreSQL はつないだ役割を確かめる。危なければ Fault。"""
    if connection.vendor == "sqlite":
        _refuse_weak_sqlite()
    else:
        _refuse_powerful_role()


def _refuse_weak_sqlite() -> None:
    with connection.cursor() as cursor:
        for pragma, wanted in PRAGMAS.items():
            found = str(cursor.execute(f"PRAGMA {pragma}").fetchone()[0]).lower()
            if found != wanted and not _is_memory(pragma, found):
                raise Fault(
                    f"SQLite の {pragma} が {wanted} になっていません。",
                    remedy="受け付けた件が電源断で消えるおそれがあります。config/databases.py の設定を戻してください。",
                    value=found,
                )
    if connection.transaction_mode != "IMMEDIATE":
        raise Fault(
            "SQLite の transaction_mode が IMMEDIATE ではありません。",
            remedy="config/databases.py の設定を戻してください。",
            value=connection.transaction_mode,
        )


def _is_memory(pragma: str, found: str) -> bool:
    return pragma == "journal_mode" and found == "memory"


def _refuse_powerful_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        role, is_super, bypasses = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tableowner = current_user"
        )
        owned = cursor.fetchone()[0]
    if is_super or bypasses or owned:
        raise Fault(
            "この役割ではつなげません。行ごとの守りを越えられます。",
            remedy="表の持ち主でなく、SUPERUSER でも BYPASSRLS でもない役割の URL を DATABASE_URL に書いてください。",
            file="環境変数 DATABASE_URL",
            value=role,
        )
