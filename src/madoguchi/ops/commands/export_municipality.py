"""madoguchi export-municipality: 一つの自治体の記録の全部を、開かれた形で書き出す。madoguchi import で戻せる。"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from madoguchi.catalogue import releases
from madoguchi.municipalities.scope import scope
from madoguchi.ops import confirming
from madoguchi.residents.exporting.permits import permit_municipality
from madoguchi.residents.exporting.shelves import export_municipality


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("--municipality", required=True, metavar="CODE", help="団体コード")
    parser.add_argument(
        "--by",
        required=True,
        metavar="職員番号",
        help="書き出す職員。運用の役割が要る。パスワードを端末でたずねる",
    )
    confirming.add_argument(parser)
    parser.add_argument("--reason", required=True, metavar="REASON", help="書き出す理由。記録に残る")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="書き出す棚（まだない名）")


def run(args: argparse.Namespace) -> int:
    """棚を作る。"""
    dictionary = releases.load(None, args.municipality).definitions.dictionary
    with scope(args.municipality):
        (by,) = confirming.confirmed([args.by], args.passwords_fd, args.reason)
        permit = permit_municipality(by.actor, args.municipality, args.reason)
        manifest = export_municipality(args.out, dictionary, permit, _tell)
    rows = sum(one["rows"] for one in manifest["groups"])
    print(f"{len(manifest['groups'])}の組、{rows}行を {args.out} に書き出しました。", file=sys.stderr)
    return 0


def _tell(file: str, rows: int) -> None:
    """人が見ている端末なら、書いた組を言う。"""
    if sys.stderr.isatty():
        print(f"{file}: {rows:,} 行", file=sys.stderr, flush=True)
