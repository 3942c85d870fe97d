"""madoguchi migrate: データベースの表を、いまの版の形にする。PostgreSQL では表の持ち主の役割で行う。"""

from __future__ import annotations

import argparse

from django.core.management import call_command
from django.db import connection

from madoguchi.domain.errors import Fault

GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE ON audit_auditentry FROM {role}",
    "REVOKE DELETE ON audit_audithead FROM {role}",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument(
        "--app-role", metavar="ROLE", help="画面と work がつなぐ役割（PostgreSQL のとき）。表の読み書きを許す"
    )


def run(args: argparse.Namespace) -> int:
    """移行し、役割に権限を与える。"""
    if args.app_role and connection.vendor != "postgresql":
        raise Fault(
            "SQLite に役割はありません。", remedy="--app-role を外してください。", value=args.app_role
        )
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    if args.app_role:
        grant(args.app_role)
    print("データベースの表は、いまの版の形です。")
    return 0


def grant(role: str) -> None:
    """読み書きだけを許す。記録は書き足すだけ。"""
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        for statement in GRANTS:
            cursor.execute(statement.format(role=quoted))
