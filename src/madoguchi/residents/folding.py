"""探すための鍵を作る。住民記録システム標準仕様書 2.1.2 の同一視。印刷や本人の確認には使わない。"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

import jaconv

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_V_SOUNDS = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"))
_SMALL = dict(zip("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", strict=True))
_SAME = dict(zip("ヂヅヲヱヰハ", "ジズオエイワ", strict=True))
_DROPPED = " \u3000\t・,，.．'’`ー―－‐‑–—ｰ-"
_O_ROW = re.compile("(?<=[オコソトノホモヨロ])ウ")
_AGAIN = re.compile("(.)々")
_MARKS = re.compile("[\u0300-\u036f\u3099\u309a]")
_LETTERS = re.compile("[a-zA-ZÀ-ɏ\u0300-\u036fḀ-ỿ\u3099\u309a]")
#: 分けても字と印にならない、アルファベットの異体。
_LATIN = str.maketrans({"Đ": "D", "Ð": "D", "Ø": "O", "Ł": "L", "ẞ": "SS", "Æ": "AE", "Œ": "OE"})
_CHOME = re.compile("([〇一二三四五六七八九十]+)(?=丁目|番|号|条|線|区)")
_BLOCK = re.compile(r"(?<=\d)(丁目|番地の|番地|番|号|[-ー―－‐‑–—のノ](?=\d|$))")
_NOT_DIGITS = re.compile(r"[^0-9]+")
_KANJI_DIGITS = {kanji: str(digit) for digit, kanji in enumerate("〇一二三四五六七八九")}


@cache
def _variants() -> dict[int, str]:
    text = (resources.files(__package__) / "variants.tsv").read_text(encoding="utf-8")
    pairs: dict[int, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            chosen, others = line.split("\t")
            pairs |= {ord(other): chosen for other in others}
    return pairs


@cache
def _kana() -> dict[int, str | None]:
    """かなの一字ずつの寄せ先と、除く字。住民の数だけ呼ばれるので、一度の置きかえにまとめる。"""
    table: dict[int, str | None] = {ord(char): None for char in _DROPPED}
    for code in range(0x30A1, 0x30F7):
        char = _SMALL.get(chr(code), chr(code))
        bare = _bare(_SAME.get(char, char))
        table[code] = table[code - 0x60] = _SAME.get(bare, bare)
    return table


def _bare(text: str) -> str:
    """濁点・半濁点と、アルファベットの声調などの印を取り、大文字にする。"""
    parts = unicodedata.normalize("NFD", text.upper())
    return unicodedata.normalize("NFC", _MARKS.sub("", parts)).translate(_LATIN)


def fold_kanji(text: str) -> str:
    """異体字を一つの字に寄せ、字形の指定を除く。「々」は前の字にする。

    >>> fold_kanji('渡邉󠄀') == fold_kanji('渡辺')
    True
    """
    plain = unicodedata.normalize("NFKC", _SELECTORS.sub("", text)).translate(_variants())
    return _AGAIN.sub(r"\1\1", plain) if "々" in plain else plain


def fold_kana(text: str) -> str:
    """カナの鍵。清濁・小書き・長音・ヂとジ・ヲとオ・ワとハ・オ段のあとのウを同じにみる。

    >>> fold_kana('ぢょうじ') == fold_kana('シヨウシ')
    True
    """
    kana = unicodedata.normalize("NFKC", text).replace("ゔ", "ヴ")
    if "ヴ" in kana:
        for sound, same in _V_SOUNDS:
            kana = kana.replace(sound, same).replace(jaconv.kata2hira(sound), same)
    if _LETTERS.search(kana):
        kana = _bare(kana)
    kana = kana.translate(_kana())
    return _O_ROW.sub("オ", kana) if "ウ" in kana else kana


@lru_cache(maxsize=20_000)
def fold_text(text: str) -> str:
    """字とカナのまじった言葉の鍵。氏名の字と町名に使う。"""
    return fold_kana(fold_kanji(text))


def fold_town(text: str) -> str:
    """町名と住所の鍵。数の区切り（丁目・番・号・線）を「/」に、漢数字を算用数字にする。

    >>> fold_town('みどり町三丁目12番4号') == fold_town('みどり町3-12-4')
    True
    """
    plain = unicodedata.normalize("NFKC", text)
    counted = _CHOME.sub(lambda found: kanji_number(found.group(1)), plain)
    key = fold_text(_BLOCK.sub("/", counted))
    return key + "/" if key[-1:].isdigit() else key


def fold_phone(text: str) -> str:
    """電話の鍵。数字だけを逆順に並べ、終わりの四つから引けるようにする。

    >>> fold_phone('0000-22-3000')
    '0003220000'
    """
    return _NOT_DIGITS.sub("", unicodedata.normalize("NFKC", text))[:20][::-1]


def kanji_number(kanji: str) -> str:
    """漢数字（99まで）を算用数字にする。

    >>> kanji_number('二十三')
    '23'
    """
    if "十" not in kanji:
        return "".join(_KANJI_DIGITS[one] for one in kanji)
    tens, _, ones = kanji.partition("十")
    return _KANJI_DIGITS.get(tens, "1") + _KANJI_DIGITS.get(ones, "0")
