"""書体の棚：どの書体のファイルがどこにあり、どの字（異体字の指定を含む）を持つかを答える。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from madoguchi.domain.errors import Fault

STANDARD_DIRECTORIES = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))

# 書体の名と、それを持ってくる Debian のパッケージ。
PACKAGES = {
    "BIZ UDPGothic": "fonts-morisawa-bizud-gothic",
    "BIZ UDPMincho": "fonts-morisawa-bizud-mincho",
    "IPAmjMincho": "fonts-ipamj-mincho",
    "Noto Sans CJK JP": "fonts-noto-cjk",
    "Noto Serif CJK JP": "fonts-noto-cjk",
}

# 先に書いたものから探す。IPAmj明朝は文字情報基盤の字形、Noto は Adobe-Japan1 の字形の指定を持つ。
MINCHO = ("IPAmjMincho", "Noto Serif CJK JP", "BIZ UDPMincho")
GOTHIC = ("BIZ UDPGothic", "Noto Sans CJK JP", "IPAmjMincho")


@dataclass(frozen=True)
class FontFile:
    """一つの書体。`covers` は書体の表（cmap）だけを見て答え、代わりの字形を認めない。"""

    family: str
    path: Path
    index: int

    @cached_property
    def _tables(self) -> tuple[frozenset[int], dict[int, frozenset[int]]]:
        number = self.index if self.path.suffix.lower() in {".ttc", ".otc"} else -1
        with TTFont(self.path, lazy=True, fontNumber=number) as font:
            cmap = font["cmap"]
            sequences: dict[int, frozenset[int]] = {}
            for table in cmap.tables:
                if table.format == 14:
                    for selector, pairs in table.uvsDict.items():
                        sequences[selector] = frozenset(base for base, _ in pairs)
            return frozenset(cmap.getBestCmap()), sequences

    def covers(self, cluster: str) -> bool:
        """一字（異体字セレクタや濁点が続くこともある）を、指定どおりの字形で持つか。"""
        characters, sequences = self._tables
        base = 0
        for code in map(ord, cluster):
            if is_selector(code):
                if base not in sequences.get(code, frozenset()):
                    return False
            elif code not in characters:
                return False
            else:
                base = code
        return True


@dataclass(frozen=True)
class Shelf:
    """見つかった書体の全部。組版の部品にもそのまま渡す。"""

    typst: typst.Fonts
    files: dict[str, FontFile] = field(repr=False)

    def font(self, family: str) -> FontFile:
        """名で書体を引く。無ければ、入れるべきパッケージを言う Fault。"""
        found = self.files.get(family)
        if found is None:
            raise missing_font(family)
        return found


def is_selector(code: int) -> bool:
    """異体字セレクタ（VS1–16、VS17–256）か。"""
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def missing_font(family: str) -> Fault:
    """書体が無いことを、直し方と一緒に言う。"""
    package = PACKAGES.get(family)
    remedy = (
        f"apt-get install {package} で入れてください。"
        if package
        else "書体のファイルを、書体の置き場所に入れてください。"
    )
    return Fault(file="書体", value=family, reason="印刷に使う書体が、この機械にありません。", remedy=remedy)


def open_shelf(extra: Iterable[Path] = ()) -> Shelf:
    """書体の置き場所を読み、棚を作る。`extra` は市の外字などの置き場所。要る書体が欠けていれば Fault。"""
    return _open(tuple(directory for directory in (*STANDARD_DIRECTORIES, *extra) if directory.is_dir()))


@lru_cache(maxsize=4)
def _open(directories: tuple[Path, ...]) -> Shelf:
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(d) for d in directories]
    )
    files: dict[str, FontFile] = {}
    for font in found.fonts():
        if font.path is not None and (font.family not in files or font.weight == 400):
            files[font.family] = FontFile(font.family, Path(font.path), font.index)
    shelf = Shelf(found, files)
    for family in PACKAGES:
        shelf.font(family)
    return shelf
