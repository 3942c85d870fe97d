"""手続きが済んだ死亡。亡くなった人の名で開いたままの行を、死亡の翌日か、遺族の届けの日に閉じる。"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from .people import City, Person

#: 死亡が登録されると、届けがなくても閉じる資格。
BY_REGISTER = (
    "nhi",
    "latter_elderly",
    "ltc",
    "pension",
    "public_assist",
    "seal_reg",
    "voter",
    "resident_foreign",
)
#: 死亡の翌日で閉じる組と、遺族の届けで閉じる組。土地と家屋、税は、次の年の賦課まで名が残る。
AT_DEATH = frozenset([
    "nhi", "latter_elderly", "ltc", "pension", "public_assist", "seal_reg", "voter", "resident_foreign",
    "disability", "elder_welfare", "evac_list", "med_subsidy", "farmer_pension", "pregnancy", "school",
    "afterschool", "childcare", "support_measure", "child_allow", "single_parent_allow", "special_child_allow",
])  # fmt: skip
BY_FAMILY = frozenset([
    "water", "sewage", "dog", "light_vehicle", "collection", "cemetery", "waste", "housing", "city_contract",
    "welfare_loan",
])  # fmt: skip


def settle_estates(rng: random.Random, city: City) -> None:
    """手続きの済んだ人の行を閉じる。"""
    settled = {one.key: one for home in city.households for one in home.members if one.settled}
    for group in sorted(AT_DEATH | BY_FAMILY):
        for index, row in enumerate(city.rows.get(group, [])):
            person = settled.get(row.subject)
            if person is not None and row.valid_to == date.max:
                until = _closing(rng, group, person)
                city.rows[group][index] = replace(row, valid_to=until)


def _closing(rng: random.Random, group: str, person: Person) -> date:
    assert person.death is not None
    return person.death.on + timedelta(days=1 if group in AT_DEATH else rng.randint(7, 50))
