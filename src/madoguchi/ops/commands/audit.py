"""madoguchi audit verify: 記録の鎖を頭から確かめる。切れていれば 3 を返す。"""

from __future__ import annotations

import argparse
import sys

from madoguchi.audit.queries import verify
from madoguchi.domain.errors import Fault
from madoguchi.municipalities import queries
from madoguchi.municipalities.scope import scope


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("action", choices=["verify"], help="verify: 鎖を確かめる")
    parser.add_argument("--municipality", metavar="CODE", help="この団体コードだけ")


def run(args: argparse.Namespace) -> int:
    """自治体ごとに確かめ、一行ずつ言う。"""
    places = [place for place in queries.municipalities() if args.municipality in (None, place.code)]
    if not places:
        raise Fault("自治体がありません。", remedy="団体コードを確かめてください。", value=args.municipality)
    broken = False
    for place in places:
        with scope(place.code):
            found = verify()
        broken = broken or bool(found.breaks)
        state = "切れています" if found.breaks else "無傷です"
        print(f"{place.code} {place.name}: {found.count} 件、先頭 {found.head[:16]}、{state}")
        for line in found.breaks:
            print(f"{place.code} {line}", file=sys.stderr)
    return 3 if broken else 0
