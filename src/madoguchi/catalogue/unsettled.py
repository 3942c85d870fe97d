"""自治体がまだ決めていない値（要設定）を、何を・だれが・どこに書くかの一覧にする。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from madoguchi.catalogue import shelf as shelves
from madoguchi.catalogue.definitions import unset_paths
from madoguchi.catalogue.documents import Document
from madoguchi.catalogue.schema import kind_of
from madoguchi.catalogue.shapes import Items, Keyed, Maybe, Shape, Table
from madoguchi.catalogue.shelf import Shelf

ANYONE = "窓口の担当"


@dataclass(frozen=True)
class Unsettled:
    """まだ決まっていない値一つ。`who` は言える課、`write_in` は書く書類。"""

    what: str
    field: str
    who: str
    file: str
    line: int
    write_in: str


def unsettled(root: Path | None, municipality: str) -> list[Unsettled]:
    """自治体を重ねた棚に残っている要設定。担当課の順。"""
    base = shelves.packaged_root() if root is None else root
    folder = shelves.shown(shelves.municipality_folders(base)[municipality])
    shelf = shelves.read(shelves.layers(base, municipality))
    found = [
        one for relative in sorted(shelf.documents) for one in _of(shelf, relative, f"{folder}/{relative}")
    ]
    return sorted(found, key=lambda one: (one.who, one.what))


def _of(shelf: Shelf, relative: str, write_in: str) -> Iterator[Unsettled]:
    document = shelf.documents[relative]
    kind, who = kind_of(relative), _who(shelf, document.value)
    if kind is None or _off(document.value):
        return
    for path in unset_paths(document.value):
        steps = tuple(int(step) if step.isdigit() else step for step in path.split("."))
        place = document.at(steps)
        what = _what(document, steps)
        yield Unsettled(what, _field(kind.shape, steps) or path, who, place.file, place.line, write_in)
    for index, raw in enumerate(document.value["parameters"] if relative.startswith("parameters/") else ()):
        if raw.get("local") and not raw["values"]:
            place = document.at(("parameters", index, "values"))
            yield Unsettled(
                raw["name"], "日付つきの値", _users(shelf, raw["id"]), place.file, place.line, write_in
            )


def _off(value: Any) -> bool:
    return isinstance(value, dict) and value.get("enabled") is False


def _what(document: Document, steps: tuple[str | int, ...]) -> str:
    """いちばん近い、名のあるもの。"""
    value: Any = document.value
    name: Any = document.file
    for step in (None, *steps):
        value = value if step is None else value[step]
        if isinstance(value, dict):
            name = value.get("name", value.get("label", name))
    return str(name)


def _field(shape: Shape, steps: tuple[str | int, ...]) -> str:
    """鍵の意味（書類の形に書いてある一文）をつなぐ。"""
    notes: list[str] = []
    for step in steps:
        while isinstance(shape, Maybe):
            shape = shape.shape
        if isinstance(shape, Keyed):
            notes.append(shape.fields[str(step)].note.partition("。")[0])
            shape = shape.fields[str(step)].shape
        elif isinstance(shape, Items | Table):
            shape = shape.shape
    return " › ".join(notes)


def _who(shelf: Shelf, value: Any) -> str:
    """担当課の名。"""
    wanted = value.get("department") if isinstance(value, dict) else None
    for _, document in shelf.of("departments"):
        for one in document.value:
            if one["id"] == wanted:
                return str(one["name"])
    return ANYONE


def _users(shelf: Shelf, parameter: str) -> str:
    """その値を使う手続き（条件か手数料か、その様式）の担当課。"""
    forms = {
        relative.partition("/")[0]
        for relative, path in shelf.forms.items()
        if path.suffix in (".yaml", ".typ") and f"parameter.{parameter}" in path.read_text(encoding="utf-8")
    }
    for _, document in shelf.of("procedure"):
        form = (document.value.get("form") or {}).get("id")
        used = (document.value.get("condition"), document.value.get("fees"))
        if form in forms or f"'parameter': '{parameter}'" in str(used):
            return _who(shelf, document.value)
    return ANYONE
