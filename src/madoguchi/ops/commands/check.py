"""madoguchi check: 定義の棚を検査し、誤りを一行に一つずつ言う。"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from madoguchi.catalogue.assembly import Assembly
from madoguchi.catalogue.checks import Asked, Finding, examine
from madoguchi.catalogue.json_schema import exported
from madoguchi.catalogue.schema import KINDS
from madoguchi.catalogue.shelf import Shelf
from madoguchi.catalogue.unsettled import Unsettled, unsettled
from madoguchi.config import clock
from madoguchi.domain.errors import Fault
from madoguchi.printing import forms

SEVERITIES = {"error": "誤り", "notice": "注意"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument(
        "directory", nargs="?", type=Path, help="棚（national のあるフォルダ）。なければ同梱の定義"
    )
    parser.add_argument("--json", action="store_true", help="結果を一つの JSON で出す")
    parser.add_argument(
        "--municipality", metavar="CODE", help="この団体コードの自治体だけを重ねて検査し、要設定の一覧を出す"
    )
    parser.add_argument(
        "--no-mutants", action="store_true", help="具体例が条件の変化に気づくかを試さない（速い）"
    )
    parser.add_argument(
        "--json-schema", choices=sorted(KINDS), metavar="KIND", help="書類の形を JSON Schema で出す"
    )


def run(args: argparse.Namespace) -> int:
    """検査して、誤りがあれば 1 を返す。"""
    if args.json_schema:
        print(json.dumps(exported(args.json_schema), ensure_ascii=False, indent=1))
        return 0
    asked = Asked(clock.today(), args.municipality, mutate=not args.no_mutants, also=form_faults)
    found = examine(args.directory, asked)
    left = unsettled(args.directory, args.municipality) if args.municipality else []
    errors = sum(finding.severity == "error" for finding in found)
    if args.json:
        rows: dict[str, Any] = {"errors": errors, "findings": [_row(one) for one in found]}
        if args.municipality:
            rows["unsettled"] = [vars(one) for one in left]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 1 if errors else 0
    for finding in found:
        print(f"{SEVERITIES[finding.severity]} {finding.fault}")
    if args.municipality:
        print("\n".join(_listed(left)))
    print(f"誤り {errors} 件、注意 {len(found) - errors} 件")
    return 1 if errors else 0


def form_faults(shelf: Shelf, assembly: Assembly) -> Iterable[Fault]:
    """様式の誤り。様式は printing が読むので、棚の検査へここから足す。"""
    files: dict[str, dict[str, Path]] = {}
    for relative, path in shelf.forms.items():
        form, _, rest = relative.partition("/")
        files.setdefault(form, {})[rest] = path
    return forms.read(files, assembly.definitions)[1]


def _listed(left: list[Unsettled]) -> Iterator[str]:
    """まだ決まっていないことを、決める課ごとに。"""
    if not left:
        yield "要設定のまま残っている値はありません。"
        return
    yield f"まだ決まっていないこと（要設定）{len(left)} 件"
    for who in dict.fromkeys(one.who for one in left):
        yield f"● {who}に聞く"
        for one in left:
            if one.who == who:
                yield f"  □ {one.what}: {one.field}"
                yield f"      書く所 {one.write_in}（いまは {one.file}:{one.line}）"


def _row(finding: Finding) -> dict[str, Any]:
    fault = finding.fault
    return {
        "severity": finding.severity, "file": fault.file, "line": fault.line, "column": fault.column,
        "value": None if fault.value is None else str(fault.value), "reason": fault.reason, "remedy": fault.remedy,
    }  # fmt: skip
