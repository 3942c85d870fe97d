"""年度の替わり目。入学・進級・卒業と、18歳の年度末をすぎた児童。"""

from __future__ import annotations

from datetime import date

from madoguchi.domain.calendar import age_at_fiscal_year_end

from ..families import schooling
from ..people import Household, Person
from .scene import Scene


def new_school_year(scene: Scene) -> None:
    """4月1日の朝の異動。"""
    for home in scene.city.households:
        for person in home.staying():
            year = age_at_fiscal_year_end(person.born(), scene.morning)
            if year <= 16:
                _advance(scene, home, person, year)
            elif year == 19:
                _grown(scene, home, person)


def _advance(scene: Scene, home: Household, person: Person, year: int) -> None:
    payee = home.head.key
    for row in scene.ledger.open_rows("school", person):
        payee = row.values["school.guardian"]
    ends: date = scene.morning
    if year >= 7:
        scene.ledger.close(["school", "childcare"], person, ends)
        scene.ledger.close(["afterschool"], person, ends)
        guardian = next((one for one in home.members if one.key == payee), home.head)
        schooling(scene.rng, scene.city, guardian, (person, home.address.school))
        scene.ledger.absorb()


def _grown(scene: Scene, home: Household, person: Person) -> None:
    """18歳の年度末をすぎた児童を、児童手当から除く。"""
    for payee in home.staying():
        for row in scene.ledger.open_rows("child_allow", payee):
            left = row.values["child_allow.children"] - {person.key}
            if left == row.values["child_allow.children"]:
                continue
            if left:
                scene.ledger.amend("child_allow", payee, children=left, monthly_amount=10000 * len(left))
            else:
                scene.ledger.close(["child_allow"], payee, scene.morning)
