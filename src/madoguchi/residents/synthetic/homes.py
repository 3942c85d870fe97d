"""見本の家族を組み立てる部品。くじに任せず、書いたとおりの世帯を作る。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .people import Death, Household, Person
from .tables import make_address, rows


@dataclass(frozen=True, slots=True)
class Seat:
    """見本の一人。"""

    relation: str
    sex: str
    born: date
    given: str
    kana: str
    work: str = "none"


def home(
    code: str, place: tuple[str, int, int, int], surname: tuple[str, str], seats: list[Seat],
    tenure: str = "own",
) -> Household:  # fmt: skip
    """決まった人の世帯。`place` は町・丁目・番・号。"""
    town, chome, block, number = place
    row = next(one for one in rows("towns") if one[0] == code and one[1] == town)
    flat = "市営A棟102号室" if tenure == "public" else None
    address = make_address((town, chome, row[3], row[5]), block, number, flat)
    members = [
        Person(s.relation, s.sex, s.born, *surname, s.given, s.kana, since=max(s.born, date(1990, 4, 1)),
               work=s.work)
        for s in seats
    ]  # fmt: skip
    return Household(members, address, f"0000-{22 + chome}-{1000 + block * 37 + number}", tenure)


def died(household: Household, today: date, days: tuple[int, int, int | None], who: int = 0) -> Household:
    """（死亡・受理・登録）を、今日の何日前かで決める。"""
    on, notified, registered = days
    household.members[who].death = Death(
        today - timedelta(days=on), today - timedelta(days=notified),
        None if registered is None else today - timedelta(days=registered),
    )  # fmt: skip
    return household
