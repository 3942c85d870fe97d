"""一日の舞台。くじ、行、番号、これから起きることと、もう使った世帯。"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from ..people import City, Household, Person, numbered
from ..registers import registered_voter_from
from ..tables import Draw
from .ledger import Ledger

#: この年齢になる日の前の日か、その日に、資格が変わる。
AGES = (20, 60, 65, 75)
_TRIES = 300
Errand = Callable[[], None]


class Scene:
    """`day` は届けを受けた日。次の日の朝 `morning` の出力に載る。"""

    def __init__(self, city: City, seed: int, days: int) -> None:
        self.city = city
        self.rng = random.Random(f"days-{city.code}-{seed}")
        self.draw = Draw(self.rng, city.code)
        self.ledger = Ledger(city)
        self.day = city.today
        self.last = city.today + timedelta(days=days)
        self.due: dict[date, list[Errand]] = {}
        self.reaching: dict[date, list[tuple[Person, Household, int]]] = {}
        self._used = {id(one) for one in city.households if "showcase" in one.traits}
        self._people = sum(len(one.members) for one in city.households)
        self._homes = len(city.households)
        for home in city.households:
            for person in home.members:
                self.watch(home, person)

    @property
    def morning(self) -> date:
        """出力の朝。"""
        return self.day + timedelta(days=1)

    def later(self, low: int, high: int, errand: Errand) -> None:
        """`low` から `high` 日あとに起きることを約束する。"""
        self.due.setdefault(self.day + timedelta(days=self.rng.randint(low, high)), []).append(errand)

    def watch(self, home: Household, person: Person) -> None:
        """この期間のうちに、年齢で資格が変わる日を覚える。"""
        if not person.alive:
            return
        days = [(person.turns(age), age) for age in AGES] + [(registered_voter_from(person), 18)]
        for on, age in days:
            on = on - timedelta(days=1) if age in (60, 65) else on
            if self.day < on <= self.last:
                self.reaching.setdefault(on, []).append((person, home, age))

    def pick(self, fits: Callable[[Household], bool]) -> Household | None:
        """まだ使っていない、あう世帯。一つの世帯に起きることは、期間に一つまで。"""
        homes = self.city.households
        tried = (self.rng.choice(homes) for _ in range(_TRIES))
        found = next((one for one in tried if self._free(one) and fits(one)), None)
        found = found or next((one for one in homes if self._free(one) and fits(one)), None)
        if found is not None:
            self.use(found)
        return found

    def free(self, home: Household) -> bool:
        """まだ使っていないか。"""
        return self._free(home)

    def use(self, home: Household) -> None:
        """使った世帯にする。"""
        self._used.add(id(home))

    def number(self, person: Person) -> None:
        """新しい住民に宛名番号をふる。"""
        self._people += 1
        person.key = numbered(100_000 + self._people)

    def settle(self, home: Household) -> None:
        """新しい世帯に番号をふり、市に加える。"""
        self._homes += 1
        home.no = numbered(500_000 + self._homes)
        self.city.households.append(home)
        self.use(home)

    def _free(self, home: Household) -> bool:
        plain = id(home) not in self._used and "protected" not in home.traits
        return plain and bool(home.members) and all(one.alive for one in home.members)
