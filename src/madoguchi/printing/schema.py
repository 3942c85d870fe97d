"""form.yaml の形。ここが唯一の出所で、知らない鍵や型の違いは行番号つきで断られる。"""

from __future__ import annotations

from madoguchi.catalogue.shapes import (
    Choice,
    Day,
    Field,
    Flag,
    Items,
    Keyed,
    Loose,
    Maybe,
    Scalar,
    Shape,
    Table,
    Text,
    Whole,
)
from madoguchi.printing.definition import PAPERS

NAME = Text(r"[a-z][a-z0-9_]*", "小文字の英数字と下線の名")
WORD = Text()
NUMBER = Scalar()
BIND = Loose()
BOX = Keyed({
    "page": Field(Whole(1), "ページ（1から）"),
    "x": Field(NUMBER, "左の端から mm", required=True),
    "y": Field(NUMBER, "上の端から mm", required=True),
    "w": Field(NUMBER, "幅 mm", required=True),
    "h": Field(NUMBER, "高さ mm", required=True),
})  # fmt: skip
WHEN = Keyed({
    "bind": Field(BIND, "見る値", required=True),
    "in": Field(Items(Loose(), 1), "このどれかなら出す", required=True),
})  # fmt: skip
OPTION = Keyed({
    "value": Field(Loose(), "この値なら選ぶ（並びも可）"),
    "label": Field(WORD, "紙に出す語", required=True),
    "other": Field(Flag(), "ほかの選択肢にない値なら選ぶ"),
})  # fmt: skip
COMMON: dict[str, Field] = {
    "label": Field(WORD, "欄の名", required=True),
    "bind": Field(BIND, "入れる値。並びなら、先のものから試す"),
    "value": Field(Scalar(), "いつも入れる値"),
    "when": Field(WHEN, "出す条件"),
    "at": Field(BOX, "下敷きの上の四角"),
    "boxes": Field(Table(BOX), "選択肢や年月日ごとの四角"),
    "font": Field(Choice(("mincho", "gothic")), "書体"),
    "size": Field(NUMBER, "字の大きさ（ポイント）"),
    "min_size": Field(NUMBER, "縮めてよい下限（ポイント）"),
    "align": Field(Choice(("left", "center", "right")), "寄せ"),
    "width": Field(NUMBER, "幅 mm"),
}
FIT: dict[str, Field] = {
    "fit": Field(Choice(("shrink", "two_lines", "refuse")), "入りきらないとき"),
    "labels": Field(Table(WORD), "符号を紙の語に変える表"),
    "suffix": Field(WORD, "値の後ろに添える語（値がなければ添えない）"),
    "flow": Field(Flag(), "地の文の中に、幅を決めずに置く"),
}
CELL: dict[str, Field] = {
    "cell": Field(Items(NUMBER, 2), "一マスの幅と高さ mm"),
    "groups": Field(Items(Whole(1), 1), "何字ごとに間を空けるか"),
}
CELLS: dict[str, Field] = {"cells": Field(Whole(1), "マスの数", required=True), **CELL}
OWN: dict[str, dict[str, Field]] = {
    "text": FIT,
    "address": FIT,
    "kana": {**FIT, **CELL, "cells": Field(Whole(1), "マスの数"), "bank": Field(Flag(), "全銀の書き方にする")},
    "masu": CELLS,
    "account_number": CELLS,
    "amount": {**FIT, **CELL, "cells": Field(Whole(1), "マスの数"), "prefix": Field(WORD, "数の前の印")},
    "choice": {
        "options": Field(Items(OPTION, 1), "選択肢", required=True),
        "mark": Field(Choice(("circle", "check")), "○で囲むか、✓か"),
    },
    "wareki": {
        "era": Field(WORD, "紙に刷ってある元号"),
        "eras": Field(Items(WORD, 1), "○をつける元号"),
        "days_after": Field(Whole(1), "その何日あとを書くか（資格を失う日は、亡くなった日の翌日）"),
    },
    "rows": {
        "rows": Field(Whole(1), "行の数", required=True),
        "pitch": Field(NUMBER, "行の間 mm"),
        "columns": Field(Table(Loose()), "列", required=True),
    },
    "code": {
        "symbol": Field(Choice(("qr", "nw7")), "QR か、棒の印（NW-7）か"),
        "side": Field(NUMBER, "高さ mm（QR は一辺）"),
    },
    "signature": {
        "note": Field(WORD, "添える語"), "height": Field(NUMBER, "高さ mm"),
        "optional": Field(Flag(), "いつもは書かない署名"),
    },
    "vow": {"text": Field(WORD, "誓う文", required=True)},
    "my_number": {"cell": CELL["cell"]},
}  # fmt: skip
FIELDS: dict[str, Shape] = {
    kind: Keyed({"kind": Field(Choice(tuple(OWN)), "欄の種類", required=True), **COMMON, **own})
    for kind, own in OWN.items()
}
EDITION = Keyed({
    "id": Field(WORD, "版の名", required=True),
    "label": Field(WORD, "紙に出す版の名", required=True),
    "valid_from": Field(Day(), "使い始める日", required=True),
    "valid_to": Field(Maybe(Day()), "使わなくなる日（この日は使えない）"),
    "paper": Field(Choice(tuple(PAPERS)), "用紙", required=True),
    "landscape": Field(Flag(), "横向きか"),
    "tray": Field(WORD, "給紙口の名"),
    "pages": Field(Whole(1), "ページの数"),
    "layout": Field(Text(r"[A-Za-z0-9_.-]+\.typ", "組版のファイル名（.typ）"), "自分で描く組版"),
    "underlay": Field(Text(r"[A-Za-z0-9_.-]+\.pdf", "下敷きのファイル名（.pdf）"), "重ねる下敷き"),
    "parts": Field(Table(WHEN), "条件で出す部分"),
    "fields": Field(Table(Loose()), "欄", required=True),
})  # fmt: skip
FORM = Keyed({
    "id": Field(NAME, "様式の id。フォルダの名と同じ", required=True),
    "title": Field(WORD, "様式の名", required=True),
    "procedures": Field(Items(NAME), "この様式を使う手続き"),
    "editions": Field(Items(EDITION, 1), "版", required=True),
})  # fmt: skip
