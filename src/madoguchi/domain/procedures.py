"""手続き・できごと・持ち物・期限の決まりの定義。判定はしない。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .conditions import Condition, ParameterOperand
from .facts import Dictionary
from .parameters import Parameter


@dataclass(frozen=True, slots=True)
class Evidence:
    """持ち物・添付書類。handling は original（原本を預かる）・shown（見せる）・copy（写し）・returned（返す）。"""

    id: str
    label: str
    handling: str = "shown"
    count: int = 1
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Claimant:
    """だれが出せるか。`roles` は来た人の立場の符号、`papers` は代わりの人に要る紙。"""

    who: str
    short: str
    roles: tuple[str, ...] = ()
    messenger: bool = False
    proxy_allowed: bool = False
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """根拠（条文）。"""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """期限の決まり。`length` は {"days"|"months"|"years": 数} か空（期限なし）。

    `start` は event・notified・knew か、日付の事実の id。`law` が ordinance なら
    地方自治法4条の2は及ばず、`closing_day` が next_open でも条例の定めとして扱う。
    """

    start: str = "event"
    count_first_day: bool = False
    length: Mapping[str, int] = field(default_factory=dict)
    closing_day: str = "same"
    rank: str = "none"
    basis: str | None = None
    text: str = "期限なし"
    law: str = "statute"
    opens: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormUse:
    """様式の使い方。kind は none・combined（まとめて一枚に）・own（その手続きの様式）。"""

    kind: str = "none"
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """職員の手順。話す・確かめる・預かる・入れる・渡す。"""

    say: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    collect: tuple[str, ...] = ()
    enter: tuple[str, ...] = ()
    hand_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """ほかの手続きとの関わり。rule は after（済んでから）・choose_one（どちらか一つ）・excludes（あれば請求できない）。"""

    procedure: str
    rule: str
    text: str
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """要る証明書。returned は yes・no・varies（相手による）、substitute は代わりになるもの。"""

    kind: str
    copies: int = 1
    returned: str = "varies"
    substitute: str = "none"


@dataclass(frozen=True, slots=True)
class Fee:
    """かかるお金。`yen` が None なら分からない（0円ではない）。`per` は「1通」「お一人」につきいくら、のとき。"""

    label: str
    yen: int | ParameterOperand | None
    per: str | None = None
    kind: str = "fee"
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """手続き（行政手続の「手続」）。何を・だれが・いつまでに・何を持って・どこで・根拠・条件。"""

    id: str
    name: str
    events: tuple[str, ...]
    condition: Condition
    per: str = "subject"
    kind: str = "required"
    listing: str = "judged"
    audience: str = "family"
    place: str = "city"
    channel: str = "counter"
    timing: str = "at_notice"
    judged_by: str = "system"
    department: str = ""
    scheme: str = ""
    topic: str = ""
    agency: str | None = None
    after_register: bool = False
    same_as: str | None = None
    valid_from: date = date.min
    valid_to: date | None = None
    chosen_by: str = "event_date"
    claimant: Claimant = field(default_factory=lambda: Claimant("", ""))
    deadline: DeadlineRule = field(default_factory=DeadlineRule)
    items: tuple[Evidence, ...] = ()
    form: FormUse = field(default_factory=FormUse)
    basis: tuple[Reference, ...] = ()
    source: tuple[str, ...] = ()
    verified_on: date | None = None
    verified_in: str | None = None
    title_for_family: str = ""
    steps: Steps = field(default_factory=Steps)
    unset: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    needs: tuple[str, ...] = ()
    not_before: str | None = None
    certificates: tuple[Certificate, ...] = ()
    fees: tuple[Fee, ...] = ()
    lead_time: str | None = None

    def in_force(self, event_on: date, on: date) -> bool:
        """その件に使う版か。できごとの日か判定日の、`chosen_by` が言うほうで選ぶ。"""
        day = on if self.chosen_by == "on" else event_on
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Topic:
    """聞き取りの話題。`order` は職員が話す順。"""

    id: str
    name: str
    order: int


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """できごとの種類（ライフイベント）。"""

    id: str
    name: str
    subject_label: str
    date_label: str
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Definitions:
    """判定に使う定義の全部。同じ定義と同じ事実からは、いつも同じ判定が出る。"""

    dictionary: Dictionary
    conditions: Mapping[str, Condition]
    parameters: Mapping[str, Parameter]
    procedures: Mapping[str, Procedure]
    life_events: Mapping[str, LifeEvent]
    prepared: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def parameter_values(self, names: frozenset[str], event_on: date, on: date) -> dict[str, Any]:
        """件に使うパラメータの値。値のない日なら `Fault`。"""
        return {
            name: self.parameters[name].at(on if self.parameters[name].chosen_by == "on" else event_on).value
            for name in names
        }
