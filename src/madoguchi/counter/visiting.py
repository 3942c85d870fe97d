"""来庁の記録。いまの人の控えを直し、出せる手続きと委任状を示す。ほかの人の話は出さない。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction

from madoguchi.cases import actions, notice_queries
from madoguchi.cases import visits as amending
from madoguchi.cases.actions import Frozen
from madoguchi.cases.notice_states import STATE_LABELS, NoticeState
from madoguchi.cases.queries import VisitView
from madoguchi.counter.adjusting import adjusted
from madoguchi.counter.band import band
from madoguchi.counter.competing import SAID, may_refer, rivals
from madoguchi.counter.desk import note_read
from madoguchi.counter.gathering import judged
from madoguchi.counter.lines import full_title, key_of
from madoguchi.counter.notice_steps import tell_case
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.opening import VisitInput, note_of, refuse_wrong, seated
from madoguchi.counter.papers import once
from madoguchi.counter.permissions import papers_in_force, permission_of
from madoguchi.counter.receptions import ROLES, words_of
from madoguchi.counter.texts import moment
from madoguchi.counter.visit_pages import Amending, MayFile, RegisterStage, VisitRow, VisitsPage
from madoguchi.domain.errors import Fault
from madoguchi.domain.judgement import NEEDED, Line
from madoguchi.domain.visits import RELATIONS, STANDINGS
from madoguchi.guide import proxy

STATES = {
    "yes": "出せる",
    "with_papers": "紙があれば出せる",
    "ask": "確かめて出せる",
    "no": "出せない",
    "rival": "担当課へ",
}
WHO_ORDER = ("rival", "no", "with_papers", "ask", "yes")


def visits_page(user: Any, case_id: int) -> VisitsPage:
    """来庁の記録の画面。使者などの来庁では、手続きの行は一つも出さない。"""
    case = opened(user, case_id)
    note_read(case.at, "counter.visits", case.now.number, case.seen())
    visit = case.visit
    real = [one for one in case.visits if one.number]
    return VisitsPage(
        band(case, "visitor"), tuple(_row(case, one) for one in reversed(real)),
        Amending(visit.standing, visit.relation, visit.name, visit.kana, visit.roles, visit.papers, visit.identity),
        () if case.latest is None or case.prepared else _may(case), words_of(case.at.definitions, case.now.event_kind),
        tuple(sorted(papers_in_force(case.visits, visit))), _register(case),
    )  # fmt: skip


def _row(case: Opened, one: VisitView) -> VisitRow:
    standing = case.reception.standings.get(one.standing) or STANDINGS[one.standing]
    own = one.voice == case.visit.voice
    detail = _detail(one) if own else ()
    return VisitRow(one.number, moment(one.at, case.at.today), standing, own, detail)


def _detail(one: VisitView) -> tuple[tuple[str, str], ...]:
    said = (
        ("お名前", one.name), ("続き柄", RELATIONS.get(one.relation, "")),
        ("役", "、".join(ROLES[role] for role in sorted(one.roles) if role in ROLES)),
        ("本人確認", one.identity), ("見た紙", "、".join(sorted(one.papers))),
    )  # fmt: skip
    return tuple((label, text) for label, text in said if text)


def _may(case: Opened) -> tuple[MayFile, ...]:
    """市で受け付ける、要ると決まった手続き。出せないものから。"""
    held = rivals(case)
    found = [_may_one(case, line, held) for line in _fileable(case)]
    order = {label: place for place, label in enumerate(STATES[state] for state in WHO_ORDER)}
    return tuple(sorted(found, key=lambda one: order[one.state]))


def _fileable(case: Opened) -> list[Line]:
    return [
        line
        for line in adjusted(case).lines
        if line.result == NEEDED and line.procedure.place == "city" and line.procedure.audience == "family"
        and line.procedure.kind != "information" and not line.withheld
    ]  # fmt: skip


def _may_one(case: Opened, line: Line, held: frozenset[str]) -> MayFile:
    if key_of(line) in held:
        how = SAID if may_refer(case, key_of(line)) else f"{SAID}担当課に電話で伝えます。"
        return MayFile(
            key_of(line), full_title(case, line), STATES["rival"], how, False, may_refer(case, key_of(line))
        )
    may = permission_of(case, line.procedure)
    claimant = line.procedure.claimant
    by_proxy = may.state in ("no", "with_papers") and claimant.proxy_allowed
    need = {"no": f"{claimant.who}が出します", "ask": f"{'、'.join(may.need)}で確かめます"}
    text = need.get(may.state) or ("、".join(may.need) and f"{'、'.join(may.need)}があれば出せます")
    return MayFile(key_of(line), full_title(case, line), STATES[may.state], text, by_proxy)


def _register(case: Opened) -> RegisterStage | None:
    """届のあるできごとの、届と登録の状態。"""
    if not case.reception.notice:
        return None
    held = notice_queries.of_case(case.case_id)
    stage = case.now.register
    label = STATE_LABELS[NoticeState(stage)] if stage else "控えていない"
    stages = tuple(
        (state.value, STATE_LABELS[state]) for state in NoticeState if state is not NoticeState.WITHDRAWN
    )
    return RegisterStage(label, stages, None if held is None else held.id)


def amend(user: Any, case_id: int, version: int, key: str, visit: VisitInput, reason: str) -> None:
    """いまの来庁の控えを直し、何を見せてよいかを決め直す。見せてよければ、この人の話だけで判定し直す。"""
    case = opened(user, case_id)
    if case.prepared:
        raise Fault("まだ、だれも来ていません。", remedy="来た人を決めてください。", value="standing")
    given = replace(visit, event=case.now.event_kind, event_on=case.now.event_on, quiet=case.visit.quiet)
    entered = case.now.entered
    given = seated(case.at, case.now.subject_key, given, entered)
    refuse_wrong(case.at, case.subject, given, entered)
    with transaction.atomic():
        note = note_of(case.at, given, case.now, entered)
        amending.amend_visit(case.deed(key, version), case.visit.number, note, reason)
        after = opened(user, case_id)
        if after.may_see:
            result = judged(after.at, after.gather(), after.answers.values)
            deed = after.at.deed(f"{key}:judge", case_id, None, result.facts.situation.persons)
            actions.judge(deed, Frozen(result.judgement, after.at.release))


def note_stage(user: Any, case_id: int, key: str, stage: str) -> None:
    """届の控えのない件に、届と登録の状態を書く。控えがあれば、控えのほうで書く。"""
    case = opened(user, case_id)
    if stage not in set(NoticeState) - {NoticeState.WITHDRAWN}:
        raise Fault("届の状態が正しくありません。", remedy="画面のボタンで書いてください。", value="stage")
    if notice_queries.of_case(case_id) is not None:
        raise Fault("この件には、届の控えがあります。", remedy="届の画面で書いてください。", value="stage")
    with transaction.atomic():
        tell_case(case.at, case_id, NoticeState(stage), key)


def proxy_paper(user: Any, case_id: int, lines: tuple[str, ...]) -> bytes:
    """えらんだ手続きの委任状。来た人の言ったことだけを書き、任せる人の欄は空ける。"""
    case = opened(user, case_id)
    case.refuse_if_general("paper.proxy")
    held = {key_of(line): line for line in _fileable(case)}
    offered = {one.key for one in _may(case) if one.proxy}
    chosen = [held[key] for key in lines if key in offered]
    if not chosen:
        raise Fault("手続きがえらばれていません。", remedy="一つ以上えらんでください。", value="lines")
    by_who: dict[str, list[str]] = {}
    for line in chosen:
        by_who.setdefault(line.procedure.claimant.who, []).append(full_title(case, line))
    visit = case.visit
    agent = proxy.Agent(visit.name, visit.kana, RELATIONS.get(visit.relation, ""))
    pdf = proxy.proxy_papers(agent, by_who, case.at.municipality)
    actions.print_forms(case.deed(once(case, "proxy"), None), ("委任状",))
    return pdf
