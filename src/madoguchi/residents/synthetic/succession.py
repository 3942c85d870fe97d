"""世帯主が世帯を去ったあと、だれが継ぎ、残った人の続柄がどう変わるか。"""

from __future__ import annotations

from datetime import date

from .people import Household, Person

#: 継いだ人の、もとの世帯主から見た続柄 → 残った人のもとの続柄 → 新しい続柄。
_RELATIONS: dict[str, dict[str, str]] = {
    "配偶者": {"子": "子", "母": "夫の母", "父": "夫の父", "妻の母": "母", "妻の父": "父", "夫の母": "母",
               "子の妻": "子の妻", "子の夫": "子の夫", "子の子": "子の子"},
    "子": {"妻": "母", "夫": "父", "子の妻": "妻", "子の夫": "夫", "子の子": "子", "母": "父の母",
           "妻の母": "母の母", "夫の母": "父の母"},
    "母": {"子": "子の子", "妻": "子の妻", "夫": "子の夫", "妻の母": "子の妻の母"},
}  # fmt: skip


def succeed(home: Household, gone: Person, on: date) -> None:
    """`gone` を世帯の並びの終わりへ移し、世帯主だったなら、残った人が継ぐ。"""
    left = [one for one in home.members if one is not gone and one.stays]
    others = [one for one in home.members if one is not gone and not one.stays]
    if left and gone.relation == "世帯主":
        _pass_on(left, gone, on)
    home.members = [*left, *others, gone]


def _pass_on(left: list[Person], gone: Person, on: date) -> None:
    heir = _heir(left, on)
    table = _RELATIONS["配偶者" if heir.relation in ("妻", "夫") else heir.relation]
    for person in left:
        if person.since < on:
            person.earlier = (on, person.relation, gone.name)
    renamed = {id(one): _new_relation(one, heir, table) for one in left}
    for person in left:
        person.relation = renamed[id(person)]
    left.sort(key=lambda one: one is not heir)


def _heir(left: list[Person], on: date) -> Person:
    """配偶者、いちばん年上の子、親の順。おとながいなければ、いちばん年上の人。"""
    order = {"妻": 0, "夫": 0, "子": 1}
    grown = [one for one in left if one.age(on) >= 18 and (one.relation in order or one.relation == "母")]
    known = [one for one in left if one.relation in order or one.relation == "母"]
    found = sorted(grown or known, key=lambda one: (order.get(one.relation, 2), one.born()))
    return found[0]


def _new_relation(person: Person, heir: Person, table: dict[str, str]) -> str:
    if person is heir:
        return "世帯主"
    if person.relation == "子" and heir.relation == "子":
        older = person.born() < heir.born()
        return {"M": "兄", "F": "姉"}[person.sex] if older else {"M": "弟", "F": "妹"}[person.sex]
    return table[person.relation]
