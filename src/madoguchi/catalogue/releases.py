"""定義の版。中身が同じならいつも同じ名（ハッシュ）になり、ファイルの順や書き方の違いでは変わらない。"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from madoguchi.catalogue import compiled
from madoguchi.catalogue import shelf as shelves
from madoguchi.catalogue.assembly import Assembly, assemble
from madoguchi.catalogue.compiled import Kept
from madoguchi.catalogue.definitions import unset_paths
from madoguchi.catalogue.documents import Document, Place
from madoguchi.catalogue.editions import main_key
from madoguchi.catalogue.profiles import MunicipalityProfile, profile
from madoguchi.catalogue.shelf import Shelf
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Definitions


@dataclass(frozen=True)
class Release:
    """読み終えた定義の一そろい。

    `texts` は (言語, 手続き id) から本文、`forms` は様式の id から {道筋: ファイル}、
    `problems` は要設定のまま残っている値（誤りではない）。
    """

    hash: str
    definitions: Definitions
    texts: Mapping[tuple[str, str], str]
    forms: Mapping[str, Mapping[str, Path]]
    municipality: MunicipalityProfile | None
    problems: tuple[Fault, ...]
    documents: Mapping[str, Document] = field(default_factory=dict)

    def text(self, procedure_id: str, language: str = "ja") -> str | None:
        """家族に渡す文。まだなければ None。版に自分の文がなければ、いまの版の文を使う（editions を参照）。"""
        main = (language, main_key(procedure_id))
        return self.texts.get((language, procedure_id), self.texts.get(main))

    def origin(self, relative: str, *steps: str | int) -> Place:
        """重ねた値が、どのファイルの何行めから来たか。"""
        return self.documents[relative].at(steps)


def load(root: Path | None = None, municipality: str | None = None, cache: Path | None = None) -> Release:
    """棚を読んで版にする。誤りが一つでもあれば、その最初の一つを投げる。

    `root` が None なら同梱の定義。`municipality` は団体コードで、None なら国の段だけ。
    `cache` のフォルダを渡すと、同じ中身の二度めからは YAML を読まない（値の行番号は持たなくなる）。
    """
    folders = shelves.layers(shelves.packaged_root() if root is None else root, municipality)
    name = compiled.fingerprint(folders) if cache else ""
    held = compiled.fetch(cache, name) if cache else None
    kept = held or _read(folders)
    with _without_collection():
        assembly = assemble(kept.shelf)
    if assembly.faults:
        raise first_of(assembly.faults)
    if cache and held is None:
        compiled.keep(cache, name, kept)
    return released(kept, assembly)


@contextmanager
def _without_collection() -> Iterator[None]:
    """組み立てのあいだ、ごみ集めを止める（捨てるものがほとんどなく、回るだけで3ミリ秒ほど遅くなる）。"""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(folders: list[Path]) -> Kept:
    shelf = shelves.read(folders)
    if shelf.faults:
        raise first_of(shelf.faults)
    texts = {
        (language, name): path.read_text(encoding="utf-8")
        for language, name, path in shelves.text_keys(shelf.texts)
    }
    return Kept(shelf, content_hash(shelf.content(), texts, shelf.forms), texts)


def first_of(faults: list[Fault]) -> Fault:
    """誤りの一つめ。ほかにもあれば、その数を言い添える。"""
    first = faults[0]
    if len(faults) > 1:
        more = f"（ほかに {len(faults) - 1} 件。madoguchi check で全部見られます。）"
        return Fault(
            first.reason, remedy=first.remedy + more, file=first.file, line=first.line, column=first.column,
            value=first.value,
        )  # fmt: skip
    return first


def released(kept: Kept, assembly: Assembly) -> Release:
    """誤りのない組み立てを版にする。"""
    shelf = kept.shelf
    forms: dict[str, dict[str, Path]] = {}
    for relative, path in shelf.forms.items():
        form, _, rest = relative.partition("/")
        forms.setdefault(form, {})[rest] = path
    own = shelf.documents.get("municipality.yaml")
    return Release(
        hash=kept.hash,
        definitions=assembly.definitions,
        texts=kept.texts,
        forms=forms,
        municipality=None
        if own is None
        else profile(own, shelf.documents.get("departments.yaml"), shelf.documents.get("windows.yaml")),
        problems=tuple(unset(shelf)),
        documents=shelf.documents,
    )


def content_hash(
    documents: Mapping[str, Any], texts: Mapping[tuple[str, str], str], forms: Mapping[str, Path]
) -> str:
    """版の名。具体例は判定も紙も変えないので含めない。"""
    content = {
        "documents": {relative: compiled.without(value, "examples") for relative, value in documents.items()},
        "texts": {"/".join(key): text for key, text in texts.items()},
        "forms": {
            relative: hashlib.sha256(path.read_bytes()).hexdigest() for relative, path in forms.items()
        },
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def unset(shelf: Shelf) -> Iterable[Fault]:
    """要設定のまま残っている値。自治体が決めるまで、紙にも「要設定」と出る。"""
    for relative, document in sorted(shelf.documents.items()):
        for path in () if document.settled else unset_paths(document.value):
            steps = tuple(int(step) if step.isdigit() else step for step in path.split("."))
            yield document.fault(
                steps, path, "要設定のままです。", "自治体の値を、同じ道筋の差分の書類に書いてください。"
            )
        if relative.startswith("parameters/"):
            yield from _without_values(document)


def _without_values(document: Document) -> Iterable[Fault]:
    for index, raw in enumerate(document.value["parameters"]):
        if raw.get("local") and not raw["values"]:
            yield document.fault(
                ("parameters", index, "values"), raw["id"], "要設定のままです（自治体が決める値）。",
                "自治体の parameters/ に、日付つきの値を書いてください。",
            )  # fmt: skip
