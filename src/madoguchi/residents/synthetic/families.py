"""子どもと子育ての行。児童手当・児童扶養手当・福祉医療・就学・保育・学童・妊婦給付。"""

from __future__ import annotations

import random
from datetime import date, timedelta

from madoguchi.domain.calendar import age_at_fiscal_year_end

from .people import City, Household, Person


def add_families(rng: random.Random, city: City, household: Household) -> None:
    """子のいる世帯の行を足す。妊婦は若い女性から少し。"""
    _pregnancy(rng, city, household)
    school = household.address.school
    families = [(household.head, household.spouse(), household.children())]
    grown = [
        one for one in household.staying() if one.relation in ("子", "子の妻") and one.age(city.today) >= 24
    ]
    grandchildren = [one for one in household.staying() if one.relation == "子の子"]
    if grown and grandchildren:
        families = [(grown[0], None, grandchildren)]
    for payee, spouse, children in families:
        young = [one for one in children if one.age(city.today) < 23]
        if young:
            _family(rng, city, (payee, spouse), (young, school))


def _family(
    rng: random.Random, city: City, parents: tuple[Person, Person | None], home: tuple[list[Person], str]
) -> None:
    payee, spouse = parents
    young, school = home
    minors = [one for one in young if age_at_fiscal_year_end(one.born(), city.today) <= 18]
    if not minors:
        return
    single = spouse is None and payee.relation == "世帯主"
    child_allowance(rng, city, payee, (minors, young))
    if single and rng.random() < 0.75:
        single_parent(rng, city, payee, minors)
    for child in minors:
        medical(city, payee, child, single)
        schooling(rng, city, payee, (child, school))


def child_allowance(
    rng: random.Random, city: City, payee: Person, children: tuple[list[Person], list[Person]]
) -> None:
    """児童手当の行を足す。`children` は児童と、22歳年度末までの子。"""
    minors, young = children
    students = [one.key for one in young if one not in minors]
    since = max(payee.since, min(one.born() for one in minors) + timedelta(days=1))
    if payee.earlier and payee.relation == "世帯主":
        since = max(since, payee.earlier[0])
    fields = {
        "is_payee": True, "children": frozenset(one.key for one in minors),
        "counted_children": frozenset(students) if students and len(young) >= 3 else None,
        "certificate_no": f"J{rng.randint(10000, 99999)}", "started_on": since,
        "monthly_amount": 10000 * len(minors), "public_servant": False,
    }  # fmt: skip
    city.add("child_allow", payee, "", since, fields)


def single_parent(rng: random.Random, city: City, payee: Person, minors: list[Person]) -> None:
    """児童扶養手当の行を足す。"""
    since = max(payee.since, city.today - timedelta(days=900))
    fields = {
        "is_payee": True, "children": frozenset(one.key for one in minors),
        "certificate_no": f"F{rng.randint(10000, 99999)}", "cert_status": rng.choice(["全部支給", "一部支給"]),
        "reason": "離婚", "genkyo_due": date(city.today.year + (city.today.month > 8), 8, 31),
    }  # fmt: skip
    city.add("single_parent_allow", payee, "", since, fields)


def medical(city: City, payee: Person, child: Person, single: bool) -> None:
    """子の福祉医療の行を足す。"""
    kind = "single_parent" if single else "child"
    ends = date(city.today.year + 1, 7, 31)
    fields = {
        "kind": kind, "guardian": payee.key, "recipient_no": f"7{child.key[3:9]}", "valid_to": ends,
    }  # fmt: skip
    city.add("med_subsidy", child, "", max(child.since, child.born()), fields)


def schooling(rng: random.Random, city: City, payee: Person, pupil: tuple[Person, str]) -> None:
    """学齢は年度末の年齢で決まる（7〜15歳）。`pupil` は子と学区の小学校。"""
    child, school = pupil
    year = age_at_fiscal_year_end(child.born(), city.today)
    start = date(city.today.year - (city.today.month < 4), 4, 1)
    since = max(child.since, start)
    if 7 <= year <= 15:
        name = school if year <= 12 else f"{city.name}立第一中学校"
        fields = {
            "enrolled": True, "guardian": payee.key, "school": name,
            "grade": year - 6 if year <= 12 else year - 12, "aid": rng.random() < 0.12,
        }  # fmt: skip
        city.add("school", child, "", since, fields)
        if year <= 9 and rng.random() < 0.35:
            city.add("afterschool", child, "", since, {"enrolled": True, "club": f"{name}児童クラブ"})
    elif 1 <= year <= 6 and rng.random() < 0.5:
        facility = rng.choice(["ひまわり保育園", "どんぐりこども園", "若葉保育所"])
        city.add("childcare", child, "", since, {"enrolled": True, "facility": facility})


def _pregnancy(rng: random.Random, city: City, household: Household) -> None:
    for person in household.members:
        if not person.alive:
            continue
        married = person is household.spouse() or household.spouse() is not None
        if person.sex == "F" and 22 <= person.age(city.today) <= 40 and married and rng.random() < 0.05:
            since = city.today - timedelta(days=rng.randint(10, 200))
            fields = {
                "certified": True, "second_paid": rng.random() < 0.1,
                "due_on": since + timedelta(days=210),
            }  # fmt: skip
            city.add("pregnancy", person, "", max(since, person.since), fields)
