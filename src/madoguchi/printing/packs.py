"""記入済みの様式を、一度の印刷で出る一つの PDF に束ねる。"""

from __future__ import annotations

from collections.abc import Sequence

from madoguchi.paper import sheets
from madoguchi.printing.filling import FilledForm


def ordered(filled: Sequence[FilledForm]) -> list[FilledForm]:
    """渡す順のまま、同じ用紙と給紙口のものを続ける（途中で用紙を替えさせないため）。"""
    seen: list[tuple[str, str]] = []
    for one in filled:
        if (one.paper, one.tray) not in seen:
            seen.append((one.paper, one.tray))
    return sorted(filled, key=lambda one: seen.index((one.paper, one.tray)))


def pack(filled: Sequence[FilledForm]) -> bytes:
    """一つの PDF にする。一枚もなければ Fault。"""
    return sheets.merge([one.pdf for one in ordered(filled)])
