"""受け付けの控えと預り証（A4）。亡くなった方の住所も、来た方の住所も書かない。同じ受け付けからは、いつも同じ紙ができる。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.calendar import wareki, weekday
from madoguchi.domain.errors import Fault
from madoguchi.guide.lists import Printed, Words, frame, template
from madoguchi.paper import fonts, typesetting

COPY, DEPOSIT = "受け付けの控え", "預り証"
#: 控えのまとまり。扱い → 題と、添える言葉。家族に見せる言葉で言う。
PARTS = (
    ("receive", "受け付けたもの", "この番号で、担当の課にお問い合わせいただけます"),
    ("hold", "足りないものがあるもの", "そろいましたら、お持ちください"),
    ("refer", "担当の課におたずねしているもの", "担当の課から、お知らせします"),
    ("mail", "郵送のもの", ""),
    ("wait_register", "戸籍の登録が済んでからのもの", "次のときに受け付けます"),
    ("decline", "今回はなさらないもの", "期限までは、いつでもお申し出いただけます"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaperLine:
    """紙の一行。"""

    kind: str
    receipt: str
    title: str
    department: str
    received_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """預かった原本。`returned` は、その場で返したか。"""

    receipt: str
    label: str
    count: int
    returned: bool


@dataclass(frozen=True, slots=True)
class Handing:
    """渡す紙の頭に書くこと。`on` は受け付けた日で、刷り直しても変わらない。"""

    ticket: str
    event: str
    visitor: str
    on: date


def copy(
    lines: Sequence[PaperLine], cards: Sequence[str], handing: Handing, municipality: MunicipalityProfile,
    shelf: fonts.Shelf | None = None,
) -> bytes:  # fmt: skip
    """受け付けの控え。受付番号、返していただいた証、収受印の場所。一行もなければ Fault。"""
    if not lines:
        raise Fault("まだ一つも受け付けていません。", remedy="受け付けてから刷ってください。")
    shelf = shelf or fonts.open_shelf()
    words = Words(shelf, COPY)
    values = {
        **_head(words, COPY, handing, municipality),
        "parts": [_part(words, name, note, [one for one in lines if one.kind == kind]) for kind, name, note in PARTS
                  if any(one.kind == kind for one in lines)],
        "cards": [words(card) for card in cards],
    }  # fmt: skip
    return _render("receipt", values, shelf, COPY)


def deposit(
    held: Sequence[Held],
    handing: Handing,
    municipality: MunicipalityProfile,
    shelf: fonts.Shelf | None = None,
) -> bytes:
    """預り証。何を何通預かったか、お返しした日と受け取りの署名の場所。預かった原本がなければ Fault。"""
    if not held:
        raise Fault("預かった原本がありません。", remedy="預り証は、原本を預かったときだけ刷ります。")
    shelf = shelf or fonts.open_shelf()
    words = Words(shelf, DEPOSIT)
    rows = [
        {"label": words(one.label), "count": words(f"{one.count}通"), "receipt": words(one.receipt),
         "back": words("その場でお返ししました" if one.returned else "")}
        for one in held
    ]  # fmt: skip
    return _render("deposit", {**_head(words, DEPOSIT, handing, municipality), "rows": rows}, shelf, DEPOSIT)


def _head(words: Words, title: str, handing: Handing, municipality: MunicipalityProfile) -> Printed:
    shown = frame(words, title, handing.ticket, municipality, handing.on, handing.event)
    return {**shown, "visitor": words(f"来た方　{handing.visitor}" if handing.visitor else "")}


def _part(words: Words, name: str, note: str, lines: Sequence[PaperLine]) -> Printed:
    return {
        "name": words(f"{name}　{len(lines)}"), "note": words(note),
        "lines": [
            {"receipt": words(one.receipt), "title": words(one.title), "department": words(one.department),
             "on": words(_day(one.received_on)), "note": words(one.note)}
            for one in lines
        ],
    }  # fmt: skip


def _day(day: date | None) -> str:
    return f"{wareki(day)}（{weekday(day)}）" if day else ""


def _render(name: str, values: Printed, shelf: fonts.Shelf, title: str) -> bytes:
    return typesetting.render(template(name), values, shelf, name=f"{title}（{name}.typ）", tagged=True)
