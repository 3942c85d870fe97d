"""比べる相手の値を、事実の型に照らして読む。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from madoguchi.catalogue.documents import Document, Steps, nearest
from madoguchi.catalogue.tree_shape import PERSONS
from madoguchi.catalogue.typed import TYPE_NAMES, single
from madoguchi.domain.conditions import ParameterOperand, PersonOperand
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import FactDefinition
from madoguchi.domain.parameters import Parameter

ORDERED = ("lt", "le", "gt", "ge", "between")


class Operands:
    """一つの葉の、比べる相手。誤りは `faults` にたまる。"""

    def __init__(
        self,
        document: Document,
        parameters: Mapping[str, Parameter],
        steps: Steps,
        op: str,
        definition: FactDefinition,
    ) -> None:
        self.document = document
        self.parameters = parameters
        self.steps = steps
        self.op = op
        self.definition = definition
        self.faults: list[Fault] = []

    def read(self, written: list[Any]) -> tuple[Any, ...] | None:
        """値の並びを domain の値にする。誤りがあれば None。"""
        if not self._operator_fits():
            return None
        values = self._spread(written)
        read = tuple(self._operand(value) for value in values)
        if self.op == "between" and not self.faults and len(read) != 2:
            self._refuse(
                written,
                "between の書き方ではありません。",
                "{between: [事実, 下, 上]} の形で書いてください。",
            )
        if self.op not in ("is", "in", "contains", "between") and len(read) != 1:
            self._refuse(written, f"{self.op} の相手は一つです。", "値を一つだけ書いてください。")
        return None if self.faults else read

    def _refuse(self, value: object, reason: str, remedy: str) -> None:
        self.faults.append(self.document.fault(self.steps, value, reason, remedy))

    def _operator_fits(self) -> bool:
        kind, many = self.definition.type, self.definition.multiple
        if self.op == "is":
            fits, right = kind == "bool" and not many, "eq・in・contains"
        elif self.op == "contains":
            fits, right = many, "eq か in"
        elif self.op in ORDERED:
            fits, right = kind in ("int", "date") and not many, "eq・in・contains"
        else:
            fits, right = not many and kind != "bool", "contains" if many else "is"
        if not fits:
            name = f"{'複数の' if many else ''}{TYPE_NAMES[kind]}"
            self._refuse(
                f"{self.op}: {self.definition.id}",
                f"{name}の事実に {self.op} は使えません。",
                f"{right} を使ってください。",
            )
        return fits

    def _spread(self, written: list[Any]) -> list[Any]:
        if self.op in ("in", "contains") and len(written) == 1 and isinstance(written[0], list):
            if not written[0]:
                self._refuse("[]", "比べる値がありません。", "値を一つ以上書いてください。")
            return written[0]
        return written

    def _operand(self, value: Any) -> Any:
        if isinstance(value, dict):
            return self._reference(value)
        return self._literal(value)

    def _reference(self, value: dict[str, Any]) -> Any:
        if list(value) == ["parameter"]:
            return self._parameter(value["parameter"])
        if list(value) == ["person"]:
            return self._person(value["person"])
        self._refuse(
            "・".join(value),
            "比べる相手として読めません。",
            "値か {parameter: id} か {person: subject} を書いてください。",
        )
        return None

    def _parameter(self, name: Any) -> ParameterOperand:
        parameter = self.parameters.get(name) if isinstance(name, str) else None
        if parameter is None:
            remedy = nearest(name, self.parameters) or "parameters/ にその値を作ってください。"
            self._refuse(name, "その名の値（パラメータ）はありません。", remedy)
        elif parameter.type != self.definition.type:
            self._refuse(
                name,
                f"値 {name} は{TYPE_NAMES.get(parameter.type, parameter.type)}で、"
                f"{self.definition.id} は{TYPE_NAMES[self.definition.type]}です。",
                "型の合う値を使ってください。",
            )
        return ParameterOperand(str(name))

    def _person(self, who: Any) -> PersonOperand:
        if self.definition.type != "person":
            self._refuse(who, f"{self.definition.id} は人を指す事実ではありません。", "値を書いてください。")
        if who not in PERSONS:
            self._refuse(
                who, "その名の人はいません。", nearest(who, PERSONS) or f"{'・'.join(PERSONS)} のどれかです。"
            )
        return PersonOperand(str(who))

    def _literal(self, value: Any) -> Any:
        try:
            return single(self.definition, value)
        except Fault as fault:
            place = self.document.at(self.steps)
            self.faults.append(fault.at(place.file, place.line, place.column))
            return None
