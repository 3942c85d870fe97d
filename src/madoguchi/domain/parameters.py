"""日付で変わる値。その日の値がなければ断り、前の値で埋めない。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from .errors import Fault


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """ある期間 `[valid_from, valid_to)` の値と根拠。`valid_to` が None なら次に変わるまで。"""

    value: Any
    valid_from: date
    valid_to: date | None = None
    basis: str | None = None
    source: str | None = None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """日付で変わる値。`chosen_by` は event_date（できごとの日）か on（判定日）。"""

    id: str
    label: str
    type: str
    values: tuple[ParameterValue, ...]
    unit: str = ""
    chosen_by: str = "event_date"
    file: str | None = None
    line: int | None = None

    def at(self, day: date) -> ParameterValue:
        """その日の値。なければ `Fault`。"""
        for value in self.values:
            if value.valid_from <= day and (value.valid_to is None or day < value.valid_to):
                return value
        raise Fault(
            f"パラメータ {self.id}（{self.label}）に {day.isoformat()} の値がありません。",
            file=self.file,
            line=self.line,
            value=self.id,
            remedy="values にその日を含む期間を足してください。",
        )
