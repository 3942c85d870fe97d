"""個人番号（マイナンバー）らしい欄を見つける。値を残したり、書き出したりはしない。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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


class NumberWatch:
    """欄ごとに、個人番号の形の値を数える。"""

    def __init__(self, headers: Sequence[str]) -> None:
        self.headers = headers
        self.filled = [0] * len(headers)
        self.hits = [0] * len(headers)

    def see(self, rows: Iterable[Sequence[str]]) -> None:
        """一まとまりの行を数える。"""
        for index, column in enumerate(zip(*rows, strict=False)):
            if index >= len(self.headers):
                return
            self.filled[index] += len(column) - column.count("")
            if 12 in map(len, column):
                self.hits[index] += sum(map(passes_check_digit, column))

    def found(self) -> Iterator[tuple[int, str]]:
        """個人番号とみる欄と、そのわけ。値の1%以上が個人番号の形なら、そうみる。"""
        for index, header in enumerate(self.headers):
            if is_my_number_name(header):
                yield index, "欄の名"
            elif self.hits[index] and self.hits[index] >= self.filled[index] * _SHARE:
                yield index, "12桁で検査用数字の合う値"
