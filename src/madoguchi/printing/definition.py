"""様式の定義：版、用紙、欄。読み方は reading、流し込みは filling が受け持つ。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madoguchi.catalogue.documents import Place
from madoguchi.domain.calendar import wareki
from madoguchi.domain.errors import Fault
from madoguchi.printing.binding import PARAMETER, Binding, When

# 用紙の名と大きさ（縦向きの幅と高さ、mm）。
PAPERS: Mapping[str, tuple[float, float]] = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "b4": (257.0, 364.0),
    "b5": (182.0, 257.0),
}


@dataclass(frozen=True, slots=True)
class Box:
    """紙の上の四角。左上から右と下へ、mm。"""

    page: int
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Field:
    """一つの欄。`spec` は種類ごとの決まり、`boxes` は選択肢や年月日ごとの四角。"""

    id: str
    kind: str
    label: str
    place: Place
    bind: Binding | None = None
    when: When | None = None
    at: Box | None = None
    boxes: Mapping[str, Box] = field(default_factory=dict)
    spec: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """様式の一つの版。`[valid_from, valid_to)` の間の日にだけ刷れる。"""

    id: str
    label: str
    valid_from: date
    valid_to: date | None
    paper: str
    landscape: bool
    tray: str
    pages: int
    layout: str | None
    underlay: bytes | None
    source: str
    fields: tuple[Field, ...]
    parts: Mapping[str, When] = field(default_factory=dict)

    def in_force(self, on: date) -> bool:
        """その日に使う版か。"""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    @property
    def parameters(self) -> frozenset[str]:
        """この版の欄が使うパラメータの id。"""
        found = [path for field in self.fields if field.bind for path in field.bind.paths]
        return frozenset(path.partition(".")[2] for path in found if path.partition(".")[0] == PARAMETER)

    @property
    def signatures(self) -> int:
        """家族がいつも署名する所の数。"""
        return sum(one.kind == "signature" and not one.spec.get("optional") for one in self.fields)

    @property
    def size(self) -> tuple[float, float]:
        """紙の幅と高さ（mm）。"""
        width, height = PAPERS[self.paper]
        return (height, width) if self.landscape else (width, height)


@dataclass(frozen=True, slots=True)
class PaperForm:
    """一つの様式。使う日で版を選ぶ。"""

    id: str
    title: str
    procedures: tuple[str, ...]
    editions: tuple[Edition, ...]
    file: str

    def edition(self, on: date) -> Edition:
        """その日に使う版。無ければ、どの版がいつまでだったかを言う Fault。"""
        for edition in self.editions:
            if edition.in_force(on):
                return edition
        raise Fault(
            file=self.file,
            value=f"{self.title}（{wareki(on)}）",
            reason=f"この日に使える版がありません。{self._history()}",
            remedy="新しい版を editions に足すか、期間を確かめてください。",
        )

    def _history(self) -> str:
        return "".join(
            f"{edition.label}は{wareki(edition.valid_from)}から"
            + (f"{wareki(edition.valid_to)}の前日までです。" if edition.valid_to else "です。")
            for edition in self.editions
        )
