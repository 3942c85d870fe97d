"""国保・後期・介護・国民年金・生活保護の行。年齢と働き方に合い、亡くなった翌日に閉じる。"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from madoguchi.domain.calendar import add_months, age_by_law

from .people import City, Household, Person

_CARE_SHARE = ((95, 0.82), (90, 0.68), (85, 0.48), (80, 0.26), (75, 0.12), (65, 0.03))
_CARE_LEVELS = (("12", 15), ("13", 14), ("21", 21), ("22", 17), ("23", 13), ("24", 12), ("25", 8))


def add_insurance(rng: random.Random, city: City, household: Household) -> None:
    """世帯の全員の行を足す。"""
    for person in household.members:
        add_health(rng, city, household, person)
        add_care(rng, city, person)
        add_pension(rng, city, household, person)


def add_health(rng: random.Random, city: City, household: Household, person: Person) -> None:
    """国保・後期・生活保護のうち、その人のものを足す。"""
    serial = int(household.no[:-1])
    if person.insurance == "nhi":
        _nhi(rng, city, person, serial, household.head.insurance != "nhi")
    elif person.insurance == "latter":
        _latter(rng, city, person)
    elif person.insurance == "public_assist":
        fields = {"receiving": True, "case_no": f"S{serial:05d}", "started_on": person.since}
        city.add("public_assist", person, "", person.since, fields, city.closed_after_death(person))


def _losing(city: City, person: Person, fields: dict[str, Any]) -> tuple[dict[str, Any], date]:
    """死亡で資格を失ったときの欄と、閉じる日。"""
    ends = city.closed_after_death(person)
    return (fields | {"lost_on": ends}, ends) if ends != date.max else (fields, ends)


def _nhi(rng: random.Random, city: City, person: Person, serial: int, nominal: bool) -> None:
    last = person.last_day(city.today)
    earliest = max(person.since, add_months(last, -12 * 20))
    since = earliest + timedelta(days=rng.randint(0, max(0, (last - earliest).days - 70)))
    retired = person.age(city.today) >= 60
    fields = {
        "insured": True, "acquired_on": since, "certificate_no": f"あ{serial:06d}", "certificate_branch": "01",
        "acq_reason": "社保離脱" if retired else "転入", "nominal_head": nominal,
        "limit_cert": rng.random() < 0.12, "special_disease_cert": rng.random() < 0.006,
        "kogaku_pending": rng.random() < 0.06, "cert_kind": rng.choice(["資格情報のお知らせ", "資格確認書"]),
        "levy_unpaid": rng.random() < 0.09,
    }  # fmt: skip
    fields, ends = _losing(city, person, fields)
    if ends != date.max:
        fields["loss_reason"] = "死亡"
    city.add("nhi", person, "", since, fields, ends)


def _latter(rng: random.Random, city: City, person: Person) -> None:
    by_age = person.age(city.today) >= 75
    since = max(person.turns(75) if by_age else person.since, person.since)
    if not by_age:
        since = max(since, person.turns(65))
    fields = {
        "insured": True, "acquired_on": since, "disability_cert": None if by_age else True,
        "kogaku_pending": rng.random() < 0.1, "insured_no": f"{rng.randint(10000000, 99999999)}",
        "burden": rng.choices(["1割", "2割", "3割"], [72, 20, 8])[0],
    }  # fmt: skip
    fields, ends = _losing(city, person, fields)
    city.add("latter_elderly", person, "", since, fields, ends)


def add_care(rng: random.Random, city: City, person: Person) -> None:
    """65歳（法律上の年齢）からの第1号。40〜64歳は、認定を受けた少しの人だけ。"""
    age = age_by_law(person.born(), person.last_day(city.today))
    first = age >= 65
    if not first and (age < 40 or rng.random() > 0.004):
        return
    level = care_level(rng, age) if first else "22"
    reached = person.turns(65) - timedelta(days=1)
    since = max(person.since, reached if first else person.since)
    fields: dict[str, Any] = {
        "insured_kind": "1" if first else "2", "insured_no": f"{rng.randint(1000000000, 9999999999)}",
        "acquired_on": since, "income_stage": rng.randint(1, 13) if first else None,
        "jushochi_tokurei": first and rng.random() < 0.01, "application_pending": rng.random() < 0.015,
    }  # fmt: skip
    if level:
        fields |= certified(rng, city.lately(rng, person, (30, 500)), level)
    fields, ends = _losing(city, person, fields)
    city.add("ltc", person, "", since, fields, ends)


def care_level(rng: random.Random, age: int) -> str | None:
    """その年齢の認定の割合で引いた要介護状態区分。認定のない人は None。"""
    share = next(share for low, share in _CARE_SHARE if age >= low)
    if rng.random() >= share:
        return None
    return rng.choices([code for code, _ in _CARE_LEVELS], [weight for _, weight in _CARE_LEVELS])[0]


def certified(rng: random.Random, since: date, level: str) -> dict[str, Any]:
    """要介護・要支援の認定の欄。"""
    return {
        "care_level": level, "burden_cert": True, "limit_cert": rng.random() < 0.2,
        "kogaku_pending": rng.random() < 0.15, "shokan_pending": rng.random() < 0.05,
        "gassan_candidate": rng.random() < 0.06, "certified_from": since,
        "certified_to": since + timedelta(days=730), "burden_ratio": rng.choice(["1割", "1割", "1割", "2割"]),
    }  # fmt: skip


def add_pension(rng: random.Random, city: City, household: Household, person: Person) -> None:
    """国民年金の行を足す。"""
    age = age_by_law(person.born(), person.last_day(city.today))
    voluntary = 60 <= age < 65 and person.work != "employee" and rng.random() < 0.03
    if not 20 <= age < 60 and not voluntary:
        return
    kind = "voluntary" if voluntary else _pension_kind(household, person)
    since = max(person.since, person.turns(60 if voluntary else 20))
    fields = {
        "insured": True, "kind": kind, "acquired_on": since, "prepaid": kind == "1" and rng.random() < 0.12,
        "exemption": rng.choice(["全額", "学特"]) if kind == "1" and rng.random() < 0.3 else None,
    }  # fmt: skip
    fields, ends = _losing(city, person, fields)
    city.add("pension", person, "", since, fields, ends)


def _pension_kind(household: Household, person: Person) -> str:
    if person.work == "employee":
        return "2"
    spouse = household.spouse()
    other = spouse if person is household.head else household.head if person is spouse else None
    supported = other is not None and other.work == "employee" and person.insurance == "employee"
    return "3" if supported else "1"
