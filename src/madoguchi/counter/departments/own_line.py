"""課が開く一行。その行と受け付け、その行を決めた事実だけを見せ、ほかの行も、ほかの話題の聞き取りも開かない。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from madoguchi.cases import inboxes
from madoguchi.cases import queries as cases
from madoguchi.cases.inboxes import HandedIn, Story
from madoguchi.cases.queries import Happening, JudgedOnce, QueueLine
from madoguchi.cases.states import LINE_LABELS, LineState
from madoguchi.counter.departments import naming
from madoguchi.counter.departments.acts import acts_of, next_of
from madoguchi.counter.departments.alarms import waited
from madoguchi.counter.departments.deciding import facts_of
from madoguchi.counter.departments.pages import Happened, Item, OwnLine, Paper
from madoguchi.counter.desk import Desk
from madoguchi.counter.texts import birth_text, day_of, long_day, moment
from madoguchi.domain.judgement import Line
from madoguchi.domain.procedures import Definitions
from madoguchi.domain.visits import RELATIONS
from madoguchi.guide.wording import deadline_text
from madoguchi.residents.queries import PersonName

NOTES = {
    "asked": "窓口にたずねたこと", "returned": "足りないもの", LineState.REFERRED: "窓口からの相談",
    LineState.HELD: "足りないもの", LineState.MAILED: "郵送で届くもの", LineState.DONE: "決まったこと",
    LineState.FORWARDED: "進達の添え書き", LineState.RECEIVED: "窓口からの返事",
}  # fmt: skip


def opened_line(
    at: Desk, line: QueueLine, names: Mapping[str, PersonName], alarm: str, bundle: str
) -> OwnLine:
    """自分の課の行（`inboxes.own` で引いたもの）を開く。"""
    story = inboxes.story(line.case_id, line.key)
    handed = story.handed
    once = cases.judged(line.case_id, handed.visit) if handed is not None else None
    definitions = _definitions(at, once)
    judged = None if once is None else once.line(definitions, line.procedure, line.person or None)
    own = {key: names[key] for key in (line.subject, line.person) if key in names}
    shown, hidden = facts_of(at, definitions, judged, own)
    procedure = judged.procedure if judged is not None else naming.procedure_of(definitions, line.procedure)
    return OwnLine(
        id=line.id, case_id=line.case_id, version=line.version, number=line.receipt or line.number,
        mark=LINE_LABELS[LineState(line.state)], title=naming.title_of(definitions, line, names),
        about=tuple(one for one in _about(at, line, names, story, (once, judged)) if one.text),
        facts=shown, hidden=hidden, papers=_papers(handed), no_copies=handed is not None and handed.no_copies,
        said=procedure.steps.say if procedure is not None and handed is not None else (),
        note_label=NOTES.get(waited(line)) or NOTES.get(LineState(line.state), ""), note=line.note, bundle=bundle, alarm=alarm,
        history=tuple(_happened(at, one) for one in story.happened), acts=acts_of(line), next=next_of(line),
        missing=tuple(one.label for one in procedure.items) if procedure is not None else (),
        agencies=(procedure.agency,) if procedure is not None and procedure.agency else (),
    )  # fmt: skip


def _definitions(at: Desk, once: JudgedOnce | None) -> Definitions:
    if once is None or once.release == at.release.hash:
        return at.definitions
    return cases.definitions_of(once.release)


def _about(
    at: Desk, line: QueueLine, names: Mapping[str, PersonName], story: Story, found: tuple[JudgedOnce | None, Line | None]
) -> Iterator[Item]:  # fmt: skip
    once, judged = found
    event = at.definitions.life_events[line.event_kind]
    yield Item(event.subject_label, _whose(names, line.subject))
    if line.person and line.person != line.subject:
        yield Item("この行の方", _whose(names, line.person))
    yield Item(event.date_label, "" if once is None else long_day(once.event_on))
    if story.handed is not None:
        label = "来た人" if story.handed.kind == "refer" else "申請した方"
        yield Item(label, _claimant(line, story.handed))
    yield Item("受付日", "" if line.received_on is None else f"{long_day(line.received_on)}", strong=True)
    yield Item("受けた窓口", "" if story.handed is None else _place(at, story.handed))
    yield Item("件番号", line.number if line.receipt else "")
    yield Item("期限", "" if judged is None else deadline_text(judged.deadline, at.today))
    yield Item("決裁", "" if story.handed is None else story.handed.approval)
    if line.sent_to:
        yield Item("送った先", f"{line.sent_to}　{day_of(story.sent_on, at.today) if story.sent_on else ''}")


def _whose(names: Mapping[str, PersonName], key: str) -> str:
    found = names.get(key)
    if found is None or not found.name:
        return naming.NO_NAME
    return f"{found.name}（{found.kana}）　{birth_text(found.birth)}生"


def _claimant(line: QueueLine, handed: HandedIn) -> str:
    """その行を出しに来た方。ほかの来庁の方のことは読まない。"""
    visit = cases.visit(line.case_id, handed.visit)
    relation = RELATIONS.get(visit.relation, "")
    return f"{visit.name}（{relation}）" if visit.name and relation else visit.name or relation


def _place(at: Desk, handed: HandedIn) -> str:
    """受けた窓口と職員。窓口の名が windows.yaml になければ、職員だけ。"""
    name = next((one.name for one in at.municipality.windows if one.id == handed.place), "")
    return f"{name}　{handed.by}" if name else handed.by


def _papers(handed: HandedIn | None) -> tuple[Paper, ...]:
    if handed is None:
        return ()
    taken = (
        Paper(label, f"{count}通", "その場で返した" if returned else "預かった")
        for label, count, returned in handed.originals
    )
    return (*taken, *(Paper(card, "1枚", "返された証") for card in handed.cards))


def _happened(at: Desk, one: Happening) -> Happened:
    return Happened(moment(one.at, at.today), one.label, one.by, "" if one.erased else one.text)
