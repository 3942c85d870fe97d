"""行の扱い。いまの状態でできるものと、この行にいちばん合う一つ（右下の青いボタン）。"""

from __future__ import annotations

from dataclasses import dataclass, replace

from madoguchi.cases.states import LINE_TABLE, CaseState, LineState
from madoguchi.counter.marks import Marking, unticked
from madoguchi.counter.receiving_pages import Contact, Way
from madoguchi.counter.walking import NOT_CLAIMED, Walk
from madoguchi.domain.judgement import NOT_NEEDED, UNDECIDED, Line
from madoguchi.domain.visits import Permission

NEXT, CLOSE = "next", "close"
CONFIRM, CONSULT = "要るかどうかの確かめ", "窓口での相談"
#: 窓口の扱い。並びは画面のとおりで、数字キーもこの順。
LABELS = {
    "receive": "受け付け", "hold": "保留", "refer": "担当課へ", "mail": "郵送", "wait_register": "登録後",
    "decline": "請求しない", "set_aside": "不要", "answer_back": "課に答える", "take_back": "取り消し",
    "put_back": "戻す", "registered": "登録が済んだ", "contest": "この方の申し出も課へ",
}  # fmt: skip
#: 押す数字。どの行でも、同じ扱いに同じ数字。
DIGITS = {
    "hold": "1", "refer": "2", "mail": "3", "wait_register": "4", "decline": "5", "set_aside": "6", "take_back": "7",
    "answer_back": "8", "put_back": "9", "receive": "9", "registered": "4", "contest": "2",
}  # fmt: skip
ASKS = {
    "hold": ("足りないもの", "一行に一つ。家族にそのまま伝わる言葉で。", True),
    "refer": ("課に伝えること", "たずねたいこと、家族に約束したこと。", True),
    "mail": ("郵送するもの", "だれが何を送るか。", True),
    "decline": ("理由", "例　ご家族で相談してから決める。", True),
    "set_aside": ("理由", "例　前の週に支所で受け付けずみ。", True),
    "take_back": ("取り消す理由", "押しまちがい、行のまちがいなど。取り消したことは残ります。", True),
    "answer_back": ("答え", "課からたずねられたことへの答え。", True),
}


@dataclass(frozen=True)
class Choosing:
    """一つの行の扱いを選ぶもの。"""

    walk: Walk
    key: str
    line: Line
    permission: Permission
    contact: Contact
    marking: Marking
    rival: bool = False

    def all(self) -> tuple[Way, ...]:
        """いまできる扱い。受け付けられない行に、受け付けは出さない。"""
        possible = self._possible()
        return tuple(self.way(name) for name in LABELS if name in possible)

    def others(self) -> tuple[Way, ...]:
        """青いボタンのほかの扱い。書き直せる扱い（課に伝えることなど）は、青いボタンと同じでも出す。"""
        main = self.main()
        return tuple(way for way in self.all() if way.name != main.name)

    def way(self, name: str) -> Way:
        """一つの扱い。"""
        asks, hint, needed = ASKS.get(name, ("", "", False))
        label = LABELS[name]
        if name == "decline" and self.line.procedure.kind != "right":
            label = NOT_CLAIMED
        if name == "receive" and self.state in (LineState.HELD, LineState.RETURNED):
            label = "そろったので受け付け"
        return Way(name, label, asks, hint, self._suggested(name), needed, DIGITS[name])

    def main(self) -> Way:
        """この行で、次に押すもの。"""
        name = self._main()
        if name in (NEXT, CLOSE):
            return Way(name, "次の行へ" if name == NEXT else "終える前の確かめへ")
        way = self.way(name)
        named = {
            "receive": "受け付けて次へ", "refer": f"{self.contact.name}へ{self._together()}回して次へ",
            "registered": "登録が済んだとして開く", "contest": f"この方の申し出も{self.contact.name}へ回して次へ", "mail": "郵送にして次へ", "wait_register": "登録後にして次へ", "hold": "保留にして次へ",
        }  # fmt: skip
        return replace(way, label=named[name])

    def together(self) -> tuple[str, ...]:
        """一度に担当課へ回す行。職員に閉じた項目で決まらない行だけで、窓口で確かめられることがないもの。"""
        if not self.line.withheld:
            return (self.key,)
        department = self.line.procedure.department
        return tuple(
            key
            for key in self.walk.left()
            if key in self.walk.lines
            and self.walk.lines[key].withheld
            and self.walk.lines[key].procedure.department == department
        ) or (self.key,)

    @property
    def state(self) -> LineState:
        """いまの状態。"""
        return LineState(self.walk.status(self.key).state)

    def _together(self) -> str:
        count = len(self.together())
        return f" {count}件を" if count > 1 else ""

    def _possible(self) -> set[str]:
        found = set(LINE_TABLE[self.state]) & LABELS.keys()
        if why_not(self.walk, self.line, self.permission):
            found.discard("receive")
        if self.line.procedure.place != "city" or self.key not in self.walk.case.now.lines:
            return set()
        if self.walk.case.now.state is CaseState.CLOSED:
            found &= {"answer_back"}
        held = self.walk.case.now.lines[self.key]
        if "answer_back" in found and held.waiting != "counter":
            found.discard("answer_back")
        if not self.line.procedure.after_register or self.walk.registered:
            found.discard("wait_register")
        if not self.walk.registered:
            found.discard("registered")
        if self.rival:
            found = found - {"receive", "refer"} | ({"contest"} if "refer" in found else set())
        return found

    def _main(self) -> str:
        onward = NEXT if self.walk.next_after(self.key) else CLOSE
        possible = self._possible()
        if self.rival and "contest" in possible:
            return "contest"
        if self.walk.status(self.key).settled or self.line.procedure.kind == "information":
            return onward
        wanted = self._wanted()
        if self.state is LineState.AFTER_REGISTER:
            return "registered" if "registered" in possible else onward
        return (
            wanted
            if wanted in possible
            else next((one for one in ("receive", "hold") if one in possible), onward)
        )

    def _wanted(self) -> str:
        procedure = self.line.procedure
        if procedure.after_register and not self.walk.registered:
            return "wait_register"
        if self.line.result == UNDECIDED or procedure.channel == "consult":
            return "refer"
        if procedure.channel in ("mail", "online"):
            return "mail"
        return "hold" if self.permission.state == "no" else "receive"

    def _suggested(self, name: str) -> str:
        if name == "hold":
            who = (
                [f"{self.line.procedure.claimant.who}に来ていただく"] if self.permission.state == "no" else []
            )
            return "\n".join([*who, *unticked(self.marking.items())])
        if name == "refer":
            return self._question()
        return "市から通知を送る" if name == "mail" else ""

    def _question(self) -> str:
        return CONFIRM if self.line.result == UNDECIDED else CONSULT


def why_not(walk: Walk, line: Line, may: Permission) -> str:
    """受け付けられない訳。受け付けられるなら空。"""
    procedure = line.procedure
    if procedure.place != "city":
        return "市役所の外の手続きです。ここでは受け付けません。"
    if line.result == UNDECIDED:
        return "要るかどうかが、まだ決まっていません。"
    if line.result == NOT_NEEDED:
        return "いまの判定では、不要です。要るときは、手続き一覧に足してから受け付けます。"
    if procedure.kind == "information":
        return "お知らせするだけで、出すものはありません。"
    if procedure.after_register and not walk.registered:
        return "戸籍の登録が済んでからの手続きです。"
    if may.state == "no":
        return f"いま来ている方は出せません。{'、'.join(one for one in may.need if one)}が出します。"
    return ""
