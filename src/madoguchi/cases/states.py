"""件と行の状態の表。どの状態でどの操作ができ、次にどうなるか。データベースは知らない。"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from madoguchi.domain.errors import Fault


class CaseState(StrEnum):
    """件の状態。"""

    OPENED = "opened"
    JUDGED = "judged"
    INTERVIEWED = "interviewed"
    LISTED = "listed"
    CLOSED = "closed"


class LineState(StrEnum):
    """行（一つの手続き）の状態。"""

    OPEN = "open"
    RECEIVED = "received"
    HELD = "held"
    REFERRED = "referred"
    MAILED = "mailed"
    AFTER_REGISTER = "after_register"
    DECLINED = "declined"
    DROPPED = "dropped"
    FORWARDED = "forwarded"
    RETURNED = "returned"
    DONE = "done"


CASE_LABELS = {
    CaseState.OPENED: "受け付けたところ",
    CaseState.JUDGED: "聞き取りの途中",
    CaseState.INTERVIEWED: "聞き取り済み",
    CaseState.LISTED: "手続き一覧を渡した",
    CaseState.CLOSED: "終わった",
}
LINE_LABELS = {
    LineState.OPEN: "まだ",
    LineState.RECEIVED: "受付済",
    LineState.HELD: "保留",
    LineState.REFERRED: "担当課へ",
    LineState.MAILED: "郵送",
    LineState.AFTER_REGISTER: "登録後に可",
    LineState.DECLINED: "請求しない",
    LineState.DROPPED: "不要（職員が外した）",
    LineState.FORWARDED: "進達中",
    LineState.RETURNED: "返戻",
    LineState.DONE: "完了",
}

_STAY = None
_O, _J, _I, _L, _C = CaseState
#: 開いているあいだいつでもでき、状態を変えない操作。
_ANY_TIME = (
    "add_visit",
    "confirm_household",
    "print_general",
    "issue_ticket",
    "end_today",
    "go_on",
    "go_quietly",
    "note_register",
    "amend_visit",
)
#: 窓口だけがする、行についての操作。
_AT_COUNTER = (
    "set_aside",
    "put_back",
    "add_line",
    "confirm_hint",
    "print_forms",
    "mail",
    "wait_register",
    "registered",
)
#: 件を終えたあとも、担当課の仕事として続く操作。窓口が終わっても、課は受け取り、返し、決める。
_AFTER_CLOSING = (
    "receive", "hold", "refer", "decline", "forward", "send_back", "complete", "acknowledge", "ask_back", "answer_back",
    "take_back", "bundle", "hand_over",
)  # fmt: skip
#: 判定のあとでできる、行についての操作。件の状態は変えない。
_ON_LINES = (*_AT_COUNTER, *_AFTER_CLOSING)
CASE_ACTIONS = (
    "judge", "choose_movers", "keep_people", "keep_kin", "choose_heads", "add_event", "answer", "undo_answer", "finish_interview", "print_list", "close", "reopen", *_ANY_TIME, *_ON_LINES,
)  # fmt: skip

_OPEN_CASE: dict[str, CaseState | None] = dict.fromkeys(_ANY_TIME, _STAY)
_JUDGED_CASE = {
    **_OPEN_CASE, **dict.fromkeys(_ON_LINES, _STAY), "judge": _STAY, "choose_movers": _STAY, "keep_people": _STAY, "keep_kin": _STAY, "choose_heads": _STAY, "add_event": _STAY, "answer": _STAY, "undo_answer": _STAY,
    "finish_interview": _I, "print_list": _L,
}  # fmt: skip

#: 件の状態 × 操作 → 次の状態（None は変わらない）。ない組は、できない。
CASE_TABLE: Mapping[CaseState, Mapping[str, CaseState | None]] = {
    _O: {**_OPEN_CASE, "judge": _J},
    _J: _JUDGED_CASE,
    _I: {**_JUDGED_CASE, "finish_interview": _STAY},
    _L: {**_JUDGED_CASE, "finish_interview": _STAY, "print_list": _STAY, "close": _C},
    _C: {
        **dict.fromkeys(_AFTER_CLOSING, _STAY), "send_back": _L, "reopen": _L,
        **dict.fromkeys(("print_general", "print_list", "print_forms", "note_register"), _STAY),
    },
}  # fmt: skip

LINE_ACTIONS = (
    "receive", "hold", "refer", "mail", "wait_register", "registered", "decline", "set_aside", "put_back",
    "forward", "send_back", "complete", "acknowledge", "ask_back", "answer_back", "take_back",
)  # fmt: skip
#: その行を扱っている課だけがする操作。窓口の職員が、課の名で受け取ったり決めたりはしない。
OF_DEPARTMENT = ("acknowledge", "ask_back", "forward", "send_back", "complete")
_S = LineState
_COUNTER: dict[str, LineState | None] = {
    "receive": _S.RECEIVED, "hold": _S.HELD, "refer": _S.REFERRED, "mail": _S.MAILED,
    "decline": _S.DECLINED, "set_aside": _S.DROPPED,
}  # fmt: skip

#: 行の状態 × 操作 → 次の状態（None は変わらない）。ない組は、できない。
LINE_TABLE: Mapping[LineState, Mapping[str, LineState | None]] = {
    _S.OPEN: {**_COUNTER, "wait_register": _S.AFTER_REGISTER},
    _S.RECEIVED: {
        "acknowledge": _STAY, "ask_back": _STAY, "answer_back": _STAY, "refer": _S.REFERRED, "forward": _S.FORWARDED,
        "send_back": _S.RETURNED, "complete": _S.DONE, "take_back": _S.OPEN,
    },
    _S.HELD: {**_COUNTER, "hold": _STAY, "take_back": _S.OPEN},
    _S.REFERRED: {
        "acknowledge": _STAY, "ask_back": _STAY, "answer_back": _STAY, "refer": _STAY, "receive": _S.RECEIVED, "hold": _S.HELD,
        "decline": _S.DECLINED, "forward": _S.FORWARDED, "send_back": _S.RETURNED, "complete": _S.DONE, "take_back": _S.OPEN,
    },
    _S.MAILED: {
        "receive": _S.RECEIVED, "hold": _S.HELD, "refer": _S.REFERRED, "decline": _S.DECLINED,
        "complete": _S.DONE, "take_back": _S.OPEN,
    },
    _S.AFTER_REGISTER: {
        "registered": _S.OPEN, "refer": _S.REFERRED, "mail": _S.MAILED, "decline": _S.DECLINED,
        "set_aside": _S.DROPPED, "take_back": _S.OPEN,
    },
    _S.DECLINED: {"put_back": _S.OPEN, "take_back": _S.OPEN},
    _S.DROPPED: {"put_back": _S.OPEN},
    _S.FORWARDED: {
        "ask_back": _STAY, "answer_back": _STAY, "send_back": _S.RETURNED, "complete": _S.DONE, "take_back": _S.RECEIVED,
    },
    _S.RETURNED: {**_COUNTER, "acknowledge": _STAY, "forward": _S.FORWARDED, "take_back": _S.RECEIVED},
    _S.DONE: {"send_back": _S.RETURNED, "take_back": _S.RECEIVED},
}  # fmt: skip

#: この状態なら、その行のために件を開いておかなくてよい。
SETTLED = frozenset({
    _S.RECEIVED, _S.HELD, _S.REFERRED, _S.MAILED, _S.DECLINED, _S.DROPPED, _S.FORWARDED, _S.DONE,
})  # fmt: skip

#: 課が動かした行の取り消しは、動かす前の状態に戻る。ほかの行の取り消しは、表のとおり。
_BACK_WHERE_IT_CAME_FROM = frozenset({_S.FORWARDED, _S.RETURNED, _S.DONE})

DEPARTMENT, COUNTER, NOBODY = "department", "counter", ""
#: 行の状態 → だれの番か。受け付けた行は、課が受け取るまで課を待つ。登録後に可・郵送の行は、だれも待たない。
WAITS = {
    _S.RECEIVED: DEPARTMENT, _S.REFERRED: DEPARTMENT, _S.FORWARDED: DEPARTMENT, _S.HELD: COUNTER, _S.RETURNED: COUNTER,
}  # fmt: skip


#: 操作の名。断るときと、状態の表に使う。
ACTION_NAMES = {
    "add_visit": "来た人", "amend_visit": "来た人の控えを直す", "keep_people": "届に書いたこと", "keep_kin": "別に暮らす家族", "choose_heads": "新しい世帯主",
    "add_event": "できごとを足す", "confirm_household": "世帯の確かめ", "print_general": "一般の案内", "issue_ticket": "引換票",
    "end_today": "今日はここまで", "go_on": "今日の続き", "go_quietly": "静かに進める", "note_register": "届の状態", "judge": "判定", "choose_movers": "引っ越す方", "answer": "答え",
    "undo_answer": "答えの取り消し", "finish_interview": "聞き取りを終える", "print_list": "一覧を刷る", "close": "件を終える",
    "reopen": "開き直す", "set_aside": "外す", "put_back": "戻す", "add_line": "足す", "confirm_hint": "古い記録の確かめ",
    "print_forms": "様式を刷る", "receive": "受け付け", "hold": "保留", "refer": "担当課へ相談", "mail": "郵送",
    "wait_register": "登録を待つ", "registered": "登録が済んだ", "decline": "請求しない", "acknowledge": "受け取り",
    "ask_back": "問い合わせ", "answer_back": "問い合わせへの答え", "send_back": "返戻", "forward": "進達", "complete": "完了",
    "take_back": "取り消し", "bundle": "紙の束", "hand_over": "束を渡す",
}  # fmt: skip
#: できないとき、次に何をすればよいか。
_CASE_REMEDIES = {
    CaseState.OPENED: "先に、いまの記録で判定してください。",
    CaseState.JUDGED: "先に、聞き取りと手続き一覧を済ませてください。",
    CaseState.INTERVIEWED: "先に、手続き一覧を渡してください。",
    CaseState.LISTED: "一覧を開き直して、いまの状態を確かめてください。",
    CaseState.CLOSED: "件を開き直してから、もう一度お願いします。",
}
_LINE_REMEDIES = {
    LineState.OPEN: "先に、受け付け・保留・担当課へ相談などを決めてください。",
    LineState.RECEIVED: "もう受け付けてあります。まちがいなら、取り消してください。",
    LineState.HELD: "足りないものがそろったら、受け付けてください。",
    LineState.REFERRED: "担当課の返事を聞いてから、決めてください。",
    LineState.MAILED: "紙が届いたら、受け付けてください。",
    LineState.AFTER_REGISTER: "戸籍の登録が済んでから、受け付けてください。",
    LineState.DECLINED: "請求するときは、先に一覧へ戻してください。",
    LineState.DROPPED: "要るときは、先に一覧へ戻してください。",
    LineState.FORWARDED: "送り先から戻るのを待ってください。",
    LineState.RETURNED: "足りないものをそろえて、受け付け直してください。",
    LineState.DONE: "まちがいなら、担当課が取り消してください。",
}


class NotNow(Fault):
    """いまの状態では、その操作はできない。"""


def next_case(state: str, action: str) -> CaseState:
    """件の次の状態。できない操作なら NotNow。"""
    now = CaseState(state)
    if action not in CASE_TABLE[now]:
        raise NotNow(
            f"この件は「{CASE_LABELS[now]}」なので、「{ACTION_NAMES[action]}」はできません。", remedy=_CASE_REMEDIES[now]
        )  # fmt: skip
    return CASE_TABLE[now][action] or now


def next_line(state: str, action: str, came_from: str = "") -> LineState:
    """行の次の状態。できない操作なら NotNow。`came_from` は、課が動かす前の状態（取り消しで戻る先）。"""
    now = LineState(state)
    if action not in LINE_TABLE[now]:
        raise NotNow(
            f"この手続きは「{LINE_LABELS[now]}」なので、「{ACTION_NAMES[action]}」はできません。", remedy=_LINE_REMEDIES[now]
        )  # fmt: skip
    if action == "take_back" and came_from and now in _BACK_WHERE_IT_CAME_FROM:
        return LineState(came_from)
    return LINE_TABLE[now][action] or now


def waits(state: str, action: str, waiting: str) -> str:
    """操作のあと、その行がだれを待つか。`waiting` は操作の前。

    問い合わせは窓口を待たせ、答えれば課に戻る。受け取りは、窓口への問い合わせを消さない。
    """
    now = LineState(state)
    if action == "ask_back":
        return COUNTER
    if action == "acknowledge" and now is LineState.RECEIVED:
        return COUNTER if waiting == COUNTER else NOBODY
    if action == "acknowledge":
        return waiting
    return WAITS.get(now, NOBODY)
