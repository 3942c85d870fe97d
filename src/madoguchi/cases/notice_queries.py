"""届の控えを読む。行ではなく値を返す。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from madoguchi.cases.ledger import NotFound
from madoguchi.cases.models import Notice, NoticeStep
from madoguchi.cases.notice_states import STEP_LABELS, NoticeState

WAITING = (NoticeState.RECEIVED.value, NoticeState.ACCEPTED.value)
AT_MOST = 200


@dataclass(frozen=True, slots=True)
class NoticeView:
    """一つの届の、いま。`case_number` は、件を開いていれば。"""

    id: int
    seq: int
    event_kind: str
    name: str
    kana: str
    birth: date | None
    event_on: date | None
    place: str
    place_name: str
    received_on: date
    state: NoticeState
    accepted_on: date | None
    registered_on: date | None
    subject_key: str
    not_resident: bool
    case_id: int | None
    case_number: str
    letter_on: date | None


@dataclass(frozen=True, slots=True)
class StepView:
    """届に起きたこと。中身は持たない。"""

    at: datetime
    who: str
    text: str


def notice(notice_id: int) -> NoticeView:
    """その届。ほかの自治体のものなら NotFound。"""
    found = Notice.objects.select_related("case").filter(pk=notice_id).first()
    if found is None:
        raise NotFound("その届はありません。", remedy="届の一覧を開き直してください。", value=notice_id)
    return _view(found)


def notices(*, everything: bool = False, place: str = "") -> tuple[NoticeView, ...]:
    """届の一覧。受け取った日の新しい順。`everything` でなければ、登録を待つものだけ。"""
    rows = Notice.objects.select_related("case").order_by("-received_on", "-pk")
    if not everything:
        rows = rows.filter(state__in=WAITING)
    if place:
        rows = rows.filter(place=place)
    return tuple(_view(row) for row in rows[:AT_MOST])


def waiting() -> int:
    """登録を待つ届の数。"""
    return int(Notice.objects.filter(state__in=WAITING).count())


def of_subject(event_kind: str, subject_key: str) -> NoticeView | None:
    """その人のそのできごとの届のうち、いちばん新しいもの。取り下げたものは数えない。"""
    rows = Notice.objects.select_related("case").filter(event_kind=event_kind, subject_key=subject_key)
    found = rows.exclude(state=NoticeState.WITHDRAWN.value).order_by("-received_on", "-pk").first()
    return None if found is None else _view(found)


def of_case(case_id: int) -> NoticeView | None:
    """その件の届の控え。なければ None。"""
    found = Notice.objects.select_related("case").filter(case_id=case_id).order_by("-pk").first()
    return None if found is None else _view(found)


def steps(notice_id: int) -> tuple[StepView, ...]:
    """その届に起きたこと。新しい順。"""
    rows = NoticeStep.objects.filter(notice_id=notice_id).order_by("-seq")
    return tuple(StepView(localtime(row.at), row.actor_name, STEP_LABELS[row.kind]) for row in rows)


def _view(row: Notice) -> NoticeView:
    return NoticeView(
        row.pk, row.seq, row.event_kind, row.name, row.kana, row.birth, row.event_on, row.place, row.place_name,
        row.received_on, NoticeState(row.state), row.accepted_on, row.registered_on, row.subject_key, row.not_resident,
        row.case_id, row.case.number if row.case_id else "", row.letter_on,
    )  # fmt: skip
