"""受け付けた行を読む。課の受付箱、紙の束、一つの行にあったこと。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from madoguchi.cases.ledger import NotFound, lines_of, now_of
from madoguchi.cases.lines import LineNow, is_to_acknowledge
from madoguchi.cases.models import Bundle, Case, CaseLine, Payload
from madoguchi.cases.projection import ACTION_LABELS
from madoguchi.cases.states import LINE_ACTIONS

#: いくつもの行に一度に行う操作。
_ON_MANY = ("registered", "bundle", "hand_over", "end_today")
_QUEUED = (
    "id", "key", "procedure", "person", "state", "receipt", "received_on", "since", "acknowledged", "waiting", "note", "sent_to",
    "department",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QueueLine:
    """課の受付箱の一行。`subject` はできごとの本人の鍵、`person` はだれの行か（世帯の行なら空）。"""

    id: int
    case_id: int
    number: str
    key: str
    procedure: str
    person: str
    state: str
    receipt: str
    received_on: date | None
    since: datetime | None
    acknowledged: datetime | None
    waiting: str
    note: str
    subject: str
    event_kind: str
    sent_to: str
    department: str
    version: int

    @property
    def to_acknowledge(self) -> bool:
        """課がまだ受け取っていないか。"""
        return is_to_acknowledge(self.state, self.waiting, self.acknowledged, self.since)


@dataclass(frozen=True, slots=True)
class BundleView:
    """課へ行く紙の束。"""

    case_id: int
    case_number: str
    number: str
    department: str
    lines: tuple[str, ...]
    no_copies: bool
    made_at: datetime
    made_by: str
    handed_at: datetime | None
    receiver: str
    signature: str


@dataclass(frozen=True, slots=True)
class Happening:
    """行にあったこと。話したこと（聞き取りの答え）は入らない。`erased` は、保存年限で言葉を消したもの。"""

    seq: int
    at: datetime
    kind: str
    label: str
    by: str
    department: str
    text: str
    erased: bool = False


def line(case_id: int, key: str) -> LineNow:
    """一つの行のいま。件か行がなければ NotFound。"""
    case = Case.objects.filter(pk=case_id).first()
    found = None if case is None else now_of(case).lines.get(key)
    if found is None:
        raise NotFound("その手続きは、この件の一覧にありません。", value=key)
    return found


def queue(
    department: str, states: tuple[str, ...] = (), waiting: str | None = None, limit: int = 500
) -> tuple[QueueLine, ...]:
    """その課が扱う行。`states` と `waiting` で絞る。待ち始めた順。ほかの課の行は一つも入らない。"""
    rows = CaseLine.objects.filter(department=department).exclude(department="")
    if states:
        rows = rows.filter(state__in=states)
    if waiting is not None:
        rows = rows.filter(waiting=waiting)
    return queued(rows, limit)


def queued(
    rows: QuerySet[CaseLine], limit: int = 500, order: tuple[str, ...] = ("since", "pk")
) -> tuple[QueueLine, ...]:
    """選んだ行を値にする。ことわらなければ、待ち始めた順。"""
    named = (*_QUEUED, "case_id", "case__number", "case__subject_key", "case__event_kind", "case__version")
    return tuple(_queued(row) for row in rows.order_by(*order).values(*named)[:limit])


def _queued(row: dict[str, object]) -> QueueLine:
    local = {name: _local(row[name]) for name in ("since", "acknowledged")}
    return QueueLine(
        case_id=row["case_id"], number=row["case__number"], subject=row["case__subject_key"],
        event_kind=row["case__event_kind"], version=row["case__version"], **{**{name: row[name] for name in _QUEUED}, **local},
    )  # type: ignore[arg-type] # fmt: skip


def bundles(case_id: int) -> tuple[BundleView, ...]:
    """その件の紙の束。作った順。"""
    return _bundle_views(Q(case_id=case_id))


def bundles_for(department: str, *, handed: bool = False) -> tuple[BundleView, ...]:
    """その課へ行く紙の束。`handed` が真なら、もう渡したもの。"""
    return _bundle_views(Q(department=department, handed_at__isnull=not handed))


def _bundle_views(wanted: Q) -> tuple[BundleView, ...]:
    rows = Bundle.objects.filter(wanted).select_related("case").order_by("made_at", "pk")
    return tuple(bundle_view(row) for row in rows)


def bundle_view(row: Bundle) -> BundleView:
    """束の一行を値にする。"""
    return BundleView(
        row.case_id, row.case.number, row.number, row.department, tuple(row.lines), row.no_copies, localtime(row.made_at),
        row.made_by, _local(row.handed_at), row.receiver, row.signature,
    )  # fmt: skip


def history(case_id: int, key: str) -> tuple[Happening, ...]:
    """一つの行にあったこと。古い順。聞き取りの答えは、だれのものも入らない。"""
    return tuple(happening(row) for row in payloads_about(case_id, key))


def payloads_about(case_id: int, key: str) -> list[Payload]:
    """一つの行に触れた操作の中身。古い順。"""
    named = Q(action__line=key, action__kind__in=(*LINE_ACTIONS, "add_line"))
    rows = (
        Payload.objects.select_related("action")
        .filter(named | Q(action__line="", action__kind__in=_ON_MANY), action__case_id=case_id)
        .defer("frozen")
        .order_by("action__seq")
    )
    return [row for row in rows if key in lines_of(row.action.line, row.body)]


def happening(row: Payload) -> Happening:
    """操作の一つを、行の記録の一行にする。"""
    action, body = row.action, row.body or {}
    text = str(body.get("note") or body.get("reason") or body.get("sent_to") or body.get("bundle") or "")
    return Happening(
        action.seq, localtime(action.at), action.kind, ACTION_LABELS.get(action.kind, action.kind), action.actor_name,
        action.department, text, row.body is None,
    )  # fmt: skip


def _local(at: object) -> datetime | None:
    return localtime(at) if isinstance(at, datetime) else None
