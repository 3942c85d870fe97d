"""窓口の試しのもと。小さな棚と、取り込んだ小さな市と、窓口の職員。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.counter import city

SHELF = Path(__file__).parent / "shelf"


@pytest.fixture(autouse=True)
def small_shelf(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """小さな棚を使い、きょうを令和8年11月20日にする。"""
    settings.CATALOGUE = SHELF
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-20")


@pytest.fixture
def load(towns: None, tmp_path: Path) -> Callable[..., None]:
    """小さな市を取り込む。"""
    from madoguchi.residents.loading import load_folder  # noqa: PLC0415

    def run(name: str = "city", **how: Any) -> None:
        for folder in city.write(tmp_path / name, **how):
            report = load_folder(folder, city.AOBA)
            assert not report.refused, report.refused

    return run


@pytest.fixture
def aoba(load: Callable[..., None]) -> Iterator[str]:
    """取り込んだあおば市の仕事。だれも守られていない。"""
    from madoguchi.municipalities.actions import set_up_department  # noqa: PLC0415
    from madoguchi.municipalities.scope import scope  # noqa: PLC0415

    load()
    with scope(city.AOBA) as code:
        for key, name in (("insurance", "国保年金課"), ("care", "介護保険課")):
            set_up_department(key, name)
        yield code


@pytest.fixture
def case(aoba: str, sato: Any) -> int:
    """妻が来て開いた件。"""
    from madoguchi.counter import opening  # noqa: PLC0415
    from tests.counter.work import WIFE  # noqa: PLC0415

    return opening.open_case(sato, city.MATSUO, WIFE, "open-1")
