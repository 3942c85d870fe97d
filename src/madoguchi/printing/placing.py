"""欄の描くものを、下敷きの上の四角に割り当てる。枠や語は下敷きにあるので、値と印だけを置く。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from madoguchi.printing.definition import Box, Field
from madoguchi.printing.kinds import BY_HAND, Drawing

Place = dict[str, Any]


def placed(field: Field, drawing: Drawing, down: float = 0.0) -> Iterator[Place]:
    """一つの欄の、置くものの並び。`down` は繰り返しの行で下げる長さ（mm）。"""
    if field.kind in BY_HAND:
        return
    match drawing["kind"]:
        case "choice":
            yield from _marks(field, drawing["mark"], drawing["options"], down)
        case "wareki":
            yield from _wareki(field, drawing, down)
        case "rows":
            yield from _rows(field, drawing, down)
        case _ if field.boxes:
            yield from _parts(field, drawing, down)
        case _ if field.at is not None:
            yield _place(field.at, down, drawing)


def _marks(field: Field, mark: str, options: list[dict[str, Any]], down: float) -> Iterator[Place]:
    for option in options:
        if option["on"] and option["key"] in field.boxes:
            yield _place(field.boxes[option["key"]], down, {"kind": mark})


def _wareki(field: Field, drawing: Drawing, down: float) -> Iterator[Place]:
    yield from _marks(field, "circle", drawing["eras"], down)
    for name in ("year", "month", "day"):
        if name in field.boxes:
            line = {
                "kind": "text", "id": field.id, "runs": drawing[name], "words": [], "fit": "shrink",
                "size": drawing["size"], "min": 7, "align": "center",
            }  # fmt: skip
            yield _place(field.boxes[name], down, line)


def _rows(field: Field, drawing: Drawing, down: float) -> Iterator[Place]:
    pitch = field.spec.get("pitch", 0.0)
    for number, row in enumerate(drawing["rows"]):
        for column, cell in zip(field.columns, row, strict=True):
            yield from placed(column, cell, down + number * pitch)


def _parts(field: Field, drawing: Drawing, down: float) -> Iterator[Place]:
    for name, part in drawing.get("parts", {}).items():
        if name in field.boxes:
            yield _place(field.boxes[name], down, {**part, "id": field.id})


def _place(box: Box, down: float, item: Drawing) -> Place:
    return {"page": box.page, "x": box.x, "y": box.y + down, "w": box.w, "h": box.h, "item": item}
