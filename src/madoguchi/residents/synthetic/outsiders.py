"""住登外の人と転出した人。市の外に住み、土地や家屋だけを持つ。町名は空で、組の範囲の外になる。"""

from __future__ import annotations

from datetime import date, timedelta

from .households import birthday
from .people import City, Person, numbered
from .tables import Draw

_SHARE = 0.008


def add_outsiders(draw: Draw, city: City, people: int) -> None:
    """住民の数の一定の割合だけ足す。"""
    for index in range(round(people * _SHARE)):
        age = draw.rng.randint(35, 88)
        sex = draw.rng.choice("MF")
        birth = birthday(draw.rng, age, city.today)
        person = Person("", sex, birth, *draw.surname(), *draw.given(sex, birth.year))
        person.key = numbered(max(900_000, 200_000 + people) + index)
        person.status = "moved_out" if draw.rng.random() < 0.4 else "nonresident"
        _add(draw, city, person)


def _add(draw: Draw, city: City, person: Person) -> None:
    left = city.today - timedelta(days=draw.rng.randint(100, 3000))
    arrived = max(person.born(), date(1985, 4, 1))
    elsewhere = f"{city.prefecture}わかば市西町{draw.rng.randint(1, 9)}番{draw.rng.randint(1, 30)}号"
    fields = {
        "history_no": 1, "resident_kind": "japanese", "birth_date": person.birth, "sex": person.sex,
        "name": person.name, "name_kana": person.kana, "address": elsewhere,
        "became_resident_on": arrived if person.status == "moved_out" else None,
    }  # fmt: skip
    if person.status == "moved_out":
        city.add("resident", person, "1", arrived, fields | {"resident_status": "resident"}, left)
        fields |= {"history_no": 2, "change_reason": "国内転出", "change_on": left}
    city.add("resident", person, str(fields["history_no"]), left, fields | {"resident_status": person.status})
    if draw.rng.random() < 0.7:
        asset = {
            "owns_land": True,
            "owns_house": draw.rng.random() < 0.5,
            "land_class": frozenset(["residential"]),
        }
        city.add("fixed_asset", person, "", arrived, asset)
