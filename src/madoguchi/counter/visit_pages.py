"""来庁の記録の画面が受け取る値。ほかの人の来庁は、回・日・立場だけ。"""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.counter.pages import CaseBand
from madoguchi.counter.receptions import EventWords


@dataclass(frozen=True, slots=True)
class VisitRow:
    """一回の来庁。`detail` は、いまの来庁の人のものだけ。"""

    number: int
    day: str
    standing: str
    own: bool
    detail: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MayFile:
    """一つの手続きを、いまの来庁の人が出せるか。

    `proxy` は、委任状があれば出せるもの。`rival` は、別の方の申し出を受け付けた行。
    """

    key: str
    title: str
    state: str
    need: str
    proxy: bool
    rival: bool = False


@dataclass(frozen=True, slots=True)
class Amending:
    """直す欄の、いまの値。"""

    standing: str
    relation: str
    name: str
    kana: str
    roles: frozenset[str]
    papers: frozenset[str]
    identity: str


@dataclass(frozen=True, slots=True)
class RegisterStage:
    """届と登録の状態。`notice` は届の控えの番号（あれば、そちらで書く）。"""

    label: str
    stages: tuple[tuple[str, str], ...]
    notice: int | None


@dataclass(frozen=True, slots=True)
class VisitsPage:
    """来庁の記録。"""

    band: CaseBand
    rows: tuple[VisitRow, ...]
    now: Amending
    may: tuple[MayFile, ...]
    words: EventWords
    papers: tuple[str, ...]
    register: RegisterStage | None = None
