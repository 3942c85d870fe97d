"""取り込みの速さを測る。百万行の読み・確かめ・置き、一日分の差分、そのあいだの窓口の待ち。

使い方: python benchmarks/loading.py [--rows 1000000] [--people 115000] [--only feed|delta]
PostgreSQL で測るときは、移行ずみのデータベースを DATABASE_URL に書く。
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import tempfile
import time
from pathlib import Path

AOBA = "990001"
DAY = "2026-11-22"
#: 欄 → (入れる値, 理由)。六種類を十か所ずつ。
FAULTS = {
    "被保険者": (b"9", "書式にない符号です。"),
    "資格取得年月日": (b"2026/13", "日付として読めません。"),
    "資格喪失年月日": (b"20260230", "暦にない日付です。"),
    "特例区分": (b"9", "書式にない符号です。"),
    "取得事由": (b"\x85\x60", "この文字コードで読めないバイトがあります。"),
    "適用終了日": ("未定".encode("cp932"), "日付として読めません。"),
}


def write_feed(folder: Path, rows: int) -> list[tuple[int, str, str]]:
    """国民健康保険の出力（20欄、CP932、CRLF）を書き、入れた傷（行・欄・理由）を返す。"""
    from madoguchi.residents.feeds.profiles import load_set

    rng = random.Random(1)
    headers = load_set("neutral-cp932").profiles["nhi"].headers
    places = rng.sample(range(rows), 10 * len(FAULTS))
    hurt = {place: list(FAULTS)[index % len(FAULTS)] for index, place in enumerate(places)}
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "nhi.csv").open("wb") as out:
        out.write(",".join(headers).encode("cp932") + b"\r\n")
        for number in range(rows):
            cells = _cells(rng, number, headers)
            if number in hurt:
                cells[headers.index(hurt[number])] = FAULTS[hurt[number]][0]
            out.write(b",".join(cells) + b"\r\n")
    manifest = {"municipality": AOBA, "as_of": f"{DAY}T06:00:00+09:00", "feeds": "neutral-cp932",
                "files": [{"name": "nhi.csv", "rows": rows}]}  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return sorted((place + 2, header, FAULTS[header][1]) for place, header in hurt.items())


def _cells(rng: random.Random, number: int, headers: tuple[str, ...]) -> list[bytes]:
    acquired = f"{rng.randint(1975, 2025)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    lost = f"2026{rng.randint(1, 10):02d}{rng.randint(1, 28):02d}" if rng.random() < 0.1 else ""
    values = {
        "団体コード": AOBA, "宛名番号": f"{number + 1000:010d}", "被保険者": "1", "資格取得年月日": acquired,
        "資格喪失年月日": lost, "住所地特例（他市町村が保険者）": "0", "限度額適用認定証": rng.choice("01"),
        "特例区分": rng.choice(["", "", "", "修学", "施設"]), "特定疾病療養受療証": "0", "高額療養費未支給": rng.choice("01"),
        "産前産後軽減届出": "0", "記号番号": f"あおば{rng.randint(0, 9999999):07d}", "枝番": f"{rng.randint(1, 6):02d}",
        "取得事由": rng.choice(["転入", "社保離脱", "出生", "生保廃止"]), "喪失事由": "転出" if lost else "",
        "擬制世帯主": rng.choice("01"), "資格確認書等区分": "資格確認書", "保険料未納": rng.choice("01"),
        "適用開始日": acquired, "適用終了日": lost,
    }  # fmt: skip
    return [values[header].encode("cp932") for header in headers]


def measure_feed(folder: Path, rows: int) -> None:
    """百万行の出力を、一つのプロセスで取り込む。"""
    from madoguchi.residents.loading import Progress, load_folder

    planted = write_feed(folder, rows)
    size = (folder / "nhi.csv").stat().st_size / 1e6
    read: list[tuple[float, float]] = []
    start, busy = time.perf_counter(), time.process_time()

    def tell(told: Progress) -> None:
        if told.done:
            read.append((time.perf_counter() - start, time.process_time() - busy))

    report = load_folder(folder, AOBA, tell)
    whole = time.perf_counter() - start
    seconds, cpu = read[0]
    found = sorted((one.line, one.column, one.reason) for one in report.refused)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows} 行（20欄、{size:.0f} MB、CP932）: 読み・確かめ・置き {seconds:.1f} 秒（{rows / seconds:,.0f} 行/秒、"
    )
    print(f"  CPU では {cpu:.1f} 秒、{rows / cpu:,.0f} 行/秒）")
    print(f"  切り替えと写しまで {whole:.1f} 秒、受け取った行 {report.accepted}、最大メモリ {memory:.0f} MB")
    print(
        f"  傷: 入れた {len(planted)}、言い当てた {len(set(found) & set(planted))}、でっちあげ {len(set(found) - set(planted))}"
    )
    start = time.perf_counter()
    load_folder(folder, AOBA)
    print(f"  同じ出力をもう一度: {time.perf_counter() - start:.1f} 秒")


def prepare() -> None:
    """表を作り、市を設ける。"""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from madoguchi.municipalities.actions import set_up_municipality

    if connection.vendor == "sqlite":
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    set_up_municipality(AOBA, "あおば市", "あおば県", "aoba")


def main() -> None:
    """求められたものを測る。"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=115_000)
    parser.add_argument("--only", choices=["feed", "delta"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ |= {
            "MADOGUCHI_VAR": temporary, "MADOGUCHI_TODAY": DAY, "MADOGUCHI_HTTPS": "no",
            "DJANGO_SETTINGS_MODULE": "madoguchi.config.settings",
        }  # fmt: skip
        prepare()
        if given.only != "delta":
            measure_feed(Path(temporary) / "feed", given.rows)


if __name__ == "__main__":
    main()
