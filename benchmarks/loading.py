"""取り込みの速さを測る。百万行の読み・確かめ・置き、一日分の差分、そのあいだの窓口の待ち。

百万行の出力は、国民健康保険（標準の書式の全部の20欄）か、いちばん欄の多い住民記録（同じく46欄）。

使い方: python benchmarks/loading.py [--rows 1000000] [--feed nhi|resident] [--people 115000] [--only feed|delta]
    [--db sqlite|postgres]
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

AOBA = "990001"
DAY = "2026-11-22"
#: 組 → 欄 → (入れる値, 理由)。六種類を十か所ずつ。
BAD_CODE, BAD_DATE = (b"9", "書式にない符号です。"), (b"2026/13", "日付として読めません。")
NO_SUCH_DAY, NO_DATE = (b"20260230", "暦にない日付です。"), ("未定".encode("cp932"), "日付として読めません。")
BAD_BYTE = (b"\x85\x60", "この文字コードで読めないバイトがあります。")
FAULTS = {
    "nhi": {
        "被保険者": BAD_CODE, "資格取得年月日": BAD_DATE, "資格喪失年月日": NO_SUCH_DAY, "特例区分": BAD_CODE,
        "取得事由": BAD_BYTE, "適用終了日": NO_DATE,
    },
    "resident": {
        "性別": BAD_CODE, "住所を定めた年月日": BAD_DATE, "異動日": NO_SUCH_DAY, "住民状態": BAD_CODE, "方書": BAD_BYTE,
        "適用終了日": NO_DATE,
    },
}  # fmt: skip


def write_feed(folder: Path, rows: int, group: str) -> list[tuple[int, str, str]]:
    """標準の書式の全部の欄の出力（CP932、CRLF）を書き、入れた傷（行・欄・理由）を返す。"""
    from madoguchi.residents.feeds.profiles import load_set

    rng = random.Random(1)
    profile, faults = load_set("neutral-cp932").profiles[group], FAULTS[group]
    headers = profile.headers
    places = rng.sample(range(rows), 10 * len(faults))
    hurt = {place: list(faults)[index % len(faults)] for index, place in enumerate(places)}
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / profile.file).open("wb") as out:
        out.write(",".join(headers).encode("cp932") + b"\r\n")
        for number in range(rows):
            values = (_insured if group == "nhi" else _resident)(rng, number)
            cells = [values.get(header, "").encode("cp932") for header in headers]
            if number in hurt:
                cells[headers.index(hurt[number])] = faults[hurt[number]][0]
            out.write(b",".join(cells) + b"\r\n")
    manifest = {"municipality": AOBA, "as_of": f"{DAY}T06:00:00+09:00", "feeds": "neutral-cp932",
                "files": [{"name": profile.file, "rows": rows}]}  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return sorted((place + 2, header, faults[header][1]) for place, header in hurt.items())


def _insured(rng: random.Random, number: int) -> dict[str, str]:
    acquired = f"{rng.randint(1975, 2025)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    lost = f"2026{rng.randint(1, 10):02d}{rng.randint(1, 28):02d}" if rng.random() < 0.1 else ""
    return {
        "団体コード": AOBA, "宛名番号": f"{number + 1000:010d}", "被保険者": "1", "資格取得年月日": acquired,
        "資格喪失年月日": lost, "住所地特例（他市町村が保険者）": "0", "限度額適用認定証": rng.choice("01"),
        "特例区分": rng.choice(["", "", "", "修学", "施設"]), "特定疾病療養受療証": "0", "高額療養費未支給": rng.choice("01"),
        "産前産後軽減届出": "0", "記号番号": f"あおば{rng.randint(0, 9999999):07d}", "枝番": f"{rng.randint(1, 6):02d}",
        "取得事由": rng.choice(["転入", "社保離脱", "出生", "生保廃止"]), "喪失事由": "転出" if lost else "",
        "擬制世帯主": rng.choice("01"), "資格確認書等区分": "資格確認書", "保険料未納": rng.choice("01"),
        "適用開始日": acquired, "適用終了日": lost,
    }  # fmt: skip


def _resident(rng: random.Random, number: int) -> dict[str, str]:
    day = f"{rng.randint(1975, 2025)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    family, given = rng.choice(["佐藤", "髙橋", "渡邉", "山﨑"]), rng.choice(["清", "幸子", "健一", "美咲"])
    town = f"{rng.choice(['あさひ', 'みどり', 'わかば'])}町{rng.randint(1, 9)}丁目"
    return {
        "団体コード": AOBA, "宛名番号": f"{number + 1000:010d}", "履歴番号": "1", "世帯番号": f"{number // 2:010d}",
        "住民状態": "住民", "住民種別": "日本人住民", "生年月日": f"昭和{rng.randint(2, 63)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日", "性別": rng.choice(["男", "女"]), "続柄": rng.choice(["世帯主", "妻", "子"]),
        "氏名": f"{family}　{given}", "氏名フリガナ": "サトウ　キヨシ", "世帯主氏名": f"{family}　清", "世帯員順": "1",
        "郵便番号": "9990001", "町名": town, "住所": f"{town}{rng.randint(1, 40)}番{rng.randint(1, 30)}号",
        "方書": "ハイツ青葉 101", "電話番号": f"0000-{rng.randint(20, 69)}-{rng.randint(0, 9999):04d}",
        "住民となった年月日": day, "住所を定めた年月日": day, "異動事由": "転入", "異動日": day, "処理日": day,
        "届出の年月日": day, "住所コード": f"{rng.randint(0, 99999999999):011d}", "適用開始日": day, "適用終了日": "",
    }  # fmt: skip


def measure_feed(folder: Path, rows: int, group: str) -> None:
    """百万行の出力を、一つのプロセスで取り込む。"""
    from madoguchi.residents.feeds.profiles import load_set
    from madoguchi.residents.loading import Progress, load_folder

    planted = write_feed(folder, rows, group)
    profile = load_set("neutral-cp932").profiles[group]
    size = (folder / profile.file).stat().st_size / 1e6
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
        f"{group} {rows} 行（{len(profile.headers)}欄、{size:.0f} MB、CP932）: 読み・確かめ・置き {seconds:.1f} 秒（{rows / seconds:,.0f} 行/秒、"
    )
    print(f"  CPU では {cpu:.1f} 秒、{rows / cpu:,.0f} 行/秒）")
    print(f"  切り替えと写しまで {whole:.1f} 秒、受け取った行 {report.accepted}、最大メモリ {memory:.0f} MB")
    print(
        f"  傷: 入れた {len(planted)}、言い当てた {len(set(found) & set(planted))}、でっちあげ {len(set(found) - set(planted))}"
    )
    start = time.perf_counter()
    load_folder(folder, AOBA)
    print(f"  同じ出力をもう一度: {time.perf_counter() - start:.1f} 秒")


def deliver_delta(whole: Path, folder: Path, share: float) -> int:
    """全件の出力から、一部の人の行だけを書き換えた、24の組の差分を作る。行の数を返す。"""
    from madoguchi.residents.feeds.profiles import load_set

    folder.mkdir()
    feed_set, rng, written = load_set("neutral-cp932"), random.Random(2), 0
    people = sorted(
        {line.split(b",")[1] for line in (whole / "resident.csv").read_bytes().split(b"\r\n")[1:-1]}
    )
    chosen = set(rng.sample(people, int(len(people) * share)))
    names = []
    for profile in sorted(feed_set.profiles.values(), key=lambda one: -(whole / one.file).stat().st_size)[
        :24
    ]:
        lines = (whole / profile.file).read_bytes().split(b"\r\n")
        kept = [lines[0]]
        changed = next(index for index, one in enumerate(profile.columns, 2) if one.type in ("text", "bool"))
        for line in lines[1:-1]:
            cells = line.split(b",")
            if cells[1] in chosen:
                flipped = {b"0": b"1", b"1": b"0"}
                bare = profile.columns[changed - 2].type == "text"
                cells[changed] = cells[changed] + b"9" if bare else flipped.get(cells[changed], b"1")
                kept.append(b",".join(cells))
        (folder / profile.file).write_bytes(b"\r\n".join(kept) + b"\r\n")
        names.append(profile.file)
        written += len(kept) - 1
    manifest = {"municipality": AOBA, "as_of": f"{DAY}T12:00:00+09:00", "feeds": "neutral-cp932",
                "kind": "delta", "files": names}  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return written


class Counter(threading.Thread):
    """窓口でさがし続け、一回ごとの待ちを覚える。"""

    def __init__(self, words: list[str]) -> None:
        super().__init__(daemon=True)
        self.words, self.waits, self.stop = words, [], threading.Event()

    def run(self) -> None:
        """止めるまで、少し間をあけてさがす。"""
        from madoguchi.municipalities.scope import scope
        from madoguchi.residents import queries

        with scope(AOBA):
            for number in itertools.count():
                start = time.perf_counter()
                queries.search(self.words[number % len(self.words)])
                self.waits.append((time.perf_counter() - start) * 1000)
                if self.stop.wait(0.02):
                    return

    def finish(self) -> str:
        """中央値と99%。"""
        self.stop.set()
        self.join()
        ordered = sorted(self.waits)
        return f"p50 {statistics.median(ordered):.1f} / p99 {ordered[int(len(ordered) * 0.99)]:.0f} ミリ秒（{len(ordered)}回）"


def serve(seconds: float) -> None:
    """別のプロセスの窓口。合図のファイルが消えるまでさがし、待ちを言う。"""
    import django

    django.setup()
    counter = Counter(["さとう まつお", "S19.6.5", "みどり町三丁目", "佐藤", "0001000012"])
    counter.start()
    time.sleep(seconds)
    print(counter.finish(), flush=True)


def counter_for(seconds: float) -> subprocess.Popen[str]:
    """窓口のプロセスを始める。"""
    command = [sys.executable, __file__, "--serve", str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def measure_delta(folder: Path, people: int) -> None:
    """一日分の差分を取り込み、そのあいだの窓口の待ちを測る。"""
    from madoguchi.config import clock
    from madoguchi.residents.loading import load_folder
    from madoguchi.residents.synthetic import write_city

    write_city(folder / "whole", people, 1, "cp932", clock.today(), AOBA)
    start, busy = time.perf_counter(), time.process_time()
    report = load_folder(folder / "whole", AOBA)
    whole, cpu = time.perf_counter() - start, time.process_time() - busy
    print(
        f"{people:,} 人の全件（{report.accepted:,} 行、34組）: {whole:.0f} 秒（CPU {cpu:.0f} 秒）", flush=True
    )
    rows = deliver_delta(folder / "whole", folder / "delta", 0.01)
    idle = counter_for(15)
    print(f"窓口でさがす、取り込みのないとき: {(idle.communicate()[0] or '').strip()}", flush=True)
    meanwhile = counter_for(15)
    time.sleep(2)
    start, busy = time.perf_counter(), time.process_time()
    report = load_folder(folder / "delta", AOBA)
    seconds, cpu = time.perf_counter() - start, time.process_time() - busy
    print(
        f"一日分の差分（{rows:,} 行、24組）: {seconds:.1f} 秒（CPU {cpu:.1f} 秒）、動いた行 {report.accepted:,}、断った所 {len(report.refused)}"
    )
    print(f"窓口でさがす、取り込みのあいだ: {(meanwhile.communicate()[0] or '').strip()}")


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
    parser.add_argument("--feed", choices=sorted(FAULTS), default="nhi")
    parser.add_argument("--people", type=int, default=115_000)
    parser.add_argument("--only", choices=["feed", "delta"])
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--serve", type=float, help="窓口のプロセスとして、この秒数だけさがす")
    given = parser.parse_args()
    if given.serve:
        serve(given.serve)
        return
    with contextlib.ExitStack() as kept:
        temporary = kept.enter_context(tempfile.TemporaryDirectory())
        os.environ |= {
            "MADOGUCHI_VAR": temporary, "MADOGUCHI_TODAY": DAY, "MADOGUCHI_HTTPS": "no",
            "DJANGO_SETTINGS_MODULE": "madoguchi.config.settings",
        }  # fmt: skip
        if given.db == "postgres":
            sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
            from tests.support.postgres import Cluster

            cluster = Cluster()
            kept.callback(cluster.stop)
            cluster.prepare()
            os.environ["DATABASE_URL"] = cluster.url()
        prepare()
        print(f"データベース: {given.db}", flush=True)
        if given.only != "delta":
            measure_feed(Path(temporary) / "feed", given.rows, given.feed)
        if given.only != "feed":
            measure_delta(Path(temporary), given.people)


if __name__ == "__main__":
    main()
