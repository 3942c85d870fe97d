"""読めない書類が定める名に触れる書類をよける。もとの誤りだけを言い、そこから出る誤りを言わないため。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from madoguchi.catalogue.assembly import Assembly
from madoguchi.catalogue.documents import Document
from madoguchi.catalogue.editions import is_edition, key_of, main_key
from madoguchi.catalogue.shelf import Shelf
from madoguchi.domain.errors import Fault

#: ほかの書類が名を引く書類。
GROUND = ("life_events/", "facts/", "parameters/", "conditions/", "implications/")
#: よけることのある書類。
FOLLOWING = ("conditions/", "implications/", "procedures/")
DEFINED = re.compile(r"\b(?:id|group):\s*['\"]?([a-z][a-z0-9_.]*)")
WORD = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")


def set_aside(shelf: Shelf) -> Shelf:
    """読めない書類に頼る書類をよけた棚。よけた書類と失われた名は、`aside` `lost` `mentioned` に残す。"""
    found = shelf.copy()
    if not shelf.broken:
        return found
    for relative, path in shelf.broken.items():
        text = path.read_text(encoding="utf-8", errors="replace")
        found.mentioned |= words(text)
        if relative.startswith(GROUND) and relative not in shelf.documents:
            found.lost |= {main_key(key_of(relative)), *DEFINED.findall(text)}
            if relative.startswith("implications/"):
                # 導くはずだった値に頼る例は、外れて見える。
                found.lost |= {name for name in words(text) if "." in name}
    while _move(found):
        pass
    return found


def _move(shelf: Shelf) -> bool:
    """失われた名に触れる書類をよける。よけた条件の名も失われる。"""
    touching = [
        relative
        for relative, document in shelf.documents.items()
        if relative.startswith(FOLLOWING)
        and (mentions(document.value) & shelf.lost or _orphan(shelf, relative))
    ]
    for relative in touching:
        document = shelf.documents.pop(relative)
        shelf.aside[relative] = document
        shelf.mentioned |= mentions(document.value)
        if relative.startswith("conditions/"):
            shelf.lost.add(main_key(key_of(relative)))
    return bool(touching)


def _orphan(shelf: Shelf, relative: str) -> bool:
    """いまの版が読めない（よけた）、ほかの版か。"""
    key = key_of(relative)
    main = relative.replace(f"{key}.yaml", f"{main_key(key)}.yaml")
    return is_edition(key) and (main in shelf.aside or (main in shelf.broken and main not in shelf.documents))


def shaken(shelf: Shelf, faults: list[Fault]) -> set[str]:
    """読めたけれども誤りのある定義の名（事実・日付つきの値・含意が導く事実）。頼る例は試さない。"""
    found: set[str] = set()
    for fault in faults:
        for relative, document in shelf.documents.items():
            if relative.startswith(GROUND) and fault.file in {
                place.file for place in document.places.values()
            }:
                found |= _defined(relative, document, fault)
    return found


def _defined(relative: str, document: Document, fault: Fault) -> set[str]:
    """誤りのある所が定める名。"""
    if relative.startswith("facts/"):
        return {one["id"] for one in document.value["facts"]} | {document.value["group"]}
    if relative.startswith("implications/"):
        return set(document.value["then"])
    if not relative.startswith("parameters/"):
        return set()
    lines = [
        (document.at(("parameters", index)).line, raw["id"])
        for index, raw in enumerate(document.value["parameters"])
        if document.at(("parameters", index)).file == fault.file
    ]
    above = [name for line, name in lines if line <= (fault.line or 0)]
    return set(above[-1:])


def unread(shelf: Shelf, assembly: Assembly) -> set[str]:
    """読めなかった書類と手続きに出てくる名。ほんとうは使われているかもしれない。"""
    sound = assembly.definitions.procedures
    lost = (document.value for name, document in assembly.procedures.items() if name not in sound)
    return shelf.mentioned | _all(lost)


def mentions(value: Any) -> set[str]:
    """書類の値に出てくる名。「群.項目」なら群も、「事実@人」なら事実も入る。"""
    if isinstance(value, dict):
        return _all([*value.keys(), *value.values()])
    if isinstance(value, list):
        return _all(value)
    if not isinstance(value, str):
        return set()
    name = value.partition("@")[0]
    return {name, name.partition(".")[0]} if WORD.fullmatch(name) else set()


def words(text: str) -> set[str]:
    """読めない書類の文字から拾った名。"""
    return {part for found in WORD.findall(text) for part in (found, found.partition(".")[0])}


def _all(values: Iterable[Any]) -> set[str]:
    return {name for one in values for name in mentions(one)}
