"""書き方の約束: 大きさ、一行めの文、名前、残した宿題、依存の書き方。"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, SETTINGS, SOURCE, layers, modules, shown, tree

EVERYTHING = modules("src", "tests", "benchmarks")
LIMIT = 400
VAGUE = {"manager", "helper", "util", "utils", "handler", "processor", "service", "data", "info"}
WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
HOMEWORK = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
# 受け継ぐ元が決めている名前。
IMPOSED = {"handle_data": "html.parser.HTMLParser"}
# 枠を越えて読む所は、ここに理由を書いたものだけ。
UNSCOPED: dict[str, str] = {"src/madoguchi/municipalities/scope.py": "定義そのもの。"}


def words_of(name: str) -> set[str]:
    return {word.lower() for word in WORD.findall(name)}


def defined_names(path: Path) -> list[str]:
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    names = [path.stem, *(node.name for node in ast.walk(tree(path)) if isinstance(node, kinds))]
    return [name for name in names if name not in IMPOSED]


def test_no_file_is_longer_than_four_hundred_lines():
    long = {
        shown(path): count for path in EVERYTHING if (count := len(path.read_text().splitlines())) > LIMIT
    }
    assert long == {}


def test_every_module_begins_with_one_japanese_sentence():
    wrong = []
    for path in EVERYTHING:
        first = (ast.get_docstring(tree(path)) or "").splitlines()[:1]
        opening = path.read_text(encoding="utf-8").startswith('"""')
        if not (opening and first and first[0].endswith("。") and JAPANESE.search(first[0])):
            wrong.append(shown(path))
    assert wrong == []


def test_no_name_hides_what_it_is():
    vague = [
        (shown(path), name) for path in EVERYTHING for name in defined_names(path) if words_of(name) & VAGUE
    ]
    assert vague == []


@pytest.mark.parametrize("name", ["PeopleManager", "data_of", "UtilBox", "HTTPHandler"])
def test_vague_names_would_be_noticed(name):
    assert words_of(name) & VAGUE


def test_no_homework_is_left_in_the_source():
    places = [path for folder in ("src", "tests", "catalogue", "docs") for path in (ROOT / folder).rglob("*")]
    kinds = {".py", ".html", ".css", ".js", ".typ", ".yaml", ".md"}
    left = [
        shown(path)
        for path in places
        if path.suffix in kinds and HOMEWORK.search(path.read_text(encoding="utf-8"))
    ]
    assert left == []


def test_every_folder_of_code_is_a_package():
    folders = {path.parent for path in SOURCE.rglob("*.py")}
    assert [shown(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_every_package_has_its_place_in_the_layers():
    placed = {name for layer in layers() for name in layer}
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert packages - placed == set()


def test_the_tables_of_every_package_are_protected():
    contracts = SETTINGS["tool"]["importlinter"]["contracts"]
    protected = {name for one in contracts for name in one.get("protected_modules", [])}
    assert {f"madoguchi.{path.parent.name}.models" for path in SOURCE.glob("*/models.py")} == protected


def test_the_scope_is_left_only_where_it_is_written_why():
    used = {
        shown(path) for path in modules("src") if re.search(r"\bunscoped\b", path.read_text(encoding="utf-8"))
    }
    assert used == UNSCOPED.keys()


def test_requirements_are_pinned_with_hashes_and_name_no_server():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        pinned = len(re.findall(r"^[\w.\-\[\]]+==", text, re.M))
        assert "://" not in text, shown(path)
        assert pinned == len(re.findall(r"==\S+(?: ;[^\n]*)? \\\n    --hash=sha256:", text)), shown(path)


def test_every_base_dependency_has_its_reason_in_the_decision_record():
    names = [re.split(r"[=<>\[]", line)[0] for line in (ROOT / "requirements/base.in").read_text().split()]
    record = (ROOT / "docs/adr/0001-stack-and-dependencies.md").read_text(encoding="utf-8")
    assert [name for name in names if f"| {name} |" not in record] == []
