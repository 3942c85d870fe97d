"""定義の版の中身を一つの値にまとめ、あとでそこから同じ定義を作り直す。"""

from __future__ import annotations

import json
import zlib
from functools import lru_cache

from madoguchi.catalogue.assembly import assemble
from madoguchi.catalogue.documents import Document
from madoguchi.catalogue.releases import Release
from madoguchi.catalogue.shelf import Shelf
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Definitions


def pack(release: Release) -> bytes:
    """版の書類（様式の絵を除く）。"""
    content = {name: document.value for name, document in sorted(release.documents.items())}
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 9)


@lru_cache(maxsize=8)
def unpack(content: bytes) -> Definitions:
    """`pack` した書類から定義を作り直す。作り直せなければ Fault。"""
    raw = json.loads(zlib.decompress(content))
    assembly = assemble(Shelf({name: Document(value, name) for name, value in raw.items()}))
    if assembly.faults:
        raise Fault(
            "件が引いている定義の版を、いまのプログラムでは作り直せません。",
            remedy="判定したときのプログラムの版で開いてください。", value=str(assembly.faults[0]),
        )  # fmt: skip
    return assembly.definitions
