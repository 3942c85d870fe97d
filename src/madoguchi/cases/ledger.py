"""操作を一つ書き足す短い取引。版の確かめ、保護の確かめ直し、操作、見た目、最後に監査の記録、の順。"""

from __future__ import annotations

import hashlib
import secrets
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from madoguchi.audit import chain
from madoguchi.audit.actions import Act, Actor, record
from madoguchi.cases.collisions import collides
from madoguchi.cases.keeping import write_people
from madoguchi.cases.models import Action, Bundle, Case, CaseLine, Payload
from madoguchi.cases.people import body_of, entered_of
from madoguchi.cases.projection import ACTION_LABELS, BundleNow, CaseNow, Event, LineNow, advance, homes_of
from madoguchi.cases.states import CaseState, LineState
from madoguchi.domain.errors import Fault

HEAD = (
    "state",
    "version",
    "seq",
    "household_confirmed",
    "movers",
    "current_visit",
    "touched_at",
    "touched_by",
    "receipts",
    "register",
    "ended_visit",
    "homes",
    "also",
)
#: 行の鍵のほかの、行の表の欄。
LINE = tuple(one.name for one in fields(LineNow) if one.name != "key")
_BUNDLE = tuple(one.name for one in fields(BundleNow))


class NotFound(Fault):
    """いまの自治体に、その件はない。"""


class Conflict(Fault):
    """画面を開いたあとに、ほかの職員がこの件を変えた。`changes` は変わったこと。"""

    def __init__(self, reason: str, *, changes: tuple[str, ...]) -> None:
        super().__init__(reason, remedy="変わったところを見てから、もう一度お願いします。")
        self.changes = changes


def _no_guard() -> None:
    """確かめ直すことがない操作。"""


@dataclass(frozen=True, slots=True)
class Deed:
    """一つの操作を、だれが・どの件に・どの版を見て・どの鍵で行うか。

    `version` が None なら版を問わない（刷るだけの操作）。`guard` は取引の中でもう一度確かめること
    （保護の印が、読んだあとに付いていないか、など）。`persons` は見た住民、`field_classes` は見えた項目区分。
    `place` は、その操作をした窓口（統計のため。課の席なら空）。
    """

    actor: Actor
    actor_name: str
    key: str
    case_id: int = 0
    version: int | None = None
    guard: Callable[[], None] = _no_guard
    persons: tuple[str, ...] = ()
    field_classes: frozenset[str] = frozenset()
    place: str = ""


def _allow_any(_case: Case, _now: CaseNow) -> None:
    """いまの姿によって断ることがない操作。"""


@dataclass(frozen=True, slots=True)
class Entry:
    """書き足す中身。`frozen` は凍らせた判定（大きいので圧縮して別の欄に置く）。

    `amount` は統計に数えるもの（聞いた問いの数）。中身を消したあとも残る。
    `allow` は、件のいまを見て断ること（ほかの課の行には書かせない、など）。
    """

    kind: str
    body: Mapping[str, Any] = field(default_factory=dict)
    line: str = ""
    frozen: bytes | None = None
    amount: int = 0
    allow: Callable[[Case, CaseNow], None] = _allow_any

    @property
    def lines(self) -> tuple[str, ...]:
        """この操作が触れる行。"""
        return lines_of(self.line, self.body)


@dataclass(frozen=True, slots=True)
class Done:
    """書けたこと。同じ鍵で二度送られたら、初めのものを返す。"""

    case_id: int
    seq: int
    version: int
    repeated: bool = False


def pack(frozen: Any) -> bytes:
    """凍らせた値を圧縮する。"""
    return zlib.compress(chain.canonical(frozen).encode(), 6)


def commit(deed: Deed, entry: Entry) -> Done:
    """操作を一つ書き足す。版が古ければ Conflict、件がなければ NotFound。"""
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(pk=deed.case_id).first()
        if case is None:
            raise NotFound("その件はありません。", remedy="さがし直してください。", value=deed.case_id)
        done = already(deed.key, (entry.kind,), case)
        if done is not None:
            return done
        if deed.version is not None and deed.version != case.version:
            _refuse_collision(case, deed.version, entry)
        deed.guard()
        before = now_of(case)
        entry.allow(case, before)
        return append(case, before, deed, entry)


def already(key: str, kinds: tuple[str, ...], case: Case | None = None) -> Done | None:
    """この鍵で、もう書いた操作。別の操作に使われた鍵なら断る。"""
    found = Action.objects.filter(key=key).first()
    if found is None:
        return None
    if found.kind not in kinds or (case is not None and found.case_id != case.pk):
        raise Fault(
            "この送信の鍵は、別の操作に使われています。",
            remedy="画面を開き直して、もう一度お願いします。",
            value=found.kind,
        )
    return Done(found.case_id, found.seq, found.version, repeated=True)


def append(case: Case, before: CaseNow | None, deed: Deed, entry: Entry) -> Done:
    """取引の中で、操作・見た目・監査の記録を書く。"""
    event = Event(
        entry.kind, 1 if before is None else before.seq + 1, deed.actor.name, deed.actor_name, deed.actor.at,
        entry.line, entry.body,
    )  # fmt: skip
    after = advance(before, event)
    for name in HEAD:
        setattr(case, name, getattr(after, name))
    case.entered = body_of(after.entered)
    case.save()
    write_people(case, before, after)
    digest = _write(case, event, deed, entry, after)
    _write_lines(case, before.lines if before else {}, after.lines)
    _write_bundles(case, before.bundles if before else {}, after.bundles)
    act = Act(
        f"case.{entry.kind}", object_kind="case", object_id=case.number, persons=deed.persons,
        field_classes=deed.field_classes, payload={"seq": event.seq, "digest": digest},
    )  # fmt: skip
    record(deed.actor, act)
    return Done(case.pk, event.seq, case.version)


