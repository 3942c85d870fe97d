"""手続きと窓口を引き合わせる。どの窓口で、いつできるか。できない窓口は、なぜできないかを言う。"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from madoguchi.catalogue.profiles import Hours, Window
from madoguchi.domain.calendar import OpenDays
from madoguchi.domain.procedures import Procedure

SYSTEMS = {
    "juki_net": "住基ネット", "koseki": "戸籍の端末", "koseki_net": "戸籍の広域交付の端末", "card": "カードの端末",
}  # fmt: skip
ELSEWHERE = "この窓口では受けていません"
CONSULT = "相談は、担当の窓口で受けます"
WEEKDAYS = "月火水木金"
#: 受けられる日をさがす長さ。月に一度の窓口でも、必ずどこかに入る。
HORIZON = 70


@dataclass(frozen=True, slots=True)
class Answer:
    """一つの窓口の答え。`why_not` が空ならできる。"""

    window: Window
    why_not: str

    @property
    def hours(self) -> str:
        """開いている時間。"""
        return "、".join(dict.fromkeys(hours_text(one) for one in self.window.hours))


def why_not(window: Window, procedure: Procedure) -> str:
    """この窓口でできない訳。できるなら空。"""
    if window.serves(procedure):
        return ""
    if procedure.department not in window.departments:
        return ELSEWHERE
    lacking = [SYSTEMS[one] for one in procedure.needs if one not in window.systems]
    return f"{'と'.join(lacking)}がありません" if lacking else CONSULT


def answers(procedure: Procedure, windows: Iterable[Window]) -> tuple[Answer, ...]:
    """どの窓口でできて、どの窓口ではできないか。"""
    return tuple(Answer(window, why_not(window, procedure)) for window in windows)


def able_on(
    procedure: Procedure, day: date, windows: Iterable[Window], closed: Container[date]
) -> tuple[Window, ...]:
    """その日に、その手続きを受けられる窓口。"""
    return tuple(one for one in windows if one.open_on(day, closed) and one.serves(procedure))


def next_able(procedure: Procedure, day: date, windows: tuple[Window, ...], open_days: OpenDays) -> date:
    """その日から先で、はじめて受けられる日。窓口の決まりがない自治体では、次の開庁日。"""
    for number in range(HORIZON if windows else 0):
        later = day + timedelta(days=number)
        if able_on(procedure, later, windows, open_days.closed):
            return later
    return open_days.next_open(day)


def last_able(procedure: Procedure, day: date, windows: tuple[Window, ...], open_days: OpenDays) -> date:
    """その日までで、最後に受けられる日。"""
    for number in range(HORIZON):
        earlier = day - timedelta(days=number)
        if able_on(procedure, earlier, windows, open_days.closed) if windows else open_days.is_open(earlier):
            return earlier
    return day


def together(
    procedures: Iterable[Procedure],
    first: date,
    last: date | None,
    windows: tuple[Window, ...],
    open_days: OpenDays,
) -> tuple[Window, ...]:
    """その間に、全部を一度に受けられる窓口。本庁を先に。"""
    wanted = list(procedures)
    days = [
        first + timedelta(days=number)
        for number in range(HORIZON if last is None or last < first else (last - first).days + 1)
    ]
    found = [
        window
        for window in windows
        if all(window.serves(one) for one in wanted)
        and any(window.open_on(day, open_days.closed) for day in days)
    ]
    return tuple(sorted(found, key=lambda window: not window.main))


def hours_text(hours: Hours) -> str:
    """開く曜日と時間。

    >>> hours_text(Hours("月火水木金", "8:30", "17:15")), hours_text(Hours("日", "9:00", "12:00", (1, 3)))
    ('平日 8:30〜17:15', '第1・第3日曜 9:00〜12:00')
    """
    days = "平日" if hours.days == WEEKDAYS else f"{'・'.join(hours.days)}曜"
    weeks = "・".join(f"第{number}" for number in hours.weeks)
    return f"{weeks}{days} {hours.opens}〜{hours.closes}"
