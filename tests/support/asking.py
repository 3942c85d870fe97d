"""一つの画面が、データベースに何度たずねるかを数える。"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

MOST = 12
#: たずねる中身のないもの。試験の中だけの取引の区切りと、PostgreSQL に自治体の枠を伝える一文。
NOT_ASKING = ("SAVEPOINT", "RELEASE SAVEPOINT", "SELECT set_config(")


@contextmanager
def asking_at_most(limit: int = MOST) -> Iterator[None]:
    """この中で、`limit` 回より多くたずねたら落とす。"""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(NOT_ASKING)]
    assert len(asked) <= limit, f"{len(asked)}回たずねました。\n" + "\n".join(asked)
