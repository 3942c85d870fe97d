"""住民の記録にいる人と、件だけが知る人を、同じ値にして渡す。できごとの日の世帯も、ここで組む。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from madoguchi.cases.people import Entered, KeptPerson
from madoguchi.domain.facts import Dictionary
from madoguchi.residents import queries as residents
from madoguchi.residents.queries import PersonDisplay

Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Home:
    """できごとの日の世帯。`movers` は届に書いた引っ越してきた人、`complete` が偽ならほかにもいるかもしれない。"""

    keys: tuple[str, ...]
    complete: bool
    movers: tuple[str, ...] = ()


def displays(entered: Entered | None, keys: Iterable[str]) -> dict[str, PersonDisplay]:
    """何人かの値。件だけが知る人は、届に書いたことから。"""
    kept = {one.key: one for one in entered.people} if entered else {}
    wanted = list(dict.fromkeys(keys))
    known = residents.displays([key for key in wanted if key not in kept])
    return {key: _display(kept[key], entered) if key in kept else known[key] for key in wanted}


def display(entered: Entered | None, key: str) -> PersonDisplay:
    """一人の値。"""
    return displays(entered, [key])[key]


def _display(one: KeptPerson, entered: Entered | None) -> PersonDisplay:
    fields = {fact_id: value for (fact_id, _), value in _told(one, entered or Entered()).items()}
    return PersonDisplay(
        key=one.key, name=one.name or _unnamed(one), kana=one.kana, birth=one.birth, sex=one.sex or None,
        relation=one.relation or None, head_name="", address=str(fields.get("resident.address", "")), town="",
        postal_code="", phone="", status=fields.get("resident.resident_status"), death=None, fields=fields,
    )  # fmt: skip


def _unnamed(one: KeptPerson) -> str:
    """名の決まっていないお子さんの呼び方。"""
    return "（名はまだ）" if one.why == "newborn" else ""


def household_of(entered: Entered | None, subject: str, on: Any) -> Home:
    """できごとの日の世帯。住民なら記録から、そうでなければ届に書いた人と、その人たちが入る世帯から。"""
    if entered is None or subject not in entered.keys:
        view = residents.household(subject, on)
        return Home(view.keys, view.complete)
    own = tuple(one.key for one in entered.people if one.why not in ("heir",))
    movers = tuple(one.key for one in entered.of("mover"))
    if not entered.household_of:
        return Home(own, bool(movers) or entered.alone, movers)
    view = residents.household(entered.household_of, on)
    return Home((*own, *view.keys), view.complete, movers)


def told(dictionary: Dictionary, event: str, entered: Entered | None) -> dict[Key, Any]:
    """届に書いたことから分かる答え。辞書にある項目だけ。"""
    if entered is None:
        return {}
    found: dict[Key, Any] = {}
    for one in entered.people:
        found |= _told(one, entered)
    found |= _of_case(event, entered)
    return {key: value for key, value in found.items() if key[0] in dictionary.facts}


def _of_case(event: str, entered: Entered) -> Mapping[Key, Any]:
    if event != "moving_in":
        return {}
    joins = {("case.joins_household", None): bool(entered.household_of)}
    return {**joins, **({("case.prev_place", None): entered.prev_place} if entered.prev_place else {})}


def _told(one: KeptPerson, entered: Entered) -> dict[Key, Any]:
    said: dict[str, Any] = {
        "name": one.name, "name_kana": one.kana, "birth_date": one.birth, "sex": one.sex, "relation": one.relation,
        "resident_kind": one.kind, "card_status": one.card, "resident_status": _status(one, entered),
        "address": entered.address if one.why == "mover" else "", "kin_to_subject": "parent" if one.why == "parent" else "",
    }  # fmt: skip
    return {(f"resident.{name}", one.key): value for name, value in said.items() if value not in (None, "")}


def _status(one: KeptPerson, entered: Entered) -> str:
    """住民登録。転入の届と、この市に住民票ができる出生の届で、この市の住民になる。"""
    if one.why == "newborn":
        return {True: "resident", False: "nonresident", None: ""}[entered.lives_here]
    return {"mover": "resident"}.get(one.why, "nonresident")
