"""機械が読む印（QR）を、組版に渡せる SVG の文字列にする。"""

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
