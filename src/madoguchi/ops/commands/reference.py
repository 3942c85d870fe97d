"""madoguchi reference: 定義の棚から、文書のページ（Markdown）を作る。データベースは使わない。"""

from __future__ import annotations

import argparse
from pathlib import Path

from madoguchi.authoring.entries import Shelf
from madoguchi.authoring.reference import MARK, pages
from madoguchi.catalogue import releases
from madoguchi.domain.errors import Fault
from madoguchi.ops.written import write_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("--catalogue", type=Path, metavar="DIR", help="定義の棚。なければ同梱の定義")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="ページを置くフォルダ")


def run(args: argparse.Namespace) -> int:
    """ページを作り終えてから書き出し、前に作って、もう要らないページを消す。"""
    made = pages(Shelf(releases.load(args.catalogue)))
    if not args.out.is_dir():
        raise Fault("フォルダがありません。", value=str(args.out), remedy="フォルダを作ってから、もう一度。")
    write_all(args.out, {name: text.encode() for name, text in made.items()})
    for path in sorted(args.out.glob("*.md")):
        if path.name not in made and path.read_text(encoding="utf-8").startswith(MARK):
            path.unlink()
    return 0
