"""件の書類や具体例に書かれた人・記録・答えを、domain の入力にする。誤りは一つ残らず集める。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from madoguchi.catalogue.documents import Document, Steps, nearest, written
from madoguchi.catalogue.typed import day, day_or_span, single, value_of
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import ASKED, Dictionary, FactDefinition, Record

PERIOD = ("valid_from", "valid_to")


class Inputs:
    """一つの書類を読む。誤りは `faults` にたまる。"""

    def __init__(self, document: Document, dictionary: Dictionary, people: tuple[str, ...]) -> None:
        self.document = document
        self.dictionary = dictionary
        self.people = people
        self.faults: list[Fault] = []

    def refuse(self, steps: Steps, value: object, reason: str, remedy: str) -> None:
        """誤りを一つ挙げる。"""
        self.faults.append(self.document.fault(steps, value, reason, remedy))

    def table(self, steps: Steps, value: Any) -> Mapping[str, Any]:
        """表でなければ挙げて、空の表として続ける。"""
        if isinstance(value, dict):
            return value
        self.refuse(steps, value, "「鍵: 値」の表を書く所です。", "{ } の表にしてください。")
        return {}

    def person(self, steps: Steps, name: Any) -> bool:
        """書類にいる人か。"""
        if name in self.people:
            return True
        remedy = nearest(name, self.people) or f"いるのは {'・'.join(self.people)} です。"
        self.refuse(steps, name, "その人は persons にいません。", remedy)
        return False

    def records(self, steps: Steps, raw: Any) -> dict[str, list[Record]]:
        """一人ぶんの記録（群 → 記録の並び）。"""
        found: dict[str, list[Record]] = {}
        for name, rows in self.table(steps, raw).items():
            here = (*steps, name)
            if not self._register(here, name):
                continue
            many = isinstance(rows, list)
            if (
                many
                and self.dictionary.groups[name].cardinality == "one"
                and len(rows) > 1
                and not _dated(rows)
            ):
                self.refuse(
                    here,
                    f"{len(rows)}件",
                    f"群 {name} の記録は一人に一件です。",
                    "期間（valid_from・valid_to）を付けるか、一件にしてください。",
                )
            found[name] = [
                self._record((*here, index) if many else here, name, row)
                for index, row in enumerate(rows if many else [rows])
            ]
        return found

    def _register(self, steps: Steps, name: str) -> bool:
        group = self.dictionary.groups.get(name)
        if group is not None and group.kind == "register":
            return True
        registers = [known.id for known in self.dictionary.groups.values() if known.kind == "register"]
        reason = "記録を持つ群ではありません。" if group else "辞書にない群です。"
        remedy = (
            "answers に書いてください。"
            if group
            else nearest(name, registers) or "facts/ にある群の id を書いてください。"
        )
        self.refuse(steps, name, reason, remedy)
        return False

    def _record(self, steps: Steps, group: str, raw: Any) -> Record:
        values: dict[str, Any] = {}
        period: dict[str, Any] = {}
        for name, value in self.table(steps, raw).items():
            here = (*steps, name)
            if name in PERIOD:
                period[name] = None if value is None else self._read(here, value, day_or_span)
                continue
            definition = self._field(here, group, name)
            if definition is not None:
                values[definition.id] = None if value is None else self.value(here, definition, value)
        return Record(values, **period)

    def _field(self, steps: Steps, group: str, name: str) -> FactDefinition | None:
        definition = self.dictionary.facts.get(f"{group}.{name}")
        if definition is None:
            fields = [known.partition(".")[2] for known in self.dictionary.groups[group].facts]
            remedy = nearest(name, fields) or f"群 {group} の項目は {'・'.join(fields)} です。"
            self.refuse(steps, f"{group}.{name}", "辞書にない事実です。", remedy)
        return definition

    def value(self, steps: Steps, definition: FactDefinition, raw: Any) -> Any:
        """事実の値。型に合わなければ挙げる。"""
        if definition.type == "date" and isinstance(raw, str):
            return self._read(steps, raw, day_or_span)
        value = self._read(steps, raw, lambda given: value_of(definition, given))
        if definition.type == "person" and value is not None:
            for name in value if isinstance(value, frozenset) else (value,):
                self.person(steps, name)
        return value

    def day(self, steps: Steps, raw: Any) -> Any:
        """ちょうどの日付。"""
        return self._read(steps, raw, day)

    def day_or_span(self, steps: Steps, raw: Any) -> Any:
        """日付。日や月が不詳なら区間。"""
        return self._read(steps, raw, day_or_span)

    def _read(self, steps: Steps, raw: Any, read: Any) -> Any:
        place = self.document.at(steps)
        if read in (day, day_or_span) and not isinstance(raw, str):
            self.refuse(steps, raw, "日付を書く所です。", "2026-11-22 の形で書いてください。")
            return None
        try:
            return read(raw)
        except Fault as fault:
            self.faults.append(fault.at(place.file, place.line, place.column))
            return None

    def answers(self, steps: Steps, raw: Any) -> dict[tuple[str, str | None], Any]:
        """聞き取りの答え。null は「たずねたが分からない」。"""
        found: dict[tuple[str, str | None], Any] = {}
        for key, value in self.table(steps, raw).items():
            here = (*steps, key)
            name, at, person = key.partition("@")
            definition = self.dictionary.facts.get(name)
            if definition is None:
                remedy = nearest(name, self.dictionary.facts) or "facts/ の辞書にある id を書いてください。"
                self.refuse(here, name, "辞書にない事実です。", remedy)
            elif not at or self._about(here, definition, person):
                found[(name, person if at else None)] = self._answer(here, definition, value)
        return found

    def _about(self, steps: Steps, definition: FactDefinition, person: str) -> bool:
        if definition.about != "member":
            self.refuse(
                steps,
                f"{definition.id}@{person}",
                "人ごとの事実ではありません。",
                f"@{person} を外してください。",
            )
            return False
        return self.person(steps, person)

    def _answer(self, steps: Steps, definition: FactDefinition, raw: Any) -> Any:
        if raw is None:
            return ASKED
        group = self.dictionary.groups.get(definition.group)
        if group and group.key == definition.id and isinstance(raw, list):
            return frozenset(self._read(steps, one, lambda given: single(definition, given)) for one in raw)
        if raw == [] and group and group.kind == "register" and definition.connected_absence == "none":
            return frozenset()
        return self.value(steps, definition, raw)

    def groups(self, steps: Steps, raw: Any) -> list[str]:
        """群の id の並び。"""
        if not isinstance(raw, list):
            self.refuse(steps, written(raw), "並びを書く所です。", "[ ] で囲んで書いてください。")
            return []
        return [name for index, name in enumerate(raw) if self._register((*steps, index), str(name))]

    def persons(self, steps: Steps, raw: Any) -> tuple[str, ...]:
        """人の id の並び。"""
        if not isinstance(raw, list):
            self.refuse(steps, written(raw), "並びを書く所です。", "[ ] で囲んで書いてください。")
            return ()
        return tuple(name for index, name in enumerate(raw) if self.person((*steps, index), name))


def _dated(rows: list[Any]) -> bool:
    return all(isinstance(row, dict) and (PERIOD[0] in row or PERIOD[1] in row) for row in rows)
