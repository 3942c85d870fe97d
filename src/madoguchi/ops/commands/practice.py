"""madoguchi practice: 練習のための市を作る。住民はすべて架空で、ほかの市の記録には触れない。"""

from __future__ import annotations

import argparse

from django.conf import settings

from madoguchi.accounts.actions import enrol
from madoguchi.config import clock
from madoguchi.domain.errors import Fault
from madoguchi.municipalities import queries
from madoguchi.ops.demo import LEAST_PEOPLE, PRACTICE, bring_in, set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("--municipality", required=True, metavar="CODE", help="練習する職員のいる自治体")


def run(args: argparse.Namespace) -> int:
    """市を設け、住民を取り込み、職員を入れる。"""
    if queries.municipality(args.municipality) is None or args.municipality == PRACTICE.code:
        raise Fault(
            "その自治体は、まだ設けていません。", value=args.municipality,
            remedy="先に記録を取り込むか、団体コードを確かめてください。",
        )  # fmt: skip
    set_up(PRACTICE)
    bring_in(PRACTICE, settings.VAR / "practice", LEAST_PEOPLE, clock.today(), print)
    print(f"{PRACTICE.name}に {enrol(args.municipality, PRACTICE.code, 'sogo')} 人の職員を入れました。")
    return 0
