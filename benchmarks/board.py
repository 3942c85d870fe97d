"""今日の一覧と統計の画面を、大ぜいの件を置いて測る。一回の CPU（中央値）と、データベースにたずねた数。

使い方: python benchmarks/board.py [--cases 2000] [--people 300] [--rounds 15]（めあては 20,000 件。置くのに何分もかかる）
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TODAY = "2026-11-20"
SCREENS = {
    "今日の一覧（この窓口）": "/board",
    "今日の一覧（すべての窓口）": "/board?view=all",
    "今日の一覧（自分）": "/board?view=mine",
    "統計（年度）": "/statistics?period=2026",
    "統計（死亡・一つの窓口）": "/statistics?period=2026&event=death&place=p-sogo",
    "統計（月）": "/statistics?period=2026-10",
    "統計の CSV": "/statistics.csv?period=2026",
}


def measure(cases: int, people: int, rounds: int) -> None:
    """市と件を用意し、画面ごとに測って表を出す。"""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from madoguchi.config import clock
    from madoguchi.municipalities.scope import scope
    from madoguchi.ops.demo import prepare

    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    folder = Path(os.environ["MADOGUCHI_VAR"])
    logins = prepare(folder / "demo", people, clock.today(), lambda _text: None)
    chief = next(one for one in logins if one.login == "ito")
    with scope("990001"):
        put(cases)
    client = Client(headers={"host": "127.0.0.1"})
    client.post("/sign-in", {"municipality": "990001", "login": chief.login, "password": chief.password})
    for name, url in SCREENS.items():
        spent, asked, status = _ask(lambda url=url: client.get(url), rounds)
        print(f"{spent:8.1f} ms CPU {asked:4} 回  {name}（{status}）")


def put(cases: int) -> None:
    """いまの自治体に件を置き、月の数を数える。"""
    from _cases import Plan, same_as_one_by_one, seed_cases

    from madoguchi.cases import statistics as counting
    from madoguchi.config import clock
    from madoguchi.counter.desk import release_of

    procedures = release_of("990001").definitions.procedures.values()
    names = sorted({one.id for one in procedures if one.place == "city" and one.audience != "staff"})
    plan = Plan(names, [f"X{number}" for number in range(cases)], ("sogo", "sogo", ""), clock.today())
    start = time.perf_counter()
    actions = seed_cases(cases, plan)
    print(f"{cases:,} 件・{actions:,} 操作を {time.perf_counter() - start:.0f} 秒で置いた")
    if not same_as_one_by_one(range(1, 20)):
        raise SystemExit("置いた件が、操作から作り直した姿と違います。")
    start = time.perf_counter()
    counting.collect_recent(clock.now())
    print(f"全部の月を {time.perf_counter() - start:.1f} 秒で数えた")


def _ask(ask: Callable[[], Any], rounds: int) -> tuple[float, int, int]:
    """CPU の中央値（ミリ秒）、たずねた数、返事の番号。はじめの二回は数えない。"""
    from django.db import connection

    asked: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    ask()
    with connection.execute_wrapper(count):
        status = ask().status_code
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        ask()
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent), len(asked), status


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ |= {
            "MADOGUCHI_VAR": temporary, "MADOGUCHI_TODAY": TODAY, "MADOGUCHI_HTTPS": "no",
            "DJANGO_SETTINGS_MODULE": "madoguchi.config.settings",
        }  # fmt: skip
        measure(given.cases, given.people, given.rounds)
