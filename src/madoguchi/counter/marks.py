"""確かめた・預かったの✓。打ったそばから残り、画面を離れても、席を離れても消えない。"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from madoguchi.counter.opened import Opened
from madoguchi.counter.receiving_pages import Tick
from madoguchi.domain.judgement import Line
from madoguchi.domain.procedures import Evidence
from madoguchi.domain.visits import Permission

IDENTITY = "identity"
NOT_SEEN = ("", "まだ見ていない")
HANDLING = {
    "original": "原本を預かる",
    "shown": "見せてもらう",
    "copy": "写しをとって、すぐ返す",
    "returned": "返してもらう",
}
#: 期限のある代わりの紙。来た人の欄で見た紙は、あらためて聞かない。
SEEN = "来た人の欄で確かめずみ"


@dataclass(frozen=True)
class Marking:
    """一行の✓。`held` は、この来庁の人についていま残っている✓。"""

    case: Opened
    line: Line
    key: str
    permission: Permission
    held: frozenset[str]

    def checks(self, texts: tuple[str, ...]) -> tuple[Tick, ...]:
        """確かめること。だれが出せるかを紙で確かめる行には、それも足す。"""
        return tuple(self._must(text) for text in (*self._papers(), *texts))

    def items(self) -> tuple[Tick, ...]:
        """持ち物。同じ物は、ほかの行で見ていれば、もう見たことになる。"""
        return tuple(self._item(one) for one in self.line.procedure.items if one.id != IDENTITY)

    def _papers(self) -> tuple[str, ...]:
        need = tuple(one for one in self.permission.need if one)
        found = []
        if self.permission.state == "ask":
            found += [f"{one}で確かめた。" for one in need]
        if self.permission.state == "with_papers":
            found += [f"{one}を預かった。" for one in need]
        if self.case.visit.identity in NOT_SEEN and self._asks_identity():
            found.append("来た方の本人確認書類を見た。")
        return tuple(found)

    def _asks_identity(self) -> bool:
        return any(one.id == IDENTITY for one in self.line.procedure.items)

    def _must(self, text: str) -> Tick:
        digest = hashlib.sha256(text.encode()).hexdigest()[:10]
        mark = f"check:{self.key}:{digest}"
        return Tick(mark, text, "", mark in self.held, must=True)

    def _item(self, one: Evidence) -> Tick:
        mark = f"item:{one.id}"
        count = f" {one.count}通" if one.count > 1 else ""
        note = "　".join(part for part in (HANDLING[one.handling], one.note or "") if part)
        return Tick(mark, f"{one.label}{count}", note, mark in self.held)


def after(held: frozenset[str], offered: tuple[str, ...], ticked: tuple[str, ...]) -> frozenset[str]:
    """画面に出ていた✓を、送られたとおりにしたあとの✓。"""
    return (held - frozenset(offered)) | (frozenset(ticked) & frozenset(offered))


def unticked(ticks: tuple[Tick, ...]) -> tuple[str, ...]:
    """✓のついていないもの。"""
    return tuple(tick.text for tick in ticks if not tick.ticked)
