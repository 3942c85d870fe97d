"""書類の形を言い表す小さな部品と、形に合わない所を一つ残らず挙げる検査。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from madoguchi.catalogue.documents import Document, Steps, nearest
from madoguchi.domain.errors import Fault

UNSET = "要設定"


@dataclass(frozen=True)
class Text:
    """文字列。`pattern` があれば全体がそれに合うこと。"""

    pattern: str | None = None
    said: str = "文字"


@dataclass(frozen=True)
class Flag:
    """true か false。"""


@dataclass(frozen=True)
class Whole:
    """`low` 以上の整数。"""

    low: int | None = None


@dataclass(frozen=True)
class Day:
    """2026-11-22 の形の、暦にある日。"""


@dataclass(frozen=True)
class Choice:
    """決まった語のどれか。"""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Scalar:
    """文字・整数・真偽のどれか。型はほかの定義に照らして後で確かめる。"""


@dataclass(frozen=True)
class Tree:
    """条件の木。中身は conditions が辞書に照らして確かめる。"""


@dataclass(frozen=True)
class Loose:
    """ここでは確かめない値（具体例の中身など、別の検査が受け持つもの）。"""


@dataclass(frozen=True)
class Maybe:
    """null でもよい。"""

    shape: Shape


@dataclass(frozen=True)
class Items:
    """並び。`low` 個以上。"""

    shape: Shape
    low: int = 0


@dataclass(frozen=True)
class Table:
    """鍵が自由な表。値はみな同じ形。"""

    shape: Shape


@dataclass(frozen=True)
class Field:
    """鍵が決まった表の一欄。`note` は編集の手引きに出る一文。"""

    shape: Shape
    note: str
    required: bool = False


@dataclass(frozen=True)
class Keyed:
    """鍵が決まった表。知らない鍵は断る。"""

    fields: Mapping[str, Field]


Shape = Text | Flag | Whole | Day | Choice | Scalar | Tree | Loose | Maybe | Items | Table | Keyed


def mismatches(
    document: Document, shape: Shape, steps: Steps = (), *, partial: bool = False
) -> Iterator[Fault]:
    """`document` の `steps` から下で、`shape` に合わない所を順に返す。

    `partial` は差分の検査で、要る鍵が欠けていてもよい。
    """
    value = document.value
    for step in steps:
        value = value[step]
    yield from _check(_Looking(document, partial), shape, steps, value)


@dataclass(frozen=True)
class _Looking:
    document: Document
    partial: bool

    def fault(self, steps: Steps, value: object, reason: str, remedy: str) -> Fault:
        return self.document.fault(steps, value, reason, remedy)


def _check(look: _Looking, shape: Shape, steps: Steps, value: object) -> Iterator[Fault]:
    match shape:
        case Maybe(inner):
            if value is not None:
                yield from _check(look, inner, steps, value)
        case Keyed():
            yield from _check_keyed(look, shape, steps, value)
        case Items(inner, low):
            yield from _check_items(look, inner, low, steps, value)
        case Table(inner):
            yield from _check_table(look, inner, steps, value)
        case _:
            complaint = None if value == UNSET else _complaint(shape, value)
            if complaint:
                yield look.fault(steps, value, *complaint)


def _check_keyed(look: _Looking, shape: Keyed, steps: Steps, value: object) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield look.fault(steps, value, "「鍵: 値」の表を書く所です。", f"鍵は {_listed(shape.fields)} です。")
        return
    for key, item in value.items():
        field = shape.fields.get(key)
        if field is None:
            remedy = nearest(key, shape.fields) or f"使える鍵は {_listed(shape.fields)} です。"
            yield look.fault((*steps, key), key, "知らない鍵です。", remedy)
        else:
            yield from _check(look, field.shape, (*steps, key), item)
    if look.partial:
        return
    for key, field in shape.fields.items():
        if field.required and key not in value:
            yield look.fault(
                steps, key, f"鍵 {key} がありません。", f"{key}（{field.note}）を書いてください。"
            )


def _check_items(look: _Looking, inner: Shape, low: int, steps: Steps, value: object) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield look.fault(
            steps, value, "並びを書く所です。", "「- 」で始まる行か、[ ] で囲んで書いてください。"
        )
        return
    if len(value) < low:
        yield look.fault(steps, "[]", f"{low} つ以上要ります。", "中身を書いてください。")
    for index, item in enumerate(value):
        yield from _check(look, inner, (*steps, index), item)


def _check_table(look: _Looking, inner: Shape, steps: Steps, value: object) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield look.fault(steps, value, "「鍵: 値」の表を書く所です。", "一行に一組ずつ書いてください。")
        return
    for key, item in value.items():
        yield from _check(look, inner, (*steps, key), item)


def _complaint(shape: Shape, value: object) -> tuple[str, str] | None:
    """一つの値への言い分（理由, 直し方）。合っていれば None。"""
    match shape:
        case Text(pattern, said):
            return _text_complaint(pattern, said, value)
        case Flag():
            return (
                None
                if isinstance(value, bool)
                else ("真偽を書く所です。", "true か false と書いてください。")
            )
        case Whole(low):
            return _whole_complaint(low, value)
        case Day():
            return _day_complaint(value)
        case Choice(words):
            return _choice_complaint(words, value)
        case Scalar() if isinstance(value, dict | list) or value is None:
            return "一つの値を書く所です。", "文字、整数、true、false のどれかを書いてください。"
        case Tree() if not isinstance(value, dict):
            return "条件を書く所です。", "{is: 事実} や {all: […]} の形で書いてください。"
        case _:
            return None


def _text_complaint(pattern: str | None, said: str, value: object) -> tuple[str, str] | None:
    if not isinstance(value, str):
        return "文字を書く所です。", "文字を書いてください。数字だけの文字なら引用符で囲みます。"
    if not value.strip():
        return "空の文字です。", f"{said}を書いてください。"
    if pattern and not re.fullmatch(pattern, value):
        return f"{said}の形ではありません。", f"{said}の形にしてください。"
    return None


def _whole_complaint(low: int | None, value: object) -> tuple[str, str] | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return "整数を書く所です。", "引用符を付けずに整数を書いてください。"
    if low is not None and value < low:
        return f"{low} より小さい数です。", f"{low} 以上にしてください。"
    return None


def _day_complaint(value: object) -> tuple[str, str] | None:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return "日付を書く所です。", "2026-11-22 の形で書いてください。"
    try:
        date.fromisoformat(value)
    except ValueError:
        return "暦にない日です。", "月と日を確かめてください。"
    return None


def _choice_complaint(words: tuple[str, ...], value: object) -> tuple[str, str] | None:
    if isinstance(value, str) and value in words:
        return None
    return "選べる語ではありません。", nearest(value, words) or f"{_listed(words)} のどれかを書いてください。"


def _listed(words: Mapping[str, object] | tuple[str, ...]) -> str:
    return "・".join(words)
