"""小さな数を伏せる。だれのことか分かりかねない数を出さず、引き算でも求められないようにする。"""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 10
FEW = f"{LEAST}未満"
HIDDEN = "伏せる"


def is_few(count: int) -> bool:
    """伏せる数か。ゼロは、だれのことでもないので出す。"""
    return 0 < count < LEAST


def shown(count: int) -> str:
    """一つの数。

    >>> shown(0), shown(9), shown(1850)
    ('0', '10未満', '1,850')
    """
    return FEW if is_few(count) else f"{count:,}"


def shown_together(counts: Sequence[int]) -> list[str]:
    """合計といっしょに出す数の並び。伏せる数が一つだけなら引き算で分かるので、次に小さい数も伏せる。

    >>> shown_together([12, 4, 30])
    ['伏せる', '10未満', '30']
    """
    texts = [shown(count) for count in counts]
    rest = [(count, index) for index, count in enumerate(counts) if count >= LEAST]
    if sum(map(is_few, counts)) == 1 and rest:
        texts[min(rest)[1]] = HIDDEN
    return texts


def average(amount: int, base: int) -> str:
    """平均。もとの数が小さければ出さない。

    >>> average(78, 10), average(8, 2), average(0, 0)
    ('7.8', '－', '－')
    """
    return "－" if base < LEAST else f"{amount / base:.1f}"


def share(part: int, base: int) -> str:
    """割合（％）。もとの数か、どちらかの側の数が小さければ出さない。

    >>> share(33, 100), share(3, 100), share(97, 100), share(0, 100)
    ('33', '－', '－', '0')
    """
    if base < LEAST or is_few(part) or is_few(base - part):
        return "－"
    return f"{round(part * 100 / base)}"
