"""ある群がその人のことを知り得るか。転入する人・生まれた子・住民でない人は、市の台帳に載っていない。"""

from __future__ import annotations

from collections.abc import Mapping

from madoguchi.domain.facts import Group, Situation

FORMER = ("moved_out", "dead")


def outside(group: Group, situation: Situation, statuses: Mapping[str, str | None]) -> frozenset[str]:
    """`group` が知り得ない人。`statuses` は住民状態（記録がない人は None）。"""
    if group.covers == "everyone":
        return frozenset()
    strangers = newcomers(situation)
    for person, status in statuses.items():
        former = status in FORMER and person != situation.subject
        if status in (None, "nonresident") or (former and group.covers == "residents"):
            strangers |= {person}
    return strangers


def newcomers(situation: Situation) -> frozenset[str]:
    """出来事の前には市の台帳にいなかった人。"""
    if situation.event.kind == "birth":
        return frozenset({situation.subject})
    return frozenset(situation.movers) if situation.event.kind == "moving_in" else frozenset()
