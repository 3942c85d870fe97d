"""市の行を書き換え、その日に変わった行を覚える。行はなくならないので、差分を積めば全件になる。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ...feeds.reading import FeedRow
from ..people import City, Person

Changed = dict[str, list[FeedRow]]


class Ledger:
    """市の行と、その日に変わった場所。"""

    def __init__(self, city: City) -> None:
        self.city = city
        self._places: dict[tuple[str, str], list[int]] = {}
        self._seen: dict[str, int] = {}
        self._touched: dict[str, dict[int, None]] = {}
        self.absorb()
        self._touched.clear()

    def absorb(self) -> None:
        """市に足された行を、索引に入れ、変わった行に数える。"""
        for group, rows in self.city.rows.items():
            for index in range(self._seen.get(group, 0), len(rows)):
                self._places.setdefault((group, rows[index].subject), []).append(index)
                self._touched.setdefault(group, {})[index] = None
            self._seen[group] = len(rows)

    def take(self) -> Changed:
        """変わった行。数えなおす。"""
        changed = {
            group: [self.city.rows[group][at] for at in places] for group, places in self._touched.items()
        }
        self._touched = {}
        return changed

    def open_rows(self, group: str, person: Person) -> list[FeedRow]:
        """いま有効な行。"""
        return [self.city.rows[group][at] for at in self._open(group, person)]

    def holds(self, group: str, person: Person) -> bool:
        """いま有効な行があるか。"""
        return bool(self._open(group, person))

    def add(self, group: str, person: Person, record: str, since: date, fields: dict[str, Any]) -> None:
        """行を足す。"""
        self.city.add(group, person, record, since, fields)
        self.absorb()

    def close(self, groups: Iterable[str], person: Person, until: date, **fields: Any) -> None:
        """いま有効な行を閉じる。始まった日より前には閉じない。"""
        for group in groups:
            for at in self._open(group, person):
                row = self.city.rows[group][at]
                end = max(until, row.valid_from + timedelta(days=1))
                self._put(group, at, replace(row, valid_to=end, values=_merged(group, row, fields)))

    def amend(self, group: str, person: Person, **fields: Any) -> None:
        """いま有効な行の値を直す。None にした欄は空になる。"""
        for at in self._open(group, person):
            row = self.city.rows[group][at]
            self._put(group, at, replace(row, values=_merged(group, row, fields)))

    def step(self, person: Person, on: date, **fields: Any) -> None:
        """住民記録に、次の履歴を足す。"""
        at = self._open("resident", person)[-1]
        row = self.city.rows["resident"][at]
        number = row.values["resident.history_no"] + 1
        on = max(on, row.valid_from + timedelta(days=1))
        self._put("resident", at, replace(row, valid_to=on))
        values = _merged("resident", row, {**fields, "history_no": number})
        plain = {name.removeprefix("resident."): value for name, value in values.items()}
        self.add("resident", person, str(number), on, plain)

    def _open(self, group: str, person: Person) -> list[int]:
        places = self._places.get((group, person.key), [])
        return [at for at in places if self.city.rows[group][at].valid_to == date.max]

    def _put(self, group: str, at: int, row: FeedRow) -> None:
        self.city.rows[group][at] = row
        self._touched.setdefault(group, {})[at] = None


def _merged(group: str, row: FeedRow, fields: dict[str, Any]) -> dict[str, Any]:
    values = {**row.values, **{f"{group}.{name}": value for name, value in fields.items()}}
    return {name: value for name, value in values.items() if value is not None}
