"""環境変数を型のある値にする。おかしな値は、起動する前に断る。"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from madoguchi.domain.errors import Fault

YES = frozenset({"1", "yes", "true", "on"})
NO = frozenset({"0", "no", "false", "off"})


def text(name: str, default: str) -> str:
    """文字列。空文字は「指定なし」と同じに扱う。"""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """はい・いいえ。"""
    raw = text(name, "").lower()
    if not raw:
        return default
    if raw in YES | NO:
        return raw in YES
    raise _refused(name, raw, "はい・いいえとして読めません。", "yes か no を指定してください。")


def number(name: str, default: int, low: int, high: int) -> int:
    """`low` 以上 `high` 以下の整数。"""
    raw = text(name, "")
    if not raw:
        return default
    if raw.isascii() and raw.isdigit() and low <= int(raw) <= high:
        return int(raw)
    raise _refused(
        name, raw, "整数として読めないか、範囲の外です。", f"{low} から {high} までの整数を指定してください。"
    )


def day(name: str) -> date | None:
    """日付（2026-11-22 の形）。指定がなければ None。"""
    raw = text(name, "")
    if not raw:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        raise _refused(name, raw, "日付として読めません。", "2026-11-22 の形で指定してください。") from error


def names(name: str, default: str) -> list[str]:
    """コンマで区切った並び。"""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    """フォルダ。なければ作る。"""
    path = Path(text(name, str(default))).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(
            name, str(path), "フォルダを作れません。", "書き込める場所を指定してください。"
        ) from error
    return path


def _refused(name: str, value: str, reason: str, remedy: str) -> Fault:
    return Fault(reason, remedy=remedy, file=f"環境変数 {name}", value=value)
