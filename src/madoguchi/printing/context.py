"""様式に流し込む値の出どころ。欄の `bind` に書ける名は、ここの欄名がそのまま決める。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madoguchi.domain.building import event_day
from madoguchi.domain.facts import Facts
from madoguchi.domain.procedures import Definitions


@dataclass(frozen=True, slots=True)
class Claimant:
    """来た方（届け出る方）について、記録にあるか、来た方が言ったこと。`relation` は亡くなった方との関係の符号。"""

    name: str | None = None
    kana: str | None = None
    relation: str | None = None
    birth_date: date | None = None
    postcode: str | None = None
    address: str | None = None
    telephone: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """この日の来庁。`evidence` は見せてもらった、`returned` は返してもらった持ち物の id。

    `checked` は確かめ終えたことの符号。
    """

    on: date | None = None
    claimant: Claimant = field(default_factory=Claimant)
    evidence: frozenset[str] | None = None
    checked: frozenset[str] | None = None
    returned: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class CasePaper:
    """件について紙に載せてよいもの。`token` は件を引くための合言葉で、個人のことを含まない。"""

    receipt_number: str | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class FormContext:
    """一枚の様式に流し込む値の全部。閉じた事実は、ここに来る前に取り除かれている。

    `person` は判定の行が言う人（世帯の行なら None）、`parameters` はその日の値。
    """

    facts: Facts | None = None
    person: str | None = None
    visit: Visit = field(default_factory=Visit)
    case: CasePaper = field(default_factory=CasePaper)
    municipality: Any = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


BLANK = FormContext()


def of_event(
    facts: Facts, definitions: Definitions, wanted: frozenset[str], municipality: Any
) -> FormContext:
    """一つのできごとの事実から作る。来た方の言ったことや件の番号は、あとから `replace` で足す。

    `wanted` は様式が使うパラメータの id（`Edition.parameters`）。自治体がまだ何も決めていないもの
    （要設定）は空欄になり、ほかの日の値だけがあるときは Fault。
    """
    situation = facts.situation
    decided = frozenset(name for name in wanted if definitions.parameters[name].values)
    return FormContext(
        facts=facts,
        visit=Visit(on=situation.on),
        municipality=municipality,
        parameters=definitions.parameter_values(decided, event_day(situation.event.on), situation.on),
    )
