"""使者（葬儀社）に渡す一般の案内。判定した結果も、亡くなった方のことも、何も書かない。"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from madoguchi.catalogue.guards import proposed_in
from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.procedures import Definitions, Procedure, Topic
from madoguchi.guide.lists import GENERAL_TITLE, Printed, Words, frame, template
from madoguchi.guide.wording import department_of
from madoguchi.paper import fonts, typesetting

PLACES = (
    ("city", "市役所でする手続き", "当てはまるものは、窓口でお調べします"),
    ("outside", "市役所の外でする手続き", "当てはまるものだけです"),
)


def general_list(
    definitions: Definitions,
    event: str,
    ticket: str,
    municipality: MunicipalityProfile,
    on: date,
    shelf: fonts.Shelf | None = None,
) -> bytes:
    """できごと `event` の手続きを、だれにでも同じに並べた案内の PDF。"""
    shelf = shelf or fonts.open_shelf()
    words = Words(shelf, GENERAL_TITLE)
    listed = [
        one
        for one in definitions.procedures.values()
        if event in proposed_in(one) and one.audience == "family" and one.listing != "only_if_asked"
        and one.in_force(on, on)
    ]  # fmt: skip
    topics = {topic.id: topic for topic in definitions.life_events[event].topics}
    values = {
        **frame(words, GENERAL_TITLE, ticket, municipality, on, event),
        "lead": words("どの家庭にも同じものをお渡ししています。"),
        "parts": [
            _part(words, (name, note), [one for one in listed if one.place == place], topics, municipality)
            for place, name, note in PLACES
        ],
    }
    return typesetting.render(
        template("general"), values, shelf, name=f"{GENERAL_TITLE}（general.typ）", tagged=True
    )


def _part(
    words: Words, head: tuple[str, str], listed: list[Procedure], topics: Mapping[str, Topic],
    municipality: MunicipalityProfile,
) -> Printed:  # fmt: skip
    def order(one: Procedure) -> tuple[int, str]:
        return (topics[one.topic].order if one.topic in topics else 999, one.topic)

    groups = [
        (topics[topic].name if topic in topics else "そのほか", list(members))
        for (_, topic), members in groupby(sorted(listed, key=order), key=order)
    ]
    return {
        "name": words(head[0]),
        "note": words(head[1]),
        "groups": [
            {"topic": words(topic), "lines": [_line(words, one, municipality) for one in members]}
            for topic, members in groups
        ],
    }


def _line(words: Words, procedure: Procedure, municipality: MunicipalityProfile) -> Printed:
    return {
        "title": words(procedure.title_for_family or procedure.name),
        # 市の手続きは、どれも同じ窓口でたずねればよい。
        "place": words(department_of(procedure, municipality).name if procedure.place == "outside" else ""),
        "by": words(procedure.deadline.text),
    }
