"""一度に減りすぎた出力を見つける。切れた出力や、抽出の誤りで人がまとめて消えるのを防ぐ。"""

from __future__ import annotations

from collections.abc import Sequence

from . import comparing
from .feeds import refusals
from .feeds.profiles import LossLimit
from .feeds.refusals import Refusal
from .feeds.row_reading import BETWEEN


def loss_of(
    file: str, compared: comparing.Comparison, gone: Sequence[str], limit: LossLimit
) -> list[Refusal]:
    """減りすぎなら、断る理由を一つ。年度の替わりで鍵の変わる組もあるので、行でなく、まず人で数える。"""
    if compared.removed <= limit.floor:
        return []
    people, before = _people(compared, gone)
    if people > max(limit.floor, before * limit.share):
        return [_lost(file, f"{before}人のうち{people}人がいなくなります（限度 {limit.share:.0%}）")]
    rows = compared.removed - compared.added
    if rows > max(limit.floor, compared.held_rows * limit.share):
        return [_lost(file, f"{compared.held_rows}行が{rows}行減ります（限度 {limit.share:.0%}）")]
    return []


def _people(compared: comparing.Comparison, gone: Sequence[str]) -> tuple[int, int]:
    """全件の出力で一行もなくなる人の数と、前の人の数。"""
    if not gone:
        return 0, 0
    lost = {key.partition(BETWEEN)[0] for key in gone} - compared.present
    return len(lost), compared.people_before()


def _lost(file: str, value: str) -> Refusal:
    return Refusal(file, None, None, value, refusals.LOST)
