"""五人の世帯の事実を、全部の組の記録から組み立てる時間を測る（世帯を引く・記録を読む・組み立てる）。

使い方: python benchmarks/facts.py [--people 115000] [--households 60] [--db sqlite|postgres] [--keep DIR]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

AOBA = "990001"
DAY = "2026-11-22"
REPEATS = 5


def fill(folder: Path, people: int) -> None:
    """全部の組の出力を作り、取り込む。もう取り込んであれば、何もしない。"""
    from django.core.management import call_command
    from django.db import connection

    from madoguchi.municipalities.actions import set_up_municipality
    from madoguchi.residents.loading import load_folder
    from madoguchi.residents.synthetic import write_city

    if connection.vendor == "sqlite":
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    if (folder / "loaded").exists():
        return
    set_up_municipality(AOBA, "あおば市", "あおば県", "aoba")
    write_city(folder / "feeds", people, 1, "cp932", date.fromisoformat(DAY), AOBA)
    busy = time.process_time()
    report = load_folder(folder / "feeds", AOBA)
    print(f"{people:,} 人、{report.accepted:,} 行（CPU {time.process_time() - busy:.0f} 秒）", flush=True)
    (folder / "loaded").touch()


def fives(wanted: int) -> list[list[str]]:
    """五人の世帯。"""
    from django.db.models import Count

    from madoguchi.residents.models import SearchEntry

    entries = SearchEntry.objects.filter(current=True, died=False).exclude(household_no="")
    homes = entries.values("household_no").annotate(size=Count("pk")).filter(size=5)
    numbers = homes.order_by("household_no").values_list("household_no", flat=True)[:wanted]
    return [
        sorted(entries.filter(household_no=number).values_list("subject_key", flat=True))
        for number in numbers
    ]


def measure(wanted: int) -> None:
    """世帯ごとに五回ずつめぐり、最小をとる。"""
    from madoguchi.catalogue import releases
    from madoguchi.config import clock
    from madoguchi.domain.building import build
    from madoguchi.domain.facts import Event, Situation
    from madoguchi.municipalities.scope import scope
    from madoguchi.residents import queries as residents

    dictionary = releases.load(None, AOBA).definitions.dictionary
    today = date.fromisoformat(DAY)

    def ask(keys: list[str]) -> tuple[Any, ...]:
        """三つの段の終わりの時刻と CPU、記録の数。"""
        marks = [(time.perf_counter(), time.process_time())]
        home = residents.household(keys[0], today)
        marks.append((time.perf_counter(), time.process_time()))
        records, coverage = residents.records_for(home.keys, dictionary.groups, clock.now())
        marks.append((time.perf_counter(), time.process_time()))
        event = Event("death", keys[0], today, None)
        situation = Situation(event, home.keys, home.complete, today, persons=home.keys)
        build(dictionary, situation, records, coverage, {})
        marks.append((time.perf_counter(), time.process_time()))
        return marks, sum(len(rows) for groups in records.values() for rows in groups.values())

    with scope(AOBA):
        homes = fives(wanted)
        for keys in homes[:5]:
            ask(keys)
        turns = [[ask(keys) for keys in homes] for _ in range(REPEATS)]
    each = list(zip(*turns, strict=True))
    rows = sorted(turn[0][1] for turn in each)[len(each) // 2]
    print(f"五人の世帯 {len(homes)}、記録（中央値）{rows} 行、p50 / p99（ミリ秒）")
    for name, low, high in (
        ("世帯を引く", 0, 1),
        ("記録を読む", 1, 2),
        ("組み立てる", 2, 3),
        ("記録と組み立て", 1, 3),
    ):
        for kind, place in (("時間", 0), ("CPU", 1)):
            spent = sorted(
                min(turn[0][high][place] - turn[0][low][place] for turn in one) * 1000 for one in each
            )
            print(f"  {name} {kind}: {spent[len(spent) // 2]:.1f} / {spent[int(len(spent) * 0.99)]:.1f}")


def main() -> None:
    """用意して測る。"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=115_000)
    parser.add_argument("--households", type=int, default=60)
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="置いたものを残し、次も使う")
    given = parser.parse_args()
    with contextlib.ExitStack() as kept:
        folder = given.keep or Path(kept.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        os.environ |= {
            "MADOGUCHI_VAR": str(folder), "MADOGUCHI_TODAY": DAY, "MADOGUCHI_HTTPS": "no",
            "DJANGO_SETTINGS_MODULE": "madoguchi.config.settings",
        }  # fmt: skip
        if given.db == "postgres":
            sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
            from tests.support.postgres import Cluster

            cluster = Cluster(folder / "postgres" if given.keep else None)
            kept.callback(cluster.stop)
            if not (folder / "loaded").exists():
                cluster.prepare()
            os.environ["DATABASE_URL"] = cluster.url()
        import django

        django.setup()
        fill(folder, given.people)
        measure(given.households)


if __name__ == "__main__":
    main()
