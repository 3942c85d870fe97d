"""住民の試験のもと。小さな架空の市を一度だけ作る。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from madoguchi.residents.synthetic import write_city

TODAY = date(2026, 11, 22)
AOBA = "990001"


@pytest.fixture(autouse=True)
def that_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """出力が届いた日。支援措置の記録が古いと、だれの住所も出ない。"""
    monkeypatch.setenv("MADOGUCHI_TODAY", TODAY.isoformat())


@pytest.fixture(scope="session")
def city_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """600人のあおば市の出力（UTF-8）。書き換えないこと。"""
    folder = tmp_path_factory.mktemp("city")
    write_city(folder, 600, 7, "utf-8", TODAY, AOBA)
    return folder


@pytest.fixture
def loaded(towns: None, city_folder: Path) -> Iterator[Path]:
    """取り込んだあおば市。枠の中。"""
    # 設定が決まるまで、モデルは読み込めない。
    from madoguchi.municipalities.scope import scope  # noqa: PLC0415
    from madoguchi.residents.loading import load_folder  # noqa: PLC0415

    load_folder(city_folder, AOBA)
    with scope(AOBA):
        yield city_folder
