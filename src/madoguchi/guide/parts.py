"""判定の行を、四つのまとまりに分けて並べる。画面も紙も、この同じ並びを使う。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.judgement import NEEDED, Judgement, Line
from madoguchi.domain.procedures import Definitions, Evidence
from madoguchi.guide.bringing import BringItem, bring
from madoguchi.guide.outlook import Outlook, outlook
from madoguchi.guide.timing import Start, VisitStage, calling, for_family, key_of, starts
from madoguchi.guide.wording import deadline_text, department_of, mark_of, note_of, open_text, who_text

TITLES = {
    "today": "今日ここでできること",
    "again": "もう一度お越しいただくこと",
    "outside": "市役所の外のこと",
    "confirm": "確認してからお知らせすること",
}


#: 過ぎると取り返しがつかないか、過料のある期限。
SAID_ELSEWHERE = ("戸籍の登録が済んでから", "書類をそろえてから", "あとからでもよい")
CHOICE_RULES = ("choose_one", "excludes", "excluded_by")
PRESSING = ("irreversible", "penalty")


@dataclass(frozen=True, slots=True)
class PartLine:
    """一覧の一行。文字は家族に見せるまま。`mark` は 必要・請求できる・要確認・登録後に可・案内。"""

    procedure_id: str
    person: str | None
    mark: str
    title: str
    deadline_text: str
    who_short: str
    department_name: str
    extension: str
    items: tuple[Evidence, ...]
    note: str
    open_text: str
    due: date | None = None
    rank: str = "none"
    scheme: str = ""
    form_id: str | None = None


@dataclass(frozen=True, slots=True)
class FourParts:
    """四つのまとまり。`checklist` は「当てはまるものに✓」、`bring` はまとめた持ち物、`event` は（初めの）出来事。"""

    today: tuple[PartLine, ...]
    again: tuple[PartLine, ...]
    outside: tuple[PartLine, ...]
    confirm: tuple[PartLine, ...]
    checklist: tuple[PartLine, ...]
    bring: tuple[BringItem, ...]
    stage: VisitStage
    event: str
    outlook: Outlook

    @property
    def all(self) -> tuple[tuple[str, tuple[PartLine, ...]], ...]:
        """まとまりの id と行を、いつも同じ順で。"""
        return tuple((name, getattr(self, name)) for name in TITLES)

    @property
    def nearest(self) -> PartLine | None:
        """日付がいちばん近い行（まだ決まらない行は除く）。"""
        dated = [
            line for _, lines in self.all for line in lines if line.due is not None and line.mark != "要確認"
        ]
        return min(dated, key=lambda line: line.due or date.max, default=None)


def arrange(
    judgement: Judgement,
    definitions: Definitions,
    municipality: MunicipalityProfile,
    on: date,
    visit: VisitStage,
) -> FourParts:
    """家族に見せる行を四つに分ける。職員だけの行と、聞かれたときだけの行は入れない。

    不要と決まった行は入れず、まだ決まらない行は必ず残す（市のものは「確認して」、外のものは「外」）。
    """
    held: dict[str, list[PartLine]] = {name: [] for name in (*TITLES, "checklist")}
    lines = [line for line in judgement.lines if for_family(line)]
    order = talking_order(definitions, judgement)
    now = calling(municipality, on, visit)
    begins = starts(judgement, now)
    for line in sorted(lines, key=lambda one: order[one.procedure.id]):
        start = begins[key_of(line)]
        made = _part_line(line, definitions, municipality, on, visit)
        more = (*told_reasons(start), *choice_texts(line, lines))
        held[_part(line, start)].append(
            replace(made, note="。".join(one for one in (made.note, *more) if one))
        )
    held["outside"].sort(key=lambda line: line.due or date.max)
    return FourParts(
        **{name: tuple(found) for name, found in held.items()},
        bring=bring(_items(held["today"]), _items(held["again"])),
        stage=visit,
        event=next((line.events[0] for line in judgement.lines), ""),
        outlook=outlook(judgement, definitions, now),
    )


def told_reasons(start: Start) -> tuple[str, ...]:
    """行に添える、今日できない訳。札や持ち物で分かることと、受け付けの始まりの日（期限の欄に出る）は言わない。"""
    return tuple(why for why in start.reasons if why not in SAID_ELSEWHERE and not why.endswith("）から"))


def choice_texts(line: Line, lines: Iterable[Line]) -> tuple[str, ...]:
    """どちらか一つになる相手も行として出ていれば、その文。閉じた項目の行は、どの家でも同じに、何も言わない。"""
    if line.withheld:
        return ()
    shown = {one.procedure.id for one in lines if one.procedure.listing == "judged" or one.listed}
    return tuple(
        one.text for one in line.procedure.links if one.rule in CHOICE_RULES and one.procedure in shown
    )


def _items(lines: Iterable[PartLine]) -> list[tuple[str, tuple[Evidence, ...]]]:
    return [(line.procedure_id, line.items) for line in lines]


def talking_order(definitions: Definitions, judgement: Judgement) -> dict[str, tuple[int, int, int, int]]:
    """職員が話す順。その出来事の話題の順、同じ話題では、ほかの手続きの前に要るもの、遅れると困るもの、定義の順。"""
    topics = {
        event.id: {topic.id: topic.order for topic in event.topics}
        for event in definitions.life_events.values()
    }
    first = {
        link.procedure for line in judgement.lines for link in line.procedure.links if link.rule == "after"
    }
    return {
        line.procedure.id: (
            topics.get(line.events[0], {}).get(line.procedure.topic, 999),
            line.procedure.id not in first,
            line.procedure.deadline.rank not in PRESSING,
            number,
        )
        for number, line in reversed(list(enumerate(judgement.lines)))
    }


def _part(line: Line, start: Start) -> str:
    procedure = line.procedure
    if procedure.listing == "checklist" and not line.listed:
        return "checklist"
    if procedure.place == "outside":
        return "outside"
    if line.result != NEEDED:
        return "confirm"
    return "today" if start.today else "again"


def _part_line(
    line: Line, definitions: Definitions, municipality: MunicipalityProfile, on: date, visit: VisitStage
) -> PartLine:
    procedure = line.procedure
    department = department_of(procedure, municipality)
    decided = line.result == NEEDED
    return PartLine(
        procedure_id=procedure.id,
        person=line.person,
        mark=mark_of(line, visit.registered),
        title=procedure.title_for_family or procedure.name,
        deadline_text=deadline_text(line.deadline, on) if decided or procedure.place == "outside" else "",
        who_short=who_text(procedure.claimant.short),
        department_name=department.name,
        extension=department.extension,
        items=procedure.items,
        note=note_of(line, on),
        open_text="" if decided else open_text(line, definitions, department.name),
        due=line.deadline.date if line.deadline else None,
        rank=line.deadline.rank if line.deadline else "none",
        scheme=procedure.scheme,
        form_id=procedure.form.id,
    )
