"""練習の一回を始め、終え、本人の操作を読む。どの関数も、自分の練習しか渡さない。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from madoguchi.audit.actions import Act, Actor, record
from madoguchi.cases.ledger import NotFound
from madoguchi.cases.models import Action, Case, Payload, PracticeRun, Visit
from madoguchi.cases.states import CaseState
from madoguchi.domain.errors import Fault


@dataclass(frozen=True, slots=True)
class Run:
    """練習の一回。"""

    id: int
    exercise: str
    event_kind: str
    subject_key: str
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Came:
    """書いた来庁。"""

    standing: str
    relation: str
    identity: str


@dataclass(frozen=True, slots=True)
class Acted:
    """した操作。`things` は、受け付けたときに預かった物と返していただいた物。"""

    kind: str
    line: str
    things: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deeds:
    """一回の練習で、本人がしたこと。`case_id` は、まだ件を開いていなければ None。"""

    case_id: int | None
    visits: tuple[Came, ...] = ()
    acts: tuple[Acted, ...] = ()


def start(actor: Actor, exercise: str, event_kind: str, families: Iterable[str], key: str) -> int:
    """空いている家族を一つ借りて始め、その id を返す。同じ鍵なら、初めのもの。空きがなければ Fault。"""
    with transaction.atomic():
        held = PracticeRun.objects.filter(key=key, login=actor.name).first()
        if held is not None:
            return int(held.pk)
        subject = _free(event_kind, families)
        run = PracticeRun.objects.create(
            login=actor.name, exercise=exercise, event_kind=event_kind, subject_key=subject, key=key, started_at=actor.at
        )  # fmt: skip
        record(actor, Act("practice.start", object_kind="practice", object_id=str(run.pk)))
    return int(run.pk)


def _free(event_kind: str, families: Iterable[str]) -> str:
    """だれも使っておらず、前の練習の件も開いていない家族。"""
    wanted = list(families)
    lent = PracticeRun.objects.filter(event_kind=event_kind, finished_at__isnull=True, subject_key__in=wanted)
    opened = Case.objects.filter(event_kind=event_kind, subject_key__in=wanted).exclude(
        state=CaseState.CLOSED
    )
    busy = {*lent.values_list("subject_key", flat=True), *opened.values_list("subject_key", flat=True)}
    free = next((one for one in wanted if one not in busy), None)
    if free is None:
        raise Fault(
            "空いている練習の家族がありません。",
            remedy="終わった練習の件を終えるか、運用の担当に、練習市を作り直してもらってください。",
        )
    return free


def finish(actor: Actor, run_id: int) -> None:
    """自分の練習を終える。もう終えていれば、何もしない。"""
    with transaction.atomic():
        row = _own(actor.name, run_id)
        if row.finished_at is None:
            row.finished_at = actor.at
            row.save()
            record(actor, Act("practice.finish", object_kind="practice", object_id=str(run_id)))


def runs(login: str, limit: int = 20) -> tuple[Run, ...]:
    """自分の練習。新しいものが先。"""
    return tuple(_run(row) for row in PracticeRun.objects.filter(login=login).order_by("-started_at")[:limit])


def run(login: str, run_id: int) -> Run:
    """自分の一回。ほかの人のものは、ないのと同じ（NotFound）。"""
    return _run(_own(login, run_id))


def deeds(login: str, one: Run) -> Deeds:
    """その一回で、本人がしたこと。"""
    case = (
        Case.objects.filter(
            event_kind=one.event_kind, subject_key=one.subject_key, opened_at__gte=one.started_at
        )
        .order_by("pk")
        .first()
    )
    if case is None:
        return Deeds(None)
    acts = Action.objects.filter(case=case, actor=login).order_by("seq")
    if one.finished_at is not None:
        acts = acts.filter(at__lte=one.finished_at)
    rows = list(acts.values_list("pk", "kind", "line", "visit"))
    things = _things([pk for pk, kind, *_ in rows if kind == "receive"])
    mine = {visit for _, kind, _, visit in rows if kind in ("open_case", "add_visit")}
    visits = Visit.objects.filter(case=case, number__in=mine).order_by("number")
    return Deeds(
        case.pk, tuple(Came(*row) for row in visits.values_list("standing", "relation", "identity")),
        tuple(Acted(kind, line, things.get(pk, ())) for pk, kind, line, _ in rows),
    )  # fmt: skip


def _things(actions: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for pk, body in Payload.objects.filter(action_id__in=actions, body__isnull=False).values_list(
        "action_id", "body"
    ):
        found[pk] = (*(one[0] for one in body.get("originals", [])), *body.get("returned_cards", []))
    return found


def _own(login: str, run_id: int) -> Any:
    row = PracticeRun.objects.filter(pk=run_id, login=login).first()
    if row is None:
        raise NotFound("その練習はありません。", remedy="練習の画面から開き直してください。", value=run_id)
    return row


def _run(row: PracticeRun) -> Run:
    finished = None if row.finished_at is None else localtime(row.finished_at)
    return Run(row.pk, row.exercise, row.event_kind, row.subject_key, localtime(row.started_at), finished)
