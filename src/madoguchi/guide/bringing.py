"""持ち物を、件ごとでなくまとめて一度だけ言う。見せるだけの紙は一通で足り、預ける紙は足し合わせる。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.domain.procedures import Evidence

Uses = Sequence[tuple[str, tuple[Evidence, ...]]]
# 「通」で数える紙。何通要るかを家族が迷うのは、役所でとる紙だけ。
COUNTED_PAPERS = ("戸籍", "謄本", "抄本", "証明", "住民票", "除票", "委任状")


@dataclass(frozen=True, slots=True)
class BringItem:
    """まとめた持ち物。`today` と `again` は、それを使う手続きの id。"""

    id: str
    label: str
    handling: str
    count: int
    note: str
    today: tuple[str, ...]
    again: tuple[str, ...]

    @property
    def times(self) -> int:
        """使う件の数。"""
        return len(self.today) + len(self.again)

    @property
    def use_text(self) -> str:
        """「3件に使う。1通でよい」の一文。一件だけなら、添え書き。"""
        if self.times < 2:
            return self.note
        if not any(paper in self.label for paper in COUNTED_PAPERS):
            return f"{self.times}つの手続きに使います"
        use = "使います" if self.handling == "original" else "で足ります"
        return f"{self.times}つの手続きに、{self.count}通{use}"


def bring(today: Uses, again: Uses) -> tuple[BringItem, ...]:
    """今日の手続きと次の手続きの持ち物を、同じ id でまとめる。並びは初めに出てきた順。"""
    found: dict[str, BringItem] = {}
    for part, uses in (("today", today), ("again", again)):
        for procedure_id, items in uses:
            for item in items:
                found[item.id] = _with(found.get(item.id), item, part, procedure_id)
    return tuple(found.values())


def _with(held: BringItem | None, item: Evidence, part: str, procedure_id: str) -> BringItem:
    today = (*(held.today if held else ()), *((procedure_id,) if part == "today" else ()))
    again = (*(held.again if held else ()), *((procedure_id,) if part == "again" else ()))
    before = held.count if held else 0
    return BringItem(
        id=item.id,
        label=held.label if held else item.label,
        handling="original"
        if "original" in (item.handling, held.handling if held else "")
        else item.handling,
        count=before + item.count if item.handling == "original" else max(before, item.count),
        note=(held.note if held else "") or item.note or "",
        today=tuple(dict.fromkeys(today)),
        again=tuple(dict.fromkeys(again)),
    )
