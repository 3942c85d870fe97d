"""組版の試験で使う、この機械の書体の棚。"""

from __future__ import annotations

import pytest

from madoguchi.paper import fonts


@pytest.fixture(scope="session")
def shelf() -> fonts.Shelf:
    return fonts.open_shelf()
