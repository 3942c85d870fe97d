"""件の試しのもと。小さな棚・自治体の枠・開いた件。設定が決まる前にモデルを読み込まないよう、中で読む。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SHELF = Path(__file__).parent.parent / "counter" / "shelf"


@pytest.fixture(scope="session")
def release() -> Any:
    """小さな棚の版。"""
    from madoguchi.catalogue import releases  # noqa: PLC0415

    return releases.load(SHELF, "990001")


@pytest.fixture
def aoba(towns: None) -> Iterator[str]:
    """あおば市の仕事。"""
    from madoguchi.municipalities.scope import scope  # noqa: PLC0415

    with scope("990001") as code:
        yield code


@pytest.fixture
def opened(aoba: str) -> Any:
    """長男が来て開いた件。"""
    from madoguchi.cases import actions  # noqa: PLC0415
    from tests.cases import world  # noqa: PLC0415

    return actions.open_case(world.deed(), actions.Opening("death", "P1", world.SON))


@pytest.fixture
def frozen(release: Any) -> Any:
    """夫婦の世帯の判定。"""
    from madoguchi.cases import actions  # noqa: PLC0415
    from tests.cases import world  # noqa: PLC0415

    return actions.Frozen(world.judged(release), release)


@pytest.fixture
def listed(opened: Any, frozen: Any) -> Any:
    """判定まで済んだ件。"""
    from madoguchi.cases import actions  # noqa: PLC0415
    from tests.cases import world  # noqa: PLC0415

    return actions.judge(world.deed(opened.case_id, 1), frozen)
