"""探す速さを測る。大ぜいの住民を置き、探し方ごとに一回の時間（サーバの中の search の呼び出し）を数える。

使い方: python benchmarks/search.py [--people 115000] [--rounds 200] [--repeats 1] [--db sqlite|postgres]
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

CODE = "990001"
BATCH = 5000
KEPT = 4000


def place(people: int) -> list[Any]:
    """住民と支援措置を、取り込みと同じ鍵で置く。問い合わせを作るための人を返す。"""
    from _crowd import Somebody, crowd
    from django.db import transaction

    from madoguchi.municipalities.actions import set_up_municipality
    from madoguchi.municipalities.scope import scope

    set_up_municipality(CODE, "あおば市", "あおば県", "aoba")
    start, chosen = time.perf_counter(), []
    picked = set(random.Random(3).sample(range(people), min(KEPT, people)))
    numbered: Iterator[tuple[int, Somebody]] = enumerate(crowd(people))
    with scope(CODE):
        runs = point(people)
        while batch := list(itertools.islice(numbered, BATCH)):
            chosen += [one for index, one in batch if index in picked]
            with transaction.atomic():
                lay([one for _, one in batch], runs)
    print(f"{people:,} 人を置く: {time.perf_counter() - start:.0f} 秒", flush=True)
    return chosen


def point(people: int) -> dict[str, int]:
    """二つの組の世代。"""
    from django.utils import timezone

    from madoguchi.residents.models import Generation

    runs = {"resident": 1, "support_measure": 2}
    for group, run in runs.items():
        Generation.objects.create(
            group=group, run=run, source_hash="0" * 64, as_of=timezone.now(), rows=people
        )
    return runs


def lay(people: list[Any], runs: dict[str, int]) -> None:
    """基幹の行と、探す鍵。五百人に一人は支援措置を受けている。"""
    from madoguchi.residents import indexing
    from madoguchi.residents.contents import encode_row
    from madoguchi.residents.entries import entries_for
    from madoguchi.residents.models import CoreRow

    kept, entries = [], []
    for one in people:
        contents = [("resident", row.record, encode_row(row)) for row in one.rows]
        if int(one.key) % 500 == 0:
            contents.append(
                ("support_measure", "", '{"from":null,"to":null,"values":{"support_measure.active":true}}')
            )
        kept += [
            CoreRow(
                group=group,
                subject_key=one.key,
                record=record,
                content=content,
                row_hash="0",
                gen_from=runs[group],
            )
            for group, record, content in contents
        ]
        entries += entries_for(one.rows)
    for entry in entries:
        entry.gen_from = runs["resident"]
    CoreRow.objects.bulk_create(kept, batch_size=2000)
    indexing.keep(entries)


def kinds(rng: random.Random) -> dict[str, Callable[[Any], str]]:
    """探し方と、その人を探す言葉。言葉にならない人なら空。"""
    from madoguchi.domain.calendar import Span, wareki

    def kana(one: Any, joint: str = "") -> str:
        return joint.join(one.value("name_kana").split())

    def family(one: Any, name: str = "name_kana") -> str:
        return str(one.value(name).split()[0])

    def birth(one: Any, form: Callable[[Any], str]) -> str:
        value = one.value("birth_date")
        return "" if isinstance(value, Span) else form(value)

    def crossing(one: Any) -> str:
        first, _, last = one.value("name").partition("　")
        return first[-1:] + last[:1] if last else ""

    def mistyped(text: str) -> str:
        at = rng.randrange(1, len(text))
        return text[:at] + rng.choice("ヌネユヘ") + text[at + 1 :]

    return {
        "カナの姓名（続けて）": kana,
        "カナの姓と名（空けて）": lambda one: kana(one, " "),
        "カナの姓": family,
        "カナの名": lambda one: one.value("name_kana").split()[-1],
        "カナの途中から": lambda one: kana(one)[2:6],
        "字の姓名": lambda one: one.value("name"),
        "字の姓": lambda one: family(one, "name"),
        "字の途中の二字": crossing,
        "生年月日（8桁）": lambda one: birth(one, lambda day: f"{day:%Y%m%d}"),
        "生年月日（和暦）": lambda one: birth(one, wareki),
        "生年月日（元号なし）と姓": lambda one: birth(one, lambda day: f"{_short(day)} {family(one)}"),
        "生まれた年と姓": lambda one: birth(one, lambda day: f"{day.year}年 {family(one)}"),
        "宛名番号": lambda one: one.key,
        "世帯番号": lambda one: one.value("household_no"),
        "町名": lambda one: one.value("address_town"),
        "姓と町名": lambda one: f"{family(one)} {one.value('address_town')}",
        "住所": lambda one: one.value("address"),
        "電話": lambda one: one.value("phone"),
        "電話の下4桁": lambda one: one.value("phone")[-4:],
        "旧氏": lambda one: one.value("former_name") or "",
        "通称": lambda one: one.value("alias") or "",
        "アルファベット": lambda one: (one.value("name_latin") or "").title(),
        "一字違いのカナの姓名": lambda one: mistyped(kana(one)),
        "一字違いの姓と名": lambda one: (
            f"{family(one)} {mistyped(one.value('name_kana').split()[-1] + 'コ')}"
        ),
        "だれもいない名": lambda one: f"ぬぬ{kana(one)}",
    }


def _short(day: Any) -> str:
    """元号を言わない和暦。"""
    from madoguchi.domain.calendar import era_of

    return f"{era_of(day)[1]}.{day.month}.{day.day}"


def measure(people: list[Any], rounds: int, repeats: int) -> None:
    """探し方ごとに、時間の p50 と p99、CPU（この側と、PostgreSQL のこのつなぎの合計）の p50 と p99、人の数の中央値。

    `repeats` が二つ以上なら、全部の言葉をその回数めぐり、言葉ごとに最小をとる（混んだ機械で測るとき）。
    """
    from madoguchi.municipalities.scope import scope

    rng = random.Random(5)
    print("| 探し方 | p50 ms | p99 ms | CPU p50 ms | CPU p99 ms | 人（中央値） |\n|---|---|---|---|---|---|")
    with scope(CODE):
        backend = _backend()
        for name, ask in kinds(rng).items():
            texts = [text for one in rng.sample(people, len(people)) if (text := ask(one))][: rounds + 20]
            turns = [[_once(text, backend) for text in texts] for _ in range(repeats)]
            each = list(zip(*turns, strict=True))[20:]
            if not each:
                print(f"| {name} | （こう探せる人が少なすぎる）", flush=True)
                continue
            spent = sorted(min(one[0] for one in turn) for turn in each)
            worked = sorted(min(one[1] for one in turn) for turn in each)
            size = sorted(turn[0][2] for turn in each)[len(each) // 2]
            figures = [one[int(len(one) * share)] for one in (spent, worked) for share in (0.5, 0.99)]
            print(f"| {name} | {' | '.join(f'{one:.1f}' for one in figures)} | {size} |", flush=True)


def _once(text: str, backend: Path | None) -> tuple[float, float, int]:
    """一回にかかった時間と CPU（ミリ秒）、当たった人の数。"""
    from madoguchi.residents.search import find

    start, cpu = time.perf_counter(), _cpu(backend)
    found = find(text)
    spent, worked = time.perf_counter() - start, _cpu(backend) - cpu
    return spent * 1000, worked * 1000, found.total + found.more


def _backend() -> Path | None:
    """このつなぎの、PostgreSQL の側のプロセスが使った CPU の書いてある所（Linux）。SQLite なら None。"""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Path(f"/proc/{cursor.fetchone()[0]}/schedstat")


def _cpu(backend: Path | None) -> float:
    """この側と、サーバの側の CPU（秒）。"""
    served = 0 if backend is None else int(backend.read_text().split()[0])
    return time.process_time() + served / 1e9


def main(given: argparse.Namespace, settle: Callable[[], None]) -> None:
    """用意して測る。`settle` は、置いたあとの片づけ（PostgreSQL が置いた行をならすのを待たずに行う）。"""
    import django

    django.setup()
    from django.core.management import call_command

    if "DATABASE_URL" not in os.environ:
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    people = place(given.people)
    settle()
    measure(people, given.rounds, given.repeats)


def tidy(cluster: Any) -> None:
    """autovacuum がやがて行うこと。索引だけで答えるには、行をならしてある必要がある。"""
    with cluster.superuser() as connection:
        connection.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=115_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=1, help="混んだ機械では、この回数めぐって最小をとる")
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    given = parser.parse_args()
    sys.path.append(str(Path(__file__).parents[1]))
    with tempfile.TemporaryDirectory() as temporary:
        os.environ |= {
            "MADOGUCHI_VAR": temporary, "MADOGUCHI_HTTPS": "no", "DJANGO_SETTINGS_MODULE": "madoguchi.config.settings",
        }  # fmt: skip
        if given.db == "sqlite":
            main(given, lambda: None)
        else:
            from tests.support.postgres import Cluster

            cluster = Cluster()
            try:
                cluster.prepare()
                os.environ["DATABASE_URL"] = cluster.url()
                main(given, partial(tidy, cluster))
            finally:
                cluster.stop()
