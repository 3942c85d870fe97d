"""検査で見つけたことの形。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from madoguchi.domain.errors import Fault

ERROR, NOTICE = "error", "notice"


@dataclass(frozen=True)
class Finding:
    """見つけたこと。`severity` は error（直すまで使えない）か notice（使えるが、残っている仕事）。"""

    severity: str
    fault: Fault


def errors(faults: Iterable[Fault]) -> Iterator[Finding]:
    """誤りとして挙げる。"""
    return (Finding(ERROR, fault) for fault in faults)


def notices(faults: Iterable[Fault]) -> Iterator[Finding]:
    """注意として挙げる。"""
    return (Finding(NOTICE, fault) for fault in faults)
