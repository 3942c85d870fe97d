"""障害・高齢者の福祉・避難の名簿・貸付の行。"""

from __future__ import annotations

import random
from typing import Any

from .people import City, Household, Person


def add_welfare(rng: random.Random, city: City, household: Household) -> None:
    """世帯の全員の行を足す。"""
    for person in household.members:
        age = person.age(city.today)
        if person.disabled:
            _disability(rng, city, person, age)
        if age >= 75:
            _elder(rng, city, person, alone=len(household.staying()) == 1)
        if age >= 25 and rng.random() < 0.006:
            loan: dict[str, Any] = {"role": rng.choice(["borrower", "guarantor"]), "fund": "生活福祉資金"}
            city.add("welfare_loan", person, "", person.since, loan)
    if rng.random() < 0.008:
        child = next((one for one in household.children() if one.age(city.today) < 20), None)
        if child:
            fields = {"is_payee": True, "children": frozenset([child.key]), "certificate_no": "T00001"}
            city.add("special_child_allow", household.head, "", child.since, fields)


def _disability(rng: random.Random, city: City, person: Person, age: int) -> None:
    since = city.lately(rng, person, (400, 6000))
    fields: dict[str, Any] = {
        "taxi_ticket": rng.random() < 0.3, "toll_discount": rng.random() < 0.2,
        "lent_equipment": rng.random() < 0.05, "service_decision": rng.random() < 0.12,
        "city_allowance": rng.random() < 0.1,
    }  # fmt: skip
    kind = rng.choices(["shintai", "ryoiku", "seishin"], [80 if age >= 65 else 50, 8, 16])[0]
    if kind == "shintai":
        grade = rng.choices("123456", [28, 16, 17, 24, 8, 7])[0]
        fields |= {"shintai_grade": grade, "shintai_no": f"第{rng.randint(100, 99999)}号",
                   "shintai_kind": rng.choice(["肢体", "内部", "聴覚", "視覚"])}  # fmt: skip
        severe = grade in "12"
        fields["special_allowance"] = "tokubetsu" if severe and rng.random() < 0.08 else None
        if severe and rng.random() < 0.6:
            card = {"kind": "severe", "recipient_no": f"8{person.key[3:9]}"}
            city.add("med_subsidy", person, "", since, card, city.closed_after_death(person))
    elif kind == "ryoiku":
        fields |= {"ryoiku_grade": rng.choice("AB"), "ryoiku_no": f"第{rng.randint(100, 9999)}号"}
    else:
        fields |= {"seishin_grade": rng.choices("123", [10, 60, 30])[0], "jiritsu_iryo": frozenset(["seishin"]),
                   "seishin_no": f"第{rng.randint(100, 9999)}号"}  # fmt: skip
    city.add("disability", person, "", since, fields)


def _elder(rng: random.Random, city: City, person: Person, *, alone: bool) -> None:
    since = city.lately(rng, person, (700, 700))
    number = rng.randint(0, 99999)
    for index, (kind, share) in enumerate(
        (("emergency_call", 0.08 if alone else 0.01), ("meal", 0.06), ("keiro_pass", 0.25))
    ):
        if rng.random() < share:
            fields = {"kind": kind, "service_no": f"E{index}{number:05d}", "started_on": since}
            city.add("elder_welfare", person, "", since, fields)
    if rng.random() < (0.2 if alone else 0.05):
        city.add("evac_list", person, "", since, {"registered": True})
    if person.work != "employee" and rng.random() < 0.015:
        fields = {"status": "recipient"}
        city.add("farmer_pension", person, "", since, fields)
