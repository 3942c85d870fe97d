"""裏方の職員と、そのとき使う定義。"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from madoguchi.catalogue import releases
from madoguchi.domain.facts import Dictionary
from madoguchi.domain.procedures import Definitions
from madoguchi.municipalities.scope import current


def dictionary() -> Dictionary:
    """いまの自治体の、事実の辞書。"""
    return definitions().dictionary


def definitions() -> Definitions:
    """いまの自治体の、きょう使う定義。"""
    return _definitions(getattr(settings, "CATALOGUE", None), current(), settings.VAR / "catalogue")


@lru_cache(maxsize=16)
def _definitions(root: Path | None, municipality: str, cache: Path) -> Definitions:
    return releases.load(root, municipality, cache).definitions
