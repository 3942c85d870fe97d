"""窓口で分かった事実と、その辞書。「不明」も理由のある値として持つ。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .conditions import Condition


class UnknownWhy(StrEnum):
    """不明の理由。"""

    NOT_CONNECTED = "not_connected"
    STALE = "stale"
    OUTSIDE_COVERAGE = "outside_coverage"
    NULL = "null"
    WITHHELD = "withheld"
    CONFLICT = "conflict"
    NOT_ASKED = "not_asked"
    ASKED = "asked"


class _Marker:
    """値ではない印。どの比べ方も真にならない。"""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def _never(self, _other: object) -> bool:
        return False

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _never

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return self._name


#: 不明。記録がないと分かっている。たずねたが分からないという答え。
UNKNOWN: Final = _Marker("UNKNOWN")
ABSENT: Final = _Marker("ABSENT")
ASKED: Final = _Marker("ASKED")


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """事実の定義。値の型は bool・code・text・date・int・person。`multiple` なら符号や文字の集まり。"""

    id: str
    group: str
    label: str
    type: str
    about: str
    multiple: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    connected_absence: str = "unknown"
    deciding: bool = True
    topic: str | None = None
    order: int = 0
    question: str | None = None
    why: str | None = None
    presumption: Any = None
    field_class: str | None = None
    sensitivity: int = 2
    standard: str | None = None

    def value_label(self, value: object) -> str:
        """値を人の読む言葉にする。"""
        if value is True or value is False:
            return "はい" if value else "いいえ"
        if isinstance(value, frozenset):
            return "、".join(self.value_label(one) for one in sorted(value)) or "なし"
        return self.codes.get(str(value), str(value))


@dataclass(frozen=True, slots=True)
class Group:
    """事実の組。基幹の一業務（register）、聞き取り（interview）、件そのもの（case）のどれか。"""

    id: str
    name: str
    kind: str = "register"
    cardinality: str = "one"
    as_of: str = "before_event"
    as_of_for: Mapping[str, str] = field(default_factory=dict)
    covers: str = "residents"
    stale_after_days: int = 2
    field_class: str = "basic"
    key: str | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Implication:
    """法律などから必ず言えること。`when`（名のついた条件は開いてある）が確かに真なら `then` の値になる。"""

    id: str
    when: Condition
    then: tuple[tuple[str, Any], ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """事実の辞書。"""

    facts: Mapping[str, FactDefinition]
    groups: Mapping[str, Group]
    implications: tuple[Implication, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """ひとつの事実。`state` は known・absent・unknown、`hint` は古い記録の値。"""

    state: str
    value: Any = None
    why: UnknownWhy | None = None
    source: str = ""
    as_of: str | None = None
    presumed: bool = False
    hint: Any = None
    sides: tuple[tuple[str, Any], ...] = ()

    @property
    def raw(self) -> Any:
        """条件が比べる値。"""
        if self.state == "known":
            return self.value
        return ABSENT if self.state == "absent" else UNKNOWN


def known(value: Any, source: str, as_of: str | None = None, *, presumed: bool = False) -> Fact:
    """わかっている事実。"""
    return Fact("known", value, None, source, as_of, presumed)


def absent(source: str, as_of: str | None = None) -> Fact:
    """記録がないと分かっている事実。"""
    return Fact("absent", None, None, source, as_of)


def unknown(why: UnknownWhy, source: str = "", as_of: str | None = None, hint: Any = None) -> Fact:
    """わからない事実。"""
    return Fact("unknown", None, why, source, as_of, False, hint)


@dataclass(frozen=True, slots=True)
class Record:
    """基幹の一行。`[valid_from, valid_to)` の間だけ有効。None は空欄で、有効かどうかわからない。"""

    values: Mapping[str, Any]
    valid_from: Any = date.min
    valid_to: Any = date.max


@dataclass(frozen=True, slots=True)
class Coverage:
    """組のつながりぐあい。`state` は connected・stale・not_connected。`outside` はこの組が知り得ない人。"""

    state: str
    as_of: str | None = None
    outside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Event:
    """できごと。`on` は起きた日（不詳なら区間）、`notified_on` は届が受理された日。"""

    kind: str
    subject: str
    on: Any
    notified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """一つのできごとをめぐる人びとと判定日。`persons` は件に現れる全員、`together` は本人にあったほかのできごと。"""

    event: Event
    members: tuple[str, ...]
    members_complete: bool
    on: date
    movers: tuple[str, ...] = ()
    movers_complete: bool = True
    persons: tuple[str, ...] = ()
    visitor: str | None = None
    together: frozenset[str] = frozenset()

    @property
    def subject(self) -> str:
        """できごとの本人。"""
        return self.event.subject


@dataclass(frozen=True, slots=True)
class BoundRecord:
    """複数ある記録の一つ。`certain` が偽なら、その日に有効かどうかわからない。"""

    facts: Mapping[str, Fact]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class RecordSet:
    """一人の、複数ある記録。`why` があれば全部そろっているとは言えない。"""

    records: tuple[BoundRecord, ...]
    why: UnknownWhy | None = None
    source: str = ""
    as_of: str | None = None

    @property
    def complete(self) -> bool:
        """これで全部か。"""
        return self.why is None


@dataclass(frozen=True, slots=True)
class Conflict:
    """食い違い。`sides` は（出どころ, 値）の組。"""

    fact_id: str
    person: str | None
    sides: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """一つのできごとについて分かったことの全部。`persons` は人ごと、`common` は件・本人・世帯・来た人のこと。"""

    dictionary: Dictionary
    situation: Situation
    persons: Mapping[str, Mapping[str, Fact]]
    common: Mapping[str, Fact]
    records: Mapping[str, Mapping[str, RecordSet]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    others: tuple[str, ...] = ()

    def get(self, fact_id: str, person: str | None = None) -> Fact:
        """事実を引く。人を言わなければ、件のこと、または本人のこと。"""
        held = self.common.get(fact_id)
        if held is None:
            held = self.persons.get(person or self.situation.subject, {}).get(fact_id)
        return unknown(UnknownWhy.OUTSIDE_COVERAGE) if held is None else held

    def scope(self, name: str) -> tuple[tuple[str, ...], bool]:
        """数える範囲の人びとと、それで全部か。"""
        situation = self.situation
        if name == "movers":
            return situation.movers, situation.movers_complete
        people = {"members": situation.members, "others": self.others, "persons": situation.persons}
        return people[name], situation.members_complete
