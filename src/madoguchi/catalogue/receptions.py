"""できごとの件を窓口で開くときの言葉と決まり。判定には使わないので、domain は知らない。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from madoguchi.domain.procedures import LifeEvent


@dataclass(frozen=True, slots=True)
class Reception:
    """窓口で件を開くときの言葉と決まり。`standings` は来た人の立場とその言い方、`days_ahead` は何日先の日まで受けるか。

    `moves` なら、世帯のだれが引っ越すかを件ごとにえらぶ。`enters` は、住民記録にいない人を入れて開くときの、その訳
    （mover は引っ越してきた人、newborn は生まれた子、outsider は住民登録のない本人）。`notice` は、記録に受理の日がある届の名。
    """

    order: int
    search_title: str
    standing_label: str
    standings: Mapping[str, str]
    date_hint: str
    date_required: bool = True
    days_ahead: int = 0
    roles: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    moves: bool = False
    enters: str | None = None
    notice: str | None = None

    @property
    def living(self) -> bool:
        """本人が窓口に来られるできごとか。"""
        return "self" in self.standings


@dataclass(frozen=True, slots=True)
class ReceivedEvent(LifeEvent):
    """できごとの種類と、その受け付けの決まり。`reception` がなければ、窓口の画面では開けない。"""

    reception: Reception | None = None
