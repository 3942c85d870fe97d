"""madoguchi judge: 件の書類を判定する。データベースは使わない。"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from madoguchi.catalogue import casefile, releases, results
from madoguchi.catalogue.casefile import CaseFaults, CaseInput
from madoguchi.catalogue.releases import Release
from madoguchi.domain.calendar import wareki
from madoguchi.domain.errors import Fault
from madoguchi.domain.explanation import because
from madoguchi.domain.judgement import Judgement, Line
from madoguchi.guide import plan_tree

WORDS = {"needed": "必要", "unknown": "要確認", "not_needed": "不要"}
WIDTHS = (6, 40, 22)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("cases", nargs="+", type=Path, metavar="CASE.json", help="件の書類")
    parser.add_argument("--json", action="store_true", help="結果を一つの JSON で出す")
    parser.add_argument("--catalogue", type=Path, metavar="DIR", help="定義の棚。なければ同梱の定義")
    parser.add_argument("--municipality", metavar="CODE", help="団体コード（件の書類に書いてあれば、そちら）")


def run(args: argparse.Namespace) -> int:
    """全部の件を読めたときだけ結果を出す。誤りがあれば全部を言って 1 を返す。"""
    bench = _Bench(args.catalogue, args.municipality)
    judged: list[tuple[Release, CaseInput, Judgement]] = []
    faults: list[Fault] = []
    for path in args.cases:
        try:
            judged.append(bench.judged(path))
        except CaseFaults as broken:
            faults.extend(broken.faults)
        except Fault as fault:
            faults.append(fault.at(str(path)))
    for said in dict.fromkeys(str(fault) for fault in faults):
        print(said, file=sys.stderr)
    if faults:
        return 1
    if args.json:
        print(json.dumps(_document(judged), ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(_table(*one) for one in judged))
    return 0


class _Bench:
    """自治体ごとの版を一度だけ読む。"""

    def __init__(self, root: Path | None, municipality: str | None) -> None:
        self.root = root
        self.municipality = municipality
        self.held: dict[str | None, Release] = {}

    def judged(self, path: Path) -> tuple[Release, CaseInput, Judgement]:
        document = casefile.opened(path)
        release = self.release(casefile.municipality_of(document) or self.municipality)
        case = casefile.interpret(document, release.definitions)
        return release, case, results.judged(release, case)

    def release(self, code: str | None) -> Release:
        if code not in self.held:
            self.held[code] = releases.load(self.root, code)
        return self.held[code]


def _document(judged: list[tuple[Release, CaseInput, Judgement]]) -> dict[str, Any]:
    cases = [{**results.document(*one), "plan": plan_tree.tree(*one)} for one in judged]
    return {"release": judged[0][0].hash, "cases": cases}


def _table(release: Release, case: CaseInput, judgement: Judgement) -> str:
    event = release.definitions.life_events.get(case.facts[0].situation.event.kind)
    head = f"{case.id} {case.title}（{event.name if event else ''}、判定日 {wareki(case.on)}）"
    rows = sorted(judgement.lines, key=lambda line: list(WORDS).index(line.result))
    return "\n".join([head, *(_row(line, release) for line in rows)])


def _row(line: Line, release: Release) -> str:
    name = (
        f"{line.procedure.name}（{line.person}）"
        if line.procedure.per in ("member", "mover")
        else line.procedure.name
    )
    due = (
        ""
        if line.deadline is None
        else f"{line.deadline.wareki}まで"
        if line.deadline.wareki
        else line.deadline.text
    )
    cells = (WORDS[line.result], name, due)
    padded = [_padded(cell, width) for cell, width in zip(cells, WIDTHS, strict=True)]
    return " ".join([*padded, because(line, release.definitions)])


def _padded(text: str, width: int) -> str:
    """全角を二つと数えて、幅をそろえる。"""
    wide = sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)
    return text + " " * max(0, width - wide)
