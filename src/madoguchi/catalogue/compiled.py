"""読んで重ね終えた棚を一つのファイルに置き、次からは YAML を読まずに済ませる。"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from madoguchi.catalogue.definitions import unset_paths
from madoguchi.catalogue.documents import Document, Place, Steps
from madoguchi.catalogue.editions import completed, is_edition, key_of
from madoguchi.catalogue.shelf import Shelf

#: 置き方の版。書類の形や重ね方の決まりを変えたら上げる（古い置き物は読まれなくなる）。
FORMAT = 4


def fingerprint(folders: Iterable[Path]) -> str:
    """段にある全部のファイルの名・大きさ・書いた時刻から決まる名（中身を読むと、それだけで20ミリ秒かかる）。"""
    digest = hashlib.sha256(str(FORMAT).encode())
    for folder in folders:
        digest.update(b"\1")
        for stamp in sorted(_stamps(os.fspath(folder))):
            digest.update(os.fsencode(stamp))
    return digest.hexdigest()


def _stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stamps(entry.path)
            else:
                held = entry.stat()
                yield f"{entry.path} {held.st_size} {held.st_ino} {held.st_mtime_ns} {held.st_ctime_ns}"


@dataclass(frozen=True)
class Kept:
    """置いてあった棚と、そのときの版の名・本文。"""

    shelf: Shelf
    hash: str
    texts: dict[tuple[str, str], str]


def fetch(cache: Path, name: str) -> Kept | None:
    """置いてあれば返す。場所（行と桁）は、判定のときに要る日付つきの値のものだけ、具体例と添え書きは検査と編集だけのものなので持たない。"""
    path = cache / f"{name}.json"
    if not path.is_file():
        return None
    held = json.loads(path.read_bytes())
    unset = set(held["unset"])
    shelf = Shelf(
        documents={
            relative: Document(
                value, relative, _placed(held["places"].get(relative, [])), relative not in unset
            )
            for relative, value in held["documents"].items()
        },
        forms={relative: Path(file) for relative, file in held["forms"].items()},
    )
    words = {(language, procedure): text for language, procedure, text in held["words"]}
    return Kept(shelf, held["hash"], words)


def keep(cache: Path, name: str, kept: Kept) -> None:
    """置く。書きかけのファイルが読まれないよう、別の名で書いてから名を変える。"""
    cache.mkdir(parents=True, exist_ok=True)
    shelf = kept.shelf
    content = {**shelf.content(), **_completed(shelf)}
    held = {
        "hash": kept.hash,
        "words": [[*key, text] for key, text in kept.texts.items()],
        "documents": {relative: without(value, "examples", "note") for relative, value in content.items()},
        "unset": [relative for relative, value in content.items() if unset_paths(value)],
        "places": {
            relative: [
                [steps, place.file, place.line, place.column] for steps, place in document.places.items()
            ]
            for relative, document in shelf.documents.items()
            if relative.startswith("parameters/")
        },
        "forms": {relative: str(path) for relative, path in shelf.forms.items()},
    }
    partial = cache / f"{name}.{os.getpid()}.part"
    partial.write_text(json.dumps(held, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    partial.replace(cache / f"{name}.json")


def _completed(shelf: Shelf) -> dict[str, Any]:
    """ほかの版を、いまの版で補った中身。読むたびに補わずに済む。"""
    found = {key_of(relative): (relative, document) for relative, document in shelf.of("procedure")}
    mains = {key: document for key, (_, document) in found.items() if not is_edition(key)}
    editions = {key: document for key, (_, document) in found.items() if is_edition(key)}
    return {found[key][0]: document.value for key, document in completed(editions, mains)[0].items()}


def without(value: Any, *keys: str) -> Any:
    """書類の中身から、いちばん外の鍵 `keys` を除いたもの。"""
    return {key: item for key, item in value.items() if key not in keys} if isinstance(value, dict) else value


def _placed(rows: list[tuple[list[str | int], str, int, int]]) -> dict[Steps, Place]:
    return {tuple(steps): Place(file, line, column) for steps, file, line, column in rows}
