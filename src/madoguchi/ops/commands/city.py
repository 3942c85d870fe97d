"""madoguchi city: 作りものの市を、基幹システムの出力の形で書く。データベースは使わない。"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from madoguchi.config import clock
from madoguchi.residents.synthetic import write_city
from madoguchi.residents.synthetic.city import build_city
from madoguchi.residents.synthetic.faults import plant_faults, plant_faults_in_deltas
from madoguchi.residents.synthetic.files import SETS, first_morning, write_days
from madoguchi.residents.synthetic.marginals import marginals, table
from madoguchi.residents.synthetic.people import City


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument(
        "--people", type=_count, default=10_000, metavar="N", help="住民のおよその数（既定 10000）"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="種。同じ種と日からは同じ市になる")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="書き出す棚")
    parser.add_argument("--encoding", choices=list(SETS), default="cp932", help="文字コード（既定 cp932）")
    parser.add_argument(
        "--municipality", default="990001", metavar="CODE", help="団体コード（990001 か 990002）"
    )
    parser.add_argument(
        "--days", type=_count, default=0, metavar="N",
        help="N日前の全件、今日までの毎朝の差分、今日の全件を、一つずつの棚に書く",
    )  # fmt: skip
    parser.add_argument(
        "--faults", type=_count, default=0, metavar="K",
        help="入れる傷の数。faults.json に一覧を書く。--days なら差分にも K 個を散らす",
    )  # fmt: skip
    parser.add_argument(
        "--on", type=_day, metavar="YYYY-MM-DD", help="この日の朝の出力にする（なければ今日）"
    )
    parser.add_argument("--table", action="store_true", help="市の割合をめあてと並べた表を出す")


def run(args: argparse.Namespace) -> int:
    """市を書き、できた数を知らせる。"""
    city, shelves = _write(args)
    people = sum(one.alive for home in city.households for one in home.members)
    homes = sum(any(one.alive for one in home.members) for home in city.households)
    rows = sum(len(found) for found in city.rows.values())
    _tell(f"{city.name}: {people}人、{homes}世帯、{rows}行を {args.out} に書きました。")
    if args.days:
        _tell(f"棚は {len(shelves)}。{shelves[0].name} から {shelves[-2].name} まで順に取り込めば、"
              f"{shelves[-1].name} と同じになります。")  # fmt: skip
    if args.faults:
        _plant(args, shelves)
    if args.table:
        print(table(marginals(city)), end="")
    return 0


def _write(args: argparse.Namespace) -> tuple[City, list[Path]]:
    today = args.on or clock.today()
    if not args.days:
        city = write_city(args.out, args.people, args.seed, args.encoding, today, args.municipality)
        return city, [args.out]
    city = build_city(args.people, args.seed, first_morning(today, args.days), args.municipality)
    return city, write_days(args.out, city, args.seed, args.encoding, args.days)


def _plant(args: argparse.Namespace, shelves: list[Path]) -> None:
    planted = plant_faults(shelves[0], args.seed, args.faults)
    _tell(f"{len(planted)}か所の傷を入れ、{shelves[0] / 'faults.json'} に書きました。")
    if args.days:
        found = plant_faults_in_deltas(shelves[1:-1], args.seed, args.faults)
        _tell(f"差分の棚に{found}か所の傷を入れ、それぞれの faults.json に書きました。")


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"「{text}」は 2026-11-25 の形の日付ではありません。") from None


def _count(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"「{text}」は 0 以上の整数ではありません。")
    return int(text)
