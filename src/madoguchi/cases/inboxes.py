"""受付箱の行を引く。課には自分の課の行だけ、窓口には課から戻った行と、まだ受け取られていない行だけ。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, F, Q, QuerySet, Value, When
from django.utils.timezone import localtime

from madoguchi.cases.ledger import NotFound
from madoguchi.cases.models import Bundle, CaseLine, Payload
from madoguchi.cases.receipts import (
    BundleView,
    Happening,
    QueueLine,
    bundle_view,
    happening,
    payloads_about,
    queued,
)
from madoguchi.cases.states import COUNTER, DEPARTMENT, LineState

#: 窓口が課へ渡す操作。
_HANDING_IN = ("receive", "hold", "refer", "mail")
_HANDED = (LineState.RECEIVED, LineState.REFERRED)
_SEEN = Q(acknowledged__isnull=False, acknowledged__gte=F("since"))
_TO_ACKNOWLEDGE = Q(state__in=_HANDED, waiting=DEPARTMENT) & ~_SEEN
_BACK = Q(waiting=COUNTER) & ~Q(state=LineState.HELD)
#: 受付箱のしぼりこみ。どの行も、どれか一つにだけ入る。
VIEWS: Mapping[str, Q] = {
    "waiting": _TO_ACKNOWLEDGE,
    "at_hand": Q(state__in=(*_HANDED, LineState.HELD, LineState.MAILED)) & ~_TO_ACKNOWLEDGE & ~_BACK,
    "returned": _BACK | Q(state=LineState.RETURNED),
    "sent": Q(state=LineState.FORWARDED) & ~_BACK,
    "done": Q(state=LineState.DONE) & ~_BACK,
}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """窓口が課へ渡したときのこと。`visit` は何回めの来庁か、`originals` は預かった紙（名・通数・返したか）。"""

    visit: int
    kind: str
    at: datetime
    by: str
    place: str
    note: str = ""
    originals: tuple[tuple[str, int, bool], ...] = ()
    cards: tuple[str, ...] = ()
    no_copies: bool = False
    approval: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """束に入っている一行。`handed` は、窓口が課へ渡したときのこと。"""

    receipt: str
    version: int
    subject: str
    handed: HandedIn | None


@dataclass(frozen=True, slots=True)
class Story:
    """一つの行のこれまで。窓口が渡したときのことと、進達した日。聞き取りの答えは入らない。"""

    happened: tuple[Happening, ...]
    handed: HandedIn | None
    sent_on: date | None


def own(line_id: int, department: str) -> QueueLine:
    """その課が扱う一行。ほかの課の行、ほかの自治体の行、ない行は、どれも同じ NotFound。"""
    return _one(_of(department).filter(pk=line_id))


def back_at_counter(line_id: int) -> QueueLine:
    """課から窓口に戻った一行（返戻、たずねられた）。戻っていなければ NotFound。"""
    return _one(_back().filter(pk=line_id))


def all_back_at_counter() -> tuple[QueueLine, ...]:
    """課から窓口に戻った行の全部。待たせている順。"""
    return queued(_back())


@dataclass(frozen=True, slots=True)
class Standing:
    """課と窓口のあいだで待っている行の数。`late_…` は、渡した時刻より前から待つもの。"""

    asked: int
    returned: int
    late_at_counter: int
    late_at_departments: int


def standing(before: Mapping[str, datetime]) -> Standing:
    """待っている行の数を、一度の問い合わせで。`before` は、何を待つか → その時刻より前なら待たせすぎ。"""
    returned = Q(state=LineState.RETURNED)
    late_counter = (_BACK & ~returned & Q(since__lte=before["asked"])) | (
        _BACK & returned & Q(acknowledged__isnull=True, since__lte=before["returned"])
    )
    found = CaseLine.objects.filter(waiting__in=(COUNTER, DEPARTMENT)).aggregate(
        asked=Count("pk", filter=_BACK & ~returned), sent_back=Count("pk", filter=_BACK & returned),
        counter=Count("pk", filter=late_counter), departments=Count("pk", filter=_TO_ACKNOWLEDGE & _late(before)),
    )  # fmt: skip
    return Standing(found["asked"], found["sent_back"], found["counter"], found["departments"])


def back_of_case(case_id: int) -> tuple[QueueLine, ...]:
    """一つの件の、課から窓口に戻った行。"""
    return queued(_back().filter(case_id=case_id))


def to_acknowledge() -> tuple[QueueLine, ...]:
    """どの課もまだ受け取っていない行の全部。待たせている順。なくなった課の行も入る。"""
    return queued(CaseLine.objects.filter(_TO_ACKNOWLEDGE))


def box(department: str, view: str, before: Mapping[str, datetime], limit: int) -> tuple[QueueLine, ...]:
    """課の受付箱の、しぼりこんだ行。`before`（受け付けと相談の時刻）より前から待つ行を先に、あとは新しい順。"""
    rows = _of(department).filter(VIEWS[view])
    first = Choose(When(_TO_ACKNOWLEDGE & _late(before), then=Value(0)), default=Value(1))
    return queued(rows.annotate(first=first), limit, ("first", "-since", "-pk"))


def tally(department: str) -> dict[str, int]:
    """受付箱のしぼりこみごとの数。"""
    counts = {f"in_{view}": Count("pk", filter=wanted) for view, wanted in VIEWS.items()}
    found = _of(department).aggregate(**counts)
    return {view: int(found[f"in_{view}"]) for view in VIEWS}


def view_of(line: QueueLine) -> str:
    """その行が入る、しぼりこみ。"""
    if line.to_acknowledge:
        return "waiting"
    if line.state == LineState.RETURNED or (line.waiting == COUNTER and line.state != LineState.HELD):
        return "returned"
    return {LineState.FORWARDED: "sent", LineState.DONE: "done"}.get(LineState(line.state), "at_hand")


def story(case_id: int, key: str) -> Story:
    """一つの行のこれまで。"""
    rows = payloads_about(case_id, key)
    handed = [row for row in rows if row.action.kind in _HANDING_IN]
    sent = [row.body["sent_on"] for row in rows if row.action.kind == "forward" and row.body]
    return Story(
        tuple(happening(row) for row in rows),
        _handed_in(handed[-1]) if handed else None,
        date.fromisoformat(sent[-1]) if sent else None,
    )


def contents(bundles: tuple[BundleView, ...]) -> dict[tuple[int, str], Packed]:
    """束の中の行ごとに、受付番号と、受け付けたときのことと、件の版。束がいくつでも、二度だけ引く。"""
    wanted = {(one.case_id, key) for one in bundles for key in one.lines}
    cases, keys = {case for case, _ in wanted}, {key for _, key in wanted}
    rows = (
        Payload.objects.select_related("action")
        .filter(action__case_id__in=cases, action__line__in=keys, action__kind__in=_HANDING_IN)
        .defer("frozen")
        .order_by("action__seq")
    )
    handed = {(row.action.case_id, row.action.line): _handed_in(row) for row in rows}
    lines = CaseLine.objects.filter(case_id__in=cases, key__in=keys).select_related("case")
    return {
        (line.case_id, line.key): Packed(
            line.receipt, line.case.version, line.case.subject_key, handed.get((line.case_id, line.key))
        )
        for line in lines
        if (line.case_id, line.key) in wanted
    }


def _handed_in(row: Payload) -> HandedIn:
    action = row.action
    body: dict[str, Any] = row.body or {}
    return HandedIn(
        action.visit, action.kind, localtime(action.at), action.actor_name, action.place, str(body.get("note", "")),
        tuple((one[0], one[1], one[2]) for one in body.get("originals", ())), tuple(body.get("returned_cards", ())),
        bool(body.get("no_copies", False)), str(body.get("approval", "")),
    )  # fmt: skip


def one_bundle(case_id: int, letter: str, department: str | None = None) -> BundleView:
    """件の紙の束の一つ。`department` があれば、その課へ行く束だけ。なければ NotFound。"""
    rows = Bundle.objects.select_related("case").filter(case_id=case_id, number__endswith=f"-{letter}")
    row = (rows if department is None else rows.filter(department=department)).first()
    if row is None:
        raise NotFound("その紙の束はありません。", remedy="紙の束の一覧を開き直してください。", value=letter)
    return bundle_view(row)


def not_handed_over() -> tuple[BundleView, ...]:
    """まだ課に渡していない束の全部。作った順。"""
    rows = Bundle.objects.filter(handed_at__isnull=True).select_related("case").order_by("made_at", "pk")
    return tuple(bundle_view(row) for row in rows)


def _late(before: Mapping[str, datetime]) -> Q:
    late = Q()
    for state in _HANDED:
        late |= Q(state=state, since__lte=before[state])
    return late


def _of(department: str) -> QuerySet[CaseLine]:
    return CaseLine.objects.filter(department=department).exclude(department="")


def _back() -> QuerySet[CaseLine]:
    return CaseLine.objects.filter(_BACK)


def _one(rows: QuerySet[CaseLine]) -> QueueLine:
    found = queued(rows, 1)
    if not found:
        raise NotFound(
            "その手続きは、受付箱にありません。", remedy="受付箱を開き直してください。", value="line"
        )
    return found[0]
