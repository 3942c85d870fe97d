"""バイトの並びを、行の番号のついた欄の並びにする。読めないバイトは印をつけて残し、捨てない。"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

#: 読めないバイトの印。16 進の値を二つの U+FFFD ではさむ。
MARK = "\ufffd"
#: Python の cp932 は読めない 1 バイト（80, A0, FD–FF）を制御文字や私用領域に写すので、これも読めないとみなす。
_GARBAGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xa0\uf8f0-\uf8f3]")


def _marked(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return f"{MARK}{error.object[error.start : error.end].hex().upper()}{MARK}", error.end


codecs.register_error("madoguchi-mark", _marked)


def shown(text: str) -> str:
    """読めないバイトを [0x81] の形で見せる。"""
    return re.sub(f"{MARK}([0-9A-F]+){MARK}", r"[0x\1]", text)


@dataclass(frozen=True, slots=True)
class Line:
    """一件の行。`cells` が None なら引用符や改行が壊れている。"""

    number: int
    cells: list[str] | None


def decode_lines(raw: bytes, encoding: str) -> Iterator[str]:
    """物理行ごとに厳しく復号する。改行は残す。"""
    for line in _split(raw.removeprefix(codecs.BOM_UTF8)):
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError:
            text = line.decode(encoding, errors="madoguchi-mark")
        yield _GARBAGE.sub(lambda found: f"{MARK}{ord(found.group()):02X}{MARK}", text)


def _split(raw: bytes) -> Iterator[bytes]:
    """改行だけで分ける。UTF-8 でも CP932（2 バイト目は 0x40 以上）でも、0x0A は必ず改行。"""
    start = 0
    while start < len(raw):
        end = raw.find(b"\n", start)
        end = len(raw) if end < 0 else end + 1
        yield raw[start:end]
        start = end


def read_lines(raw: bytes, encoding: str) -> Iterator[Line]:
    """CSV として読む。一件の番号は、その件が始まる物理行。"""
    reader = csv.reader(decode_lines(raw, encoding), strict=True)
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
            yield Line(number, cells)
