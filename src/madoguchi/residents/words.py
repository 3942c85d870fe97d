"""探す言葉を読み分ける。日付・番号・カナ・字のどれか。"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from madoguchi.domain.calendar import ERAS, parse_wareki
from madoguchi.domain.errors import Fault

from .folding import fold_kana, fold_text, fold_town

_SEPARATED = re.compile(r"(\d{1,4})[./\-年](\d{1,2})[./\-月](\d{1,2})日?")
_ERA = re.compile(r"(明治|大正|昭和|平成|令和|[MTSHRmtshr])\s*(元|\d{1,2}).*")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・ヽヾゝゞ]+")
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Word:
    """一つの言葉。`births` は考えられる生年月日、`number` は番号、`kana` `text` `town` は探す鍵。"""

    births: tuple[date, ...] = ()
    number: str = ""
    kana: str = ""
    text: str = ""
    town: str = ""


def split_words(text: str) -> list[Word]:
    """言葉に分ける。全角・半角と大小の空きは問わない。"""
    plain = unicodedata.normalize("NFKC", text)[:LONGEST]
    return [word for word in (read_word(part) for part in plain.split()) if word is not None]


def read_word(part: str) -> Word | None:
    """一つの言葉を読む。鍵が何も残らない（長音だけなど）なら None。"""
    births = _births(part)
    if births:
        return Word(births=births)
    if part.isdigit():
        return Word(number=part)
    kana = fold_kana(part) if _KANA.fullmatch(part) else ""
    text = fold_text(part)
    return Word(kana=kana, text=text, town=fold_town(part)) if text else None


def _births(part: str) -> tuple[date, ...]:
    if _ERA.fullmatch(part):
        return tuple(_attempt(part))
    if part.isdigit() and len(part) == 8:
        return _western(part[:4], part[4:6], part[6:])
    found = _SEPARATED.fullmatch(part)
    if not found:
        return ()
    year, month, day = found.groups()
    if len(year) == 4:
        return _western(year, month, day)
    return tuple(
        born for _, era, _ in ERAS for born in _attempt(f"{era}{int(year)}年{int(month)}月{int(day)}日")
    )


def _attempt(text: str) -> list[date]:
    """和暦として読めればその日。暦や元号にない日なら、生年月日とはみなさない。"""
    try:
        return [parse_wareki(text)]
    except Fault:
        return []


def _western(year: str, month: str, day: str) -> tuple[date, ...]:
    try:
        return (date(int(year), int(month), int(day)),)
    except ValueError:
        return ()
