"""読んだ値と、その一つひとつがどのファイルの何行にあったかを組にして持つ。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from madoguchi.domain.errors import Fault

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """ファイル名と、1から数えた行と桁。"""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """JSON と同じ値の木 `value` と、木の道筋ごとの場所 `places`。`settled` なら、要設定がないと確かめ、版も補ってある。"""

    value: Any
    file: str
    places: Mapping[Steps, Place] = field(default_factory=dict)
    settled: bool = False

    def at(self, steps: Steps = ()) -> Place:
        """道筋の場所を返す。書かれていない道筋なら、いちばん近い親の場所を返す。"""
        for length in range(len(steps), -1, -1):
            place = self.places.get(steps[:length])
            if place is not None:
                return place
        return Place(self.file, 1, 1)

    def fault(self, steps: Steps, value: object, reason: str, remedy: str) -> Fault:
        """その道筋の場所を付けて Fault を作る（投げない）。"""
        place = self.at(steps)
        return Fault(
            file=place.file,
            line=place.line,
            column=place.column,
            value=written(value),
            reason=reason,
            remedy=remedy,
        )


def written(value: object) -> str:
    """値を、書類に書かれている姿に近い短い文字列にする。

    >>> written({"any_of": "members", "where": {"is": "nhi.insured"}})
    '{any_of: members, where: {is: nhi.insured}}'
    """
    text = _flow(value)
    return text if len(text) <= 80 else text[:79] + "…"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def nearest(value: object, known: Iterable[str]) -> str:
    """よく似た正しい名を「〜の誤りではありませんか。」の形で返す。なければ空文字。"""
    text = str(value)
    close = get_close_matches(text, sorted(known), n=1, cutoff=0.5 if len(text) <= 3 else 0.6)
    return f"{close[0]} の誤りではありませんか。" if close else ""
