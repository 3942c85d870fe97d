"""ふつうの世帯を作る。世帯の形の割合は、65歳以上およそ37%・75歳以上およそ22%・1.8人になるように置いた。"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from madoguchi.domain.calendar import Span, add_months

from .people import Household, Person
from .seasons import moving_day
from .tables import Draw

#: 65歳以上の年齢の帯と重み。
_ELDER = (
    ((65, 69), 13), ((70, 74), 17.5), ((75, 79), 21.5), ((80, 84), 19), ((85, 89), 13), ((90, 94), 6), ((95, 101), 1.8),
)  # fmt: skip
_ELDER_BANDS, _ELDER_SUMS = [band for band, _ in _ELDER], list(accumulate(weight for _, weight in _ELDER))

#: 見本の三人のほかに、同じ読みの人を作らない（画面の見本がいつも三人になる）。
_KEPT_FOR_SHOWCASE = ("サトウ", "マツオ")


@dataclass(frozen=True, slots=True)
class Seat:
    """世帯の中の一席。続柄・性別・年齢。"""

    relation: str
    sex: str
    age: int


def _elder(rng: random.Random) -> int:
    low, high = rng.choices(_ELDER_BANDS, cum_weights=_ELDER_SUMS)[0]
    return rng.randint(low, high)


def _pair(rng: random.Random, age: int, least: int = 20) -> list[Seat]:
    """世帯主とその配偶者。"""
    other = max(least, age - rng.randint(-1, 6))
    if rng.random() < 0.93:
        return [Seat("世帯主", "M", age), Seat("妻", "F", other)]
    return [Seat("世帯主", "F", other), Seat("夫", "M", age)]


def _sex(rng: random.Random, female: float = 0.5) -> str:
    return "F" if rng.random() < female else "M"


def _single_elder(rng: random.Random) -> list[Seat]:
    return [Seat("世帯主", _sex(rng, 0.66), _elder(rng))]


def _single(rng: random.Random) -> list[Seat]:
    return [Seat("世帯主", _sex(rng, 0.42), rng.randint(20, 64))]


def _elder_couple(rng: random.Random) -> list[Seat]:
    return _pair(rng, _elder(rng), 65)


def _couple(rng: random.Random) -> list[Seat]:
    return _pair(rng, rng.randint(30, 63))


def _mixed_couple(rng: random.Random) -> list[Seat]:
    return [Seat("世帯主", "M", rng.randint(65, 70)), Seat("妻", "F", rng.randint(58, 64))]


def _family(rng: random.Random) -> list[Seat]:
    parents = _pair(rng, rng.randint(31, 57), 27)
    mother = min(one.age for one in parents)
    return parents + _young(rng, mother, rng.choices([1, 2, 3], [40, 45, 15])[0])


def _single_parent(rng: random.Random) -> list[Seat]:
    parent = Seat("世帯主", _sex(rng, 0.88), rng.randint(26, 52))
    return [parent, *_young(rng, parent.age, rng.choices([1, 2, 3], [60, 33, 7])[0])]


def _young(rng: random.Random, mother: int, count: int, relation: str = "子") -> list[Seat]:
    oldest = min(22, mother - 20)
    ages = sorted((rng.randint(max(0, mother - 42), max(0, oldest)) for _ in range(count)), reverse=True)
    return [Seat(relation, _sex(rng), age) for age in ages]


def _child_and_parent(rng: random.Random) -> list[Seat]:
    parent = _elder(rng)
    child = max(20, min(64, parent - rng.randint(22, 36)))
    if rng.random() < 0.5:
        return [Seat("世帯主", _sex(rng, 0.4), child), Seat("母", "F", max(parent, child + 18))]
    return [Seat("世帯主", _sex(rng, 0.6), parent), Seat("子", _sex(rng, 0.4), child)]


def _parents_and_child(rng: random.Random) -> list[Seat]:
    parents = _pair(rng, _elder(rng), 62)
    child = max(20, min(one.age for one in parents) - rng.randint(22, 34))
    return [*parents, Seat("子", _sex(rng, 0.4), child)]


def _three_generations(rng: random.Random) -> list[Seat]:
    if rng.random() < 0.6:
        core = _family(rng)
        elder = max(one.age for one in core) + rng.randint(22, 32)
        relation = "母" if rng.random() < 0.85 else "妻の母" if core[1].relation == "妻" else "母"
        return [*core, Seat(relation, "F", min(elder, 101))]
    child = rng.randint(34, 48)
    grandparents = _pair(rng, child + rng.randint(24, 32), child + 21)
    wife = Seat("子の妻", "F", child - rng.randint(0, 5))
    return [*grandparents, Seat("子", "M", child), wife, *_young(rng, wife.age, rng.randint(1, 2), "子の子")]


_SHAPES: tuple[tuple[Callable[[random.Random], list[Seat]], float], ...] = (
    (_single_elder, 21.8), (_single, 26.8), (_elder_couple, 15.5), (_couple, 8.2), (_mixed_couple, 1.8),
    (_family, 11.7), (_single_parent, 3.2), (_child_and_parent, 5.6), (_parents_and_child, 3.8),
    (_three_generations, 1.6),
)  # fmt: skip
_SHAPE_LIST, _SHAPE_SUMS = [shape for shape, _ in _SHAPES], list(accumulate(weight for _, weight in _SHAPES))


def make_household(draw: Draw, today: date) -> Household:
    """世帯を一つ作る。番号はまだない。"""
    rng = draw.rng
    shape = rng.choices(_SHAPE_LIST, cum_weights=_SHAPE_SUMS)[0]
    seats = shape(rng)
    surname = draw.surname()
    members = [_sit(draw, seat, surname, today) for seat in seats]
    tenure = _tenure(rng, seats)
    if len(members) == 1 and members[0].age(today) < 60 and rng.random() < 0.06:
        _foreign(draw, members[0])
        tenure = "rent"
    _settle(rng, members, today)
    address = draw.address(flat=tenure in ("rent", "public"))
    return Household(members, address, draw.phone(), tenure)


def _sit(draw: Draw, seat: Seat, surname: tuple[str, str], today: date) -> Person:
    birth = birthday(draw.rng, seat.age, today)
    given = draw.given(seat.sex, birth.year)
    if "の母" in seat.relation:
        surname = draw.surname()
    while (surname[1], given[1]) == _KEPT_FOR_SHOWCASE:
        given = draw.given(seat.sex, birth.year)
    person = Person(seat.relation, seat.sex, birth, *surname, *given)
    if seat.age >= 80 and draw.rng.random() < 0.004:
        person.birth = Span(date(birth.year, 1, 1), date(birth.year, 12, 31))
    if seat.relation == "妻" and seat.age < 60 and draw.rng.random() < 0.03:
        person.former_surname = draw.surname()[0]
    return person


def birthday(rng: random.Random, age: int, today: date) -> date:
    """その満年齢になる生年月日。"""
    latest = add_months(today, -12 * age)
    return latest - timedelta(days=rng.randint(0, 364))


def _tenure(rng: random.Random, seats: list[Seat]) -> str:
    if len(seats) == 1 and seats[0].age >= 85 and rng.random() < 0.25:
        return "facility"
    own = 0.78 if seats[0].age >= 65 else 0.3 if len(seats) == 1 else 0.62
    drawn = rng.random()
    return "own" if drawn < own else "public" if drawn < own + 0.05 else "rent"


def _foreign(draw: Draw, person: Person) -> None:
    person.latin, kana, person.nationality = draw.foreigner()
    person.kind = "foreign"
    person.surname, person.surname_kana = "", ""
    person.given, person.given_kana = person.latin, kana


def _settle(rng: random.Random, members: list[Person], today: date) -> None:
    """住民になった日。生まれた日より前にはならない。"""
    head = members[0].born()
    arrived = head if rng.random() < 0.35 else moving_day(rng, head, today - timedelta(days=20))
    for person in members:
        person.since = max(arrived, person.born())
