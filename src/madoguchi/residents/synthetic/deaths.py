"""この一年に亡くなった人を決め、二か月より前のことなら、世帯主の交代まで済ませる。"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import accumulate

from .people import Death, Household, Person
from .succession import succeed

#: 一年の死亡の率。人口11万5千の市で、およそ1,850人。
SHARE = 1850 / 115_000
#: 死亡の日は、今日の何日前か。
LATEST, EARLIEST = 2, 365
#: これより前に亡くなった人の手続きは、もう済んでいる。
SETTLED_AFTER = 60
_WEIGHTS = ((90, 140), (85, 72), (80, 42), (75, 26), (70, 17), (65, 10), (40, 2), (20, 0.3), (1, 0.05))


def weight(age: int) -> float:
    """その年齢の、亡くなりやすさの重み。"""
    return next((share for low, share in _WEIGHTS if age >= low), 0.0)


def choose_deaths(rng: random.Random, households: list[Household], today: date) -> None:
    """年齢の重みで選ぶ。見本の家族からは選ばず、一つの世帯からは一人だけ。"""
    free = [one for one in households if "showcase" not in one.traits]
    people = [(person, home) for home in free for person in home.members if person.status == "resident"]
    sums = list(accumulate(weight(person.age(today)) for person, _ in people))
    wanted = round(len(people) * SHARE)
    bereaved: set[int] = set()
    while wanted > 0:
        person, home = rng.choices(people, cum_weights=sums)[0]
        if id(home) in bereaved or _leaves_only_children(home, person, today):
            continue
        bereaved.add(id(home))
        _die(rng, home, person, today)
        wanted -= 1


def _leaves_only_children(home: Household, gone: Person, today: date) -> bool:
    left = [one.age(today) for one in home.members if one is not gone]
    return bool(left) and max(left) < 20


def _die(rng: random.Random, home: Household, person: Person, today: date) -> None:
    person.death = draw_death(rng, person, today)
    person.settled = (today - person.death.on).days > SETTLED_AFTER
    if person.settled:
        succeed(home, person, person.death.on + timedelta(days=1))


def draw_death(rng: random.Random, person: Person, today: date) -> Death:
    """死亡日・受理日・登録日。受理は今日までに済んでいる。住民になった日より前にはならない。"""
    earliest = max(person.born(), person.since) + timedelta(days=1)
    on = max(today - timedelta(days=rng.randint(LATEST, EARLIEST)), earliest)
    notified = min(on + timedelta(days=rng.randint(1, 6)), today)
    registered = notified + timedelta(days=rng.randint(2, 9))
    return Death(on, notified, registered if registered <= today else None)
