"""婚姻と離婚。一方が、もう一方の世帯に入り、または出て新しい世帯を作る。"""

from __future__ import annotations

from madoguchi.domain.calendar import age_at_fiscal_year_end

from ..families import child_allowance
from ..insurance import add_health, add_pension
from ..living import add_water
from ..people import Household, Person
from .moves import new_address
from .scene import Scene

_HOME_SERVICES = ("water", "sewage", "dog", "waste", "city_contract")


def marriage(scene: Scene) -> None:
    """ひとり暮らしの二人が結婚し、妻が夫の世帯に入って夫の氏になる。"""
    his = scene.pick(lambda one: _single(scene, one, "M"))
    hers = scene.pick(lambda one: _single(scene, one, "F"))
    if his is None or hers is None:
        return
    wife = hers.members.pop()
    old = (wife.surname, wife.surname_kana)
    wife.surname, wife.surname_kana = his.head.surname, his.head.surname_kana
    wife.relation = "妻"
    his.members.append(wife)
    scene.city.households.remove(hers)
    keeps = scene.rng.random() < 0.2
    scene.ledger.step(
        wife, scene.day, **{**new_address(scene, his), "change_reason": "婚姻"}, household_no=his.no,
        relation="妻", head_name=his.head.name, member_order=2, name=wife.name, name_kana=wife.kana,
        former_name=old[0] if keeps else None, former_name_kana=old[1] if keeps else None,
    )  # fmt: skip
    scene.ledger.close(_HOME_SERVICES, wife, scene.day)


def _single(scene: Scene, home: Household, sex: str) -> bool:
    head = home.head
    free = (
        len(home.members) == 1
        and head.sex == sex
        and head.kind == "japanese"
        and head.insurance != "public_assist"
    )
    return free and 20 <= head.age(scene.day) <= 48 and home.tenure == "rent"


def divorce(scene: Scene) -> None:
    """夫婦と子の世帯から、妻が子を連れて出て、市のなかに新しい世帯を作る。"""
    home = scene.pick(lambda one: _splits(scene, one))
    if home is None:
        return
    wife = home.spouse()
    assert wife is not None
    children = [one for one in home.children() if one.age(scene.day) < 18]
    _end_of_his_part(scene, home, children)
    new = Household([wife, *children], scene.draw.address(flat=True), scene.draw.phone(), "rent")
    home.members = [one for one in home.members if one not in new.members]
    scene.settle(new)
    wife.surname, wife.surname_kana = scene.draw.surname()
    wife.relation = "世帯主"
    for order, person in enumerate(new.members, start=1):
        scene.ledger.step(
            person, scene.day, **{**new_address(scene, new), "change_reason": "離婚" if order == 1 else "転居"},
            household_no=new.no, relation=person.relation, head_name=wife.name, member_order=order, name=person.name,
            name_kana=person.kana, phone=new.phone if person.age(scene.day) >= 15 else None,
        )  # fmt: skip
        _insure(scene, new, person)
    _start_of_her_part(scene, new, wife, children)


def _splits(scene: Scene, home: Household) -> bool:
    wife, head = home.spouse(), home.head
    if wife is None or wife.relation != "妻" or head.insurance == "public_assist":
        return False
    others = [one for one in home.members if one.relation not in ("世帯主", "妻", "子")]
    ages = head.age(scene.day), wife.age(scene.day)
    return not others and max(ages) < 60 and home.head.kind == "japanese" and home.tenure != "public"


def _end_of_his_part(scene: Scene, home: Household, children: list[Person]) -> None:
    gone = {one.key for one in children}
    for row in scene.ledger.open_rows("child_allow", home.head):
        left = row.values["child_allow.children"] - gone
        if left:
            scene.ledger.amend("child_allow", home.head, children=left, monthly_amount=10000 * len(left))
        else:
            scene.ledger.close(["child_allow"], home.head, scene.day)
    scene.ledger.close(["special_child_allow"], home.head, scene.day)


def _insure(scene: Scene, new: Household, person: Person) -> None:
    """夫の勤め先の扶養だった人は、国保に入る。"""
    if person.insurance == "employee" and person.work != "employee" and new.head.work != "employee":
        start, person.insurance = person.since, "nhi"
        person.since = scene.day
        add_health(scene.rng, scene.city, new, person)
        person.since = start
        scene.ledger.absorb()
        scene.ledger.amend("nhi", person, acq_reason="社保離脱")
    elif person.insurance == "nhi":
        scene.ledger.amend("nhi", person, certificate_no=f"あ{int(new.no[:-1]):06d}")


def _start_of_her_part(scene: Scene, new: Household, wife: Person, children: list[Person]) -> None:
    since, wife.since = wife.since, scene.day
    add_water(scene.city, new)
    minors = [one for one in children if age_at_fiscal_year_end(one.born(), scene.day) <= 18]
    if minors:
        child_allowance(scene.rng, scene.city, wife, (minors, minors))
    held = scene.ledger.open_rows("pension", wife)
    if held and held[0].values["pension.kind"] == "3" and held[0].valid_from < scene.day:
        scene.ledger.close(["pension"], wife, scene.day, lost_on=scene.day)
        add_pension(scene.rng, scene.city, new, wife)
    wife.since = since
    scene.ledger.absorb()
    for child in children:
        scene.ledger.amend("med_subsidy", child, kind="single_parent", guardian=wife.key)
        scene.ledger.amend("school", child, guardian=wife.key)
