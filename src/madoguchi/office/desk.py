"""裏方の職員と、そのとき使う定義。"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from madoguchi.catalogue import releases
from madoguchi.domain.facts import Dictionary
from madoguchi.municipalities.scope import current


def dictionary() -> Dictionary:
    """いまの自治体の、事実の辞書。"""
    return _dictionary(getattr(settings, "CATALOGUE", None), current(), settings.VAR / "catalogue")


@lru_cache(maxsize=16)
def _dictionary(root: Path | None, municipality: str, cache: Path) -> Dictionary:
    return releases.load(root, municipality, cache).definitions.dictionary
