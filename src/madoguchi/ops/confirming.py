"""コマンドを打った人に、名のった職員のパスワードをたずねる。職員番号だけでは、だれの名でも打てるため。"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Sequence

from madoguchi.accounts.identity import Confirmed, confirm_each
from madoguchi.audit.actions import Actor
from madoguchi.config import clock
from madoguchi.domain.errors import Fault

_REMEDY = (
    "端末で打つか、パスワードを --by の順に一行ずつ書いたものを、--passwords-fd の番号で渡してください。"
)


def add_argument(parser: argparse.ArgumentParser) -> None:
    """端末のない所で使う引数を足す。"""
    parser.add_argument(
        "--passwords-fd", type=int, metavar="N",
        help="端末でたずねる代わりに、開いてあるファイル記述子 N から、--by の順に一行ずつ読む",
    )  # fmt: skip


def confirmed(logins: Sequence[str], descriptor: int | None, purpose: str) -> tuple[Confirmed, ...]:
    """パスワードをたずね、その人かを確かめる。たずねる端末がなければ `Fault`。自治体の枠の中で呼ぶ。"""
    now = clock.now()
    passwords = _asked(logins) if descriptor is None else _handed(descriptor, len(logins))
    return confirm_each([Actor(login, now) for login in logins], passwords, purpose)


def _asked(logins: Sequence[str]) -> list[str]:
    if not sys.stdin.isatty():
        raise Fault("パスワードをたずねる端末がありません。", remedy=_REMEDY)
    return [getpass.getpass(f"{login} のパスワード: ", stream=sys.stderr) for login in logins]


def _handed(descriptor: int, wanted: int) -> list[str]:
    try:
        with os.fdopen(descriptor, encoding="utf-8") as source:
            lines = source.read().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Fault(
            "パスワードを読めません。", file="--passwords-fd", value=str(descriptor), remedy=_REMEDY
        ) from error
    if len(lines) != wanted:
        raise Fault("パスワードの行の数が、--by の数と合いません。", file="--passwords-fd",
                    value=f"{len(lines)}行", remedy=_REMEDY)  # fmt: skip
    return lines
