"""madoguchi demo: 作りものの市を作り、画面を開く。住民はすべて架空である。"""

from __future__ import annotations

import argparse

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from madoguchi.config import clock
from madoguchi.ops.demo import Login, prepare
from madoguchi.ops.serving import HOST, refuse_busy_port, serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="画面の番号（既定 8000）")
    parser.add_argument(
        "--people", type=int, default=10_000, metavar="N", help="あおば市の人数（既定 10000）"
    )


def run(args: argparse.Namespace) -> int:
    """用意して、止める合図まで動かす。"""
    refuse_busy_port(args.port)
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    logins = prepare(settings.VAR / "demo", args.people, clock.today(), _tell)
    connections.close_all()
    return serve(args.port, lambda: _invite(args.port, logins))


def _invite(port: int, logins: list[Login]) -> None:
    _tell(f"\n開きました: http://{HOST}:{port}/\n")
    for login in logins:
        _tell(
            f"  {login.town} {login.department} {login.display_name}（{login.role}）"
            f"  職員番号 {login.login}  パスワード {login.password}"
        )
    _tell("\n止めるときは Ctrl+C を押してください。")


def _tell(line: str) -> None:
    print(line, flush=True)
