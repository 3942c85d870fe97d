"""件を読む。行ではなく値を返す。"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from madoguchi.cases import kept
from madoguchi.cases.frozen import thaw, thaw_answers, thaw_one, thaw_value
from madoguchi.cases.keeping import (
    kept_cases,
    open_numbers,
    open_of_household,
    open_with,
    opened_by,
    together_with,
)
from madoguchi.cases.ledger import NotFound, now_of
from madoguchi.cases.models import Action, Case, KeptRelease, Payload, Ticket, Visit
from madoguchi.cases.projection import BundleNow, CaseNow
from madoguchi.cases.receipts import (
    BundleView,
    Happening,
    QueueLine,
    bundles,
    bundles_for,
    history,
    line,
    queue,
)
from madoguchi.cases.states import CaseState
from madoguchi.domain.errors import Fault
from madoguchi.domain.judgement import Judgement, Line
from madoguchi.domain.procedures import Definitions

__all__ = [
    "AnswerSet", "AnsweredPage", "BundleNow", "BundleView", "Happening", "JudgedOnce", "NotFound",
    "QueueLine", "Recent", "VisitView", "answers", "bundles", "bundles_for", "case_by_token",
    "definitions_of", "ended_lines", "history", "judged", "kept_cases", "line", "now", "open_numbers",
    "open_of_household", "open_with", "opened_by", "opened_for", "queue", "recent", "together_with", "token",
    "visit",
]  # fmt: skip
Key = tuple[str, str | None]
ANSWERING = ("answer", "confirm_hint", "undo_answer")


@dataclass(frozen=True, slots=True)
class VisitView:
    """一回の来庁。"""

    number: int
    voice: int
    at: datetime
    standing: str
    relation: str
    person_key: str
    name: str
    kana: str
    roles: frozenset[str]
    identity: str
    papers: frozenset[str]
    quiet: bool
    gives: str
    basis: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class JudgedOnce:
    """一度の判定。凍らせたままの値と、版の名。"""

    raw: Any
    release: str
    engine: str
    at: datetime
    changes: tuple[tuple[str, str, str], ...]

    def judgement(self, definitions: Definitions) -> Judgement:
        """判定した版の定義を添えて、値に戻す。"""
        return thaw(self.raw, definitions)

    @property
    def event_on(self) -> Any:
        """できごとの日。"""
        return thaw_value(self.raw["facts"][0]["situation"]["event"]["on"])

    def line(self, definitions: Definitions, procedure: str, person: str | None) -> Line | None:
        """判定の一行だけを値に戻す。課には、ほかの行を開かずに渡す。"""
        return thaw_one(self.raw, definitions, procedure, person)


@dataclass(frozen=True, slots=True)
class AnsweredPage:
    """一度に入れた答え。`seq` は、その操作の番号。"""

    seq: int
    topic: str
    values: Mapping[Key, Any]

    @property
    def keys(self) -> tuple[Key, ...]:
        """答えた問い。"""
        return tuple(self.values)


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """一人の人（声）の、いまの答え。`pages` は入れた順。"""

    values: dict[Key, Any]
    at: dict[Key, datetime]
    pages: tuple[AnsweredPage, ...]

    @property
    def last(self) -> int | None:
        """取り消せる最後の操作の番号。"""
        return self.pages[-1].seq if self.pages else None

    def without(self, seq: int) -> dict[Key, Any]:
        """その操作で入れた答えがなかったとしたときの答え。"""
        return {key: value for page in self.pages if page.seq != seq for key, value in page.values.items()}


@dataclass(frozen=True, slots=True)
class Recent:
    """さっき触れた件。名前は持たない。"""

    case_id: int
    number: str
    at: datetime
    state: str


def _case(case_id: int) -> Case:
    found = Case.objects.filter(pk=case_id).first()
    if found is None:
        raise NotFound("その件はありません。", remedy="さがし直してください。", value=case_id)
    return found


def now(case_id: int) -> CaseNow:
    """件のいま。なければ NotFound。"""
    return now_of(_case(case_id))


def opened_for(event_kind: str, subject_key: str) -> CaseNow | None:
    """その人のそのできごとの、開いている件。なければ None。"""
    held = Case.objects.filter(event_kind=event_kind, subject_key=subject_key)
    found = held.exclude(state=CaseState.CLOSED).first()
    return None if found is None else now_of(found)


def handled_beside(event_kind: str, subject_key: str) -> str:
    """そのできごとを、いっしょに扱っている開いた件の番号。なければ空。"""
    rows = Case.objects.filter(subject_key=subject_key).exclude(state=CaseState.CLOSED)
    found = (number for number, also in rows.values_list("number", "also") if event_kind in dict(also))
    return next(found, "")


def opened_id(event_kind: str, subject_key: str) -> int | None:
    """その人のそのできごとの、開いている件の id。なければ None。"""
    held = Case.objects.filter(event_kind=event_kind, subject_key=subject_key)
    found = held.exclude(state=CaseState.CLOSED).values_list("pk", flat=True).first()
    return None if found is None else int(found)


def visits(case_id: int) -> tuple[VisitView, ...]:
    """来庁の全部。古い順。来庁なしの判定（番号 0）も入る。"""
    return tuple(_visit(row) for row in Visit.objects.filter(case_id=case_id).order_by("number"))


def visit(case_id: int, number: int) -> VisitView:
    """その回の来庁。"""
    return _visit(Visit.objects.get(case_id=case_id, number=number))


def claims(case_id: int, visits: Iterable[VisitView]) -> dict[str, frozenset[int]]:
    """行の鍵から、その行を受け付けてもらった人（声）。取り消した受け付け（押しまちがい）は数えない。

    `visits` は、この件の来庁の全部。
    """
    voices = {one.number: one.voice for one in visits}
    rows = Action.objects.filter(case_id=case_id, kind__in=("receive", "take_back")).order_by("seq")
    found: dict[str, list[int]] = {}
    for key, number, kind in rows.values_list("line", "visit", "kind"):
        who = found.setdefault(key, [])
        if kind == "receive":
            who.append(voices[number])
        elif who:
            who.pop()
    return {key: frozenset(who) for key, who in found.items()}


def _visit(row: Visit) -> VisitView:
    return VisitView(
        row.number, row.voice, localtime(row.at), row.standing, row.relation, row.person_key, row.name, row.kana,
        frozenset(row.roles), row.identity, frozenset(row.papers), row.quiet, row.gives, row.basis, row.place,
    )  # fmt: skip


def judged(case_id: int, number: int) -> JudgedOnce | None:
    """その来庁での最後の判定。まだなら None、中身が消されていれば Fault。"""
    row = (
        Payload.objects.select_related("action")
        .filter(action__case_id=case_id, action__visit=number, frozen__isnull=False)
        .order_by("-action__seq")
        .first()
    )
    if row is None:
        return None
    body = row.body
    changes = tuple((one[0], one[1], one[2]) for one in body.get("changes", []))
    raw = json.loads(zlib.decompress(bytes(row.frozen)))
    return JudgedOnce(raw, body["release"], body["engine"], localtime(row.action.at), changes)


def answers(case_id: int, voice: int) -> AnswerSet:
    """同じ人の来庁で入れた答えを、順に畳む。ほかの人の答えと、保存年限で消した答えは入れない。"""
    visits = list(Visit.objects.filter(case_id=case_id, voice=voice).values_list("number", flat=True))
    rows = (
        Payload.objects.select_related("action")
        .filter(action__case_id=case_id, action__visit__in=visits, action__kind__in=ANSWERING)
        .filter(erased_at__isnull=True)
        .order_by("action__seq")
        .only("body", "action__seq", "action__kind", "action__at")
    )
    live: dict[int, Payload] = {}
    for row in rows:
        if row.action.kind == "undo_answer":
            live.pop(row.body["undoes"], None)
        else:
            live[row.action.seq] = row
    values: dict[Key, Any] = {}
    at: dict[Key, datetime] = {}
    pages = []
    for row in live.values():
        found = thaw_answers(row.body["answers"])
        pages.append(AnsweredPage(row.action.seq, row.body.get("topic", ""), found))
        values |= found
        at |= dict.fromkeys(found, localtime(row.action.at))
    return AnswerSet(values, at, tuple(pages))


def definitions_of(release: str) -> Definitions:
    """件が引く版の定義を、残した中身から作り直す。"""
    row = KeptRelease.objects.filter(hash=release).first()
    if row is None:
        raise Fault(
            "件が引いている定義の版が残っていません。", remedy="控えから戻してください。", value=release
        )
    return kept.unpack(bytes(row.content))


def token(case_id: int) -> str:
    """引換票の合言葉。"""
    return str(Ticket.objects.get(case_id=case_id).token)


def case_by_token(text: str) -> int | None:
    """合言葉の件。なければ None（ほかの自治体のものも）。"""
    found = Ticket.objects.filter(token=text).first()
    return None if found is None else found.case_id


def recent(login: str, limit: int = 5) -> tuple[Recent, ...]:
    """その職員がさっき触れた件。"""
    rows = Case.objects.filter(touched_by=login).order_by("-touched_at")[:limit]
    return tuple(Recent(row.pk, row.number, localtime(row.touched_at), row.state) for row in rows)


def ended_lines(case_id: int, number: int) -> tuple[str, ...]:
    """その来庁で「今日はここまで」としたときの、先にする行。していなければ空。"""
    row = (
        Payload.objects.filter(action__case_id=case_id, action__visit=number, action__kind="end_today")
        .order_by("-action__seq")
        .first()
    )
    return tuple(row.body["of"]) if row is not None and row.body else ()
