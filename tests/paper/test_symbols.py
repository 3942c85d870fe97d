"""機械が読む印を、書いた字に読み戻せることの試験。"""

from __future__ import annotations

import re

import pytest

from madoguchi.paper import symbols


def read_back(svg: str) -> str:
    """棒の幅と間から NW-7 を読む。"""
    bars = [(int(at), int(width)) for at, width in re.findall(r"M(\d+) 0h(\d+)", svg)]
    found = ""
    for start in range(0, len(bars), 4):
        four = bars[start : start + 4]
        bits = 0
        for place, (at, width) in enumerate(four):
            bits = bits << 1 | (width > 1)
            if place < 3:
                bits = bits << 1 | (four[place + 1][0] - at - width > 1)
        found += next(character for character, code in symbols.NW7.items() if code == bits)
    return found


@pytest.mark.parametrize("text", ["0123456789", "40217365", "12-34$5:6/7.8+9"])
def test_bars_read_back_as_the_number(text: str) -> None:
    assert read_back(symbols.nw7(text)) == f"A{text}A"


@pytest.mark.parametrize("text", ["", "12A4", "佐藤"])
def test_what_bars_cannot_say_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        symbols.nw7(text)
