"""練習の市の家族。同じ形の家族がいくつもあり、一人が一つの家族で練習できる。名はどれも、練習と分かるもの。"""

from __future__ import annotations

from datetime import date

from .homes import Seat, died, home
from .people import Household

CODE = "990009"
FAMILIES = 20
#: 一つの家族に一つの名。（字、カナ）
_MEN = (
    ("松雄", "マツオ"), ("竹雄", "タケオ"), ("梅雄", "ウメオ"), ("春雄", "ハルオ"), ("夏雄", "ナツオ"), ("秋雄", "アキオ"),
    ("冬雄", "フユオ"), ("朝雄", "アサオ"), ("昼雄", "ヒルオ"), ("夕雄", "ユウオ"), ("一雄", "カズオ"), ("二雄", "ツギオ"),
    ("三雄", "ミツオ"), ("四雄", "ヨツオ"), ("五雄", "イツオ"), ("六雄", "ムツオ"), ("七雄", "ナナオ"), ("八雄", "ヤツオ"),
    ("九雄", "ココノオ"), ("十雄", "トオオ"),
)  # fmt: skip


def practice(today: date) -> list[Household]:
    """夫が亡くなって妻が残った家族と、四人で引っ越す家族。"""
    return [
        *(_bereaved(today, index) for index in range(FAMILIES)),
        *(_movers(index) for index in range(FAMILIES)),
    ]


def _bereaved(today: date, index: int) -> Household:
    made = home(CODE, ("けいこ町", index % 6 + 1, index + 1, 5), ("練習", "レンシュウ"), [
        Seat("世帯主", "M", date(1944, 6, 5), *_MEN[index], "self"),
        Seat("妻", "F", date(1947, 3, 21), "フミ子", "フミコ"),
    ])  # fmt: skip
    made.traits = frozenset(["matsuo"])
    return died(made, today, (12, 9, None))


def _movers(index: int) -> Household:
    return home(CODE, ("ならい町", index % 4 + 1, index + 1, 3), ("稽古", "ケイコ"), [
        Seat("世帯主", "M", date(1984, 4, 18), *_MEN[index], "self"),
        Seat("妻", "F", date(1986, 9, 9), "愛", "アイ"),
        Seat("子", "M", date(2013, 7, 7), "湊", "ミナト", "child"),
        Seat("子", "F", date(2018, 12, 24), "紬", "ツムギ", "child"),
    ], "rent")  # fmt: skip
