"""基幹システムから返ってきた結果のファイルを読む。読めない行が一つでもあれば、全部を言って断る。"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from madoguchi.cases.core_profiles import CoreProfile
from madoguchi.domain.errors import Fault

_TOLD = 20


@dataclass(frozen=True, slots=True)
class Result:
    """一行の結果。`line` はファイルの何行めか。"""

    line: int
    receipt: str
    done: bool
    message: str


class ResultFaults(Fault):
    """結果のファイルに合わない行がある。`rows` は「n行め: わけ」。"""

    def __init__(self, rows: tuple[str, ...]) -> None:
        more = f"\nほか{len(rows) - _TOLD}行" if len(rows) > _TOLD else ""
        super().__init__(
            "結果のファイルに、合わない行があります。何も書いていません。\n" + "\n".join(rows[:_TOLD]) + more,
            remedy="ファイルを確かめて、もう一度読んでください。",
        )  # fmt: skip
        self.rows = rows


def read_results(raw: bytes, profile: CoreProfile) -> tuple[Result, ...]:
    """結果のファイルを読む。符号・見出し・結果の書き方が違えば Fault、同じ受付番号が二度あれば ResultFaults。"""
    form = profile.result
    try:
        text = raw.decode(profile.encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Fault(
            f"{line}行めに、{profile.encoding} で読めないバイトがあります。", remedy="相手の出力の符号を確かめてください。"
        ) from error  # fmt: skip
    table = csv.DictReader(io.StringIO(text, newline=""))
    missing = [
        name for name in (form.receipt, form.state, form.message) if name not in (table.fieldnames or ())
    ]
    if missing:
        raise Fault(
            "結果のファイルに、要る欄がありません。", remedy="書式の見出しと比べてください。", value="、".join(missing)
        )  # fmt: skip
    found, wrong, seen = [], [], set()
    for row in table:
        line, receipt, state = (
            table.line_num,
            (row[form.receipt] or "").strip(),
            (row[form.state] or "").strip(),
        )
        if state not in (form.done, form.error):
            wrong.append(f"{line}行め: 結果「{state}」は、{form.done}でも{form.error}でもありません")
        if receipt in seen:
            wrong.append(f"{line}行め: 受付番号 {receipt} が二度あります")
        seen.add(receipt)
        found.append(Result(line, receipt, state == form.done, (row[form.message] or "").strip()[:200]))
    if wrong:
        raise ResultFaults(tuple(wrong))
    return tuple(found)
