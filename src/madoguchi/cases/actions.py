"""件にできる操作。一つの操作に一つの関数。読むことと数えることは、呼ぶ前に済ませておく。"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from madoguchi.cases import kept
from madoguchi.cases.frozen import freeze, freeze_answers
from madoguchi.cases.kin import Kin, kin_body
from madoguchi.cases.ledger import (
    Conflict,
    Deed,
    Done,
    Entry,
    already,
    append,
    commit,
    now_of,
    pack,
    refuse_stale,
)
from madoguchi.cases.models import Case, CaseNumber, KeptRelease, Ticket, Visit
from madoguchi.cases.people import Entered, body_of
from madoguchi.cases.projection import line_key
from madoguchi.cases.states import CaseState
from madoguchi.catalogue.releases import Release
from madoguchi.domain import calendar
from madoguchi.domain.errors import Fault
from madoguchi.domain.judgement import NOT_NEEDED, Judgement
from madoguchi.domain.procedures import Procedure

__all__ = [
    "Conflict", "Deed", "Done", "Frozen", "Opening", "VisitNote", "add_line", "answer", "choose_movers",
    "confirm_hint", "confirm_household", "finish_interview", "holds_open", "judge", "keep_kin", "keep_people", "open_case", "print_forms", "print_general", "print_list",
    "put_back", "refuse_stale", "set_aside", "undo_answer",
]  # fmt: skip
ENGINE = "1"
#: 来庁のない控え。番号は 0 で、来庁には数えない。
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class VisitNote:
    """来庁の控え。`gives` は list（手続き一覧）か general（一般の案内と引換票）。nobody は、来庁なしの判定。"""

    standing: str
    relation: str = ""
    person_key: str = ""
    name: str = ""
    kana: str = ""
    roles: tuple[str, ...] = ()
    identity: str = ""
    papers: tuple[str, ...] = ()
    quiet: bool = False
    gives: str = "general"
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """開く件。`event_on` は、できごとの日がまだ記録にないときに聞いた日。`entered` は、住民記録にいない人と届に書いたこと。"""

    event_kind: str
    subject_key: str
    visit: VisitNote
    event_on: date | None = None
    entered: Entered | None = None


@dataclass(frozen=True, slots=True)
class Frozen:
    """凍らせる判定と、それを出した版。"""

    judgement: Judgement
    release: Release

    def entry(self, kind: str, body: Mapping[str, Any]) -> Entry:
        """この判定を添えた操作。"""
        lines = [line for line in self.judgement.lines if line.result != NOT_NEEDED and line.listed]
        stamp = {
            "lines": [line_key(one.procedure.id, one.person) for one in lines],
            "city": [line_key(one.procedure.id, one.person) for one in lines if holds_open(one.procedure)],
            "release": self.release.hash,
            "engine": ENGINE,
        }
        return Entry(
            kind, {**body, **stamp}, frozen=pack(freeze(self.judgement)), amount=len(body.get("answers", ()))
        )


def holds_open(procedure: Procedure) -> bool:
    """片づくまで件を終えられない手続きか。市で受け付け、判定に出るもの。情報だけの行と、✓の行は待たない。"""
    return procedure.place == "city" and procedure.listing == "judged" and procedure.kind != "information"


def open_case(deed: Deed, opening: Opening) -> Done:
    """件を開く。同じ人の同じできごとの件が開いていれば、そこに来庁を足す（来庁なしの判定なら、何もしない）。"""
    with transaction.atomic():
        day = deed.actor.at.date()
        CaseNumber.objects.get_or_create(day=day)
        counter = CaseNumber.objects.select_for_update().get(day=day)
        done = already(deed.key, ("open_case", "add_visit"))
        if done is not None:
            return done
        deed.guard()
        held = (
            Case.objects.select_for_update()
            .filter(event_kind=opening.event_kind, subject_key=opening.subject_key)
            .exclude(state=CaseState.CLOSED)
            .first()
        )
        if held is not None and opening.visit.gives == NOBODY:
            return Done(held.pk, held.seq, held.version, repeated=True)
        if held is not None:
            return _add_visit(held, deed, opening.visit)
        counter.last += 1
        counter.save()
        return _open(deed, opening, number_of(day, counter.last))


def number_of(day: date, serial: int) -> str:
    """件番号。

    >>> number_of(date(2026, 11, 20), 14)
    '8-1120-014'
    """
    return f"{calendar.era_of(day)[1]}-{day.month:02d}{day.day:02d}-{serial:03d}"


def _open(deed: Deed, opening: Opening, number: str) -> Done:
    case = Case(
        number=number, event_kind=opening.event_kind, subject_key=opening.subject_key, opened_at=deed.actor.at,
        touched_at=deed.actor.at, touched_by=deed.actor.name, event_on=opening.event_on,
    )  # fmt: skip
    case.save()
    first = 0 if opening.visit.gives == NOBODY else 1
    visit = _visit_body(opening.visit, first, first, deed)
    body = {
        "number": number, "event_kind": opening.event_kind, "subject_key": opening.subject_key, "visit": visit,
        "event_on": opening.event_on and opening.event_on.isoformat(), "entered": body_of(opening.entered),
    }  # fmt: skip
    _write_visit(case, deed, visit)
    Ticket.objects.create(case=case, token=secrets.token_urlsafe(24), issued_at=deed.actor.at)
    return append(case, None, deed, Entry("open_case", body))


def _add_visit(case: Case, deed: Deed, note: VisitNote) -> Done:
    held = list(Visit.objects.filter(case=case).order_by("number"))
    number = held[-1].number + 1
    voice = next((one.voice for one in held if is_same_person(one, note)), number)
    visit = _visit_body(note, number, voice, deed)
    _write_visit(case, deed, visit)
    return append(case, now_of(case), deed, Entry("add_visit", {"visit": visit}))


def is_same_person(one: Visit, note: VisitNote) -> bool:
    """同じ人の、続きの来庁か。住民として選んだ人か、立場・関係・名前・ふりがなの全部が同じ人。"""
    if one.person_key or note.person_key:
        return bool(one.person_key == note.person_key)
    said = (note.standing, note.relation, note.name, note.kana)
    return bool(note.name) and (one.standing, one.relation, one.name, one.kana) == said


def _visit_body(note: VisitNote, number: int, voice: int, deed: Deed) -> dict[str, Any]:
    return {
        **asdict(note),
        "roles": list(note.roles),
        "papers": list(note.papers),
        "number": number,
        "voice": voice,
        "place": deed.place,
    }


def _write_visit(case: Case, deed: Deed, visit: Mapping[str, Any]) -> None:
    Visit.objects.create(case=case, at=deed.actor.at, **visit)


def keep_release(release: Release, deed: Deed) -> None:
    """件が引く版の中身を残す。もう残してあれば、何もしない。"""
    if not KeptRelease.objects.filter(hash=release.hash).exists():
        row = KeptRelease(hash=release.hash, content=kept.pack(release), kept_at=deed.actor.at)
        KeptRelease.objects.bulk_create([row], ignore_conflicts=True)


def _frozen(deed: Deed, frozen: Frozen, kind: str, body: Mapping[str, Any]) -> Done:
    keep_release(frozen.release, deed)
    return commit(deed, frozen.entry(kind, body))


def confirm_household(deed: Deed) -> Done:
    """世帯の顔ぶれを確かめた。"""
    return commit(deed, Entry("confirm_household"))


def judge(deed: Deed, frozen: Frozen, changes: tuple[tuple[str, str, str], ...] = ()) -> Done:
    """判定する。`changes` は前の判定から変わった行（手続き, 前, 後）。"""
    return _frozen(deed, frozen, "judge", {"changes": [list(one) for one in changes]})


def choose_movers(
    deed: Deed, movers: tuple[str, ...], frozen: Frozen, changes: tuple[tuple[str, str, str], ...]
) -> Done:
    """世帯のだれが引っ越すかを決め、判定し直す。"""
    body = {"movers": list(movers), "changes": [list(one) for one in changes]}
    return _frozen(deed, frozen, "choose_movers", body)


def keep_people(
    deed: Deed, entered: Entered, frozen: Frozen, changes: tuple[tuple[str, str, str], ...]
) -> Done:
    """住民記録にいない人と届に書いたことを、いまの全部で入れ直し、判定し直す。前に書いたことも操作に残る。"""
    body = {"entered": body_of(entered), "changes": [list(one) for one in changes]}
    return _frozen(deed, frozen, "keep_people", body)


def keep_kin(deed: Deed, kin: Kin, frozen: Frozen, changes: tuple[tuple[str, str, str], ...]) -> Done:
    """来た人の言った、別に暮らす家族を、いまの全部で入れ直し、判定し直す。前に言ったことも操作に残る。"""
    return _frozen(deed, frozen, "keep_kin", {**kin_body(kin), "changes": [list(one) for one in changes]})


def answer(deed: Deed, answers: Mapping[tuple[str, str | None], Any], topic: str, frozen: Frozen) -> Done:
    """聞き取りの答えを入れ、判定し直す。"""
    return _frozen(deed, frozen, "answer", {"answers": freeze_answers(answers), "topic": topic})


def undo_answer(deed: Deed, undone: int, frozen: Frozen) -> Done:
    """`undone` 番めの操作で入れた答えを取り消す。取り消したことも残る。"""
    return _frozen(deed, frozen, "undo_answer", {"undoes": undone})


def confirm_hint(deed: Deed, answers: Mapping[tuple[str, str | None], Any], frozen: Frozen) -> Done:
    """古い記録の値を、家族に確かめた。"""
    return _frozen(deed, frozen, "confirm_hint", {"answers": freeze_answers(answers)})


def finish_interview(deed: Deed) -> Done:
    """聞き取りを終える。残った問いの行は要確認のまま。"""
    return commit(deed, Entry("finish_interview"))


def set_aside(deed: Deed, line: str, reason: str) -> Done:
    """行を外す。理由が要る。"""
    return commit(deed, Entry("set_aside", {"reason": needed_reason(reason)}, line))


def put_back(deed: Deed, line: str) -> Done:
    """外した行を戻す。"""
    return commit(deed, Entry("put_back", {}, line))


def add_line(deed: Deed, line: str, title: str, reason: str, *, city: bool = True) -> Done:
    """判定に出なかった手続きを足す。理由が要る。`city` は、市で受け付け、片づくまで件を終えられない手続きか。"""
    body = {"reason": needed_reason(reason), "title": title, "city": city}
    return commit(deed, Entry("add_line", body, line))


def needed_reason(reason: str) -> str:
    """理由の一文。空では受け付けない。"""
    text = reason.strip()
    if not text:
        raise Fault(
            "理由がありません。", remedy="あとから読む人に分かるように、一言書いてください。", value="reason"
        )
    return text[:200]


def print_list(deed: Deed) -> Done:
    """手続き一覧を刷った。"""
    return commit(replace(deed, version=None), Entry("print_list"))


def print_general(deed: Deed) -> Done:
    """一般の案内と引換票を刷った。"""
    return commit(replace(deed, version=None), Entry("print_general"))


def print_forms(deed: Deed, forms: tuple[str, ...]) -> Done:
    """記入済みの様式を刷った。"""
    return commit(replace(deed, version=None), Entry("print_forms", {"forms": list(forms)}))
