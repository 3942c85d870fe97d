"""届の画面が受け取る値。文字は表示のまま。"""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.counter.pages import Hit


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """一覧の一行。`resident` は住民を決めたかどうか、`todo` は次にすること。"""

    id: int
    received: str
    place: str
    event: str
    name: str
    kana: str
    birth: str
    event_on: str
    state: str
    state_note: str
    resident: str
    case_id: int | None
    case_number: str
    letter: str
    todo: str


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """届の一覧。`waiting` は登録を待つ数。"""

    rows: tuple[NoticeRow, ...]
    waiting: int
    everything: bool
    place: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """届に起きたこと。"""

    time: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterTo:
    """手紙を送れる世帯の方。住所は紙にだけ刷る。"""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """一つの届。`can` は、いまできること。`differs` は、届と記録の違うところ。"""

    row: NoticeRow
    seq: int
    can: frozenset[str]
    find: str
    hits: tuple[Hit, ...]
    message: str
    subject: str
    subject_birth: str
    differs: tuple[str, ...]
    steps: tuple[StepRow, ...]
    letter_to: tuple[LetterTo, ...]
    accepted_on: str
    registered_on: str
    today: str
