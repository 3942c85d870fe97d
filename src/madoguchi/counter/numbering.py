"""行の番号。画面の住所に出しても、人も手続きも分からない。"""

from __future__ import annotations

from madoguchi.cases.ledger import NotFound
from madoguchi.counter.lines import key_of
from madoguchi.counter.opened import Opened


def numbers(case: Opened) -> dict[str, int]:
    """行の鍵から番号。凍らせた判定の並びで、判定から消えても手のついた行は、その後ろ。

    行を受け付けても、聞き取りに答えても、同じ家族と同じ版の定義なら番号は変わらない。
    """
    judged = [key_of(line) for line in case.judgement.lines]
    kept = sorted(case.now.lines.keys() - set(judged))
    return {key: number for number, key in enumerate(dict.fromkeys([*judged, *kept]), 1)}


def key_at(case: Opened, number: int) -> str:
    """その番号の行の鍵。なければ NotFound。"""
    found = next((key for key, one in numbers(case).items() if one == number), None)
    if found is None:
        raise NotFound("その行はありません。", remedy="手続き一覧から開き直してください。", value=number)
    return found