def _write(case: Case, event: Event, deed: Deed, entry: Entry, after: CaseNow) -> str:
    salt = secrets.token_hex(16)
    digest = digest_of(salt, entry.body, entry.frozen)
    line = after.lines.get(event.line)
    action = Action.objects.create(
        case=case, seq=event.seq, kind=event.kind, visit=case.current_visit, line=event.line, actor=event.actor,
        actor_name=event.actor_name, at=event.at, version=case.version, key=deed.key, digest=digest,
        place=deed.place, department=line.department if line else entry.body.get("department", ""), amount=entry.amount,
    )  # fmt: skip
    Payload.objects.create(action=action, salt=salt, body=dict(entry.body), frozen=entry.frozen)
    return digest


def digest_of(salt: str, body: Mapping[str, Any], frozen: bytes | None) -> str:
    """中身の要約値。"""
    return hashlib.sha256(f"{salt}\n{chain.canonical(dict(body))}\n".encode() + (frozen or b"")).hexdigest()


def now_of(case: Case) -> CaseNow:
    """見た目の表から、件のいま。束のない件では、束の表を読まない。"""
    rows = CaseLine.objects.filter(case=case).order_by("pk").values("key", *LINE)
    lines = {row["key"]: _line(row) for row in rows}
    bundles = _bundles(case) if case.bundle_count else {}
    return CaseNow(
        case.number, case.event_kind, case.subject_key, case.opened_at, case.touched_at, case.touched_by,
        case.event_on, CaseState(case.state), case.version, case.seq, case.household_confirmed, case.current_visit, lines,
        None if case.movers is None else tuple(case.movers), case.receipts, case.register, case.ended_visit, bundles,
        entered_of(case.entered),
        homes_of(case.homes), tuple((kind, day) for kind, day in case.also),
    )  # fmt: skip


def _line(row: dict[str, Any]) -> LineNow:
    times = {name: row[name] and localtime(row[name]) for name in ("since", "acknowledged")}
    return LineNow(**{**row, **times, "state": LineState(row["state"]), "path": tuple(row["path"])})


def _bundles(case: Case) -> dict[str, BundleNow]:
    rows = Bundle.objects.filter(case=case).order_by("seq").values(*_BUNDLE)
    return {row["number"]: BundleNow(**{**row, "lines": tuple(row["lines"])}) for row in rows}


def _write_lines(case: Case, before: Mapping[str, LineNow], after: Mapping[str, LineNow]) -> None:
    gone = before.keys() - after.keys()
    if gone:
        CaseLine.objects.filter(case=case, key__in=gone).delete()
    CaseLine.objects.bulk_create([_row(case, line) for key, line in after.items() if key not in before])
    for key, line in after.items():
        if key in before and before[key] != line:
            CaseLine.objects.filter(case=case, key=key).update(**_columns(line, LINE))


def _row(case: Case, line: LineNow) -> CaseLine:
    return CaseLine(
        case=case, key=line.key, procedure=line.procedure, person=line.person, **_columns(line, LINE)
    )


def _columns(value: LineNow | BundleNow, names: tuple[str, ...]) -> dict[str, Any]:
    found = {name: getattr(value, name) for name in names}
    return {name: list(one) if isinstance(one, tuple) else one for name, one in found.items()}


def _write_bundles(case: Case, before: Mapping[str, BundleNow], after: Mapping[str, BundleNow]) -> None:
    for number, bundle in after.items():
        if number not in before:
            Bundle.objects.create(case=case, **_columns(bundle, _BUNDLE))
            Case.objects.filter(pk=case.pk).update(bundle_count=len(after))
        elif before[number] != bundle:
            Bundle.objects.filter(case=case, number=number).update(**_columns(bundle, _BUNDLE))


def lines_of(line: str, body: Mapping[str, Any] | None) -> tuple[str, ...]:
    """操作の触れた行。いくつもの行に一度に行う操作は、中身の `of` に書く。中身の消された操作では空。"""
    return (line,) if line else tuple((body or {}).get("of", ()))


def _refuse_collision(case: Case, seen: int, entry: Entry) -> None:
    """版 `seen` のあとに入った操作のうち、この操作に障るものがあれば Conflict。だれが何をしたかを言う。"""
    rows = Payload.objects.select_related("action").filter(action__case=case, action__version__gt=seen)
    later = list(rows.defer("frozen").order_by("action__seq"))
    hits = [
        row.action
        for row in later
        if collides(entry.kind, entry.lines, row.action.kind, lines_of(row.action.line, row.body))
    ]
    if hits or not later:
        raise _conflict(hits)


def _conflict(hits: list[Action]) -> Conflict:
    changes = tuple(f"{one.actor_name}さんが{ACTION_LABELS.get(one.kind, one.kind)}" for one in hits)
    return Conflict("この件は、画面を開いたあとに変わりました。", changes=changes)


def refuse_stale(case_id: int, version: int) -> None:
    """画面の版が古ければ Conflict。画面の値がもう読めないのは、古いためかもしれないときに使う。"""
    if Case.objects.get(pk=case_id).version != version:
        later = Action.objects.filter(case_id=case_id, version__gt=version).order_by("seq")
        raise _conflict(list(later))
