"""働き方と健康保険を決める。75歳以上は後期、勤め人とその扶養は市の外、ほかは国保。"""

from __future__ import annotations

import random
from datetime import date

from .people import Household, Person

_EMPLOYED = ((18, 59, 0.775), (60, 64, 0.66), (65, 69, 0.43), (70, 74, 0.23))
_SELF_EMPLOYED = ((20, 64, 0.1), (65, 84, 0.1))
#: 離れて暮らす親の扶養に入っている学生の割合。
_STUDENT_DEPENDENTS = 0.7


def decide_work(rng: random.Random, household: Household, today: date) -> None:
    """世帯の全員の `work` と `insurance` を決める。すでに決まっている人は変えない。"""
    for person in household.members:
        if person.work == "none" and not person.insurance:
            person.work = _work(rng, person.age(today))
    if rng.random() < 0.012 and household.tenure != "own" and "showcase" not in household.traits:
        household.traits = household.traits | {"public_assist"}
    for person in household.members:
        person.disabled = person.disabled or rng.random() < _disability_share(person.age(today))
        person.insurance = person.insurance or _insurance(rng, household, person, today)


def _work(rng: random.Random, age: int) -> str:
    if age < 18:
        return "child"
    if age <= 22 and rng.random() < 0.6:
        return "student"
    drawn = rng.random()
    employed = next((share for low, high, share in _EMPLOYED if low <= age <= high), 0.0)
    alone = next((share for low, high, share in _SELF_EMPLOYED if low <= age <= high), 0.0)
    return "employee" if drawn < employed else "self" if drawn < employed + alone else "none"


def _disability_share(age: int) -> float:
    return 0.1 if age >= 75 else 0.06 if age >= 65 else 0.025


def _insurance(rng: random.Random, household: Household, person: Person, today: date) -> str:
    """nhi・latter・employee・public_assist のどれか。"""
    age = person.age(today)
    if "public_assist" in household.traits:
        return "public_assist"
    if age >= 75:
        return "latter"
    if age >= 65 and person.disabled and rng.random() < 0.15:
        return "latter"
    away = person.work == "student" and rng.random() < _STUDENT_DEPENDENTS
    if person.work == "employee" or away or _dependent(household, person, age):
        return "employee"
    return "nhi"


def _dependent(household: Household, person: Person, age: int) -> bool:
    """勤め人の扶養に入るか。75歳未満で、自分の事業がない家族。"""
    if person.work == "self" or age >= 75:
        return False
    earners = {one.relation for one in household.staying() if one.work == "employee"}
    if person.relation in ("子", "子の子", "母", "妻の母"):
        return bool(earners) and (age < 23 or person.relation.endswith("母"))
    if person.relation in ("妻", "夫"):
        return "世帯主" in earners
    return person.relation == "世帯主" and bool(earners & {"妻", "夫"}) and age < 65
