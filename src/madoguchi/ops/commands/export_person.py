"""madoguchi export-person: 一人の記録を、開かれた形で書き出す。役割が開く項目だけが入り、記録に残る。"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from django.db import transaction

from madoguchi.catalogue import releases
from madoguchi.municipalities.scope import scope
from madoguchi.ops import confirming
from madoguchi.ops.written import write_whole
from madoguchi.residents.exporting.permits import PERSON, permit_person
from madoguchi.residents.exporting.persons import export_person


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("person", metavar="KEY", help="宛名番号")
    parser.add_argument("--municipality", required=True, metavar="CODE", help="団体コード")
    parser.add_argument(
        "--by",
        required=True,
        metavar="職員番号",
        help="書き出す職員。係長の役割が要る。パスワードを端末でたずねる",
    )
    confirming.add_argument(parser)
    parser.add_argument("--reason", required=True, metavar="REASON", help="書き出す理由。記録に残る")
    parser.add_argument("--out", type=Path, required=True, metavar="F.json", help="書き出す先")


def run(args: argparse.Namespace) -> int:
    """記録に残してから、書き終えた書類に名を付ける。"""
    dictionary = releases.load(None, args.municipality).definitions.dictionary
    with scope(args.municipality):
        (by,) = confirming.confirmed([args.by], args.passwords_fd, args.reason)
        permit = permit_person(by.actor, args.person, args.reason)
        made = export_person(args.person, dictionary, permit)
        with transaction.atomic():
            counts = {one["group"]: len(one["records"]) for one in made["groups"]}
            permit.keep(PERSON, args.person, counts)
            write_whole(args.out, (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode())
            args.out.chmod(0o600)
    return 0
