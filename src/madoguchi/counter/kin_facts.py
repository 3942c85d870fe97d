"""別に暮らす家族について言われたことを、様式に書ける事実にする。判定では、どの台帳も知り得ない人なので、数えない。"""

from __future__ import annotations

from dataclasses import replace

from madoguchi.cases.kin import Kin
from madoguchi.cases.people import KeptPerson
from madoguchi.domain.facts import Fact, Facts, known


def with_kin(kin: Kin, every: tuple[Facts, ...]) -> tuple[Facts, ...]:
    """言われたことを添えた事実。世帯員も、判定の数える人も変わらない。"""
    return tuple(
        replace(facts, persons={**facts.persons, **{one.key: _said(one, facts) for one in kin.people}})
        for facts in every
    )


def _said(one: KeptPerson, facts: Facts) -> dict[str, Fact]:
    said = {
        "name": one.name, "name_kana": one.kana, "birth_date": one.birth, "address": one.address,
        "kin_to_subject": one.relation,
    }  # fmt: skip
    found = {f"resident.{name}": value for name, value in said.items() if value}
    return {
        name: known(value, "interview") for name, value in found.items() if name in facts.dictionary.facts
    }
