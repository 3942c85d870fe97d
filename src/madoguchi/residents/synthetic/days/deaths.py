"""死亡。届けの受理、数日あとの戸籍の登録、そのあとの遺族の手続きまで。"""

from __future__ import annotations

from datetime import timedelta

from ..deaths import SETTLED_AFTER, weight
from ..estates import AT_DEATH, BY_FAMILY, BY_REGISTER
from ..families import child_allowance
from ..people import Death, Household, Person
from ..succession import succeed
from .scene import Scene

_TRIES = 4000


def death(scene: Scene) -> None:
    """年齢の重みで選んだ人の死亡届を受理する。"""
    found = _who(scene)
    if found is None:
        return
    home, person = found
    scene.use(home)
    on = max(scene.day - timedelta(days=scene.rng.randint(1, 4)), person.since + timedelta(days=1))
    person.death = Death(on, scene.day, None)
    scene.ledger.step(
        person, on + timedelta(days=1), resident_status="dead", change_reason="死亡", removal_reason="死亡",
        change_on=on, event_on=on, notified_on=scene.day, death_date=on, death_notified_on=scene.day,
        card_status=_card(scene, person),
    )  # fmt: skip
    scene.later(2, 7, lambda: _register(scene, home, person))


def go_on(scene: Scene) -> None:
    """はじめの朝より前に亡くなった人の、登録と遺族の手続きを約束する。"""
    for home in scene.city.households:
        for person in home.members:
            if person.death and not person.settled:
                _promise(scene, home, person, person.death)


def _promise(scene: Scene, home: Household, person: Person, death: Death) -> None:
    if death.registered_on is None:
        scene.later(0, 5, lambda: _register(scene, home, person))
        return
    visit = death.on + timedelta(days=scene.rng.randint(20, SETTLED_AFTER))
    wait = max(0, (visit - scene.day).days)
    scene.later(wait, wait, lambda: _family_comes(scene, home, person))


def _who(scene: Scene) -> tuple[Household, Person] | None:
    for _ in range(_TRIES):
        home = scene.rng.choice(scene.city.households)
        if not scene.free(home):
            continue
        person = scene.rng.choice(home.members)
        likely = scene.rng.random() * weight(100) < weight(person.age(scene.day)) * len(home.members) / 3
        left = [one.age(scene.day) for one in home.members if one is not person]
        if likely and (not left or max(left) >= 20):
            return home, person
    return None


def _card(scene: Scene, person: Person) -> object:
    held = scene.ledger.open_rows("resident", person)[-1].values["resident.card_status"]
    return "expired" if held == "valid" else held


def _register(scene: Scene, home: Household, person: Person) -> None:
    """戸籍の登録。資格が死亡の翌日で閉じ、二人の世帯なら残った人が世帯主になる。"""
    death = person.death
    assert death is not None
    after = death.on + timedelta(days=1)
    person.death = Death(death.on, death.notified_on, scene.day)
    scene.ledger.amend("resident", person, death_registered_on=scene.day)
    scene.ledger.close(["nhi"], person, after, lost_on=after, loss_reason="死亡")
    scene.ledger.close(["latter_elderly", "ltc", "pension"], person, after, lost_on=after)
    scene.ledger.close(BY_REGISTER, person, after)
    if len(home.staying()) == 2:
        _succeed(scene, home, person)
    scene.later(6, 20, lambda: _family_comes(scene, home, person))


def _succeed(scene: Scene, home: Household, gone: Person) -> None:
    death = gone.death
    assert death is not None
    heads = gone.relation == "世帯主"
    gone.settled = True
    succeed(home, gone, death.on + timedelta(days=1))
    for person in home.staying() if heads else ():
        held = scene.ledger.open_rows("resident", person)[-1].values
        if held["resident.head_name"] == home.head.name:
            continue
        scene.ledger.step(
            person, death.on + timedelta(days=1), relation=person.relation, head_name=home.head.name,
            change_reason="世帯主変更", change_on=death.on + timedelta(days=1), event_on=death.on, notified_on=scene.day,
        )  # fmt: skip


def _family_comes(scene: Scene, home: Household, person: Person) -> None:
    """遺族の手続き。世帯主の変更、手当の受給者、残りの行。"""
    if not person.settled:
        _succeed(scene, home, person)
    after = person.last_day(scene.day) + timedelta(days=1)
    raised = scene.ledger.open_rows("child_allow", person)
    scene.ledger.close(sorted(AT_DEATH), person, after)
    scene.ledger.close(sorted(BY_FAMILY), person, scene.day)
    if raised and home.staying():
        children = raised[0].values["child_allow.children"]
        minors = [one for one in home.staying() if one.key in children]
        if minors:
            child_allowance(scene.rng, scene.city, home.head, (minors, minors))
            scene.ledger.absorb()
