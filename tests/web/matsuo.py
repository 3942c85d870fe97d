"""小さな棚と小さな市で、妻が来て開いた松雄さんの件。画面の試験が使う。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from madoguchi.counter import opening
from madoguchi.municipalities.scope import scope
from tests.counter import city
from tests.counter.conftest import SHELF
from tests.counter.work import WIFE
from tests.support.cast import AOBA


@pytest.fixture(autouse=True)
def small_shelf(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """小さな棚の定義で、2026年11月20日に働く。"""
    settings.CATALOGUE = SHELF
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-20")


@pytest.fixture
def case(load: Callable[..., None], sato: Any) -> int:
    """妻が来て開いた件。"""
    load()
    with scope(AOBA):
        return opening.open_case(sato, city.MATSUO, WIFE, "open-1")
