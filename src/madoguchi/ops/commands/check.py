"""madoguchi check: 定義の棚を検査し、誤りを一行に一つずつ言う。"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from madoguchi.catalogue.checks import Finding, examine
from madoguchi.catalogue.json_schema import exported
from madoguchi.catalogue.schema import KINDS

SEVERITIES = {"error": "誤り", "notice": "注意"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument(
        "directory", nargs="?", type=Path, help="棚（national のあるフォルダ）。なければ同梱の定義"
    )
    parser.add_argument("--json", action="store_true", help="結果を一つの JSON で出す")
    parser.add_argument("--municipality", metavar="CODE", help="この団体コードの自治体だけを重ねて検査する")
    parser.add_argument(
        "--json-schema", choices=sorted(KINDS), metavar="KIND", help="書類の形を JSON Schema で出す"
    )


def run(args: argparse.Namespace) -> int:
    """検査して、誤りがあれば 1 を返す。"""
    if args.json_schema:
        print(json.dumps(exported(args.json_schema), ensure_ascii=False, indent=1))
        return 0
    found = examine(args.directory, args.municipality)
    errors = sum(finding.severity == "error" for finding in found)
    if args.json:
        print(
            json.dumps(
                {"errors": errors, "findings": [_row(one) for one in found]}, ensure_ascii=False, indent=1
            )
        )
    else:
        for finding in found:
            print(f"{SEVERITIES[finding.severity]} {finding.fault}")
        print(f"誤り {errors} 件、注意 {len(found) - errors} 件")
    return 1 if errors else 0


def _row(finding: Finding) -> dict[str, Any]:
    fault = finding.fault
    return {
        "severity": finding.severity, "file": fault.file, "line": fault.line, "column": fault.column,
        "value": None if fault.value is None else str(fault.value), "reason": fault.reason, "remedy": fault.remedy,
    }  # fmt: skip
