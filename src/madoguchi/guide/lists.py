"""来た方に渡す手続き一覧（A4）。亡くなった方の名前と住所は書かず、引換票は合言葉だけを持つ。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.calendar import wareki, weekday
from madoguchi.domain.errors import Fault
from madoguchi.guide.outlook import again_note, rows
from madoguchi.guide.parts import TITLES, FourParts, PartLine
from madoguchi.guide.wording import day_text
from madoguchi.paper import fonts, glyphs, symbols, typesetting

Printed = dict[str, Any]
TITLE = "手続き一覧"
GENERAL_TITLE = "手続きのご案内"
IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Handed:
    """渡す紙に添えること。`visitor` は来た方の名と立場、`signatures` は記入済みの様式の署名の数。"""

    visitor: str = ""
    signatures: int = 0
    forms: int = 0


class Words:
    """文字列を、字ごとに書体を選んだ並びに変える。無い字があれば、紙の名を言って止まる。"""

    def __init__(self, shelf: fonts.Shelf, paper: str) -> None:
        self.shelf = shelf
        self.paper = paper

    def __call__(self, text: str) -> glyphs.Runs:
        return glyphs.runs(text, fonts.GOTHIC, self.shelf, self.paper)


def personal_list(
    parts: FourParts,
    ticket: str,
    municipality: MunicipalityProfile,
    on: date,
    handed: Handed = Handed(),
    shelf: fonts.Shelf | None = None,
) -> bytes:
    """その家族の手続き一覧を PDF にする。`ticket` は件を引くための合言葉（でたらめな文字）。"""
    shelf = shelf or fonts.open_shelf()
    words = Words(shelf, TITLE)
    values = {
        **frame(words, TITLE, ticket, municipality, on, parts.event),
        "lead": words("市の記録とお話からつくりました。"),
        "visitor": words(f"来た方　{handed.visitor}" if handed.visitor else ""),
        "parts": [
            _part(words, name, lines, _part_note(name, lines, parts, handed, on))
            for name, lines in parts.all
            if lines
        ],
        "outlook": [{"head": words(row.head), "text": words(row.text)} for row in rows(parts.outlook, on)],
        "checklist": [words(line.title) for line in parts.checklist],
        "bring": _bring(words, parts),
        "closing": [words(text) for text in _closing(parts, on)],
    }
    return typesetting.render(template("list"), values, shelf, name=f"{TITLE}（list.typ）", tagged=True)


def frame(
    words: Words, title: str, ticket: str, municipality: MunicipalityProfile, on: date, event: str
) -> Printed:
    """どの一覧にも載ること：題、作った日、引換票の印、窓口（出来事ごとの名）。"""
    if not ticket:
        raise Fault(
            file=title, reason="引換票の合言葉がありません。", remedy="件を開いてから刷ってください。"
        )
    return {
        "title": words(title),
        "plain_title": title,
        "municipality": municipality.name,
        "made_on": words(f"{wareki(on)}（{weekday(on)}）"),
        "ticket": symbols.qr(ticket),
        "footer": words(
            f"{municipality.name} {municipality.counter_for(event)}　{municipality.telephone}　{municipality.hours}"
        ),
    }


def _part(words: Words, name: str, lines: tuple[PartLine, ...], note: str) -> Printed:
    grouped = _people_together(lines)
    return {
        "name": words(f"{TITLES[name]}　{len(grouped)}"),
        "note": words(note),
        "lines": [_line(words, line, people, name) for line, people in grouped],
    }


def _line(words: Words, line: PartLine, people: int, part: str) -> Printed:
    title = f"{line.title}（{people}人分）" if people > 1 else line.title
    waiting = "戸籍の登録が済んでから" if line.mark == "登録後に可" else ""
    said = "。".join(one for one in (line.open_text, line.note, waiting) if one)
    who = "" if part == "confirm" else line.who_short
    return {
        "title": words(title),
        "by": words(line.deadline_text),
        "place": words("" if said.startswith(line.department_name) else line.department_name),
        "who": words(who),
        "said": words(said),
        # 家族のすることがない行に、四角は置かない。
        "box": part != "confirm",
    }


def _people_together(lines: Iterable[PartLine]) -> list[tuple[PartLine, int]]:
    """同じ手続きの、人ごとの行を一つにまとめ、人数を添える。"""
    found: dict[tuple[str, str, str], list[PartLine]] = {}
    for line in lines:
        found.setdefault((line.procedure_id, line.deadline_text, line.mark), []).append(line)
    return [(same[0], len(same)) for same in found.values()]


def _part_note(name: str, lines: tuple[PartLine, ...], parts: FourParts, handed: Handed, on: date) -> str:
    if name == "today" and handed.forms:
        signed = f"ご署名は{handed.signatures}か所" if handed.signatures else "ご署名はいりません"
        return f"様式は記入済みです。{signed}"
    if name == "again":
        return again_note(parts.outlook.plan)
    if name == "outside" and len(lines) > 1:
        return "日付の早い順です"
    if name == "confirm" and parts.stage.call_by:
        return f"{day_text(parts.stage.call_by, on)}までに、お電話でお知らせします"
    return ""


def _bring(words: Words, parts: FourParts) -> list[Printed]:
    """次に来るときの持ち物と、今日の手続きだけに使うもの。"""
    # 本人確認書類は、どの手続きにも要るので、一度だけ書く。
    needed = [item for item in parts.bring if item.id != IDENTITY or not parts.again]
    later = [item for item in needed if item.again]
    today = [item for item in needed if not item.again]
    groups = []
    if parts.again:
        always = [("引換票（この紙）", ""), ("来る方の本人確認書類", "運転免許証、マイナンバーカードなど")]
        rows = [*always, *((item.label, item.use_text) for item in later)]
        groups.append(("次に来るときの持ち物", "ひとつにまとめました", rows))
    if today:
        rows = [(item.label, item.use_text) for item in today]
        groups.append(("今日の手続きで使うもの", "お持ちでなければ、次のときにお持ちください", rows))
    return [
        {
            "name": words(name),
            "note": words(note),
            "rows": [{"label": words(label), "use": words(use)} for label, use in rows],
        }
        for name, note, rows in groups
    ]


def _closing(parts: FourParts, on: date) -> list[str]:
    nearest = parts.nearest
    told = ["急がなくてよい手続きもあります。"]
    if nearest is not None and nearest.due is not None and nearest.due >= on:
        told.append(f"日付がいちばん近いのは、{day_text(nearest.due, on)}の「{nearest.title}」です。")
    return told


@lru_cache(maxsize=4)
def template(name: str) -> str:
    """一覧のひな形。共通の部品を前に置く。"""
    directory = Path(__file__).parent / "templates"
    return "".join((directory / f"{part}.typ").read_text(encoding="utf-8") for part in ("sheet", name))
