"""窓口の画面にかかる CPU と、データベースへの問い合わせの数を測る。作りものの市に一件を開き、画面を求めるたびに数える。

使い方: python benchmarks/screens.py [--people 2000] [--rounds 30]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

DAY = "2026-11-20"
SCREENS = (
    ("入口", ""), ("来た人", "cases/1/visits/new"), ("来庁の記録", "cases/1/visits"), ("世帯", "cases/1/household"),
    ("聞き取り", "cases/1/interview"), ("手続き一覧", "cases/1/list"), ("要らない手続き", "cases/1/list/not-needed"),
    ("受け付け", "cases/1/receive"), ("閉じる", "cases/1/closing"), ("お渡し", "cases/1/papers"), ("束", "cases/1/bundles"),
    ("回り順", "cases/1/route"), ("課からの問い", "back"), ("届の控え", "notices"), ("今日の一覧", "board"), ("来庁予定", "expected"),
    ("手引き", "guidance"), ("一覧の PDF", "cases/1/papers/list.pdf"), ("様式の PDF", "cases/1/papers/forms.pdf"),
)  # fmt: skip


def median_ms(ask: Callable[[], object], rounds: int) -> float:
    """一回にかかる CPU（ミリ秒）の中央値。はじめの二回は数えない。"""
    spent = []
    for number in range(rounds + 2):
        start = time.process_time()
        ask()
        if number >= 2:
            spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


def queries_of(ask: Callable[[], object]) -> list[str]:
    """一回のあいだに、データベースへ送った文。取引の始まりと終わりは数えない。"""
    from django.db import connection

    sent: list[str] = []

    def note(execute: Any, statement: str, *rest: Any) -> Any:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            sent.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(note):
        ask()
    return sent


def measure(people: int, rounds: int) -> None:
    """市を用意し、画面ごとに測って表を出す。"""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from madoguchi.config import clock
    from madoguchi.municipalities.scope import scope
    from madoguchi.ops.demo import prepare
    from madoguchi.residents.queries import search

    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    folder = Path(os.environ["MADOGUCHI_VAR"])
    login = prepare(folder / "demo", people, clock.today(), lambda _text: None)[0]
    client = Client(headers={"host": "127.0.0.1"})
    client.post("/sign-in", {"municipality": "990001", "login": login.login, "password": login.password})
    with scope("990001"):
        subject = search("さとう まつお")[0].key
    visit = {
        "subject_key": subject, "standing": "relative", "relation": "child", "identity": "licence",
        "roles": ["mourner"], "name": "佐藤 晴樹", "once": "bench",
    }  # fmt: skip
    opened = client.post("/open", visit)
    print(f"件を開く: {opened.status_code} {opened.headers.get('Location', '')}")
    pages: dict[str, Callable[[], Any]] = {"さがす": lambda: client.post("/", {"text": "さとう まつお"})}
    pages |= {name: partial(client.get, f"/{path}") for name, path in SCREENS}
    for name, ask in pages.items():
        status = ask().status_code
        asked = queries_of(ask)
        print(f"{median_ms(ask, rounds):8.1f} ms CPU  {len(asked):3} 問い  {name}（{status}）", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ |= {
            "MADOGUCHI_VAR": temporary, "MADOGUCHI_TODAY": DAY, "MADOGUCHI_HTTPS": "no",
            "DJANGO_SETTINGS_MODULE": "madoguchi.config.settings",
        }  # fmt: skip
        measure(given.people, given.rounds)
