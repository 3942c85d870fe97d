"""市の毎日を進め、朝ごとに変わった行を渡す。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from ..people import City
from .births import birth
from .corrections import correction
from .couples import divorce, marriage
from .coverage import care, job_found, job_left, reach_age
from .deaths import death, go_on
from .ledger import Changed
from .moves import move_in, move_out, move_within
from .plan import plan
from .scene import Scene
from .schoolyear import new_school_year

EVENTS: dict[str, Callable[[Scene], None]] = {
    "birth": birth, "death": death, "move_in": move_in, "move_out": move_out, "move_within": move_within,
    "marriage": marriage, "divorce": divorce, "job_left": job_left, "job_found": job_found, "care": care,
    "correction": correction,
}  # fmt: skip


def run(city: City, seed: int, days: int) -> Iterator[tuple[date, Changed]]:
    """`days` 日を進める。市の `today` は、出力の朝になる。"""
    scene = Scene(city, seed, days)
    go_on(scene)
    people = sum(len(home.staying()) for home in city.households)
    office_days = [city.today + timedelta(days=number) for number in range(days)]
    events = plan(scene.rng, people, office_days)
    for day in office_days:
        scene.day = city.today = day
        for kind in events[day]:
            EVENTS[kind](scene)
        for errand in scene.due.pop(day, []):
            errand()
        city.today = scene.morning
        for person, home, age in scene.reaching.pop(scene.morning, []):
            reach_age(scene, person, home, age)
        if (scene.morning.month, scene.morning.day) == (4, 1):
            new_school_year(scene)
        scene.ledger.absorb()
        yield scene.morning, scene.ledger.take()
