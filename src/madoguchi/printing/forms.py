"""様式の棚を読む。国のものに、自治体のもの（同じ道筋のファイルだけ）を重ねる。"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from madoguchi.catalogue import shelf
from madoguchi.catalogue.releases import Release
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Definitions
from madoguchi.printing.definition import PaperForm
from madoguchi.printing.reading import FORM_FILE, Reader

Files = Mapping[str, Mapping[str, Path]]
HELD_RELEASES = 8
_held: dict[tuple[Any, ...], dict[str, PaperForm]] = {}


def load(
    root: Path, definitions: Definitions | None = None, municipality: str | None = None
) -> dict[str, PaperForm]:
    """棚 `root` の様式を、id で引ける表にする。誤りが一つでもあれば、初めの Fault で止まる。

    `definitions` があれば、結びつけた事実とパラメータがほんとうにあるかも確かめる。
    """
    return _sound(read(files_of(root, municipality), definitions))


def of_release(release: Release) -> dict[str, PaperForm]:
    """版に含まれる様式。ファイルが変わらないあいだは、一度読んだものを返す。"""
    stamp = (release.hash, *(
        (form_id, name, str(path), path.stat().st_mtime_ns)
        for form_id, own in sorted(release.forms.items()) for name, path in sorted(own.items())
    ))  # fmt: skip
    if stamp not in _held:
        if len(_held) >= HELD_RELEASES:
            _held.clear()
        _held[stamp] = _sound(read(release.forms, release.definitions))
    return _held[stamp]


def read(files: Files, definitions: Definitions | None = None) -> tuple[dict[str, PaperForm], list[Fault]]:
    """読めた様式と、見つかった誤りの全部。`files` は様式の id から、{名: ファイル}。"""
    forms: dict[str, PaperForm] = {}
    faults: list[Fault] = []
    for form_id, own in sorted(files.items()):
        if FORM_FILE not in own:
            place = shelf.shown(next(iter(own.values())).parent)
            faults.append(Fault(
                "様式の定義（form.yaml）がありません。", file=place, value=form_id, remedy="form.yaml を書いてください。"
            ))  # fmt: skip
            continue
        try:
            reader = Reader(form_id, own, definitions)
        except Fault as fault:
            faults.append(fault)
            continue
        form = reader.read()
        faults.extend(reader.faults)
        if form is not None:
            forms[form_id] = form
    return forms, faults


def files_of(root: Path, municipality: str | None = None) -> dict[str, dict[str, Path]]:
    """段を下から重ねた、様式ごとのファイル。"""
    found: dict[str, dict[str, Path]] = {}
    for layer in shelf.layers(root, municipality):
        for path in sorted((layer / "forms").rglob("*")):
            if path.is_file():
                form_id, _, name = path.relative_to(layer / "forms").as_posix().partition("/")
                found.setdefault(form_id, {})[name] = path
    return found


def _sound(read_forms: tuple[dict[str, PaperForm], list[Fault]]) -> dict[str, PaperForm]:
    forms, faults = read_forms
    if faults:
        raise faults[0]
    return forms
