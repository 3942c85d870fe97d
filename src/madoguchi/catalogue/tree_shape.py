"""条件の木に書ける鍵の一覧と、その JSON Schema。"""

from __future__ import annotations

from typing import Any

GROUPS = ("all", "any", "none")
LEAVES = ("is", "eq", "in", "lt", "le", "gt", "ge", "between", "contains")
COMPARISONS = ("eq", "lt", "le", "gt", "ge", "between")
QUANTIFIERS = ("any_of", "all_of", "count_of")
SCOPES = ("members", "others", "movers", "persons")
RECORD_TESTS = ("any_record", "count_records")
REF = "ref"
WHOSE = ("this", "subject")
PERSONS = ("this", "subject", "visitor")
#: 節を決める鍵。一つの節にはこのうちちょうど一つを書く。
HEADS = (*GROUPS, *LEAVES, *QUANTIFIERS, *RECORD_TESTS, REF)
#: 同じ節に並べてよい鍵。eq・lt などは数える節では数の比べ方になる。
BESIDE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((*GROUPS, REF), ()),
    **dict.fromkeys(LEAVES, ("of",)),
    **dict.fromkeys(("any_of", "all_of"), ("where",)),
    "count_of": ("where", *COMPARISONS),
    "any_record": ("where", "of"),
    "count_records": ("where", "of", *COMPARISONS),
}
DEEPEST = 3


def head_of(node: dict[str, Any]) -> str | None:
    """節を決める鍵を一つ選ぶ。なければ None。数える節の比べ方は鍵とみなさない。"""
    for head in (*QUANTIFIERS, *RECORD_TESTS, *GROUPS, REF, *LEAVES):
        if head in node:
            return head
    return None


def definitions() -> dict[str, Any]:
    """条件の木の JSON Schema（$defs に置く）。"""
    return {
        "condition": {"type": "object", "oneOf": [_node(head) for head in HEADS]},
        "operand": {
            "anyOf": [
                {"type": ["string", "integer"]},
                _keyed({"parameter": {"type": "string"}}),
                _keyed({"person": {"enum": list(PERSONS)}}),
            ]
        },
    }


def _node(head: str) -> dict[str, Any]:
    beside = {key: _beside(key) for key in BESIDE[head]}
    required = [head, *(["where"] if head in QUANTIFIERS else [])]
    return {**_keyed({head: _argument(head), **beside}), "required": required}


def _keyed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _argument(head: str) -> dict[str, Any]:
    if head in GROUPS:
        return {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/condition"}}
    if head in QUANTIFIERS:
        return {"enum": list(SCOPES)}
    if head in LEAVES and head != "is":
        return {
            "type": "array",
            "minItems": 3 if head == "between" else 2,
            "prefixItems": [{"type": "string"}],
        }
    return {"type": "string"}


def _beside(key: str) -> dict[str, Any]:
    if key == "where":
        return {"$ref": "#/$defs/condition"}
    if key == "of":
        return {"enum": list(WHOSE)}
    if key == "between":
        return {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "integer", "minimum": 0}}
    return {"type": "integer", "minimum": 0}
