"""小さな棚を、国だけの版と、あおば市の版で読む。"""

from __future__ import annotations

from pathlib import Path

import pytest

from madoguchi.authoring.entries import Shelf
from madoguchi.catalogue import releases
from madoguchi.catalogue.releases import Release
from tests.authoring.shelf import make


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """棚の置き場所。"""
    return make(tmp_path_factory.mktemp("shelf") / "catalogue")


@pytest.fixture(scope="session")
def release(catalogue: Path) -> Release:
    """あおば市の版。"""
    return releases.load(catalogue, "990001")


@pytest.fixture(scope="session")
def shelf(release: Release) -> Shelf:
    """あおば市の手続きを言葉にした棚。"""
    return Shelf(release)


@pytest.fixture(scope="session")
def packaged() -> Release:
    """同梱の国の定義。"""
    return releases.load()
