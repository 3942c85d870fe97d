"""欄の種類ごとに、値を「描くもの」に変える。入りきらない値・合わない値は切らずに Fault で止まる。"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import jaconv

from madoguchi.domain.calendar import ERAS, era_of
from madoguchi.domain.errors import Fault
from madoguchi.paper import fonts, glyphs, symbols
from madoguchi.printing.addresses import split_address
from madoguchi.printing.definition import Field

Drawing = dict[str, Any]
STACKS = {"mincho": fonts.MINCHO, "gothic": fonts.GOTHIC}
MY_NUMBER_CELLS = 12
SYMBOLS: Mapping[str, Callable[[str], str]] = {"qr": symbols.qr, "nw7": symbols.nw7}
LATIN_WORD = re.compile(r"[!-~ -ɏ]{2,}")
SMALL_KANA = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")


@dataclass(frozen=True, slots=True)
class Pen:
    """描くときに要る書体の棚と、誤りの文に出す場所。"""

    shelf: fonts.Shelf
    field: Field
    blank: bool = False

    def fault(self, value: object, reason: str, remedy: str) -> Fault:
        """この欄の場所を付けた Fault を作る。"""
        place, label = self.field.place, self.field.label
        return Fault(
            file=place.file,
            line=place.line,
            column=place.column,
            value=value,
            reason=f"欄「{label}」{reason}",
            remedy=remedy,
        )

    def runs(self, text: str) -> glyphs.Runs:
        """字ごとに書体を選ぶ。"""
        place = self.field.place
        stack = STACKS[self.field.spec.get("font", "mincho")]
        return glyphs.runs(text, stack, self.shelf, f"{place.file}:{place.line} 欄「{self.field.label}」")


def draw(field: Field, value: Any, shelf: fonts.Shelf) -> Drawing:
    """欄と値から、描くもの（JSON にできる表）を作る。値が None なら空の欄。"""
    drawn = DRAWERS[field.kind](Pen(shelf, field), value)
    return {"kind": field.kind, "id": field.id, "label": field.label, **drawn}


def _text(pen: Pen, value: Any) -> Drawing:
    spec = pen.field.spec
    text = _as_text(pen, value)
    text += spec.get("suffix", "") if text else ""
    return {
        "kind": "text",
        "runs": pen.runs(text),
        "words": [pen.runs(word) for word in LATIN_WORD.findall(text)],
        "fit": spec.get("fit", "shrink"),
        "size": spec.get("size", 12),
        "min": spec.get("min_size", 7),
        "width": spec.get("width"),
        "align": spec.get("align", "left"),
        "flow": spec.get("flow", False),
    }


def _as_text(pen: Pen, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        era, year = era_of(value)
        return f"{era}{_year(year)}年{value.month}月{value.day}日"
    labels: Mapping[str, str] = pen.field.spec.get("labels", {})
    if isinstance(value, frozenset):
        return "、".join(labels.get(one, one) for one in sorted(value))
    text = labels.get(str(value), str(value))
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise pen.fault(repr(text), "の値に、改行などの制御文字があります。", "元の記録を直してください。")
    return text


def _address(pen: Pen, value: Any) -> Drawing:
    drawn = _text(pen, value)
    parts = split_address(_as_text(pen, value))
    return {**drawn, "fit": pen.field.spec.get("fit", "two_lines"), "parts": {
        name: _text(pen, text) for name, text in parts.items()
    }}  # fmt: skip


def _kana(pen: Pen, value: Any) -> Drawing:
    text = jaconv.h2z(jaconv.hira2kata(_as_text(pen, value)), kana=True, ascii=False, digit=False)
    text = text.replace(" ", "\u3000")
    if pen.field.spec.get("bank"):
        # 全銀の仮名は小さい字を使わず、濁点と空きも一字に数える。
        text = unicodedata.normalize("NFD", text.translate(SMALL_KANA))
        text = text.replace("\u3099", "゛").replace("\u309a", "゜")
    return _cells(pen, text) if "cells" in pen.field.spec else _text(pen, text)


def _masu(pen: Pen, value: Any) -> Drawing:
    return _cells(pen, _as_text(pen, value).replace("-", ""))


def _account_number(pen: Pen, value: Any) -> Drawing:
    text = _as_text(pen, value)
    cells = pen.field.spec["cells"]
    if text and not (text.isascii() and text.isdigit()):
        raise pen.fault(text, "は数字の欄です。", "口座番号を数字だけにしてください。")
    return _cells(pen, text.zfill(cells) if text else "")


def _amount(pen: Pen, value: Any) -> Drawing:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise pen.fault(value, "は金額の欄です。", "0 以上の整数の値を結びつけてください。")
    prefix = pen.field.spec.get("prefix", "")
    if "cells" in pen.field.spec:
        return _cells(pen, "" if value is None else f"{prefix}{value}", right=True)
    return _text(pen, None if value is None else f"{prefix}{value:,}")


def _cells(pen: Pen, text: str, right: bool = False) -> Drawing:
    spec = pen.field.spec
    count: int = spec["cells"]
    found = list(glyphs.clusters(text))
    if len(found) > count:
        raise pen.fault(
            text, f"のマス（{count}字）に入りきりません。", "値を確かめるか、手書きにしてください。"
        )
    empty = [""] * (count - len(found))
    right = right or spec.get("align") == "right"
    cells = [*empty, *found] if right else [*found, *empty]
    return {
        "kind": "masu", "cells": [pen.runs(cell.strip("\u3000 ")) for cell in cells], "shade": False,
        "cell": spec.get("cell", [6.2, 8]), "size": spec.get("size", 12), "groups": spec.get("groups", []),
    }  # fmt: skip


def _choice(pen: Pen, value: Any) -> Drawing:
    spec = pen.field.spec
    held = value if isinstance(value, frozenset) else frozenset() if value is None else frozenset({value})
    options = spec["options"]
    named = {one for option in options for one in (*option["values"], option["label"])}
    return {
        "mark": spec.get("mark", "circle"),
        "options": [
            {"key": option["key"], "label": option["label"], "on": bool(
                held & {*option["values"], option["label"]} or (option.get("other") and held - named)
            )}
            for option in options
        ],
    }  # fmt: skip


def _wareki(pen: Pen, value: Any) -> Drawing:
    spec = pen.field.spec
    if value is not None and not isinstance(value, date):
        raise pen.fault(value, "は日付の欄です。", "日付の値を結びつけてください。")
    value = value + timedelta(days=spec.get("days_after", 0)) if value else None
    era, year = era_of(value) if value else (None, None)
    printed = spec.get("era")
    eras = spec.get("eras", [name for _, name, _ in ERAS])
    if era and era not in ([printed] if printed else eras):
        raise pen.fault(
            f"{era}{year}年", "の紙に、その元号がありません。", "紙の元号を確かめ、手書きにしてください。"
        )
    texts = {"year": _year(year), "month": str(value.month), "day": str(value.day)} if value and year else {}
    return {
        "era": printed,
        "eras": [] if printed else [{"key": name, "label": name, "on": name == era} for name in eras],
        "size": spec.get("size", 12),
        **{name: pen.runs(texts.get(name, "")) for name in ("year", "month", "day")},
    }


def _year(year: int | None) -> str:
    return "元" if year == 1 else str(year)


def _rows(pen: Pen, value: Any) -> Drawing:
    rows = list(value or ())
    count = pen.field.spec["rows"]
    if len(rows) > count:
        raise pen.fault(
            f"{len(rows)}件",
            f"の行（{count}行）に入りきりません。",
            "二枚めを使うか、手書きで足してください。",
        )
    rows += [{}] * (count - len(rows))
    return {
        "heads": [column.label for column in pen.field.columns],
        "rows": [
            [draw(column, row.get(column.id), pen.shelf) for column in pen.field.columns] for row in rows
        ],
    }


def _code(pen: Pen, value: Any) -> Drawing:
    spec, text = pen.field.spec, _as_text(pen, value)
    symbol = spec.get("symbol", "qr")
    side = spec.get("side", 9)
    try:
        svg = SYMBOLS[symbol](text) if text else None
    except ValueError as error:
        raise pen.fault(
            text, "は、この印にできない字を含みます。", "NW-7 は数字と -$:/.+ だけです。"
        ) from error
    return {"svg": svg, "symbol": symbol, "side": side, "width": spec.get("width", side * 4)}


def _signature(pen: Pen, _value: Any) -> Drawing:
    return {"note": pen.field.spec.get("note", "氏名"), "height": pen.field.spec.get("height", 16)}


def _vow(pen: Pen, _value: Any) -> Drawing:
    return {"text": pen.field.spec["text"]}


def _my_number(pen: Pen, _value: Any) -> Drawing:
    return {
        "kind": "masu", "cells": [[]] * MY_NUMBER_CELLS, "shade": True, "size": 12, "groups": [],
        "cell": pen.field.spec.get("cell", [5.2, 7]), "note": "空欄可・職員補記",
    }  # fmt: skip


DRAWERS: Mapping[str, Callable[[Pen, Any], Drawing]] = {
    "text": _text,
    "kana": _kana,
    "masu": _masu,
    "address": _address,
    "choice": _choice,
    "wareki": _wareki,
    "amount": _amount,
    "account_number": _account_number,
    "rows": _rows,
    "code": _code,
    "signature": _signature,
    "vow": _vow,
    "my_number": _my_number,
}
# 本人だけが書く欄。どんな値も結びつけられない。
BY_HAND = frozenset({"signature", "vow", "my_number"})
