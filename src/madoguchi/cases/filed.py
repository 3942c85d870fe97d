"""その人の来庁で受け付けたものを読む。ほかの人の来庁で出されたものは、一つも入らない。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localtime

from madoguchi.cases.ledger import lines_of
from madoguchi.cases.models import Payload, Visit

#: 窓口の扱い。控えに載るもの。
COUNTER = ("receive", "hold", "refer", "mail", "wait_register", "decline")
#: 扱いをなかったことにする操作。
UNDONE = ("take_back", "put_back", "registered", "set_aside")


@dataclass(frozen=True, slots=True)
class Filed:
    """一行の扱い。`originals` は預かった原本（名・数・その場で返したか）、`cards` は返された証。"""

    key: str
    kind: str
    at: datetime
    department: str
    note: str = ""
    received_on: date | None = None
    originals: tuple[tuple[str, int, bool], ...] = ()
    cards: tuple[str, ...] = ()
    my_number: bool = False
    approval: str = ""


def filed(case_id: int, voice: int | None = None) -> tuple[Filed, ...]:
    """来た人 `voice` の来庁での扱い。決めた順。取り消したものは入らない。None なら件の全部（課に送る紙のため）。"""
    visits = Visit.objects.filter(case_id=case_id)
    numbers = set((visits if voice is None else visits.filter(voice=voice)).values_list("number", flat=True))
    rows = (
        Payload.objects.select_related("action")
        .filter(Q(action__kind__in=COUNTER) | Q(action__kind__in=UNDONE), action__case_id=case_id)
        .defer("frozen")
        .order_by("action__seq")
    )
    found: dict[str, Filed] = {}
    theirs: set[str] = set()
    for row in rows:
        for key in lines_of(row.action.line, row.body):
            _follow(row, key, row.action.visit in numbers, found, theirs)
    return tuple(found.values())


def _follow(row: Payload, key: str, mine: bool, found: dict[str, Filed], theirs: set[str]) -> None:
    """操作を一つたどる。`theirs` は、ほかの人の来庁が最後に動かした行（その取り消しは、この人の控えを変えない）。"""
    if row.action.kind in COUNTER:
        if mine:
            found.pop(key, None)
            found[key] = _of(row, key)
            theirs.discard(key)
        else:
            theirs.add(key)
    elif key not in theirs:
        found.pop(key, None)


def _of(row: Payload, key: str) -> Filed:
    body = row.body or {}
    day = body.get("received_on")
    return Filed(
        key, row.action.kind, localtime(row.action.at), body.get("department", row.action.department),
        str(body.get("note") or body.get("reason") or ""), date.fromisoformat(day) if day else None,
        tuple((label, count, back) for label, count, back in body.get("originals", ())),
        tuple(body.get("returned_cards", ())), bool(body.get("no_copies", False)), str(body.get("approval", "")),
    )  # fmt: skip
