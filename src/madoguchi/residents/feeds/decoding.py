"""バイトの並びを、行の番号のついた欄の並びにする。読めないバイトは印をつけて残し、捨てない。"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

#: 読めないバイトの印。16 進の値を二つの U+FFFD ではさむ。
MARK = "\ufffd"
#: Python の cp932 は読めない 1 バイト（80, A0, FD–FF）を制御文字や私用領域に写すので、これも読めないとみなす。
_GARBAGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xa0\uf8f0-\uf8f3]")
#: 外字。どの字かは、その市の外字の表を見なければ分からない。
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_BOMS = {"utf-8": (codecs.BOM_UTF8,), "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)}
_CHUNK = 1 << 17


def _marked(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return f"{MARK}{error.object[error.start : error.end].hex().upper()}{MARK}", error.end


codecs.register_error("madoguchi-mark", _marked)


def shown(text: str) -> str:
    """読めないバイトを [0x81] の形で、外字を符号の番号で見せる。"""
    text = re.sub(f"{MARK}([0-9A-F]+){MARK}", r"[0x\1]", text)
    return PRIVATE.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def _ibm_extensions() -> dict[str, bytes]:
    """Windows が書く IBM 拡張文字（髙・﨑など）。Python は NEC 選定のほうに書くので、比べるときに置き換える。"""
    found = {}
    for lead in (0xFA, 0xFB, 0xFC):
        for tail in range(0x40, 0xFD):
            raw = bytes((lead, tail))
            text = raw.decode("cp932", errors="ignore")
            if len(text) == 1 and text.encode("cp932")[0] in (0xED, 0xEE):
                found[text] = raw
    return found


_IBM = _ibm_extensions()
_IBM_TEXT = re.compile("([" + "".join(_IBM) + "])")


def encoded(text: str, codec: str) -> bytes:
    """基幹システムと同じバイトに書き戻す。"""
    if codec != "cp932":
        return text.encode(codec)
    parts = (_IBM.get(part) or part.encode(codec) for part in _IBM_TEXT.split(text))
    return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Line:
    """一件の行。`number` から `last` までの物理行。`cells` が None なら引用符や改行が壊れている。"""

    number: int
    cells: list[str] | None
    last: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """出力の字の並べ方。"""

    encoding: str
    delimiter: str = ","


@dataclass(slots=True)
class Tape:
    """読みかけの出力。`odd` は、元のバイトに戻らない字や外字のある物理行（番号 → 元のバイト）。"""

    source: BinaryIO
    form: Form
    odd: dict[int, bytes] = field(default_factory=dict)
    cut: bool = False
    codec: str = ""
    bom: bytes = b""

    def lines(self) -> Iterator[Line]:
        """CSV として読む。一件の番号は、その件が始まる物理行。"""
        reader = csv.reader(self._texts(), delimiter=self.form.delimiter, strict=True)
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Line(number, None)
                return
            if cells:
                yield Line(number, cells, reader.line_num)

    def original(self, line: Line) -> bytes | None:
        """その件のうち、字が元に戻らない物理行の元のバイト。全部が戻るなら None。"""
        if not self.odd:
            return None
        found = [self.odd.pop(number, b"") for number in range(line.number, line.last + 1)]
        return b"".join(found) or None

    def _texts(self) -> Iterator[str]:
        """物理行ごとの文字。改行は残す。"""
        number = 1
        for raw in self._chunks():
            text = self._whole(raw)
            if text is None:
                for line in _split(raw, self._newline()):
                    yield self._careful(line, number)
                    number += 1
                continue
            for one in io.StringIO(text, newline="\n"):
                yield one
                number += 1

    def _chunks(self) -> Iterator[bytes]:
        """いくつかの物理行ずつ。おしまいが改行でなければ `cut`。"""
        first = self.source.read(_CHUNK)
        self.bom = next((one for one in _BOMS.get(self.form.encoding, ()) if first.startswith(one)), b"")
        self.codec = self.form.encoding
        if self.codec == "utf-16":
            self.codec = "utf-16-be" if self.bom == codecs.BOM_UTF16_BE else "utf-16-le"
        held = first[len(self.bom) :]
        while True:
            end = _last_newline(held, self._newline())
            if end:
                yield held[:end]
                held = held[end:]
            more = self.source.read(_CHUNK)
            if not more:
                break
            held += more
        if held:
            self.cut = True
            yield held

    def _newline(self) -> bytes:
        return "\n".encode(self.codec)

    def _whole(self, raw: bytes) -> str | None:
        """おかしなところが一つもなければ、まとめて復号する。"""
        try:
            text = raw.decode(self.codec)
        except UnicodeDecodeError:
            return None
        if _GARBAGE.search(text) or PRIVATE.search(text) or encoded(text, self.codec) != raw:
            return None
        return text

    def _careful(self, line: bytes, number: int) -> str:
        """一つの物理行を厳しく復号し、おかしければ印をつけるか、元のバイトを覚える。"""
        try:
            text = line.decode(self.codec)
        except UnicodeDecodeError:
            return line.decode(self.codec, errors="madoguchi-mark")
        marked = _GARBAGE.sub(lambda found: f"{MARK}{ord(found.group()):02X}{MARK}", text)
        if marked == text and (PRIVATE.search(text) or encoded(text, self.codec) != line):
            self.odd[number] = line
        return marked


def _split(raw: bytes, newline: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(raw):
        end = _next_newline(raw, newline, start)
        yield raw[start:end]
        start = end


def _next_newline(raw: bytes, newline: bytes, start: int) -> int:
    """次の改行のあと。UTF-8 でも CP932（2 バイト目は 0x40 以上）でも 0x0A は必ず改行で、UTF-16 は偶数番めだけ。"""
    found = raw.find(newline, start)
    while found >= 0 and found % len(newline):
        found = raw.find(newline, found + 1)
    return len(raw) if found < 0 else found + len(newline)


def _last_newline(raw: bytes, newline: bytes) -> int:
    found = raw.rfind(newline)
    while found >= 0 and found % len(newline):
        found = raw.rfind(newline, 0, found + len(newline) - 1)
    return 0 if found < 0 else found + len(newline)
