"""madoguchi core-file: 基幹システムへ渡すファイルを作り、結果を読み、二人めが確かめ、理由を書いて渡し直す。"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from madoguchi.accounts.authority import does
from madoguchi.accounts.identity import Confirmed
from madoguchi.audit.actions import Act, record_denied
from madoguchi.cases import core_files
from madoguchi.cases.core_profiles import CoreProfile, profile
from madoguchi.cases.core_results import read_results
from madoguchi.cases.core_rows import STATE_LABELS
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from madoguchi.ops import confirming
from madoguchi.ops.written import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("action", choices=list(ACTIONS), help="give 渡す、write もう一度書き出す、read 結果を読む、check 確かめる、again 渡し直す")  # fmt: skip
    parser.add_argument("target", help="give では組（resident・nhi・child）、ほかはファイルの番号")
    parser.add_argument("--municipality", required=True, metavar="CODE", help="団体コード")
    parser.add_argument("--system", default="kasumi", metavar="ID", help="基幹システムの書式")
    parser.add_argument(
        "--by", required=True, metavar="職員番号", help="行う職員。運用か、主管課の担当の役割が要る"
    )
    confirming.add_argument(parser)
    parser.add_argument("--out", type=Path, metavar="F", help="書き出す先（give・write・again）")
    parser.add_argument("--results", type=Path, metavar="F", help="結果のファイル（read）")
    parser.add_argument(
        "--receipt", action="append", default=[], metavar="受付番号", help="渡し直す行（again。何度でも）"
    )
    parser.add_argument("--reason", default="", metavar="REASON", help="渡し直す理由（again）")


def run(args: argparse.Namespace) -> int:
    """その職員か、してよい役割かを確かめてから行う。"""
    form = profile(args.system)
    with scope(args.municipality):
        (by,) = confirming.confirmed([args.by], args.passwords_fd, f"core-file {args.action} {args.target}")
        _refuse(by, args)
        ACTIONS[args.action](args, by, form)
    return 0


def _refuse(by: Confirmed, args: argparse.Namespace) -> None:
    if does(by.official, "operate") or does(by.official, "settle"):
        return
    with transaction.atomic():
        record_denied(by.actor, Act(f"core_file.{args.action}", "core_file", args.target))
    raise Fault(
        "この職員は、基幹システムのファイルを扱えません。", value=args.by, remedy="運用か、主管課の担当の役割の職員にしてください。"
    )  # fmt: skip


def _give(args: argparse.Namespace, by: Confirmed, form: CoreProfile) -> None:
    out, entry = _needed(args.out, "--out"), form.entry(args.target)
    number = core_files.give(by.actor, form, entry)
    # 書き損じても、番号があれば write で書き直せるので、番号を先に言う。
    print(f"{number}: {len(core_files.rows(number))}行を {out} に渡します。")
    write_whole(out, core_files.content(number, form))
    for receipt, name in core_files.waiting_for(form, entry):
        print(f"{receipt}: {name}の入力が済むまで待ちます。", file=sys.stderr)


def _write(args: argparse.Namespace, _by: Confirmed, form: CoreProfile) -> None:
    out = _needed(args.out, "--out")
    write_whole(out, core_files.content(args.target, form))
    print(f"{args.target} を {out} に、渡したときと同じに書きました。")


def _read(args: argparse.Namespace, by: Confirmed, form: CoreProfile) -> None:
    path = _needed(args.results, "--results")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Fault(
            "結果のファイルを読めません。", file=str(path), remedy="置き場所と権限を確かめてください。"
        ) from error
    counts = core_files.put_results(by.actor, args.target, read_results(raw, form))
    print("、".join(f"{STATE_LABELS[state]} {count}" for state, count in counts.items()))
    for row in core_files.rows(args.target):
        if row.state == "error" or row.moved:
            print(f"{row.receipt}: {row.message or '渡したあとに、行が動きました'}", file=sys.stderr)


def _check(args: argparse.Namespace, by: Confirmed, _form: CoreProfile) -> None:
    print(f"{core_files.check(by.actor, args.target)}行の入力を確かめました。")


def _again(args: argparse.Namespace, by: Confirmed, form: CoreProfile) -> None:
    out = _needed(args.out, "--out")
    number = core_files.give_again(by.actor, args.target, args.receipt, form, args.reason)
    print(f"{number}: {len(args.receipt)}行を {out} に渡し直します。")
    write_whole(out, core_files.content(number, form))


def _needed(path: Path | None, name: str) -> Path:
    if path is None:
        raise Fault("ファイルの名がありません。", remedy=f"{name} に書いてください。", value=name)
    return path


ACTIONS: dict[str, Callable[[argparse.Namespace, Confirmed, CoreProfile], None]] = {
    "give": _give, "write": _write, "read": _read, "check": _check, "again": _again,
}  # fmt: skip
