"""madoguchi import: 基幹システムの出力の棚を取り込む。断った所は、場所と理由と直し方を言う。"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from madoguchi.catalogue import releases
from madoguchi.domain.errors import Fault
from madoguchi.municipalities import actions, queries
from madoguchi.municipalities.scope import scope
from madoguchi.ops import confirming
from madoguchi.ops.written import write_whole
from madoguchi.residents.exporting.restoring import is_export, restore
from madoguchi.residents.loading import Progress, Report, load_folder
from madoguchi.residents.overriding import Override, need, permit
from madoguchi.residents.report_sheet import sheet_of

_SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("folder", type=Path, metavar="DIR", help="出力の棚（manifest.json のあるところ）")
    parser.add_argument("--municipality", required=True, metavar="CODE", help="団体コード")
    parser.add_argument("--json", action="store_true", help="結果を一つの JSON で出す")
    parser.add_argument("--report", type=Path, metavar="FILE.xlsx", help="結果を Excel の表にも書く")
    parser.add_argument(
        "--override",
        metavar="REASON",
        help="古い・減りすぎ・切れた出力を、理由を書いて取り込む（--by が二つ要る）",
    )
    parser.add_argument(
        "--by", action="append", default=[], metavar="職員番号",
        help="越えることを認めた職員（二人）。二人のパスワードを端末でたずねる",
    )  # fmt: skip
    confirming.add_argument(parser)


def run(args: argparse.Namespace) -> int:
    """取り込む。断った所があれば 1 を返す。"""
    _set_up(args.municipality)
    override = _permitted(args)
    if is_export(args.folder):
        report = restore(args.folder, args.municipality, override)
    else:
        report = load_folder(args.folder, args.municipality, _tell, override)
    if args.report:
        write_whole(args.report, sheet_of(report.refused, report.noted))
    if args.json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
    else:
        _say(report)
    return 1 if report.refused else 0


def _permitted(args: argparse.Namespace) -> Override | None:
    """二人の許し。`--by` だけでは何も越えない。どちらの名も、その人のパスワードで確かめる。"""
    if args.override is None:
        if args.by:
            raise Fault("--by だけでは越えられません。", remedy="--override に理由を書いてください。")
        return None
    need(args.override, args.by)
    with scope(args.municipality):
        return permit(args.override, confirming.confirmed(args.by, args.passwords_fd, args.override))


def _tell(progress: Progress) -> None:
    """人が見ている端末なら、読んだ行を同じ所に書き続ける。"""
    if sys.stderr.isatty():
        end = "\n" if progress.done else ""
        print(f"\r{progress.file}: {progress.rows:,} 行", end=end, file=sys.stderr, flush=True)


def _set_up(code: str) -> None:
    """表がまだなければ作り、はじめての自治体なら、定義の棚にある名前で設ける。"""
    if "residents_corerow" not in connection.introspection.table_names():
        if connection.vendor != "sqlite":
            raise Fault(
                "データベースの表がまだありません。", remedy="先に madoguchi migrate を行ってください。"
            )
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    if queries.municipality(code) is not None:
        return
    profile = releases.load(None, code).municipality
    if profile is None:
        raise Fault(
            "知らない自治体です。", value=code, remedy="定義の棚に municipality.yaml を足してください。"
        )
    actions.set_up_municipality(
        profile.code, profile.name, profile.prefecture, profile.slug, profile.idle_minutes
    )


def _say(report: Report) -> None:
    """ファイルごとの数と、断った所を言う。"""
    for refusal in report.refused[:_SHOWN]:
        print(refusal, file=sys.stderr)
    if len(report.refused) > _SHOWN:
        rest = len(report.refused) - _SHOWN
        print(f"ほかに {rest} か所あります。--json で全部を出せます。", file=sys.stderr)
    kept = [str(one["file"]) for one in report.files if one["state"] == "refused"]
    if kept:
        print(f"受け取らなかったファイル（前の世代のまま）: {'、'.join(kept)}", file=sys.stderr)
    for noted in report.noted[:_SHOWN]:
        print(f"知らせ: {noted}", file=sys.stderr)
    if report.unmatched:
        print(
            f"だれのものか決まっていない行が {report.unmatched} あります。画面の「取り込み」で決めます。",
            file=sys.stderr,
        )
    print(
        f"受け取った行 {report.accepted}、前と同じ {report.unchanged}、なくなった行 {report.removed}、"
        f"断った所 {len(report.refused)}"
    )
