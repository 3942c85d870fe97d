"""手続き一覧。四つのまとまり、理由、外した行と足した行、不要とわかった行、持ち物、記録の時点。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from madoguchi.cases import actions
from madoguchi.cases.actions import Frozen
from madoguchi.cases.projection import line_key
from madoguchi.cases.states import LineState
from madoguchi.catalogue.guards import proposed_in
from madoguchi.counter import receipts
from madoguchi.counter.adjusting import adjusted, four_parts, stage
from madoguchi.counter.arranged import arranging
from madoguchi.counter.band import band
from madoguchi.counter.desk import note_read
from madoguchi.counter.gathering import judged
from madoguchi.counter.lines import full_title, hints, key_of, list_line
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.pages import Arranged, BringItem, Change, ListLine, ListPage, ListPart, SetAside
from madoguchi.counter.record_times import record_times
from madoguchi.counter.texts import called, moment
from madoguchi.counter.walking import Walk, walk
from madoguchi.domain.errors import Fault
from madoguchi.domain.explanation import because, value_text
from madoguchi.domain.judgement import NEEDED, NOT_NEEDED, UNDECIDED, Judgement, Line
from madoguchi.guide.outlook import panel
from madoguchi.guide.parts import TITLES, FourParts

SHORT = {"today": "今日ここで", "again": "もう一度", "outside": "市役所の外", "confirm": "確認してから"}
RESULTS = {NEEDED: "必要", NOT_NEEDED: "不要", UNDECIDED: "要確認"}


def list_page(user: Any, case_id: int) -> ListPage:
    """手続き一覧の画面。一般の案内だけの来庁では、一行も出さない。"""
    case = opened(user, case_id)
    note_read(case.at, "counter.list", case.now.number, case.seen())
    head = band(case, "list")
    if not case.may_see:
        return ListPage(head, (), (), "", (), (), (), "", case.at.release.hash[:8])
    parts = four_parts(case)
    seen = walk(case, parts)
    unneeded = tuple(
        line
        for line in case.judgement.lines
        if _is_told_unneeded(case, line) and case.now.event_kind in proposed_in(line.procedure)
    )
    return ListPage(
        head, _parts(case, parts, seen), tuple(list_line(case, line, registered=True) for line in unneeded),
        _example(case, unneeded), tuple(line.title for line in parts.checklist), _bring(parts),
        record_times(case.judgement, case.at.today), moment(case.once.at, case.at.today), case.once.release[:8],
        _decided(case, dropped=True), _decided(case, dropped=False), _changes(case), _conflicts(case), _searchable(case),
        tuple(Arranged(row.head, row.text) for row in panel(parts.outlook, case.at.today)),
        seen.progress(), len(seen.ready()), *receipts.papers_of(case),
    )  # fmt: skip


def _parts(case: Opened, parts: FourParts, seen: Walk) -> tuple[ListPart, ...]:
    by_key = {key_of(line): line for line in adjusted(case).lines}
    registered = stage(case).registered
    arrange = arranging(case, parts, by_key)
    staff = [line for line in by_key.values() if _is_for_staff(line)]
    found = []
    for name, lines in parts.all:
        shown = [by_key[line_key(one.procedure_id, one.person)] for one in lines]
        shown += [
            line
            for line in staff
            if (line.result == NEEDED) == (name == "today") and name in ("today", "confirm")
        ]
        views = tuple(
            replace(
                list_line(case, line, registered=registered), arranged=arrange.of(line), **_now(seen, line)
            )
            for line in shown
        )
        found.append(ListPart(name, TITLES[name], SHORT[name], _part_note(name, views), views))
    return tuple(found)


def _now(seen: Walk, line: Line) -> dict[str, Any]:
    """行のいま。市の外の行は、窓口では動かない。"""
    if line.procedure.place != "city":
        return {}
    key = key_of(line)
    status = seen.status(key)
    touched = status.state is not LineState.OPEN
    return {
        "number": seen.numbers[key], "now": status.mark if touched else "", "receipt": status.receipt,
        "now_note": status.note if touched else "",
    }  # fmt: skip


def _is_for_staff(line: Line) -> bool:
    procedure = line.procedure
    return procedure.audience == "staff" and procedure.listing == "judged" and line.result != NOT_NEEDED


def _part_note(name: str, lines: tuple[ListLine, ...]) -> str:
    if name == "today":
        forms = sum(bool(line.form) for line in lines)
        return f"様式 {forms}枚が記入済み" if forms else ""
    return "電話か郵便で。窓口ではお待たせしません" if name == "confirm" and lines else ""


def _is_told_unneeded(case: Opened, line: Line) -> bool:
    procedure = line.procedure
    held = case.now.lines.get(key_of(line))
    shown = procedure.audience == "family" and procedure.listing == "judged"
    return shown and line.result == NOT_NEEDED and not (held is not None and held.added)


def _example(case: Opened, unneeded: tuple[Line, ...]) -> str:
    if not unneeded:
        return ""
    first = unneeded[0]
    return f"例：{full_title(case, first)}は、{because(first, case.definitions, case.names)}"


def _bring(parts: FourParts) -> tuple[BringItem, ...]:
    return tuple(BringItem(item.label, item.use_text, bool(item.today)) for item in parts.bring)


def _title_of_key(case: Opened, key: str) -> str:
    found = {key_of(line): line for line in case.judgement.lines}.get(key)
    if found is not None:
        return full_title(case, found)
    name, _, person = key.partition("@")
    procedure = case.procedure(name)
    if procedure is None:
        return name
    return full_title(case, Line(procedure, person or None, NEEDED))


def _decided(case: Opened, *, dropped: bool) -> tuple[SetAside, ...]:
    """職員が外した行（dropped）と、足した行。"""
    return tuple(
        SetAside(key, _title_of_key(case, key), line.reason, line.by)
        for key, line in case.now.lines.items()
        if (line.state is LineState.DROPPED) == dropped and (dropped or line.added)
    )


def _changes(case: Opened) -> tuple[Change, ...]:
    found = []
    for key, before, after in case.once.changes:
        found.append(
            Change(_title_of_key(case, key), RESULTS.get(before, "なし"), RESULTS.get(after, "なし"))
        )
    return tuple(found)


def _conflicts(case: Opened) -> tuple[str, ...]:
    """記録と答えの食い違い。どちらも消さずに、両方を言う。"""
    return tuple(_conflict(case, one) for one in case.facts.conflicts)


def _conflict(case: Opened, one: Any) -> str:
    dictionary = case.definitions.dictionary
    definition = dictionary.facts[one.fact_id]
    sides = "、".join(
        f"{_side(case, source)}では{value_text(definition, value)}" for source, value in one.sides
    )
    whose = f"{called(case.people[one.person].name)}の" if one.person in case.people else ""
    return f"{whose}「{definition.label}」が食い違っています。{sides}。"


def _side(case: Opened, source: str) -> str:
    if source == "interview":
        return "聞き取り"
    group = case.definitions.dictionary.groups.get(source)
    return f"{group.name}の記録" if group is not None else "法令"


def _searchable(case: Opened) -> tuple[tuple[str, str], ...]:
    """足せる手続き：聞かれたときだけ出すものと、不要と出たもの。"""
    return tuple(
        (key_of(line), full_title(case, line))
        for line in case.judgement.lines
        if line.procedure.audience == "family"
        and (line.procedure.listing == "only_if_asked" or _is_told_unneeded(case, line))
    )


def set_aside(user: Any, case_id: int, version: int, key: str, line: str, reason: str) -> None:
    """行を外す。理由が要る。"""
    case = opened(user, case_id)
    case.refuse_if_hidden("counter.set_aside")
    actions.set_aside(case.deed(key, version), line, reason)


def put_back(user: Any, case_id: int, version: int, key: str, line: str) -> None:
    """外した行を戻す。"""
    case = opened(user, case_id)
    case.refuse_if_hidden("counter.put_back")
    actions.put_back(case.deed(key, version), line)


def add_line(user: Any, case_id: int, version: int, key: str, procedure: str, reason: str) -> None:
    """判定に出なかった手続きを足す。`procedure` は手続きの id、または「id@人」。"""
    case = opened(user, case_id)
    case.refuse_if_hidden("counter.add_line")
    found = dict(_searchable(case))
    wanted = (
        procedure
        if procedure in found
        else next((one for one in found if one.partition("@")[0] == procedure), None)
    )
    if wanted is None:
        raise Fault(
            "足せる手続きではありません。", remedy="一覧にないか、さがし直してください。", value="procedure"
        )
    definition = case.procedure(wanted.partition("@")[0])
    city = definition is None or definition.place == "city"
    actions.add_line(case.deed(key, version), wanted, found[wanted], reason, city=city)


def confirm_hint(user: Any, case_id: int, version: int, key: str, line: str) -> None:
    """古い記録の値を、ご家族に確かめた。その値を聞き取りの答えとして判定し直す。"""
    case = opened(user, case_id)
    case.refuse_if_general("counter.confirm_hint")
    wanted = [one for one in case.judgement.lines if key_of(one) == line]
    found = hints(case, wanted[0])[:1] if wanted else ()
    if not found:
        raise Fault("確かめる古い記録がありません。", remedy="一覧を開き直してください。", value=line)
    given = {(fact_id, person): value for fact_id, person, value in found}
    result = judged(case.at, case.gather(), {**case.answers.values, **given})
    actions.confirm_hint(case.deed(key, version), given, Frozen(result.judgement, case.at.release))


def judge_again(user: Any, case_id: int, version: int, key: str) -> None:
    """いまの記録と定義でもう一度判定し、変わった行を残す。"""
    case = opened(user, case_id)
    case.refuse_if_hidden("counter.judge_again")
    result = judged(case.at, case.gather(), case.answers.values)
    changes = differences(case.judgement, result.judgement)
    actions.judge(case.deed(key, version), Frozen(result.judgement, case.at.release), changes)


def differences(before: Judgement, after: Judgement) -> tuple[tuple[str, str, str], ...]:
    """変わった行（鍵, 前, 後）。なくなった行と、新しい行も。聞かれたときだけの行は数えない。"""
    old, new = _results(before), _results(after)
    return tuple(
        (key, old.get(key, ""), new.get(key, ""))
        for key in (old | new)
        if old.get(key, "") != new.get(key, "")
    )


def _results(judgement: Judgement) -> dict[str, str]:
    shown = [line for line in judgement.lines if line.procedure.audience == "family" and line.listed]
    return {key_of(line): line.result for line in shown}
