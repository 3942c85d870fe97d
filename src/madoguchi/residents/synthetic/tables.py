"""姓・名・町の表を読み、頻度の重みで引く。"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from importlib import resources

from .people import Address

_KANJI_DIGITS = "〇一二三四五六七八九"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """data の表を読む。"""
    text = (resources.files(__package__) / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line)


def cp932_names() -> dict[str, str]:
    """CP932 にない字と、基幹システムが代わりに出す字。"""
    return {row[1]: row[3] for row in rows("variants") if row[3]}


@dataclass(slots=True)
class Draw:
    """一つの市の、くじ引き。"""

    rng: random.Random
    code: str

    def surname(self) -> tuple[str, str]:
        """姓とフリガナ。異体字は、表の割合で混じる。"""
        table = rows("surnames")
        kanji, kana, _ = self.rng.choices(table, [int(row[2]) for row in table])[0]
        for plain, variant, share, _ in rows("variants"):
            if plain in kanji and self.rng.random() < float(share):
                return kanji.replace(plain, variant, 1), kana
        return kanji, kana

    def given(self, sex: str, year: int) -> tuple[str, str]:
        """生まれた年に合う名とフリガナ。"""
        year = min(max(year, 1930), 2030)
        table = [row for row in rows("given_names") if row[0] == sex and int(row[1]) <= year <= int(row[2])]
        row = self.rng.choices(table, [int(one[5]) for one in table])[0]
        return row[3], row[4]

    def address(self, *, flat: bool) -> Address:
        """町・丁目・番号。`flat` なら方書がつく。"""
        towns = [row for row in rows("towns") if row[0] == self.code]
        _, name, chome, postal, _, school = self.rng.choices(towns, [int(row[4]) for row in towns])[0]
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
