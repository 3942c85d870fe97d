"""条件のいちばん外が言う出来事。出来事の一部でだけ出し、ほかでは職員が足すときだけ出す手続きを見分ける。"""

from __future__ import annotations

from madoguchi.domain.conditions import All, Leaf
from madoguchi.domain.procedures import Procedure

EVENT_FACT = "case.event"


def proposed_in(procedure: Procedure) -> tuple[str, ...]:
    """`procedure` を案内や公開に出す出来事。

    死産届は、双子のおひとりのときのために出生の件からも足せるが、出生の案内には出さない。
    """
    tree = procedure.condition
    named = [
        set(part.operands)
        for part in (tree.parts if isinstance(tree, All) else ())
        if isinstance(part, Leaf) and part.fact == EVENT_FACT and part.op in ("eq", "in")
    ]
    return tuple(event for event in procedure.events if all(event in one for one in named))
