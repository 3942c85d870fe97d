"""二人の続柄から関係を導く表。決めきれない組は不明のまま。"""

from __future__ import annotations

import pytest

from madoguchi.domain.kinship import kin, parse_relation

#: 本人の続柄, 相手の続柄, 世帯のほかの人 → 本人から見た関係
PAIRS: list[tuple[str, str, list[str], str | None]] = [
    ("世帯主", "妻", [], "spouse"), ("妻", "世帯主", [], "spouse"), ("夫（未届）", "世帯主", [], "spouse"),
    ("世帯主", "子", [], "child"), ("世帯主", "長男", [], "child"), ("子", "世帯主", [], "parent"),
    ("妻", "子", ["世帯主"], "child"), ("子", "妻", ["世帯主"], "parent"),
    ("子", "子", ["世帯主"], "sibling"), ("世帯主", "父", [], "parent"), ("父", "世帯主", [], "child"),
    ("父", "母", ["世帯主"], "spouse"), ("父", "妻", ["世帯主"], "inlaw"), ("妻", "母", ["世帯主"], "inlaw"),
    ("母", "子", ["世帯主"], "grandchild"), ("子", "母", ["世帯主"], "grandparent"),
    ("世帯主", "子の子", [], "grandchild"), ("世帯主", "子の妻", [], "inlaw"), ("妻", "子の妻", ["世帯主"], "inlaw"),
    ("子", "子の妻", ["世帯主"], "spouse"), ("子", "子の子", ["世帯主"], "child"), ("子の子", "子", ["世帯主"], "parent"),
    ("子の妻", "子の子", ["世帯主", "子"], "child"), ("子の子", "子の子", ["世帯主", "子"], "sibling"),
    ("子", "子の子", ["世帯主", "子"], None), ("子", "子の妻", ["世帯主", "子"], None),
    ("子の子", "子の子", ["世帯主", "子", "子"], None), ("子の子", "子の子", ["世帯主"], None),
    ("世帯主", "弟", [], "sibling"), ("弟", "妹", ["世帯主"], "sibling"), ("弟", "父", ["世帯主"], "parent"),
    ("父", "弟", ["世帯主"], "child"), ("世帯主", "弟の子", [], "relative3"), ("子", "弟", ["世帯主"], "relative3"),
    ("妻", "弟", ["世帯主"], "inlaw"), ("世帯主", "妻の子", [], "inlaw"), ("妻", "妻の子", ["世帯主"], "child"),
    ("世帯主", "同居人", [], "none"), ("世帯主", "縁故者", [], None), ("世帯主", "妻の弟の子の子", [], "none"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "other", "rest", "expected"), PAIRS)
def test_kin_is_derived_from_both_relations(
    subject: str, other: str, rest: list[str], expected: str | None
) -> None:
    assert kin(subject, other, [subject, other, *rest]) == expected


def test_an_unreadable_relation_is_not_guessed() -> None:
    assert parse_relation("ともだち") is None
