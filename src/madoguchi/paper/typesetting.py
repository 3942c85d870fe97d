"""Typst で組む。ひな形が読めるのは渡した値だけで、ファイルにも外の網にも手が届かない。"""

from __future__ import annotations

import json
import re
import tempfile
import threading
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from madoguchi.domain.errors import Fault
from madoguchi.paper.fonts import Shelf

# 部品集の取り寄せは外へつなごうとするので、書いてあるだけで断る。
OUTSIDE = re.compile(r"""(?:import|include)\s*\(?\s*["'][@/\w.]""")
PANIC = "panicked with: "

_own = threading.local()


class Refused(Exception):
    """ひな形が自分から止めた（`panic`）。`words` は止めるときに書かれた語の並び。"""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__("|".join(words))
        self.words = words


def render(
    template: str,
    values: Mapping[str, Any],
    shelf: Shelf,
    *,
    name: str,
    before: str = "",
    tagged: bool = False,
) -> bytes:
    """ひな形に値を流し込み PDF にする。同じ値からは同じバイト列ができる。

    `values` は JSON にできる値だけ。`before` はひな形の前に置く部品、`name` は誤りの文に出すひな形の名。
    ひな形が止めたときは Refused、ひな形が壊れているときは Fault。
    """
    outside = OUTSIDE.search(template)
    if outside:
        raise Fault(
            file=name,
            line=template.count("\n", 0, outside.start()) + 1,
            value=outside.group(),
            reason="ひな形は、ほかのファイルを読めません。",
            remedy="読み込む中身を、ひな形の中に書いてください。",
        )
    parts = base() + before
    try:
        made = _compiler(shelf).compile(
            input=(parts + template).encode(),
            format="pdf",
            timestamp=0,
            pdf_tags=tagged,
            sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        raise _fault(error, name, parts.count("\n")) from error
    if not isinstance(made, bytes):
        raise Fault(file=name, reason="一つの PDF になりませんでした。", remedy="ひな形を確かめてください。")
    return made


@lru_cache(maxsize=1)
def base() -> str:
    """どのひな形の前にも置く、値の読み方と共通の描き方。"""
    return (Path(__file__).parent / "templates" / "base.typ").read_text(encoding="utf-8")


def _compiler(shelf: Shelf) -> typst.Compiler:
    """糸（スレッド）ごとに一つ。同時に使うと typst が断るため。"""
    held: dict[int, tuple[Shelf, typst.Compiler]] = _own.__dict__.setdefault("held", {})
    found = held.get(id(shelf))
    if found is None or found[0] is not shelf:
        root = tempfile.mkdtemp(prefix="madoguchi-paper-")
        compiler = typst.Compiler(b"", root=root, font_paths=shelf.typst, ignore_system_fonts=True)
        Path(root).rmdir()
        found = held[id(shelf)] = (shelf, compiler)
    return found[1]


def _fault(error: typst.TypstError, name: str, above: int) -> Exception:
    if error.message.startswith(PANIC):
        return Refused(tuple(error.message.removeprefix(PANIC).strip('"').split("|")))
    place = re.search(r"\.typ:(\d+):(\d+)", error.diagnostic or "")
    return Fault(
        file=name,
        line=max(int(place.group(1)) - above, 1) if place else None,
        column=int(place.group(2)) if place else None,
        value=error.message,
        reason="ひな形を組めませんでした。",
        remedy="その行の書き方を確かめてください。",
    )
