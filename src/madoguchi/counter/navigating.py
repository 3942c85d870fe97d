"""受け付けの画面。一つの手続きを、話す・確かめる・預かる・入れる・渡すの順に一枚で見せる。"""

from __future__ import annotations

from typing import Any

from madoguchi.cases import queries as cases
from madoguchi.cases import ticks
from madoguchi.cases.states import LineState
from madoguchi.counter.arranged import arranging
from madoguchi.counter.band import band
from madoguchi.counter.competing import SAID, rivals
from madoguchi.counter.desk import note_read
from madoguchi.counter.five_steps import five_steps
from madoguchi.counter.lines import due_text, may_text, named, rule_text, title_of
from madoguchi.counter.marks import Marking
from madoguchi.counter.numbering import key_at
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.permissions import permission_of
from madoguchi.counter.receiving_pages import Aside, Basis, Contact, LineHead, NavigationPage
from madoguchi.counter.texts import moment
from madoguchi.counter.walking import Walk, walk
from madoguchi.counter.ways import Choosing, why_not
from madoguchi.domain.calendar import wareki
from madoguchi.domain.errors import Fault
from madoguchi.domain.judgement import NEEDED, UNDECIDED, Line
from madoguchi.guide.wording import day_text, department_of, mark_of, who_text
from madoguchi.printing import forms


def navigation_page(user: Any, case_id: int, number: int) -> NavigationPage:
    """`number` の行の画面。一般の案内だけの来庁では断る。ないか、もう判定に出ない行は NotFound か Fault。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.navigation")
    note_read(case.at, "counter.navigation", case.now.number, case.seen())
    at = standing_at(case, key_at(case, number))
    return _page(at)


def standing_at(case: Opened, key: str) -> Choosing:
    """その行の前に立つ。判定から消え、手もついていない行は Fault。"""
    found = walk(case)
    line = found.lines.get(key)
    if line is None:
        raise Fault(
            "この手続きは、判定しなおしたあとの一覧にありません。", value=key,
            remedy="手続き一覧を開き、変わったことを読んでください。要るときは、一覧に足せます。",
        )  # fmt: skip
    may = permission_of(case, line.procedure)
    held = ticks.marks(case.case_id, case.visit.voice)
    ticked = Marking(case, line, key, may, held)
    return Choosing(found, key, line, may, contact_of(case, line), ticked, is_rival(case, key))


def is_rival(case: Opened, key: str) -> bool:
    """別の方の申し出を受け付けた権利の行で、この方にはまだ何もしていないか。受付番号のない行は、数えるまでもない。"""
    held = case.now.lines.get(key)
    claimed = held is not None and bool(held.receipt) and held.state is not LineState.REFERRED
    return claimed and key in rivals(case)


def _page(at: Choosing) -> NavigationPage:
    case, line, seen = at.walk.case, at.line, at.walk
    onward = seen.next_after(at.key)
    why = SAID if at.rival else why_not(seen, line, at.permission)
    now = case.now.lines.get(at.key)
    received = (now.received_on if now is not None else None) or case.at.today
    return NavigationPage(
        band=band(case, "receive"), head=_head(seen, at.key, line), status=seen.status(at.key),
        may=why or may_text(case, line), may_not=bool(why), received_on=day_text(received, case.at.today),
        received_note=_received_note(line, received, case), steps=five_steps(case, line, at.marking),
        aside=_aside(case, seen, line), main=at.main(), ways=at.others(), parts=seen.views(at.key),
        progress=seen.progress(), next_number=seen.numbers[onward] if onward else None,
        question=_question(case, line), topic=_topic(case, line), happened=happened(case, at.key),
    )  # fmt: skip


def _head(seen: Walk, key: str, line: Line) -> LineHead:
    case, procedure = seen.case, line.procedure
    is_staff = procedure.audience == "staff"
    return LineHead(
        key=key, number=seen.numbers[key], scheme=named(procedure)[0], title=title_of(case, line),
        mark=mark_of(line, seen.registered), deadline=due_text(case, line), kind=procedure.kind,
        who="" if is_staff else who_text(procedure.claimant.short), place=procedure.place, staff_only=is_staff,
    )  # fmt: skip


def _received_note(line: Line, received: Any, case: Opened) -> str:
    """受け付けた日が、期限に間に合うか。"""
    due = line.deadline.date if line.deadline else None
    if due is None or line.result != NEEDED:
        return ""
    last = wareki(due) if due.year != case.at.today.year else f"{due.month}月{due.day}日"
    return (
        f"期限の{last}に間に合います"
        if received <= due
        else f"期限の{last}を過ぎています。担当課の扱いを聞いてください"
    )


def _aside(case: Opened, seen: Walk, line: Line) -> Aside:
    procedure = line.procedure
    form = forms.of_release(case.at.release).get(procedure.form.id or "")
    closed = line.withheld and line.result == UNDECIDED
    arranged = () if closed else arranging(case, seen.arranged, seen.lines).of(line)
    text = case.at.release.text(procedure.id) or ""
    return Aside(
        form=form.title if form is not None and line.result == NEEDED else "",
        text=tuple(part.strip() for part in text.split("\n\n") if part.strip()), arranged=arranged,
        basis=tuple(Basis(one.text, one.url or "") for one in procedure.basis), rule=rule_text(case, procedure),
        unverified=procedure.verified_on is None, contact=contact_of(case, line),
    )  # fmt: skip


def contact_of(case: Opened, line: Line) -> Contact:
    """担当課の直通。なくなった課、まだ決めていない課なら、そう言う。"""
    found = case.at.municipality.departments.get(line.procedure.department)
    if found is None:
        return Contact(department_of(line.procedure, case.at.municipality).name or "担当課（要設定）")
    place = "　".join(
        one
        for one in (f"{found.floor}階" if found.floor else "", f"{found.window}番" if found.window else "")
        if one
    )
    return Contact(found.name, found.telephone or "", found.extension or "", place)


def _question(case: Opened, line: Line) -> str:
    """要確認の行が、何を聞けば決まるか。職員に閉じた項目の行では言わない。"""
    found = _asked(case, line)
    return found[0].question or found[0].label if found else ""


def _topic(case: Opened, line: Line) -> str:
    found = _asked(case, line)
    return found[0].topic or "" if found else ""


def _asked(case: Opened, line: Line) -> list[Any]:
    if line.result != UNDECIDED or line.withheld:
        return []
    known = case.definitions.dictionary.facts
    return [known[one.fact_id] for one in line.open if one.fact_id in known and known[one.fact_id].question]


def happened(case: Opened, key: str) -> tuple[str, ...]:
    """この行に、だれがいつ何をしたか。答えの中身は出さない。手のついていない行では、読みに行かない。"""
    held = case.now.lines.get(key)
    if held is None or (held.since is None and not held.by):
        return ()
    return tuple(
        f"{moment(one.at, case.at.today)}　{one.by}さんが{one.label}{f'（{one.text}）' if one.text else ''}"
        for one in cases.history(case.case_id, key)
    )
