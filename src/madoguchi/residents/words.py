"""探す言葉を読み分ける。日付・番号・電話・名・住所の、どれとしても読めるものは、どれとしても探す。"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .births import Birth, births_of
from .entries import KANA_FROM, KANJI_FROM
from .folding import fold_phone, fold_text, fold_town

LONGEST = 80
UNKNOWN_BIRTH = frozenset(["不詳", "生年月日不詳", "年月日不詳"])
_KANA = re.compile("[ァ-ヺ]+")
_PHONE = re.compile(r"\(?\d{2,5}[-)(]{0,2}\d{1,4}[-)]?\d{4}|\d{1,4}-\d{4}|\d{6}|-?\d{4}")
_HYPHENS = re.compile("(?<=\\d)[ー―－‐‑–—](?=\\d)")
#: 読み取り機が番号の両端につける印（NW-7 の A から D、コード39の *）。
_BARCODE = re.compile(r"[*A-Da-d](\d{4,})[*A-Da-d]")
#: 空けて打っても一つの言葉であるもの。
_JOINED = (
    (re.compile(r"(?<!\S)(0\d{1,4}) (\d{1,4}) (\d{4})(?!\S)"), r"\1-\2-\3"),
    (re.compile(r"(?<!\S)(\d{1,4}) (\d{1,2}) (\d{1,2})(?!\S)"), r"\1.\2.\3"),
    (re.compile(r"(?<!\S)(明治|大正|昭和|平成|令和|[MTSHRmtshr]) (?=元|\d)"), r"\1"),
    (re.compile(r"(?<=\d)([年月]) (?=\d)"), r"\1"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """一つの言葉の読み方。空のものは、その読み方がない。"""

    births: tuple[Birth, ...] = ()
    vague: bool = False
    numbers: tuple[str, ...] = ()
    phone: str = ""
    names: tuple[str, ...] = ()
    address: str = ""

    @property
    def heads_only(self) -> bool:
        """短いので、名の頭に当たるときだけ見つける。"""
        return all(len(name) < (KANA_FROM if _KANA.fullmatch(name) else KANJI_FROM) for name in self.names)

    @property
    def kana(self) -> str:
        """カナだけの言葉なら、その鍵。"""
        return self.names[0] if self.names and _KANA.fullmatch(self.names[0]) else ""


def split_words(text: str) -> list[Word]:
    """言葉に分ける。全角・半角と大小の空きは問わない。"""
    plain = " ".join(unicodedata.normalize("NFKC", text)[:LONGEST].split())
    for pattern, joined in _JOINED:
        plain = pattern.sub(joined, plain)
    return [word for word in (read_word(part) for part in plain.split()) if word != Word()]


def read_word(part: str) -> Word:
    """一つの言葉を読む。鍵が何も残らない（長音だけなど）なら空の言葉。"""
    if part in UNKNOWN_BIRTH:
        return Word(vague=True)
    if found := _BARCODE.fullmatch(part):
        part = found[1]
    part = _HYPHENS.sub("-", part)
    births, phone = births_of(part), fold_phone(part) if _PHONE.fullmatch(part) else ""
    numbers = _numbers(part) if part.isdigit() else ()
    if births or phone or numbers:
        return Word(births=births, phone=phone, numbers=numbers)
    return Word(names=_names(part), address=fold_town(part) if len(part) > 1 else "")


def _numbers(digits: str) -> tuple[str, ...]:
    """宛名番号と世帯番号。前の 0 は、打たなくても、多くても同じ番号とみる。"""
    bare = digits.lstrip("0")
    return tuple(dict.fromkeys([digits, bare, *(bare.zfill(length) for length in (8, 10, 15))]))


def _names(part: str) -> tuple[str, ...]:
    """名の鍵。名の途中から打たれた「ウ」は、オ段のあとの「ウ」（鍵では「オ」）かもしれない。"""
    key = fold_text(part)
    if not key or key.isdigit():
        return ()
    return (key, "オ" + key[1:]) if key.startswith("ウ") and len(key) >= KANA_FROM else (key,)
