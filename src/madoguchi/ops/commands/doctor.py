"""madoguchi doctor: 動かす用意がととのっているかを調べ、直し方を言う。"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from madoguchi.audit.queries import verify
from madoguchi.cases.rebuilding import damaged
from madoguchi.domain.errors import Fault
from madoguchi.municipalities import queries
from madoguchi.municipalities.footing import refuse_unsafe
from madoguchi.municipalities.scope import scope
from madoguchi.ops import queue

#: 一度に作り直してみる件の数。
NEWEST_CASES = 200


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """引数はない。"""


def run(_args: argparse.Namespace) -> int:
    """一つずつ調べる。一つでも悪ければ 3。"""
    healthy = True
    for name, examine in EXAMINATIONS.items():
        faults = list(examine())
        healthy = healthy and not faults
        print(f"{'悪い' if faults else '良い'} {name}")
        for fault in faults:
            print(f"     {fault}")
        if faults and examine is tables_are_current:
            break
    return 0 if healthy else 3


def tables_are_current() -> Iterator[str]:
    """表が、いまの版の形か。"""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "まだ行っていない移行があります。madoguchi migrate を行ってください。"


def footing_is_safe() -> Iterator[str]:
    """データベースの設定が安全か。"""
    try:
        refuse_unsafe()
    except Fault as fault:
        yield str(fault)


def pages_are_declared() -> Iterator[str]:
    """画面の宣言と、そのほかの Django の検査。"""
    yield from (f"{found.msg} {found.hint or ''}" for found in run_checks() if found.is_serious())


def chains_hold() -> Iterator[str]:
    """記録の鎖が無傷か。"""
    for place in queries.municipalities():
        with scope(place.code):
            yield from (f"{place.name}: {line}" for line in verify().breaks)


def cases_rebuild() -> Iterator[str]:
    """件の表が、操作から作り直したものと同じか。新しいものから。"""
    for place in queries.municipalities():
        with scope(place.code):
            yield from (f"{place.name}: {line}" for line in damaged(NEWEST_CASES))


def jobs_go_well() -> Iterator[str]:
    """あきらめた仕事がないか。"""
    for place in queries.municipalities():
        with scope(place.code):
            yield from (f"{place.name}: {line}" for line in queue.given_up())


def cookies_are_secure() -> Iterator[str]:
    """HTTPS を前提にしているか。デモのほかは切らない。"""
    if not settings.HTTPS:
        yield "MADOGUCHI_HTTPS が no です。デモのほかでは外してください。"


EXAMINATIONS: dict[str, Callable[[], Iterator[str]]] = {
    "表の形": tables_are_current,
    "データベースの設定": footing_is_safe,
    "画面の宣言": pages_are_declared,
    "記録の鎖": chains_hold,
    "件の表": cases_rebuild,
    "裏の仕事": jobs_go_well,
    "通信の設定": cookies_are_secure,
}
