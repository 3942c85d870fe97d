"""文書の約束: 用語・設定・コマンドに、書き漏れも、なくなったものの書き残しもない。"""

from __future__ import annotations

import ast
import re

from madoguchi.ops.cli import COMMANDS
from tests.house.sources import ROOT, SOURCE, modules, tree

REFERENCE = ROOT / "docs" / "reference"
READERS = {"text", "flag", "number", "day", "names", "folder"}


def read_variables() -> set[str]:
    """config が読む環境変数。"""
    calls = [
        node
        for path in modules("src/madoguchi/config")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
    ]
    return {
        call.args[0].value
        for call in calls
        if call.args
        and isinstance(call.args[0], ast.Constant)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) in READERS
        and re.fullmatch(r"MADOGUCHI_\w+|DATABASE_URL", str(call.args[0].value))
    }


def test_every_setting_is_explained():
    explained = set(
        re.findall(r"^\| `(\w+)` \|", (REFERENCE / "settings.md").read_text(encoding="utf-8"), re.M)
    )
    assert explained == read_variables()


def test_every_command_is_explained():
    explained = set(
        re.findall(r"^## `madoguchi ([\w-]+)", (REFERENCE / "commands.md").read_text(encoding="utf-8"), re.M)
    )
    assert explained == COMMANDS.keys()


def test_every_word_of_the_domain_is_in_the_glossary():
    glossary = (REFERENCE / "glossary.md").read_text(encoding="utf-8")
    classes = {
        node.name
        for path in (SOURCE / "domain").glob("*.py")
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert sorted(name for name in classes if f"`{name}`" not in glossary) == []
