"""定義の棚の速さを測る。置いてある版を読む、死亡の手続きを全部判定する（理由の文まで）、棚を検査する。

使い方: python benchmarks/catalogue.py [--rounds 15] [--households 60]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from questions import TODAY, Family, bereaved, records_of

from madoguchi.catalogue.checks import Asked, examine
from madoguchi.catalogue.releases import Release, load
from madoguchi.domain.explanation import because
from madoguchi.domain.judgement import judge
from madoguchi.residents.synthetic.city import build_city

CODE = "990001"


def median_ms(tasks: Iterable[Callable[[], object]]) -> float:
    """一回にかかる CPU（ミリ秒）の中央値。"""
    spent = []
    for task in tasks:
        start = time.process_time()
        task()
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


def explained(release: Release, family: Family) -> int:
    """一件を判定し、全部の行に理由の文を添える。"""
    judgement = judge(release.definitions, family.full)
    return sum(len(because(line, release.definitions)) for line in judgement.lines)


def main() -> None:
    """測って、表を出す。"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--households", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        release = load(None, CODE, cache)
        loads = median_ms([lambda: load(None, CODE, cache)] * given.rounds)
    city = build_city(given.households * 80, 1, TODAY, CODE)
    records = records_of(city)
    families = [Family(release, records, *pair) for pair in bereaved(city, given.households)]
    explained(release, families[0])
    judging = median_ms([lambda one=one: explained(release, one) for one in families])
    procedures = release.definitions.procedures.values()
    deaths = sum("death" in one.events for one in procedures)
    print(f"手続き（版を数えて）{len(procedures)} 件、うち死亡 {deaths} 件")
    print(f"置いてある版を読む            {loads:7.1f} ms")
    print(f"死亡を全部判定し、理由を書く  {judging:7.1f} ms")
    for name, mutants in (("変異なし", False), ("変異あり", True)):
        start = time.process_time()
        examine(None, Asked(TODAY, None, mutate=mutants))
        print(f"棚の検査（{name}）         {time.process_time() - start:7.1f} s")


if __name__ == "__main__":
    main()
