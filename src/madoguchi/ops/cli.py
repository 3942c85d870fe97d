"""madoguchi コマンドの入口。使うコマンドの部品だけを読み込む。"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from madoguchi.domain.errors import Fault

DONE, INPUT_AT_FAULT, USAGE, SYSTEM_AT_FAULT = 0, 1, 2, 3


@dataclass(frozen=True)
class Command:
    """一つのコマンド。`needs_database` でないものは Django を読み込まない。"""

    module: str
    summary: str
    needs_database: bool = True
    environment: tuple[tuple[str, str], ...] = ()


COMMANDS = {
    "demo": Command("demo", "作りものの市を作り、画面を開く", environment=(("MADOGUCHI_HTTPS", "no"),)),
    "judge": Command("judge", "件の書類を判定する", needs_database=False),
    "check": Command("check", "定義の棚を検査する", needs_database=False),
    "print": Command("print_", "件の書類から一覧や様式を刷る", needs_database=False),
    "workbook": Command("workbook", "担当課が定義を確かめ、署名する表を作る", needs_database=False),
    "reference": Command("reference", "定義の棚から、文書のページを作る", needs_database=False),
    "export": Command("export", "公開する形で定義を書き出す", needs_database=False),
    "city": Command("city", "作りものの市を、基幹システムの出力の形で書く", needs_database=False),
    "import": Command("import_", "基幹システムの出力を取り込む"),
    "export-person": Command("export_person", "一人の記録を、開かれた形で書き出す"),
    "export-municipality": Command("export_municipality", "一つの自治体の記録の全部を書き出す"),
    "practice": Command("practice", "練習のための市を作り、窓口の職員を入れる"),
    "core-file": Command("core_file", "基幹システムへ渡すファイルを作り、結果を読む"),
    "migrate": Command("migrate", "データベースの表を、いまの版の形にする"),
    "work": Command("work", "裏の仕事を行い続ける"),
    "audit": Command("audit", "記録の鎖を確かめる"),
    "doctor": Command("doctor", "動かす用意がととのっているかを調べる"),
}


def main(argv: list[str] | None = None) -> int:
    """コマンドを行い、0 済んだ・1 入力の誤り・2 使い方の誤り・3 システムの誤り、を返す。"""
    arguments = sys.argv[1:] if argv is None else argv
    try:
        return _run(arguments)
    except Fault as fault:
        print(fault, file=sys.stderr)
        return INPUT_AT_FAULT
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    except KeyboardInterrupt:
        return DONE
    except BrokenPipeError:
        # 読む側（head など）が先に閉じた。終わるときの書き出しでもう一度失敗しないよう、出口をふさぐ。
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        traceback.print_exc()
        print(
            f"システムの側の不具合で止まりました（{type(error).__name__}: {error}）。"
            "上の記録を添えて運用の担当に知らせてください。",
            file=sys.stderr,
        )
        return SYSTEM_AT_FAULT


def _run(arguments: list[str]) -> int:
    name = next((word for word in arguments if word in COMMANDS), None)
    module = _load(COMMANDS[name]) if name and arguments[0] == name else None
    parser = argparse.ArgumentParser(prog="madoguchi", description="窓口支援システム")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="コマンド")
    for known, command in COMMANDS.items():
        sub = subparsers.add_parser(known, help=command.summary, description=command.summary)
        if known == name and module is not None:
            module.add_arguments(sub)
    args = parser.parse_args(arguments)
    return int(module.run(args)) if module is not None else USAGE


def _load(command: Command) -> Any:
    """コマンドの部品を読み込む。画面やデータベースの要らないコマンドを速くするため、ここで遅らせている。"""
    for name, value in command.environment:
        os.environ.setdefault(name, value)
    if command.needs_database:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.config.settings")
        import django

        django.setup()
    return import_module(f"madoguchi.ops.commands.{command.module}")


if __name__ == "__main__":
    sys.exit(main())
