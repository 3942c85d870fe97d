"""基幹システムへ渡す行の値と、ファイルの形。"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from madoguchi.cases.core_profiles import CoreProfile
from madoguchi.cases.states import LineState

GIVEN, DONE, ERROR = "given", "done", "error"
STATE_LABELS = {GIVEN: "結果待ち", DONE: "済", ERROR: "エラー"}
#: 二人めがまだ確かめていない、済の行。
CHECKABLE: dict[str, Any] = {"state": DONE, "checked_by": "", "superseded": False}
_STILL = (LineState.RECEIVED, LineState.FORWARDED, LineState.DONE)


@dataclass(frozen=True, slots=True)
class RowView:
    """渡した一行。`moved` は、渡したあとに返戻や取り消しで行が動いたこと（基幹の入力を見直す）。"""

    receipt: str
    line: str
    state: str
    message: str
    checked_by: str
    superseded: bool
    moved: bool


def row_view(row: Any, now: str) -> RowView:
    """表の行から値へ。`now` は、手続きの行のいまの状態。"""
    return RowView(
        row.receipt, row.line, row.state, row.message, row.checked_by, row.superseded, now not in _STILL
    )


def sheet(rows: Iterable[Sequence[str]], profile: CoreProfile) -> bytes:
    """書式どおりのファイル。相手の符号で書けない字があれば UnicodeEncodeError。"""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=profile.newline)
    writer.writerow([header for header, _ in profile.columns])
    writer.writerows(rows)
    return out.getvalue().encode(profile.encoding)
