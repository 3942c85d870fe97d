"""探す鍵の異体字の表（src/madoguchi/residents/variants.tsv）を、MJ縮退マップなどから作り直す。

使い方: pip install jntajis-python==0.1.0 をした別の仮想環境で、python tools/variants.py
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import jntajis

TABLE = Path(__file__).parents[1] / "src" / "madoguchi" / "residents" / "variants.tsv"
HEAD = """\
# 異体字の表。左の字に、右のどの字も寄せる。探す鍵にだけ使い、印刷や本人の確認には使わない。
# tools/variants.py が作る。直すときは、この表ではなく tools/variants.py の HAND と APART を直す。
# もと: jntajis-python 0.1.0 の中の MJ文字一覧表・MJ縮退マップ（文字情報技術促進協議会、IPA。CC BY-SA 2.1 JP）と
#       JIS縮退マップ（国税庁）。この表も CC BY-SA 2.1 JP で使える。
"""
BLOCKS = ((0x3400, 0x9FFF), (0xFA0E, 0xFA2F), (0x20000, 0x323AF))
ALL_SCHEMES = 15
#: 縮退マップにないが、住民記録システム標準仕様書 2.1.2 の例や、氏名で同じに使われるもの。
HAND = (
    "斎斉", "浜頻滨", "藤籘籐", "崎嵜", "薮藪", "館舘", "鶴靏靍鸖", "清淸", "青靑", "黄黃", "横橫", "桧檜",
    "渕淵渊", "吉𠮷", "高髙", "辺边", "島嶋嶌", "船舩", "尭堯", "遥遙", "凛凜", "槙槇", "鴎鷗", "富冨", "峰峯",
    "曽曾", "柏栢", "梅楳", "湧涌", "滝瀧", "灯燈", "竜龍", "秋穐", "園薗", "刈苅", "升舛", "野埜", "同仝",
)  # fmt: skip
#: 縮退マップの上では近いが、氏名では別の字。寄せない。
APART = frozenset("堺界菊莉太大萩荻角⻆")


def level(char: str) -> int:
    """JIS X 0208 の水準。1 と 2 のほかは 3。"""
    try:
        row = char.encode("euc_jp")
    except UnicodeEncodeError:
        return 3
    return 3 if len(row) != 2 else 1 if row[0] - 0xA0 <= 47 else 2


def candidates(char: str) -> Iterator[str]:
    """縮退先の候補。二字になるものは使わない。"""
    found = jntajis.mj_shrink_candidates(char, ALL_SCHEMES)
    found.append(jntajis.jnta_shrink_translit(char, "", True))
    yield from (one for one in (unicodedata.normalize("NFKC", text) for text in found) if len(one) == 1)


def plainest(char: str) -> str:
    """いちばん普通の字。同じ水準なら、もとの字のまま。"""
    near = [char, *candidates(char)]
    return min(near, key=lambda one: (level(one), near.index(one)))


def table() -> dict[str, str]:
    """字 → 寄せる先。寄せた先がまた寄るなら、その終わりまでたどる。"""
    found: dict[str, str] = {}
    for first, last in BLOCKS:
        for code in range(first, last + 1):
            char = chr(code)
            if unicodedata.normalize("NFKC", char) == char and char not in APART:
                found[char] = plainest(char)
    for chosen, *others in HAND:
        found |= {chosen: chosen, **dict.fromkeys(others, chosen)}
    return {char: settled for char in found if (settled := settle(char, found)) != char}


def settle(char: str, found: dict[str, str]) -> str:
    """終わりまでたどる。輪になっていれば、そこで止まる。"""
    seen = [char]
    while (after := found.get(seen[-1], seen[-1])) not in seen:
        seen.append(after)
    return seen[-1]


def main() -> None:
    """表を書く。"""
    groups: dict[str, list[str]] = {}
    for char, chosen in table().items():
        groups.setdefault(chosen, []).append(char)
    lines = [f"{chosen}\t{''.join(sorted(groups[chosen]))}\n" for chosen in sorted(groups)]
    TABLE.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
