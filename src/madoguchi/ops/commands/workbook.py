"""madoguchi workbook: 担当課が定義を確かめ、署名する表（xlsx）を作る。データベースは使わない。"""

from __future__ import annotations

import argparse
from pathlib import Path

from madoguchi.authoring.entries import Shelf
from madoguchi.authoring.workbook import workbook
from madoguchi.catalogue import releases
from madoguchi.ops.written import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("--municipality", metavar="CODE", help="団体コード。なければ国の定義だけ")
    parser.add_argument("--event", metavar="EVENT", help="この出来事の手続きだけ（death など）")
    parser.add_argument(
        "--department",
        metavar="ID",
        help="この課の手続きだけ（departments.yaml の id。市役所の外は outside）",
    )
    parser.add_argument("--catalogue", type=Path, metavar="DIR", help="定義の棚。なければ同梱の定義")
    parser.add_argument("--out", type=Path, required=True, metavar="F.xlsx", help="書き出す表")


def run(args: argparse.Namespace) -> int:
    """表を作り終えてから書き出す。"""
    shelf = Shelf(releases.load(args.catalogue, args.municipality))
    write_whole(args.out, workbook(shelf, args.event, args.department))
    return 0
