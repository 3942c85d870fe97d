"""画面を開いたあとに変わったことが、いま書こうとする操作に障るか。行ごとに見る。データベースは知らない。

担当課が別の行を受け取っただけで、窓口の画面を開き直させない。同じ行と、行の出どころ（判定・来た人）が
変わったときは、見ていないものの上に書かせない。
"""

from __future__ import annotations

from madoguchi.cases.states import LINE_ACTIONS, OF_DEPARTMENT

_ON_LINES = frozenset({*LINE_ACTIONS, "add_line", "bundle", "hand_over"})
#: どの行の前提も変える操作。
_FOR_ALL_LINES = frozenset({
    "add_visit", "amend_visit", "judge", "choose_movers", "choose_heads", "add_event", "keep_people", "keep_kin", "answer", "undo_answer", "confirm_hint", "close", "reopen",
})  # fmt: skip
#: 窓口の聞き取りや一覧と、同じときに進んでよい操作。
_BESIDE = frozenset({*OF_DEPARTMENT, "answer_back", "bundle", "hand_over"})


def collides(kind: str, lines: tuple[str, ...], later: str, touched: tuple[str, ...]) -> bool:
    """操作 `kind`（行 `lines`）に、あとから入った操作 `later`（行 `touched`）が障るか。

    >>> collides("receive", ("a",), "acknowledge", ("b",)), collides("receive", ("a",), "hold", ("a",))
    (False, True)
    """
    if kind == "close":
        return True
    if kind not in _ON_LINES:
        return later not in _BESIDE
    if later in _ON_LINES:
        return bool(set(lines) & set(touched))
    return later in _FOR_ALL_LINES
