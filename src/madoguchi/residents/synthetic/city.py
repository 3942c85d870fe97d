"""一つの市を、種から作る。同じ種と人数と日からは、いつも同じ市になる。"""

from __future__ import annotations

import random
from datetime import date

from madoguchi.domain.errors import Fault

from .deaths import SHARE, choose_deaths
from .estates import settle_estates
from .families import add_families
from .households import make_household
from .insurance import add_insurance
from .living import add_living
from .outsiders import add_outsiders
from .people import City, Household, numbered
from .registers import add_protection, add_registers
from .showcase import showcase
from .showcase_rows import settle_showcase
from .tables import Draw, rows
from .welfare import add_welfare
from .work import decide_work

_PROTECTED_SHARE = 0.0015


def build_city(people: int, seed: int, today: date, code: str) -> City:
    """市を作る。`people` はいまの住民のおよその数（世帯の途中では切らない）。この一年に亡くなった人は別に足す。"""
    name = next((row for row in rows("city_names") if row[0] == code), None)
    if name is None:
        raise Fault("作れるのは架空の市だけです。", value=code,
                    remedy="団体コードは " + "・".join(row[0] for row in rows("city_names")) + " のどれかです。")  # fmt: skip
    rng = random.Random(f"{code}-{seed}")
    draw = Draw(rng, code)
    city = City(code, name[1], name[2], today)
    city.households = _households(draw, people, today)
    choose_deaths(rng, city.households, today)
    for household in city.households:
        decide_work(rng, household, today)
    for household in city.households:
        add_rows(rng, city, household)
    settle_showcase(city)
    settle_estates(rng, city)
    add_outsiders(draw, city, people)
    return city


def _households(draw: Draw, people: int, today: date) -> list[Household]:
    """世帯に番号をふる。宛名番号は市じゅうで通し。"""
    households = showcase(draw.code, today)[: max(1, people)]
    count = sum(len(one.members) for one in households)
    while count < people * (1 + SHARE):
        household = make_household(draw, today)
        households.append(household)
        count += len(household.members)
    serial = 0
    for index, household in enumerate(households, start=1):
        household.no = numbered(500000 + index)
        for person in household.members:
            serial += 1
            person.key = numbered(100000 + serial)
    return households


def add_rows(rng: random.Random, city: City, household: Household) -> None:
    """世帯の全部の組の行を足す。"""
    add_registers(rng, city, household)
    add_insurance(rng, city, household)
    add_families(rng, city, household)
    add_welfare(rng, city, household)
    add_living(rng, city, household)
    bereaved = any(person.death for person in household.members)
    if "protected" in household.traits or (not bereaved and rng.random() < _PROTECTED_SHARE):
        add_protection(city, household)
