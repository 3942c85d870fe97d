"""送られた欄のうち、どの画面にもある三つ（見ていた版、だれの話か、二度受けないための鍵）を読む。"""

from __future__ import annotations

from django.http import HttpRequest

from madoguchi.domain.errors import Fault


def version_of(request: HttpRequest) -> int:
    """画面を描いたときの版。"""
    raw = request.POST.get("version", "")
    if not (raw.isascii() and raw.isdigit()):
        raise Fault(
            "画面の版が分かりません。", remedy="画面を読みなおしてから、もう一度送ってください。", value=raw
        )
    return int(raw)


def voice_of(request: HttpRequest) -> int:
    """画面を描いたときに、だれの話を聞いていたか。書いていなければ、だれでもない 0。"""
    raw = request.POST.get("voice", "")
    return int(raw) if raw.isascii() and raw.isdigit() else 0


def once_of(request: HttpRequest) -> str:
    """送信ごとの鍵。"""
    raw = request.POST.get("once", "")
    if not raw or len(raw) > 64:
        raise Fault("送信の鍵がありません。", remedy="画面を読みなおしてから、もう一度送ってください。")
    return raw
