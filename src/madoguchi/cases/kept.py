"""定義の版の中身を一つの値にまとめ、あとでそこから同じ定義を作り直す。"""

from __future__ import annotations

import json
import zlib
from functools import lru_cache
from typing import Any

from madoguchi.cases.frozen import freeze_value, thaw_value
from madoguchi.catalogue.assembly import assemble
from madoguchi.catalogue.documents import Document
from madoguchi.catalogue.releases import Release
from madoguchi.catalogue.shelf import Shelf
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Definitions


def _tree(value: Any, leaf: Any) -> Any:
    """木の葉だけを置き換える。"""
    if isinstance(value, dict):
        return {key: _tree(item, leaf) for key, item in value.items()}
    return [_tree(item, leaf) for item in value] if isinstance(value, list) else leaf(value)


def _thaw_tree(value: Any) -> Any:
    if isinstance(value, dict):
        return thaw_value(value) if value.keys() == {"date"} else {key: _thaw_tree(one) for key, one in value.items()}
    return [_thaw_tree(one) for one in value] if isinstance(value, list) else value


def pack(release: Release) -> bytes:
    """版の書類（様式の絵を除く）。"""
    content = {name: _tree(document.value, freeze_value) for name, document in sorted(release.documents.items())}
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 9)


@lru_cache(maxsize=8)
def unpack(content: bytes) -> Definitions:
    """`pack` した書類から定義を作り直す。作り直せなければ Fault。"""
    raw = json.loads(zlib.decompress(content))
    assembly = assemble(Shelf({name: Document(_thaw_tree(value), name) for name, value in raw.items()}))
    if assembly.faults:
        raise Fault(
            "件が引いている定義の版を、いまのプログラムでは作り直せません。",
            remedy="判定したときのプログラムの版で開いてください。", value=str(assembly.faults[0]),
        )  # fmt: skip
    return assembly.definitions
