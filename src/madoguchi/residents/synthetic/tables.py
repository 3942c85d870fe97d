"""姓・名・町の表を読み、頻度の重みで引く。"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate

from .people import Address

#: 表にある姓と名から引く割合。残りは、ありふれた字の組み合わせで、めずらしい名の長い裾になる。
_LISTED_SURNAMES, _LISTED_GIVEN = 0.55, 0.5
_KANJI_DIGITS = "〇一二三四五六七八九"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """data の表を読む。"""
    text = (resources.files(__package__) / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line)


class Weighted:
    """重みつきの表。何度引いても速いように、重みを足し上げておく。"""

    def __init__(self, items: Iterable[tuple[tuple[str, ...], int]]) -> None:
        listed = list(items)
        self.items = [item for item, _ in listed]
        self.sums = list(accumulate(weight for _, weight in listed))

    def draw(self, rng: random.Random) -> tuple[str, ...]:
        """重みに応じて一つ引く。"""
        return self.items[bisect(self.sums, rng.random() * self.sums[-1])]


@cache
def _surnames() -> Weighted:
    return Weighted((row[:2], int(row[2])) for row in rows("surnames"))


@cache
def _surname_parts() -> tuple[Weighted, Weighted]:
    return _two_parts([(row[0], row[1:]) for row in rows("surname_parts")])


@cache
def _given_names(sex: str, year: int) -> Weighted:
    return Weighted((row[3:5], int(row[5])) for row in rows("given_names") if _fits(row, sex, year))


@cache
def _given_parts(sex: str, year: int) -> tuple[Weighted, Weighted]:
    table = [row for row in rows("given_parts") if _fits(row[1:], sex, year)]
    return _two_parts([(row[0], row[4:]) for row in table])


@cache
def _towns(code: str) -> Weighted:
    return Weighted((row, int(row[4])) for row in rows("towns") if row[0] == code)


@cache
def _variants() -> tuple[tuple[str, str, float], ...]:
    return tuple((plain, variant, float(share)) for plain, variant, share, _ in rows("variants"))


def _fits(row: Sequence[str], sex: str, year: int) -> bool:
    return row[0] == sex and int(row[1]) <= year <= int(row[2])


def _two_parts(parts: Sequence[tuple[str, Sequence[str]]]) -> tuple[Weighted, Weighted]:
    """前の字の表と、後の字の表。"""
    first, last = (
        Weighted((tuple(row[:2]), int(row[2])) for place, row in parts if place == wanted)
        for wanted in ("first", "last")
    )
    return first, last


def _joined(rng: random.Random, first: Weighted, last: Weighted) -> tuple[str, str]:
    """前の字と後の字をつなぐ。同じ字は重ねない。"""
    while True:
        (head, head_kana), (tail, tail_kana) = first.draw(rng), last.draw(rng)
        if head != tail:
            return head + tail, head_kana + tail_kana


def cp932_names() -> dict[str, str]:
    """CP932 にない字と、基幹システムが代わりに出す字。"""
    return {row[1]: row[3] for row in rows("variants") if row[3]}


@dataclass(slots=True)
class Draw:
    """一つの市の、くじ引き。"""

    rng: random.Random
    code: str

    def surname(self) -> tuple[str, str]:
        """姓とフリガナ。よくある姓は頻度の表から、残りは字の組み合わせから。異体字は、表の割合で混じる。"""
        if self.rng.random() < _LISTED_SURNAMES:
            kanji, kana = _surnames().draw(self.rng)
        else:
            kanji, kana = _joined(self.rng, *_surname_parts())
        for plain, variant, share in _variants():
            if plain in kanji and self.rng.random() < share:
                return kanji.replace(plain, variant, 1), kana
        return kanji, kana

    def given(self, sex: str, year: int) -> tuple[str, str]:
        """生まれた年に合う名とフリガナ。"""
        year = min(max(year, 1930), 2030)
        if self.rng.random() < _LISTED_GIVEN:
            return _given_names(sex, year).draw(self.rng)
        return _joined(self.rng, *_given_parts(sex, year))

    def address(self, *, flat: bool) -> Address:
        """町・丁目・番号。`flat` なら方書がつく。"""
        _, name, chome, postal, _, school = _towns(self.code).draw(self.rng)
        number = self.rng.randint(1, int(chome)) if chome != "0" else 0
        return make_address((name, number, postal, school), self.rng.randint(1, 40),
                            self.rng.randint(1, 30), self._katagaki() if flat else None)  # fmt: skip

    def _katagaki(self) -> str:
        building = self.rng.choice(["コーポ若草", "メゾン青葉", "第二寿荘", "ハイツ緑", "シャトー泉"])
        return f"{building}{self.rng.randint(1, 3)}0{self.rng.randint(1, 8)}号室"

    def phone(self) -> str:
        """架空の電話番号。"""
        if self.rng.random() < 0.55:
            return f"0000-{self.rng.randint(20, 69)}-{self.rng.randint(1000, 9999)}"
        return f"090-0000-{self.rng.randint(1000, 9999)}"

    def foreigner(self) -> tuple[str, str, str]:
        """外国人住民のアルファベット氏名・カナ・国籍。"""
        row = self.rng.choice(rows("foreign_names"))
        return row[0], row[1], row[2]


def make_address(town: tuple[str, int, str, str], block: int, number: int, katagaki: str | None) -> Address:
    """（町・丁目・郵便番号・学校）と番号から住所を作る。丁目 0 は丁目なし。"""
    name, chome, postal, school = town
    full = f"{name}{_KANJI_DIGITS[chome]}丁目" if chome else name
    return Address(full, f"{full}{block}番{number}号", postal, school, katagaki)
