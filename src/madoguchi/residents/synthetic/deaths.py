"""このごろ亡くなった人を決める。窓口で迎える家族ができるように、率は実際より高い。"""

from __future__ import annotations

import random
from datetime import date, timedelta

from .people import Death, Household, Person

SHARE = 0.015
_WEIGHTS = ((85, 60), (75, 26), (65, 9), (40, 2), (20, 0.4), (1, 0.05), (0, 0))


def _weight(age: int) -> float:
    return next(weight for low, weight in _WEIGHTS if age >= low)


def choose_deaths(rng: random.Random, households: list[Household], today: date) -> None:
    """年齢の重みで選ぶ。見本の家族からは選ばず、一つの世帯からは一人だけ。"""
    free = [one for one in households if "showcase" not in one.traits]
    people = [(person, home) for home in free for person in home.members if person.status == "resident"]
    weights = [_weight(person.age(today)) for person, _ in people]
    wanted = round(len(people) * SHARE)
    bereaved: set[int] = set()
    while wanted > 0:
        person, home = rng.choices(people, weights)[0]
        if id(home) in bereaved:
            continue
        bereaved.add(id(home))
        person.death = draw_death(rng, person, today)
        wanted -= 1


def draw_death(rng: random.Random, person: Person, today: date) -> Death:
    """死亡日・受理日・登録日。受理は今日までに済んでいる。"""
    on = today - timedelta(days=rng.randint(2, 56))
    notified = min(on + timedelta(days=rng.randint(1, 6)), today)
    registered = notified + timedelta(days=rng.randint(2, 9))
    return Death(max(on, person.born()), notified, registered if registered <= today else None)
