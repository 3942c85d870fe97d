"""一行の住所を、県・市・町・番地・方書に分ける。分けられない所は、前の部分に残す。"""

from __future__ import annotations

import re

PREFECTURE = re.compile(r"(?:東京都|北海道|(?:京都|大阪)府|[^都道府県市区町村\s\d]{1,4}県)")
CITY = re.compile(
    r"(?:[^\s\d]{1,6}?市(?:[^\s\d]{1,4}?区)?|[^\s\d]{1,4}?区|[^\s\d]{1,5}?郡[^\s\d]{1,6}?[町村])"
)
NUMBER = re.compile(r"[0-9０-９]+(?:番地?|号|[-－ー−‐]|の|[0-9０-９])*")
PARTS = ("prefecture", "city", "town", "number", "building")


def split_address(text: str) -> dict[str, str]:
    """住所を五つに分ける。つなぎ直すと（方書の前の空きを除いて）元に戻る。

    >>> split_address("あおば県あおば市みどり町三丁目5番12号　みどりハイツ201")["town"]
    'みどり町三丁目'
    >>> split_address("もみじ市中央一丁目2番3号")["number"]
    '2番3号'
    """
    line, _, building = text.partition("\u3000")
    prefecture = _head(PREFECTURE, line)
    rest = line[len(prefecture) :]
    city = _head(CITY, rest)
    rest = rest[len(city) :]
    found = NUMBER.search(rest)
    cut = found.start() if found else len(rest)
    number, after = (found.group(), rest[found.end() :]) if found else ("", "")
    return {
        "prefecture": prefecture,
        "city": city,
        "town": rest[:cut],
        "number": number,
        "building": (after + building).strip("\u3000 "),
    }


def _head(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return found.group() if found else ""
