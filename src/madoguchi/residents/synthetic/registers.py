"""住民記録・外国人・支援措置・印鑑・選挙の行。"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from madoguchi.domain.calendar import add_months

from .people import City, Household, Person


def add_registers(rng: random.Random, city: City, household: Household) -> None:
    """世帯の全員の行を足す。"""
    moved = rng.random() < 0.35 or household.head.since == city.today
    for order, person in enumerate(household.members, start=1):
        add_register(rng, city, (household, person), (order, moved))


def add_register(
    rng: random.Random, city: City, who: tuple[Household, Person], seat: tuple[int, bool]
) -> None:
    """一人の行を足す。`seat` は世帯の中の順と、市の外から来たか。"""
    household, person = who
    _resident(rng, city, household, person, seat)
    if person.kind == "foreign":
        _foreign(rng, city, person)
    _seal(rng, city, person)
    add_voter(city, household, person)


def _resident(
    rng: random.Random, city: City, household: Household, person: Person, seat: tuple[int, bool]
) -> None:
    order, moved = seat
    fields = _fields(rng, city, household, person, moved) | {"member_order": order}
    ends = _ends(city, household, person)
    number, since = 1, person.since
    if person.earlier:
        since, relation, head = person.earlier
        before = {"relation": relation, "head_name": head, "history_no": 1}
        city.add("resident", person, "1", person.since, fields | before, since)
        number, fields = 2, fields | {"change_reason": "世帯主変更", "change_on": since, "event_on": since}
    city.add("resident", person, str(number), since, fields | {"history_no": number}, ends)
    if ends == date.max:
        return
    number += 1
    changed = fields | {"history_no": number, "change_on": ends - timedelta(days=1)}
    if person.death:
        changed |= {
            "removal_reason": "死亡", "event_on": person.death.on, "notified_on": person.death.notified_on,
            "resident_status": "dead", "change_reason": "死亡", "death_date": person.death.on,
            "death_notified_on": person.death.notified_on, "death_registered_on": person.death.registered_on,
            "card_status": "expired" if fields["card_status"] == "valid" else fields["card_status"],
        }  # fmt: skip
    else:
        changed |= {"relation": "世帯主", "change_reason": "世帯主変更", "head_name": person.name}
    city.add("resident", person, str(number), ends, changed)


def _ends(city: City, household: Household, person: Person) -> date:
    """いまの行に代わった日。亡くなった翌日と、残った一人が世帯主になった日。"""
    if person.death:
        return person.death.on + timedelta(days=1)
    head = household.head
    if person is not head and head.death and len(household.staying()) == 2:
        return city.closed_after_death(head)
    return date.max


def _fields(
    rng: random.Random, city: City, household: Household, person: Person, moved: bool
) -> dict[str, Any]:
    age = person.age(city.today)
    address = household.address
    shown = address.text + (f"　{address.katagaki}" if address.katagaki else "")
    outside = f"{city.prefecture}わかば市東町{rng.randint(1, 9)}番{rng.randint(1, 20)}号"
    return {
        "household_no": household.no, "resident_status": person.status, "resident_kind": person.kind,
        "birth_date": person.birth, "sex": person.sex, "relation": person.relation,
        "card_status": rng.choices(["valid", "expired", "none"], [78, 6, 16])[0],
        "guardian_flag": age >= 75 and rng.random() < 0.008,
        "name": person.name, "name_kana": person.kana, "former_name": person.former_surname,
        "name_latin": person.latin, "head_name": person.name if person.relation == "世帯主" else household.head.name,
        "postal_code": address.postal_code, "address_town": address.town,
        "address": f"{city.prefecture}{city.name}{shown}", "katagaki": address.katagaki,
        "phone": household.phone if age >= 15 else None,
        "became_resident_on": person.since, "address_since": person.since,
        "previous_address": outside if moved and person.since > person.born() else None,
        "change_reason": "国内転入" if person.since > person.born() else "出生", "change_on": person.since,
        "event_on": person.since, "notified_on": person.since, "kana_confirmed": True, "suppress_flag": False,
    }  # fmt: skip


def _foreign(rng: random.Random, city: City, person: Person) -> None:
    special = person.nationality == "韓国" and rng.random() < 0.5
    fields = {
        "status30_45": "special_permanent" if special else "mid_long",
        "residence_status": None if special else rng.choice(["永住者", "技能実習", "留学", "定住者"]),
        "nationality": person.nationality,
        "period": None if special else "3年",
        "expiry": None if special else city.today + timedelta(days=rng.randint(60, 900)),
        "foreign_resident_since": person.since,
    }
    city.add("resident_foreign", person, "", person.since, fields, city.closed_after_death(person))


def _seal(rng: random.Random, city: City, person: Person) -> None:
    age = person.age(city.today)
    if age < 18 or rng.random() > (0.72 if age >= 45 else 0.4):
        return
    since = city.lately(rng, person, (200, 9000))
    fields = {
        "registered": True, "given_name_only": rng.random() < 0.03,
        "reg_no": f"I{rng.randint(0, 9999999):07d}", "reg_on": since,
    }  # fmt: skip
    city.add("seal_reg", person, "", since, fields, city.closed_after_death(person))


def add_voter(city: City, household: Household, person: Person) -> None:
    """選挙人名簿に載る人なら、その行を足す。"""
    if person.age(city.today) < 18 or person.kind == "foreign":
        return
    since = registered_voter_from(person)
    if since > person.last_day(city.today):
        return
    fields = {"registered": True, "district": district(household.address.town)}
    city.add("voter", person, "", since, fields, city.closed_after_death(person))


def registered_voter_from(person: Person) -> date:
    """選挙人名簿に載る日。18歳になり、住民になって3か月たった、あとの登録日（3・6・9・12月の1日）。"""
    ready = max(person.turns(18), add_months(person.since, 3))
    months = [date(ready.year, month, 1) for month in (3, 6, 9, 12)]
    return next((one for one in months if one >= ready), date(ready.year + 1, 3, 1))


def district(town: str) -> str:
    """町ごとの投票区。"""
    return f"第{1 + sum(map(ord, town)) % 18}投票区"


def add_protection(city: City, household: Household) -> None:
    """支援措置の行。申出者と、併せて求める同じ世帯の人。"""
    for order, person in enumerate(household.members):
        since = max(person.since, city.today - timedelta(days=200))
        fields = {
            "active": True, "provisional": False, "role": "申出者" if order == 0 else "併せて求める者",
            "start_on": since, "end_on": since + timedelta(days=365), "targets": "閲覧、住民票、戸籍の附票",
        }  # fmt: skip
        city.add("support_measure", person, "", since, fields)
