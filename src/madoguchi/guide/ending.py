"""「今日はここまで」の紙（一枚）。今日済んだこと、先にすること、あとでよいこと、引換票。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.guide.lists import Printed, Words, frame, template
from madoguchi.guide.parts import PRESSING, PartLine
from madoguchi.paper import fonts, typesetting

TITLE = "今日はここまで"
AT_MOST = 5
#: 一枚に収めるための、あとでよい行の数。こえた分は、手続き一覧にある。
LATER_SHOWN = 8


@dataclass(frozen=True, slots=True)
class EndingLine:
    """残りの一行。`how` は、郵便で済むか、次に来るときか。"""

    title: str
    by: str
    how: str


@dataclass(frozen=True, slots=True)
class Ending:
    """紙の中身。家族に見せる言葉だけ。"""

    done: tuple[str, ...]
    first: tuple[EndingLine, ...]
    later: tuple[EndingLine, ...]


def urgent(lines: Iterable[PartLine]) -> tuple[PartLine, ...]:
    """日付のある行から、過ぎると取り返しがつかないか過料のあるもの、日付の近いものの順に五つまで選び、日付の順に並べる。"""
    dated = [one for one in lines if one.due is not None]
    chosen = sorted(dated, key=lambda one: (one.rank not in PRESSING, one.due or date.max))[:AT_MOST]
    return tuple(sorted(chosen, key=lambda one: one.due or date.max))


def ending_paper(
    held: Ending,
    ticket: str,
    municipality: MunicipalityProfile,
    on: date,
    event: str,
    shelf: fonts.Shelf | None = None,
) -> bytes:
    """紙の PDF。亡くなった方の名前と住所は書かない。"""
    shelf = shelf or fonts.open_shelf()
    words = Words(shelf, TITLE)
    more = len(held.later) - LATER_SHOWN
    values = {
        **frame(words, TITLE, ticket, municipality, on, event),
        "lead": words("続きは、次に来たときに同じところから始めます。"),
        "parts": [
            _part(words, "今日済んだこと", "", [EndingLine(title, "", "") for title in held.done]),
            _part(words, "先にすること", "日付の近いものから", list(held.first)),
            _part(words, "あとでよいこと", "郵便でも、次のときでも", list(held.later[:LATER_SHOWN])),
        ],
        "more": words(f"ほかに{more}件は、手続き一覧にあります。" if more > 0 else ""),
        "closing": words("お体を休めてから、お越しください。お電話でもおたずねいただけます。"),
    }
    return typesetting.render(template("ending"), values, shelf, name=f"{TITLE}（ending.typ）", tagged=True)


def _part(words: Words, name: str, note: str, lines: list[EndingLine]) -> Printed:
    return {
        "name": words(f"{name}　{len(lines)}"),
        "note": words(note if lines else ""),
        "lines": [{"title": words(one.title), "by": words(one.by), "how": words(one.how)} for one in lines],
        "box": name != "今日済んだこと",
    }
