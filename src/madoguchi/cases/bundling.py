"""紙の束。どの行の紙が、どの課へ、いつ渡ったか。データベースは知らない。"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from madoguchi.cases.lines import Event, LineNow
from madoguchi.cases.states import LineState
from madoguchi.domain.errors import Fault

#: 紙が課へ向かう状態。ほかの状態になった行の紙は、束から抜く。
_WITH_PAPER = frozenset({LineState.RECEIVED, LineState.REFERRED, LineState.FORWARDED, LineState.DONE})
#: 線を引かず、受け取る職員が自分の職員番号で確かめたときの署名。
BY_NUMBER = "M0 0"
_DRAWN = re.compile(r"[MmLlHhVvCcSsQqTtZz0-9eE.,\s-]{1,20000}")


@dataclass(frozen=True, slots=True)
class BundleNow:
    """束のいま。`no_copies` は「番号記載あり・写さない」。渡していなければ `handed_at` は None。"""

    number: str
    seq: int
    department: str
    lines: tuple[str, ...]
    no_copies: bool
    made_at: datetime
    made_by: str
    handed_at: datetime | None = None
    receiver: str = ""
    signature: str = ""


def letters(place: int) -> str:
    """束の記号。

    >>> [letters(place) for place in (1, 2, 26, 27)]
    ['A', 'B', 'Z', 'AA']
    """
    text = ""
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def bundled(
    number: str, lines: Mapping[str, LineNow], bundles: Mapping[str, BundleNow], event: Event
) -> BundleNow:
    """行の紙を一つの束にする。課の違う行、紙のない行、もう束にある行が入っていれば Fault。"""
    department = event.body["department"]
    packed = {key for one in bundles.values() if one.handed_at is None for key in one.lines}
    for key in event.lines:
        held = lines.get(key)
        if held is None or held.state not in (LineState.RECEIVED, LineState.REFERRED):
            raise Fault("受け付けていない手続きの紙は、束に入れられません。", remedy="束に入れる行をえらび直してください。", value=key)  # fmt: skip
        if held.department != department:
            raise Fault("別の課の手続きが入っています。", remedy="束は課ごとに分けてください。", value=key)
        if key in packed:
            raise Fault(
                "その手続きの紙は、もう別の束にあります。", remedy="束を開き直してください。", value=key
            )
    return BundleNow(
        number, event.seq, department, event.lines, event.body["no_copies"], event.at, event.actor_name
    )


def handed_over(bundle: BundleNow | None, event: Event) -> BundleNow:
    """束を、署名で課に渡す。ない束、渡した束、空の束なら Fault。"""
    if bundle is None:
        raise Fault("その束はありません。", remedy="束を開き直してください。", value=event.body["bundle"])
    if bundle.handed_at is not None:
        raise Fault(
            f"束 {bundle.number} は、もう渡してあります（{bundle.receiver}さん）。",
            remedy="束を開き直してください。", value=bundle.number,
        )  # fmt: skip
    if not bundle.lines:
        raise Fault(
            "束に紙が残っていません。", remedy="受け付け直してから、束を作ってください。", value=bundle.number
        )
    body = event.body
    return replace(bundle, handed_at=event.at, receiver=body["receiver"], signature=body["signature"])


def without(bundles: Mapping[str, BundleNow], line: LineNow, before: LineNow | None) -> dict[str, BundleNow]:
    """紙が課へ行かなくなった行を、まだ渡していない束から抜く。"""
    stays = line.state in _WITH_PAPER and before is not None and line.department == before.department
    return {
        number: one
        if stays or one.handed_at is not None or line.key not in one.lines
        else replace(one, lines=tuple(key for key in one.lines if key != line.key))
        for number, one in bundles.items()
    }


def drawn(signature: str) -> str:
    """画面に書いた署名。SVG の道の文字だけを通す。"""
    if not _DRAWN.fullmatch(signature):
        raise Fault(
            "署名がありません。", remedy="画面の枠の中に、もう一度書いてください。", value="signature"
        )
    return signature
