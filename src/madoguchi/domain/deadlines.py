"""期限を数える。初日を数えるか、月をどう数えるか、閉庁日にどう動くかは、法律ごとの決まりに従う。"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from . import calendar
from .calendar import OpenDays
from .facts import Facts
from .procedures import DeadlineRule

_FIXED = {"event": "case.event_date", "knew": "ask.knew_on", "notified": "case.notified_on"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """期限。`date` が None なら、日は決まらず `text` が言うとおり。`opens` は受け付けが始まる日。"""

    date: datetime.date | None
    wareki: str | None
    rank: str
    start: datetime.date | None
    text: str
    basis: str | None = None
    opens: datetime.date | None = None
    moved: bool = False


def last_day(first: datetime.date, length: Mapping[str, int], *, count_first_day: bool) -> datetime.date:
    """期間の末日。民法140条・143条：初日を数えなければ翌日から数え、月と年は応当日の前日で終わる。

    >>> last_day(date(2027, 2, 28), {'months': 3}, count_first_day=False)
    datetime.date(2027, 5, 31)
    """
    begins = first if count_first_day else first + timedelta(days=1)
    months = length.get("months", 0) + 12 * length.get("years", 0)
    if not months:
        return begins + timedelta(days=length["days"] - 1)
    matching = calendar.add_months(begins, months)
    # 応当日がない月は、その月の末日で終わる（民法143条2項ただし書）。
    end = matching - timedelta(days=1) if matching.day == begins.day else matching
    return end + timedelta(days=length.get("days", 0))


def _start(rule: DeadlineRule, facts: Facts, person: str | None) -> datetime.date | None:
    fact = facts.get(_FIXED.get(rule.start, rule.start), person)
    if rule.start == "knew" and fact.state != "known":
        fact = facts.get("case.event_date")
    value: Any = fact.value if fact.state == "known" else None
    return calendar.bounds(value)[0] if value is not None else None


def deadline(rule: DeadlineRule, facts: Facts, person: str | None, open_days: OpenDays | None) -> Deadline:
    """その件の期限。始まりの日が分からない、または期限のない決まりなら、日は None。

    死亡を知った日（knew）を聞いていなければ死亡の日から数える（早いほうに倒す）。
    """
    start = _start(rule, facts, person)
    opens = None
    if start is not None and rule.opens:
        opens = start + timedelta(days=rule.opens["days"])
        opens = open_days.next_open(opens) if open_days else opens
    if start is None or not rule.length:
        return Deadline(None, None, rule.rank, start, rule.text, rule.basis, opens)
    counted = start if rule.count_first_day else start + timedelta(days=1)
    end = last_day(start, rule.length, count_first_day=rule.count_first_day)
    moved = end
    if rule.closing_day == "next_open" and open_days is not None:
        moved = open_days.next_open(end)
    return Deadline(
        moved, calendar.wareki(moved), rule.rank, counted, rule.text, rule.basis, opens, moved != end
    )
