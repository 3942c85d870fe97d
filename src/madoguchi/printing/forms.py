"""様式の棚を読む。全国のものに、自治体のもの（同じ id なら丸ごと置き換え）を重ねる。"""

from __future__ import annotations

from pathlib import Path

from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import Dictionary
from madoguchi.printing.definition import PaperForm
from madoguchi.printing.reading import Reader


def load(
    root: Path, dictionary: Dictionary | None = None, municipality: str | None = None
) -> dict[str, PaperForm]:
    """棚 `root` の様式を id で引ける表にする。誤りが一つでもあれば、初めの Fault で止まる。

    `dictionary` があれば、結びつけた事実がほんとうにあるかも確かめる。`municipality` は団体コード。
    """
    forms, faults = read(root, dictionary, municipality)
    if faults:
        raise faults[0]
    return forms


def read(
    root: Path, dictionary: Dictionary | None = None, municipality: str | None = None
) -> tuple[dict[str, PaperForm], list[Fault]]:
    """読めた様式と、見つかった誤りの全部。"""
    forms: dict[str, PaperForm] = {}
    faults: list[Fault] = []
    for shelf in _shelves(root, municipality):
        for path in sorted(shelf.glob("*/form.yaml")):
            try:
                reader = Reader(path, str(path.relative_to(root)), dictionary)
                form = reader.read()
            except Fault as fault:
                faults.append(fault)
                continue
            faults.extend(reader.faults)
            if form is not None:
                forms[form.id] = form
    return forms, faults


def _shelves(root: Path, municipality: str | None) -> list[Path]:
    local = sorted(root.glob(f"municipalities/{municipality}-*/forms")) if municipality else []
    return [root / "national" / "forms", *local]
