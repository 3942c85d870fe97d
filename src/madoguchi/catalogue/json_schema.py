"""書類の形（schema）を、編集ソフトが読む JSON Schema に書き出す。"""

from __future__ import annotations

from typing import Any

from madoguchi.catalogue import tree_shape
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

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def exported(kind_name: str) -> dict[str, Any]:
    """種類の名（procedure など）から JSON Schema を作る。差分の書類にも使えるよう、要る鍵は本体だけに課す。"""
    kind = KINDS[kind_name]
    schema: dict[str, Any] = {"$schema": DIALECT, "title": kind.title, **_of(kind.shape)}
    if _uses_tree(kind.shape):
        schema["$defs"] = tree_shape.definitions()
    return schema


def _of(shape: Shape) -> dict[str, Any]:
    match shape:
        case Maybe(inner):
            return {"anyOf": [_of(inner), {"type": "null"}]}
        case Keyed(fields):
            return {
                "type": "object",
                "additionalProperties": False,
                "required": [key for key, field in fields.items() if field.required],
                "properties": {
                    key: {"description": field.note, **_of(field.shape)} for key, field in fields.items()
                },
            }
        case Items(inner, low):
            return {"type": "array", "minItems": low, "items": _of(inner)}
        case Table(inner):
            return {"type": "object", "additionalProperties": _of(inner)}
        case _:
            return _single(shape)


def _single(shape: Shape) -> dict[str, Any]:
    match shape:
        case Text(pattern, _):
            return {"type": "string", **({"pattern": f"^(?:{pattern})$"} if pattern else {})}
        case Flag():
            return {"type": "boolean"}
        case Whole(low):
            return {"type": "integer", **({} if low is None else {"minimum": low})}
        case Day():
            return {"type": "string", "format": "date"}
        case Choice(words):
            return {"enum": list(words)}
        case Scalar():
            return {"type": ["string", "integer", "boolean"]}
        case Tree():
            return {"$ref": "#/$defs/condition"}
        case _:
            return {}


def _uses_tree(shape: Shape) -> bool:
    return isinstance(shape, Keyed) and any(isinstance(field.shape, Tree) for field in shape.fields.values())
