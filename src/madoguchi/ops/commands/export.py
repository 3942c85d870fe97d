"""madoguchi export: 家族に案内する手続きを、公開する形で書き出す。職員だけの手続きは出さない。"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from madoguchi.authoring import cpsv, registry
from madoguchi.authoring.publication import of_children, published
from madoguchi.catalogue import releases
from madoguchi.catalogue.releases import Release
from madoguchi.config import clock
from madoguchi.domain.errors import Fault
from madoguchi.ops.written import write_whole

FORMATS = {
    "kosodate-csv": "子育て支援制度レジストリの項目の CSV",
    "kosodate-json": "子育て支援制度レジストリの項目の JSON",
    "cpsv-ap": "CPSV-AP 3.2.0 の JSON-LD（手続きの全部）",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    said = "、".join(f"{name} {about}" for name, about in FORMATS.items())
    parser.add_argument("--format", choices=list(FORMATS), required=True, help=said)
    parser.add_argument("--municipality", metavar="CODE", help="団体コード。なければ国の定義だけ")
    parser.add_argument("--on", metavar="YYYY-MM-DD", help="この日の法の版を出す（なければ今日）")
    parser.add_argument("--catalogue", type=Path, metavar="DIR", help="定義の棚。なければ同梱の定義")
    parser.add_argument("--out", type=Path, required=True, metavar="F", help="書き出す先")


def run(args: argparse.Namespace) -> int:
    """作り終えてから書き出す。"""
    on = _day(args.on) if args.on else clock.today()
    write_whole(args.out, _made(args.format, releases.load(args.catalogue, args.municipality), on))
    return 0


def _made(name: str, release: Release, on: date) -> bytes:
    found = published(release, on)
    if name == "cpsv-ap":
        return cpsv.as_json_ld(release, found)
    children = of_children(found, on)
    return registry.as_csv(children) if name == "kosodate-csv" else registry.as_json(children)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fault(
            "日付として読めません。", value=text, remedy="2026-11-25 の形で書いてください。"
        ) from None
