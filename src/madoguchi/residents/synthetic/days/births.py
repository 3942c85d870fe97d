"""出生。届けの日に、住民記録・保険・児童手当・福祉医療の行ができる。"""

from __future__ import annotations

from datetime import date, timedelta

from madoguchi.domain.calendar import age_at_fiscal_year_end

from ..families import child_allowance, medical
from ..insurance import add_health
from ..people import Household, Person
from ..registers import add_register
from .scene import Scene


def birth(scene: Scene) -> None:
    """夫婦のいる世帯に、子が生まれる。"""
    home = scene.pick(lambda one: _may_have_a_child(one, scene.day))
    if home is None:
        return
    mother = _mother(home)
    assert mother is not None
    baby = _baby(scene, home, mother)
    home.members.append(baby)
    add_register(scene.rng, scene.city, (home, baby), (len(home.staying()), False))
    add_health(scene.rng, scene.city, home, baby)
    medical(scene.city, home.head, baby, single=False)
    scene.ledger.absorb()
    scene.ledger.amend("resident", baby, notified_on=scene.day, processed_on=scene.day)
    scene.ledger.close(["pregnancy"], mother, baby.born())
    name_in_allowance(scene, home, home.head, baby)


def _mother(home: Household) -> Person | None:
    couple = [home.head, home.spouse()]
    return next((one for one in couple if one and one.sex == "F"), None)


def _may_have_a_child(home: Household, on: date) -> bool:
    """世帯主とその配偶者の家で、末の子は1歳を過ぎている。"""
    mother = _mother(home)
    if mother is None or home.spouse() is None or len(home.children()) > 2:
        return False
    return 22 <= mother.age(on) <= 42 and all(one.age(on) >= 1 for one in home.children())


def _baby(scene: Scene, home: Household, mother: Person) -> Person:
    born = max(scene.day - timedelta(days=scene.rng.randint(1, 12)), mother.since + timedelta(days=1))
    sex = scene.rng.choice("MF")
    head = home.head
    baby = Person(
        "子", sex, born, head.surname, head.surname_kana, *scene.draw.given(sex, born.year), since=born
    )
    baby.work = "child"
    supported = "employee" in (head.work, getattr(home.spouse(), "work", ""))
    baby.insurance = (
        "public_assist" if head.insurance == "public_assist" else "employee" if supported else "nhi"
    )
    scene.number(baby)
    return baby


def name_in_allowance(scene: Scene, home: Household, payee: Person, child: Person) -> None:
    """児童手当の児童に加える。まだ受けていなければ、新しく受ける。"""
    held = scene.ledger.open_rows("child_allow", payee)
    if held:
        children = held[0].values["child_allow.children"] | {child.key}
        scene.ledger.amend("child_allow", payee, children=children, monthly_amount=10000 * len(children))
        return
    minors = [one for one in home.children() if age_at_fiscal_year_end(one.born(), scene.day) <= 18]
    child_allowance(scene.rng, scene.city, payee, (minors, minors))
    scene.ledger.absorb()
