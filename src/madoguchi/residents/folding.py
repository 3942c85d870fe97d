"""探すための鍵を作る。住民記録システム標準仕様書 2.1.2 の同一視。印刷や本人の確認には使わない。"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

import jaconv

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SPACES = re.compile(r"[\s・,，.．]+")
_LONG = re.compile("[ー―－‐‑–—ｰ\\-]")
_SMALL = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_V_SOUNDS = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"))
_SAME = str.maketrans("ヂヅヲヱヰハ", "ジズオエイワ")
_O_ROW = re.compile("(?<=[オコソトノホモヨロ])ウ")
_CHOME = re.compile("([〇一二三四五六七八九十]+)丁目")
_KANJI_DIGITS = {kanji: str(digit) for digit, kanji in enumerate("〇一二三四五六七八九")}


@cache
def _variants() -> dict[int, str]:
    text = (resources.files(__package__) / "variants.tsv").read_text(encoding="utf-8")
    pairs: dict[int, str] = {}
    for line in text.splitlines():
        chosen, *others = line.split()
        pairs |= {ord(other): chosen for other in others}
    return pairs


def fold_kanji(text: str) -> str:
    """異体字を一つの字に寄せ、字形の指定と空きを除く。

    >>> fold_kanji('渡邉󠄀') == fold_kanji('渡辺')
    True
    """
    plain = unicodedata.normalize("NFKC", _SELECTORS.sub("", text))
    return _SPACES.sub("", plain).translate(_variants())


def fold_kana(text: str) -> str:
    """カナの鍵。清濁・小書き・長音・ヂとジ・ヲとオ・ワとハ・オ段のあとのウを同じにみる。

    >>> fold_kana('ぢょうじ') == fold_kana('シヨウシ')
    True
    """
    kana: str = jaconv.hira2kata(unicodedata.normalize("NFKC", text))
    for sound, same in _V_SOUNDS:
        kana = kana.replace(sound, same)
    kana = _unvoiced(kana.translate(_SMALL).translate(_SAME)).translate(_SAME)
    return _LONG.sub("", _O_ROW.sub("オ", _SPACES.sub("", kana)))


def _unvoiced(kana: str) -> str:
    """濁点と半濁点を取る。"""
    parts = unicodedata.normalize("NFD", kana)
    return unicodedata.normalize("NFC", parts.replace("\u3099", "").replace("\u309a", ""))


def fold_text(text: str) -> str:
    """字とカナのまじった言葉の鍵。氏名の字と町名に使う。"""
    return fold_kana(fold_kanji(text))


def fold_town(text: str) -> str:
    """町名の鍵。丁目の漢数字は算用数字にする。

    >>> fold_town('みどり町三丁目') == fold_town('みどり町3丁目')
    True
    """
    return fold_text(_CHOME.sub(lambda found: _number(found.group(1)) + "丁目", text))


def _number(kanji: str) -> str:
    if "十" not in kanji:
        return "".join(_KANJI_DIGITS[one] for one in kanji)
    tens, _, ones = kanji.partition("十")
    return _KANJI_DIGITS.get(tens, "1") + _KANJI_DIGITS.get(ones, "0")
