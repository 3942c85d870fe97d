"""受け取られていない行の知らせ。課の画面にも、窓口の画面にも、同じ数え方で出す。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from madoguchi.cases.queries import QueueLine
from madoguchi.cases.states import COUNTER, LineState
from madoguchi.catalogue.open_hours import hours_ago
from madoguchi.counter.desk import Desk

#: 何を待っているか → 画面の言い方。
WAITED = {
    "received": "課が受け取っていません", "referred": "課が相談を受け取っていません",
    "asked": "窓口が課に答えていません", "returned": "返されたものを、窓口が受け直していません",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """待たせてよい時間。`before` より前から待っていれば、待たせすぎている。"""

    hours: Mapping[str, int]
    before: Mapping[str, datetime]

    def alarm(self, line: QueueLine) -> str:
        """知らせの言葉。待たせすぎていなければ空。

        「開庁の1時間を過ぎても、課が相談を受け取っていません」のように、何を待っているかを言う。
        """
        kind = waited(line)
        if not kind or line.since is None or line.since > self.before[kind]:
            return ""
        return f"開庁の{self.hours[kind]}時間を過ぎても、{WAITED[kind]}"


def limits(at: Desk) -> Limits:
    """この自治体の、待たせてよい時間。時刻を数えるのは、画面一枚に一度だけ。"""
    rule = at.municipality.wait_limits
    hours = {
        "received": rule.received, "referred": rule.referred, "asked": rule.asked, "returned": rule.returned,
    }  # fmt: skip
    ends = {number: hours_ago(at.municipality, at.now, number) for number in set(hours.values())}
    return Limits(hours, {kind: ends[number] for kind, number in hours.items()})


def waited(line: QueueLine) -> str:
    """その行が何を待っているか（received・referred・asked・returned）。待っていなければ空。

    返された行は、窓口が見るまで。見たあとは、ご家族から届くのを待つので、窓口を急がせない。
    """
    if line.state == LineState.RETURNED:
        return "" if line.acknowledged is not None else "returned"
    if line.waiting == COUNTER and line.state != LineState.HELD:
        return "asked"
    return line.state if line.to_acknowledge else ""
