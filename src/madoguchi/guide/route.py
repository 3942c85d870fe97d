"""ここでできない手続きのために回る窓口を、歩く順に並べ、家族に渡す紙にする。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.guide.lists import Words, frame, template
from madoguchi.paper import fonts, typesetting

TITLE = "窓口のご案内"
#: 階や窓口の番号が分からない課は、終わりに回す。
LAST = 10_000


@dataclass(frozen=True, slots=True)
class Stop:
    """回る窓口の一つ。`floor` と `window` は表示のままの言い方で、分からなければ空。"""

    department: str
    name: str
    floor: str
    window: str
    telephone: str
    titles: tuple[str, ...]

    @property
    def where(self) -> str:
        """どこか。

        >>> Stop("tax", "税務課", "2階", "15番", "", ()).where
        '2階 15番窓口'
        """
        window = f"{self.window}窓口" if self.window else ""
        return " ".join(part for part in (self.floor, window) if part) or "場所は窓口でおたずねください"


def route(wanted: Iterable[tuple[str, str]], municipality: MunicipalityProfile) -> tuple[Stop, ...]:
    """課の id と手続きの名の組から、下の階から上へ、同じ階では窓口の番号の順に、一度ずつ回る道。"""
    titles: dict[str, list[str]] = {}
    for department, title in wanted:
        titles.setdefault(department, []).append(title)
    stops = [_stop(key, names, municipality) for key, names in titles.items()]
    return tuple(sorted(stops, key=lambda one: (_number(one.floor), _number(one.window), one.name)))


def _stop(key: str, titles: list[str], municipality: MunicipalityProfile) -> Stop:
    """自治体からなくなった課なら、代表の電話で、いまの担当をたずねてもらう。"""
    found = municipality.departments.get(key)
    if found is None:
        return Stop(key, "担当課（要設定）", "", "", municipality.telephone, tuple(titles))
    floor = f"{found.floor.removesuffix('階')}階" if found.floor else ""
    window = f"{found.window.removesuffix('番')}番" if found.window else ""
    return Stop(key, found.name, floor, window, found.telephone or municipality.telephone, tuple(titles))


def _number(text: str) -> int:
    digits = re.search(r"\d+", text)
    below = -1 if text.startswith(("地下", "B")) else 1
    return below * int(digits.group()) if digits else LAST


def route_sheet(
    stops: tuple[Stop, ...],
    ticket: str,
    municipality: MunicipalityProfile,
    on: date,
    event: str,
    shelf: fonts.Shelf | None = None,
) -> bytes:
    """回る順の紙。家族が持って歩くので、亡くなった方の名前も事情も書かない。"""
    shelf = shelf or fonts.open_shelf()
    words = Words(shelf, TITLE)
    values = {
        **frame(words, TITLE, ticket, municipality, on, event),
        "lead": words("番号の順にお回りください。"),
        "stops": [
            {
                "number": words(str(number)), "name": words(stop.name), "where": words(stop.where),
                "telephone": words(f"電話 {stop.telephone}"), "titles": [words(one) for one in stop.titles],
            }
            for number, stop in enumerate(stops, 1)
        ],
    }  # fmt: skip
    return typesetting.render(template("route"), values, shelf, name=f"{TITLE}（route.typ）", tagged=True)
