"""窓口の画面にかかる CPU を測る。作りものの市に一件を開き、画面を求めるたびに使った CPU を数える。

使い方: python benchmarks/screens.py [--people 2000] [--rounds 30]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

DAY = "2026-11-20"


def median_ms(ask: Callable[[], object], rounds: int) -> float:
    """一回にかかる CPU（ミリ秒）の中央値。はじめの二回は数えない。"""
    spent = []
    for number in range(rounds + 2):
        start = time.process_time()
        ask()
        if number >= 2:
            spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


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
    pages = {
        "さがす": lambda: client.post("/", {"text": "さとう まつお"}),
        "世帯": lambda: client.get("/cases/1/household"),
        "聞き取り": lambda: client.get("/cases/1/interview"),
        "手続き一覧": lambda: client.get("/cases/1/list"),
        "一覧の PDF": lambda: client.get("/cases/1/papers/list.pdf"),
        "様式の PDF": lambda: client.get("/cases/1/papers/forms.pdf"),
    }
    for name, ask in pages.items():
        status = ask().status_code
        print(f"{median_ms(ask, rounds):8.1f} ms CPU  {name}（{status}）")


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
