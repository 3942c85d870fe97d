"""保険と年金と介護の異動。年齢で変わるもの、勤めで変わるもの、認定。"""

from __future__ import annotations

from datetime import timedelta

from ..insurance import add_care, add_health, add_pension, care_level, certified
from ..people import Household, Person
from ..registers import add_voter
from .scene import Scene


def reach_age(scene: Scene, person: Person, home: Household, age: int) -> None:
    """その年齢になった朝の異動。"""
    if person.alive:
        {18: _votes, 20: _twenty, 60: _no_more_pension, 65: _elder, 75: _latter}[age](scene, home, person)
        scene.ledger.absorb()


def _votes(scene: Scene, home: Household, person: Person) -> None:
    if not scene.ledger.holds("voter", person):
        add_voter(scene.city, home, person)


def _twenty(scene: Scene, home: Household, person: Person) -> None:
    if not scene.ledger.holds("pension", person):
        add_pension(scene.rng, scene.city, home, person)


def _no_more_pension(scene: Scene, _: Household, person: Person) -> None:
    scene.ledger.close(["pension"], person, scene.morning, lost_on=scene.morning)


def _elder(scene: Scene, home: Household, person: Person) -> None:
    """第1号被保険者になる。任意の国民年金は終わる。"""
    _no_more_pension(scene, home, person)
    scene.ledger.close(["ltc"], person, scene.morning, lost_on=scene.morning)
    add_care(scene.rng, scene.city, person)


def _latter(scene: Scene, home: Household, person: Person) -> None:
    """後期高齢者医療に移る。生活保護の人は移らない。障害認定の人は、年齢による資格に替わる。"""
    if person.insurance == "public_assist":
        return
    scene.ledger.close(["latter_elderly"], person, scene.morning, lost_on=scene.morning)
    scene.ledger.close(["nhi"], person, scene.morning, lost_on=scene.morning, loss_reason="後期加入")
    person.insurance = "latter"
    add_health(scene.rng, scene.city, home, person)


def job_left(scene: Scene) -> None:
    """勤めをやめ、国保と国民年金の第1号になる。"""
    home = scene.pick(lambda one: len(one.members) == 1 and _works(scene, one.head))
    if home is not None:
        _change(scene, home, ("none", "nhi"), "社保離脱")


def job_found(scene: Scene) -> None:
    """勤めに入り、国保をやめる。"""
    home = scene.pick(lambda one: len(one.members) == 1 and _may_work(scene, one.head))
    if home is not None:
        _change(scene, home, ("employee", "employee"), "社保加入")


def _works(scene: Scene, person: Person) -> bool:
    return person.work == "employee" and person.insurance == "employee" and 20 <= person.age(scene.day) <= 69


def _may_work(scene: Scene, person: Person) -> bool:
    return person.insurance == "nhi" and person.work != "employee" and 20 <= person.age(scene.day) <= 64


def _change(scene: Scene, home: Household, now: tuple[str, str], reason: str) -> None:
    person = home.head
    scene.ledger.close(["nhi"], person, scene.day, lost_on=scene.day, loss_reason=reason)
    held = scene.ledger.holds("pension", person)
    scene.ledger.close(["pension"], person, scene.day, lost_on=scene.day)
    person.work, person.insurance = now
    since, person.since = person.since, scene.day + timedelta(days=1)
    add_health(scene.rng, scene.city, home, person)
    if held and person.turns(60) > scene.last + timedelta(days=2):
        add_pension(scene.rng, scene.city, home, person)
    person.since = since
    scene.ledger.absorb()
    scene.ledger.amend("nhi", person, acq_reason=reason)


def care(scene: Scene) -> None:
    """要介護・要支援の認定。"""
    home = scene.pick(lambda one: one.head.age(scene.day) >= 72 and scene.ledger.holds("ltc", one.head))
    if home is None:
        return
    level = care_level(scene.rng, 95) or "12"
    scene.ledger.amend("ltc", home.head, application_pending=False, **certified(scene.rng, scene.day, level))
