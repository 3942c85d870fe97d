"""機械が読む印（QR と NW-7）を、組版に渡せる SVG の文字列にする。"""

from __future__ import annotations

import io

import segno


def qr(text: str) -> str:
    """文字列を QR の SVG にする。余白は紙の側で空ける。汚れても読めるよう、誤り訂正は Q から。"""
    out = io.BytesIO()
    segno.make(text, error="q", micro=False).save(
        out, kind="svg", scale=4, border=0, dark="#1a1a1a", xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue().decode("ascii")


# NW-7（Codabar、JIS X 0506）。七つの棒と間の、太い所が 1。
NW7 = dict(zip(
    "0123456789-$:/.+ABCD",
    (0x03, 0x06, 0x09, 0x60, 0x12, 0x42, 0x21, 0x24, 0x30, 0x48, 0x0C, 0x18, 0x45, 0x51, 0x54, 0x15,
     0x1A, 0x29, 0x0B, 0x0E),
    strict=True,
))  # fmt: skip
WIDE = 3


def nw7(text: str) -> str:
    """数字と -$:/.+ の文字列を NW-7 の SVG にする（始まりと終わりは A）。ほかの字は ValueError。"""
    odd = [character for character in text if character not in NW7 or character in "ABCD"]
    if odd or not text:
        raise ValueError(text)
    bars, at = [], 0
    for character in f"A{text}A":
        for place in range(7):
            width = WIDE if NW7[character] >> (6 - place) & 1 else 1
            if place % 2 == 0:
                bars.append(f"M{at} 0h{width}v1h-{width}z")
            at += width
        at += 1
    box = f'viewBox="0 0 {at - 1} 1" preserveAspectRatio="none"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path fill="#1a1a1a" d="{"".join(bars)}"/></svg>'
