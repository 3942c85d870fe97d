"""届の状態の表。受領（宿直、ほかの市町村）→ 受理 → 登録済。受理そのものは戸籍担当の仕事で、ここは状態を控えるだけ。"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from madoguchi.cases.states import NotNow


class NoticeState(StrEnum):
    """届の状態。"""

    RECEIVED = "received_elsewhere"
    ACCEPTED = "accepted"
    REGISTERED = "registered"
    WITHDRAWN = "withdrawn"


#: 届をどこで受け取ったか。
PLACES = {"night": "宿直", "elsewhere": "ほかの市町村", "counter": "この市の窓口"}
STATE_LABELS = {
    NoticeState.RECEIVED: "受領",
    NoticeState.ACCEPTED: "受理",
    NoticeState.REGISTERED: "登録済",
    NoticeState.WITHDRAWN: "取り下げた控え",
}
STEP_LABELS = {
    "enter": "控えを書きました", "edit": "控えを直しました", "link": "住民を決めました", "unlink": "住民を決め直します",
    "accept": "受理と書きました", "register": "登録済と書きました", "back": "一つ前の状態に戻しました",
    "withdraw": "控えを取り下げました", "open_case": "件を開きました", "print_letter": "手紙を刷りました",
    "send_letter": "手紙を出しました",
}  # fmt: skip

_STAY = None
_R, _A, _D, _W = NoticeState
_ALWAYS = dict.fromkeys(("edit", "link", "unlink", "open_case", "print_letter", "send_letter"), _STAY)
#: 状態 × すること → 次の状態（None は変わらない）。ない組は、できない。
TABLE: Mapping[NoticeState, Mapping[str, NoticeState | None]] = {
    _R: {**_ALWAYS, "accept": _A, "withdraw": _W},
    _A: {**_ALWAYS, "register": _D, "back": _R, "withdraw": _W},
    _D: {**_ALWAYS, "back": _A},
    _W: {},
}


def next_notice(state: str, step: str) -> NoticeState:
    """届の次の状態。できないことなら NotNow。"""
    now = NoticeState(state)
    if step not in TABLE[now]:
        raise NotNow(
            f"この届は「{STATE_LABELS[now]}」なので、その操作はできません。", value=step,
            remedy="届を開き直して、いまの状態を確かめてください。",
        )  # fmt: skip
    return TABLE[now][step] or now
