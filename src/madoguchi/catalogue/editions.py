"""出来事の日で変わる法に応じた、一つの手続きのいくつもの版。ほかの版は、いまの版と違う所だけを書く。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from madoguchi.catalogue.documents import Document
from madoguchi.catalogue.overlay import merge
from madoguchi.domain.errors import Fault

#: いまの版 d_x.yaml に対して、ほかの版は d_x.2020-01-01.yaml。日付はその版の valid_from。
NAMED = re.compile(r"(?P<id>[A-Za-z0-9_]+)\.(?P<since>\d{4}-\d{2}-\d{2})\Z")
#: いまの版から受け継がない鍵。確かめた日や具体例は、その版の条文についてのものでなければならない。
OWN = ("examples", "verified_on", "verified_in", "note", "valid_from", "valid_to")


def key_of(relative: str) -> str:
    """書類の道筋から、その名（拡張子のないファイル名。版なら d_x.2020-01-01）。"""
    return relative.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def main_key(key: str) -> str:
    """版の名（d_x.2020-01-01）から、手続きの id（d_x）。いまの版の名はそのまま。"""
    return key.partition(".")[0]


def is_edition(key: str) -> bool:
    """いまの版のほかの版の名か。"""
    return NAMED.match(key) is not None


def misdated(key: str, document: Document) -> Iterator[Fault]:
    """ファイル名の日付と valid_from が合わない版。"""
    named = NAMED.match(key)
    since = document.value.get("valid_from") if isinstance(document.value, dict) else None
    if named is not None and since != named["since"]:
        yield document.fault(
            ("valid_from",), since, f"ファイル名の日付 {named['since']} と違います。",
            f"valid_from: {named['since']} と書くか、ファイル名を直してください。",
        )  # fmt: skip


def completed(
    written: Mapping[str, Document], mains: Mapping[str, Document]
) -> tuple[dict[str, Document], list[Fault]]:
    """違う所だけの版を、いまの版で補って一件分にする。いまの版のない版は挙げる。置いてあった版は、補い終えている。"""
    found: dict[str, Document] = {}
    faults: list[Fault] = []
    for key, document in written.items():
        if document.settled:
            found[key] = document
            continue
        main = mains.get(main_key(key))
        if main is None:
            faults.append(document.fault(
                ("id",), key, "いまの版がありません。", f"{main_key(key)}.yaml を書くか、ファイル名を直してください。"
            ))  # fmt: skip
            continue
        inherited = {name: value for name, value in main.value.items() if name not in OWN}
        merged = merge(replace(main, value=inherited), document)
        places = {**merged.places, (): document.at()}
        found[key] = Document(merged.value, document.file, places)
    return found, faults
