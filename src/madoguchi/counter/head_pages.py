"""世帯主と続柄の画面が受け取る値。"""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.counter.pages import CaseBand


@dataclass(frozen=True, slots=True)
class RelationRow:
    """ひとりの前と後の続柄。`word` は書いてあるもの（決まらなければ空）、`candidates` はあり得る言い方。"""

    key: str
    name: str
    age: str
    before: str
    word: str
    candidates: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class HomeGroup:
    """新しい世帯の一つ。`asks` なら、世帯主を決める。`head` は決まった世帯主。"""

    number: int
    label: str
    asks: bool
    head: str
    rows: tuple[RelationRow, ...]


@dataclass(frozen=True, slots=True)
class HeadsPage:
    """世帯主と続柄。`members` は（鍵, 名, 別の世帯になるか）。"""

    band: CaseBand
    members: tuple[tuple[str, str, bool], ...]
    groups: tuple[HomeGroup, ...]
    saved: bool
    complete: bool
