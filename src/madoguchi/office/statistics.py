"""統計の画面と CSV。件の記録から毎晩つくった数だけを使い、職員ごとの数は出さない。"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from madoguchi.accounts.presence import acting
from madoguchi.cases import statistics
from madoguchi.cases.figures import REASONS, Figures, total
from madoguchi.cases.statistics import MonthRow
from madoguchi.municipalities import queries
from madoguchi.office import periods
from madoguchi.office.concealing import LEAST, average, is_few, share, shown, shown_together
from madoguchi.office.desk import definitions
from madoguchi.office.figure_texts import MEASURES, Measure
from madoguchi.office.periods import Period

WEEKDAYS = "月火水木金土日"
NO_PLACE = "窓口に座っていない職員"
FEW_ROWS = 6
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """選ぶ欄の一つ。"""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Card:
    """大きく出す数。"""

    measure: Measure
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class MonthCell:
    """一つの月。`minutes` が None なら、棒を出さない（`text` に、そのわけか数）。"""

    label: str
    year: str
    minutes: int | None
    text: str
    visits: str
    now: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """一つの場所の数。"""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """名と数。`count` が None なら伏せた数。"""

    label: str
    count: int | None
    text: str


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """統計の画面。`empty` なら、まだ数がない。"""

    title: str
    events: tuple[Choice, ...]
    places: tuple[Choice, ...]
    years: tuple[Choice, ...]
    months: tuple[Choice, ...]
    empty: bool
    made_at: str
    cards: tuple[Card, ...] = ()
    chart: tuple[MonthCell, ...] = ()
    by_place: tuple[PlaceRow, ...] = ()
    reasons: tuple[Amount, ...] = ()
    referred: tuple[Amount, ...] = ()
    hours: tuple[str, ...] = ()
    week: tuple[PlaceRow, ...] = ()
    measures: tuple[Measure, ...] = tuple(MEASURES.values())


@dataclass(frozen=True)
class Asked:
    """選んだできごと・場所・期間と、その名。"""

    event: str
    place: str
    period: Period
    events: Labels
    places: Labels
    departments: Labels
    today: date

    @property
    def title(self) -> str:
        """何の数か。"""
        where = self.places.get(self.place, "全部の窓口")
        return f"{self.events.get(self.event, '全部のできごと')}の{self.period.label}" + (
            f"　{where}" if self.place else ""
        )


def statistics_page(user: Any, event: str, place: str, period: str) -> StatisticsPage:
    """選んだできごと・場所・期間の画面。知らない値なら Fault。"""
    asked = _asked(user, event, place, period)
    held = _rows(asked)
    chosen = [row for row in held if _wanted(asked, row)]
    years, months = periods.choices(statistics.first_month(), asked.today)
    head = (
        asked.title, _choices({"": "全部のできごと", **asked.events}, asked.event),
        _choices({"": "全部の窓口", **asked.places}, asked.place),
        _choices({one.key: one.label for one in years}, asked.period.key),
        _choices({one.key: one.label for one in months}, asked.period.key),
    )  # fmt: skip
    inside = _inside(chosen, asked.period.months)
    made = max((row.made_at for row in held), default=None)
    stamp = "" if made is None else f"{made.month}月{made.day}日{made.hour}時{made.minute:02d}分"
    if not any(row.figures.visits or row.figures.closed for row in inside):
        return StatisticsPage(*head, True, stamp)
    whole = total(row.figures for row in inside)
    return StatisticsPage(
        *head, False, stamp, _cards(whole, total(row.figures for row in _inside(chosen, asked.period.before))),
        tuple(_months(asked, chosen)), _by_place(asked, inside), _amounts(whole.reasons, REASONS),
        _amounts(whole.referred, asked.departments), *_week(whole),
    )  # fmt: skip


def statistics_csv(user: Any, event: str, place: str, period: str) -> str:
    """同じ数を、一行に一つの数と決め方で。表計算で開けるよう、はじめに BOM を置く。"""
    page = statistics_page(user, event, place, period)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("何の数", "くくり", "名", "数の名", "数", "単位", "数の決め方"))
    for group, name, measure, value in _flat(page):
        writer.writerow((page.title, group, name, measure.label, value, measure.unit, measure.text))
    return "\ufeff" + out.getvalue()


def _flat(page: StatisticsPage) -> Iterator[tuple[str, str, Measure, str]]:
    for card in page.cards:
        yield "全体", "", card.measure, card.value
    for cell in page.chart:
        yield "月", f"{cell.year}{cell.label}", MEASURES["minutes"], cell.text
        yield "月", f"{cell.year}{cell.label}", MEASURES["visits"], cell.visits
    for key, amounts in (("returns", page.reasons), ("referred", page.referred)):
        for amount in amounts:
            yield MEASURES[key].label, amount.label, MEASURES[key], amount.text
    yield from _crossed(page)


def _crossed(page: StatisticsPage) -> Iterator[tuple[str, str, Measure, str]]:
    """場所ごと、曜日と時刻の表。"""
    for row in page.by_place:
        for key, value in zip(PLACE_MEASURES, row.cells, strict=True):
            yield "場所", row.name, MEASURES[key], value
    for row in page.week:
        for hour, value in zip(page.hours, row.cells, strict=True):
            yield "曜日と時刻", f"{row.name}曜 {hour}時", MEASURES["hours"], value


def _asked(user: Any, event: str, place: str, period: str) -> Asked:
    held = definitions()
    owners = {one.key: one.short or one.name for one in queries.departments()}
    counters = queries.counter_places()
    places = {f"d-{one.department}": owners[one.department] for one in counters}
    places |= {f"p-{one.key}": f"{owners[one.department]}　{one.name}" for one in counters}
    events = {one.id: one.name for one in held.life_events.values()}
    today = acting(user).at.date()
    _refuse_unknown(event, events)
    _refuse_unknown(place, places)
    return Asked(event, place, periods.period_of(period, today), events, places, owners, today)


def _refuse_unknown(value: str, known: Labels) -> None:
    if value and value not in known:
        raise periods.refused(value)


def _choices(labels: Labels, chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, label, value == chosen) for value, label in labels.items())


def _rows(asked: Asked) -> tuple[MonthRow, ...]:
    """一年前の同じ月から、期間の終わりの月まで。"""
    last = asked.period.months[-1]
    return statistics.rows(min(asked.period.before[0], periods.next_month(last, -11)), last)


def _wanted(asked: Asked, row: MonthRow) -> bool:
    if asked.event and row.event_kind != asked.event:
        return False
    return not asked.place or row.place in _keys(asked.place)


def _keys(place: str) -> frozenset[str]:
    """選んだ場所の、窓口の略号。課・支所なら、そこの窓口の全部。"""
    kind, _, key = place.partition("-")
    if kind == "p":
        return frozenset({key})
    return frozenset(one.key for one in queries.counter_places() if one.department == key)


def _inside(rows: Iterable[MonthRow], months: tuple[date, ...]) -> list[MonthRow]:
    return [row for row in rows if row.month in months]


def _cards(now: Figures, before: Figures) -> tuple[Card, ...]:
    return tuple(
        Card(MEASURES[key], value(now), _before(value(before))) for key, value in CARD_VALUES.items()
    )


def _before(value: str) -> str:
    """一年前の数。小さくて出せないときは、何も言わない。"""
    return f"前の年 {value}" if value[0].isdigit() and value != "0" and "未満" not in value else ""


def _minutes(one: Figures) -> str:
    return "－" if one.timed < LEAST else f"{one.median_minutes}"


CARD_VALUES: Mapping[str, Callable[[Figures], str]] = {
    "opened": lambda one: shown(one.opened),
    "minutes": _minutes,
    "received": lambda one: average(one.received, one.receiving),
    "avoided": lambda one: average(one.avoided, one.receiving),
    "questions": lambda one: average(one.questions, one.asking),
    "at_once": lambda one: share(one.closed_at_once, one.closed),
}
PLACE_MEASURES = ("visits", "minutes", "received", "avoided", "at_once")


def _months(asked: Asked, rows: list[MonthRow]) -> Iterator[MonthCell]:
    """期間の月。一つの月を選んだときは、そこまでの12か月。まだ来ていない月は出さない。"""
    period = asked.period
    last = min(period.months[-1], asked.today.replace(day=1))
    first = period.months[0] if len(period.months) > 1 else periods.next_month(last, -11)
    months = statistics.months_between(first, last)
    sums = [total(row.figures for row in rows if row.month == month) for month in months]
    for month, one, visits in zip(months, sums, shown_together([one.visits for one in sums]), strict=True):
        minutes = None if one.timed < LEAST else one.median_minutes
        year = periods.month_text(month).split("年")[0] + "年"
        yield MonthCell(f"{month.month}月", year, minutes, _minutes(one), visits, month == last)


def _by_place(asked: Asked, rows: list[MonthRow]) -> tuple[PlaceRow, ...]:
    found = {
        place: total(row.figures for row in rows if row.place == place)
        for place in {row.place for row in rows}
    }
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].visits, pair[0]))
    counts = shown_together([one.visits for _, one in ordered])
    return tuple(
        PlaceRow(
            asked.places.get(f"p-{place}", f"いまはない窓口　{place}" if place else NO_PLACE),
            (visits, *(CARD_VALUES[key](one) for key in PLACE_MEASURES[1:])),
        )
        for (place, one), visits in zip(ordered, counts, strict=True)
    )


def _amounts(counts: Mapping[str, int], labels: Labels) -> tuple[Amount, ...]:
    """多い順。小さい数は伏せる。"""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:FEW_ROWS]
    texts = shown_together([count for _, count in ordered])
    return tuple(
        Amount(labels.get(key, key), count if text[0].isdigit() and not is_few(count) else None, text)
        for (key, count), text in zip(ordered, texts, strict=True)
    )


def _week(whole: Figures) -> tuple[tuple[str, ...], tuple[PlaceRow, ...]]:
    """曜日と時刻の表。土日は、来庁のあったときだけ。"""
    counts = {tuple(map(int, key.split("-"))): count for key, count in whole.hours.items()}
    days = sorted({day for day, _ in counts} | set(range(5)))
    hours = range(min(hour for _, hour in counts), max(hour for _, hour in counts) + 1) if counts else ()
    rows = tuple(
        PlaceRow(WEEKDAYS[day], tuple(shown(counts.get((day, hour), 0)) for hour in hours)) for day in days
    )
    return tuple(str(hour) for hour in hours), rows
