"""年度の替わり目。入学・進級・卒業と、18歳の年度末をすぎた児童。"""

from __future__ import annotations

from madoguchi.domain.calendar import age_at_fiscal_year_end

from ..families import schooling
from ..people import Household, Person
from .allowances import leave_allowances
from .scene import Scene


def new_school_year(scene: Scene) -> None:
    """4月1日の朝の異動。"""
    for home in scene.city.households:
        for person in home.staying():
            year = age_at_fiscal_year_end(person.born(), scene.morning)
            if year <= 16:
                _advance(scene, home, person, year)
            elif year == 19:
                leave_allowances(scene, home, person, ("child_allow", "single_parent_allow"))
            elif year == 21:
                leave_allowances(scene, home, person, ("special_child_allow",))


def _advance(scene: Scene, home: Household, person: Person, year: int) -> None:
    payee = home.head.key
    for row in scene.ledger.open_rows("school", person):
        payee = row.values["school.guardian"]
    if year >= 7:
        scene.ledger.close(["school", "childcare"], person, scene.morning)
        scene.ledger.close(["afterschool"], person, scene.morning)
        guardian = next((one for one in home.members if one.key == payee), home.head)
        schooling(scene.rng, scene.city, guardian, (person, home.address.school))
        scene.ledger.absorb()
