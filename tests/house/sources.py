"""家の検査が見る、書いたもの。"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "madoguchi"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def modules(*folders: str) -> list[Path]:
    """Python のファイル。移行は機械が書くので除く。"""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if path.parent.name != "migrations" or path.name == "__init__.py"
    )


def shown(path: Path) -> str:
    """失敗の知らせに出す名前。"""
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    """構文の木。"""
    return ast.parse(path.read_text(encoding="utf-8"))


def layers() -> list[list[str]]:
    """部屋の並び。上から下へ。"""
    contract = next(one for one in SETTINGS["tool"]["importlinter"]["contracts"] if one["id"] == "layers")
    return [[name.strip(" ()") for name in layer.split("|")] for layer in contract["layers"]]
