"""個人番号（マイナンバー）らしい欄を見つける。値を残したり、書き出したりはしない。"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAMES = re.compile(r"個人番号(?!カード)|マイナンバー(?!カード)|my_?number|individual_?no", re.IGNORECASE)
_SHARE = 0.01


def passes_check_digit(text: str) -> bool:
    """12桁で、検査用数字が合うか（番号法施行規則5条の算式）。"""
    if len(text) != 12 or not text.isascii() or not text.isdigit():
        return False
    digits = [int(one) for one in reversed(text)]
    total = sum(digits[n] * (n + 1 if n <= 6 else n - 5) for n in range(1, 12))
    rest = total % 11
    return digits[0] == (0 if rest <= 1 else 11 - rest)


def is_my_number_name(header: str) -> bool:
    """欄の名が個人番号を言っているか。"""
    return _NAMES.search(header) is not None


def looks_like_my_number(values: Iterable[str]) -> bool:
    """値の1%以上が個人番号の形か。空欄は数えない。"""
    filled = hits = 0
    for value in values:
        if value:
            filled += 1
            if len(value) == 12 and passes_check_digit(value):
                hits += 1
    return hits > 0 and hits >= filled * _SHARE
