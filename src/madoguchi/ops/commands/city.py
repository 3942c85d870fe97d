"""madoguchi city: 作りものの市を、基幹システムの出力の形で書く。データベースは使わない。"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from madoguchi.config import clock
from madoguchi.residents.synthetic import write_city
from madoguchi.residents.synthetic.faults import plant_faults


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument(
        "--people", type=_count, default=10_000, metavar="N", help="住民のおよその数（既定 10000）"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="種。同じ種と日からは同じ市になる")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="書き出す棚")
    parser.add_argument(
        "--encoding", choices=["cp932", "utf-8"], default="cp932", help="文字コード（既定 cp932）"
    )
    parser.add_argument(
        "--municipality", default="990001", metavar="CODE", help="団体コード（990001 か 990002）"
    )
    parser.add_argument(
        "--faults", type=_count, default=0, metavar="K", help="入れる傷の数。faults.json に一覧を書く"
    )


def run(args: argparse.Namespace) -> int:
    """市を書き、できた数を知らせる。"""
    city = write_city(args.out, args.people, args.seed, args.encoding, clock.today(), args.municipality)
    people = sum(len(one.members) for one in city.households)
    rows = sum(len(found) for found in city.rows.values())
    print(
        f"{city.name}: {people}人、{len(city.households)}世帯、{rows}行を {args.out} に書きました。",
        file=sys.stderr,
    )
    if args.faults:
        planted = plant_faults(args.out, args.seed, args.faults)
        print(f"{len(planted)}か所の傷を入れ、{args.out / 'faults.json'} に書きました。", file=sys.stderr)
    return 0


def _count(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"「{text}」は 0 以上の整数ではありません。")
    return int(text)
