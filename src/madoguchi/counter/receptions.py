"""できごとごとの、窓口の言葉。どれも定義（life_events の reception）にあり、ここは選んで渡すだけ。"""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.catalogue.receptions import ReceivedEvent, Reception
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Definitions

ROLES = {"mourner": "喪主", "heir": "相続人"}
#: 本人がまだ住民記録にいないできごと。
FROM_NOTICE = ("mover", "newborn")
Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EventWords:
    """さがす画面の言葉。`events` は選べるできごと、ほかは、いま選ばれているできごとのもの。"""

    id: str
    name: str
    events: Labels
    search_title: str
    subject_label: str
    date_label: str
    date_hint: str
    date_required: bool
    standing_label: str
    standings: Labels
    roles: Labels
    papers: tuple[str, ...]
    notice: str
    enters: str = ""


def openable(definitions: Definitions) -> tuple[ReceivedEvent, ...]:
    """窓口で開けるできごとを、並べる順に。"""
    found = [
        (event.reception.order, event)
        for event in definitions.life_events.values()
        if isinstance(event, ReceivedEvent) and event.reception is not None
    ]
    return tuple(event for _, event in sorted(found, key=lambda pair: pair[0]))


def default_event(definitions: Definitions) -> str:
    """初めから選ばれているできごと。"""
    return openable(definitions)[0].id


def reception_of(definitions: Definitions, kind: str) -> Reception:
    """そのできごとの受け付けの決まり。窓口で開けないできごとなら Fault。"""
    event = definitions.life_events.get(kind)
    if isinstance(event, ReceivedEvent) and event.reception is not None:
        return event.reception
    names = "・".join(one.name for one in openable(definitions))
    raise Fault(
        "この窓口では開けないできごとです。", remedy=f"{names} のどれかをえらんでください。", value="event"
    )


def words_of(definitions: Definitions, kind: str) -> EventWords:
    """画面の言葉。"""
    held, event = reception_of(definitions, kind), definitions.life_events[kind]
    return EventWords(
        kind, event.name, tuple((one.id, one.name) for one in openable(definitions)), held.search_title,
        event.subject_label, event.date_label, held.date_hint, held.date_required, held.standing_label,
        tuple(held.standings.items()), tuple((role, ROLES[role]) for role in held.roles), held.papers, held.notice or "",
        held.enters or "",
    )  # fmt: skip
