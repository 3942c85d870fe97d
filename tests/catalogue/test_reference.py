"""定義の書き方の参照（docs）には、書ける鍵と、その説明と、要るかどうかが残らず載っている。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from madoguchi.catalogue.schema import KINDS
from madoguchi.catalogue.shapes import (
    Choice,
    Day,
    Flag,
    Items,
    Keyed,
    Maybe,
    Scalar,
    Shape,
    Table,
    Text,
    Tree,
    Whole,
)
from madoguchi.catalogue.tree_shape import HEADS

REFERENCE = Path(__file__).parents[2] / "docs/reference/catalogue-format.md"


def written(shape: Shape) -> str:
    """表の「書くもの」の欄。"""
    match shape:
        case Maybe(inner):
            return f"{written(inner)}、または null"
        case Choice(words):
            return "・".join(f"`{word}`" for word in words)
        case Items(inner):
            return f"{written(inner)} の並び"
        case Table(inner):
            return f"鍵 → {written(inner)} の表"
        case Keyed():
            return "表（下に続く）"
    names = {Text: "文字", Flag: "true・false", Whole: "整数", Day: "日付", Scalar: "値", Tree: "条件の木"}
    return names.get(type(shape), "自由")


def rows(shape: Shape, prefix: str = "") -> Iterator[str]:
    """表の行。入れ子の鍵は 親.子 と書く。"""
    while isinstance(shape, Maybe | Items | Table):
        shape = shape.shape
    if not isinstance(shape, Keyed):
        return
    for key, field in shape.fields.items():
        name = f"{prefix}{key}"
        yield f"| `{name}` | {written(field.shape)} | {'要' if field.required else ''} | {field.note} |"
        yield from rows(field.shape, f"{name}.")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_key_is_explained(kind: str) -> None:
    lines = REFERENCE.read_text(encoding="utf-8").splitlines()
    lacking = [row for row in rows(KINDS[kind].shape) if row not in lines]
    assert lacking == []


def test_every_form_of_a_condition_is_explained() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    assert [head for head in HEADS if f"`{head}`" not in text] == []
