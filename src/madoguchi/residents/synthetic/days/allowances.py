"""手当の児童から、家を出た子と、年齢をこえた子を除く。"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..people import Household, Person
from .scene import Scene


def leave_allowances(scene: Scene, home: Household, child: Person, groups: Iterable[str]) -> None:
    """同じ世帯の人が受ける手当の児童から除く。児童がいなくなれば閉じる。"""
    for group in groups:
        for payee in home.members:
            _leave(scene, group, payee, child)


def _leave(scene: Scene, group: str, payee: Person, child: Person) -> None:
    for row in scene.ledger.open_rows(group, payee):
        children = row.values[f"{group}.children"]
        if child.key in children:
            left = children - {child.key}
            if not left:
                scene.ledger.close([group], payee, scene.day)
                continue
            paid: dict[str, Any] = {"monthly_amount": 10000 * len(left)} if group == "child_allow" else {}
            scene.ledger.amend(group, payee, children=left, **paid)
        counted = row.values.get(f"{group}.counted_children", frozenset())
        if child.key in counted:
            scene.ledger.amend(group, payee, counted_children=counted - {child.key} or None)
