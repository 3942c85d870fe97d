"""家・税・車・口座・水道・犬など、暮らしの行。"""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from .people import City, Household, Person

_BREEDS = ("柴", "雑種", "トイプードル", "チワワ", "ミニチュアダックスフンド", "ラブラドール")
_DOG_NAMES = ("ハナ", "モモ", "コタロウ", "チビ", "ラッキー", "ソラ", "マル", "クロ")
_BANKS = ("あおば銀行", "みずうみ信用金庫", "あおば農業協同組合", "ゆうびん貯金")


def add_living(rng: random.Random, city: City, household: Household) -> None:
    """世帯と、その全員の行を足す。"""
    head = household.head
    _property(rng, city, household)
    _housing(city, household)
    if household.tenure != "facility":
        add_water(city, household)
        _dogs(rng, city, household)
        _sewage(rng, city, head)
    for person in household.members:
        if person.age(city.today) >= 18:
            _taxes(rng, city, person)
            _vehicles(rng, city, person)
    if head.age(city.today) >= 80 and rng.random() < 0.06:
        kind = rng.choice(["戸別収集", "戸別収集", "手数料の減免"])
        city.add("waste", head, "", head.since, {"home_collection": True, "kind": kind})
    if rng.random() < 0.02:
        kind, place = rng.choice([("parking", "本町駐車場"), ("garden", "南が丘市民農園"), ("land", "貸地")])
        fields = {"kind": kind, "contract_no": f"C{rng.randint(0, 99999):05d}", "place": place}
        city.add("city_contract", head, "", head.since, fields)
    if rng.random() < 0.05:
        plot = f"{rng.randint(1, 20)}区{rng.randint(1, 90)}号"
        city.add("cemetery", head, "", head.since, {"is_user": True, "plot": plot})


def _property(rng: random.Random, city: City, household: Household) -> None:
    head = household.head
    farmer = "大字" in household.address.town and rng.random() < 0.5
    if household.tenure != "own" and not (household.tenure == "facility" and rng.random() < 0.6):
        return
    land = ["residential"] + (["paddy", "field"] if farmer else [])
    if rng.random() < 0.06:
        land.append("forest")
    fields = {
        "owns_land": True, "owns_house": True, "depreciable": head.work == "self" and rng.random() < 0.3,
        "unregistered_house": rng.random() < 0.05, "land_class": frozenset(land),
        "notice_no": f"K{head.key[1:9]}", "shared": len(household.staying()) > 1 and rng.random() < 0.12,
    }  # fmt: skip
    city.add("fixed_asset", head, "", head.since, fields)


def _housing(city: City, household: Household) -> None:
    if household.tenure != "public":
        return
    unit = f"市営緑団地{household.address.katagaki or ''}"
    for person in household.members:
        tenant = person is household.head
        fields = {"is_tenant": tenant, "is_occupant": not tenant, "unit": unit}
        city.add("housing", person, "", person.since, fields)


def add_water(city: City, household: Household) -> None:
    """世帯主の名で、水道の行を足す。"""
    head = household.head
    fields = {
        "is_contractor": True, "is_owner": household.tenure == "own", "customer_no": f"W{household.no[1:]}",
        "site_address": household.address.text, "status": "使用中",
    }  # fmt: skip
    city.add("water", head, "", head.since, fields)


def _sewage(rng: random.Random, city: City, head: Person) -> None:
    if rng.random() < 0.07:
        kind = rng.choice(["well", "pit", "johkasou"])
        fields = {"kind": kind, "levy_payer": rng.random() < 0.05, "facility_no": f"G{head.key[1:9]}"}
        city.add("sewage", head, "", head.since, fields)


def _dogs(rng: random.Random, city: City, household: Household) -> None:
    if household.tenure == "public" or rng.random() > 0.13:
        return
    owner = household.head
    since = city.lately(rng, owner, (100, 4000))
    year = city.today.year - (city.today.month < 4)
    city.add("dog", owner, "", since, {
        "reg_no": f"第{int(owner.key[:-1]) % 100000}号", "name": rng.choice(_DOG_NAMES), "breed": rng.choice(_BREEDS),
        "microchip": f"3920000{rng.randint(0, 99999999):08d}" if rng.random() < 0.4 else None,
        "vaccinated_fy": year if rng.random() < 0.7 else year - 1,
    })  # fmt: skip


def _taxes(rng: random.Random, city: City, person: Person) -> None:
    working = person.work in ("employee", "self")
    shares = [80, 8, 8, 4] if working else [28, 12, 54, 6]
    taxable = rng.choices(["income", "equal", "none", "unfiled"], shares)[0]
    last = person.last_day(city.today)
    year = last.year - (last.month < 6)
    collect = "特別（給与）" if person.work == "employee" else "普通"
    income = rng.randint(48, 900) * 10000 if taxable == "income" else rng.randint(0, 45) * 10000
    fields = {"taxable": taxable, "year": year, "collect": collect, "income_total": income}
    if person.since <= date(year, 1, 1):
        city.add("resident_tax", person, "", date(year, 6, 1), fields)
    debit = person.relation == "世帯主" and rng.random() < 0.6
    unpaid, refund = rng.random() < 0.06, rng.random() < 0.01
    if debit or unpaid or refund:
        _collection(rng, city, person, (debit, unpaid, refund))


def _collection(rng: random.Random, city: City, person: Person, flags: tuple[bool, bool, bool]) -> None:
    debit, unpaid, refund = flags
    fields: dict[str, Any] = {"unpaid": unpaid, "refund_due": refund, "auto_debit": debit}
    if debit:
        fields |= {
            "debit_items": "市税、水道料金", "bank": rng.choice(_BANKS),
            "account_last4": f"{rng.randint(0, 9999):04d}", "holder_kana": person.kana.replace("　", " "),
        }  # fmt: skip
    city.add("collection", person, "", person.since, fields)


def _vehicles(rng: random.Random, city: City, person: Person) -> None:
    age = person.age(city.today)
    share = 0.5 if 20 <= age < 80 else 0.12
    kinds = [("kei4", share), ("gentsuki", 0.05), ("kogata_tokushu", 0.02), ("nirin_kogata", 0.02)]
    for number, (kind, chance) in enumerate(kinds):
        if rng.random() < chance * (0.75 if person.relation in ("世帯主", "子") else 0.5):
            since = max(city.lately(rng, person, (60, 4000)), person.turns(16))
            fields = {
                "kind": kind, "exempt": person.disabled and rng.random() < 0.3,
                "plate": f"あおば{number}{int(person.key[:-1]) % 1000000:06d}",
            }  # fmt: skip
            city.add("light_vehicle", person, "", since, fields)
