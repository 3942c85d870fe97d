"""基幹システムへ渡すファイルを作り、結果を読み、二人めが確かめ、理由を書いて渡し直す。

渡すのは、受け付けて課の手元にある行だけで、一行は一度だけ。先の組（住民記録）の入力が済んでいない件は、
次の組（国保、手当）に渡さない。氏名も住所も渡さない。
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from madoguchi.audit.actions import Act, Actor, record
from madoguchi.cases.actions import needed_reason
from madoguchi.cases.core_profiles import CoreProfile, Entry
from madoguchi.cases.core_results import Result, ResultFaults
from madoguchi.cases.core_rows import CHECKABLE, DONE, ERROR, GIVEN, RowView, row_view, sheet
from madoguchi.cases.models import CaseLine, CaseNumber, CoreFile, CoreFileRow
from madoguchi.cases.states import LineState
from madoguchi.domain.errors import Fault

__all__ = ["check", "content", "give", "give_again", "put_results", "rows", "waiting_for"]
_LEFT = (LineState.DROPPED, LineState.DECLINED)


def give(actor: Actor, profile: CoreProfile, entry: Entry) -> str:
    """いま渡せる行の全部を一つのファイルにし、その番号を返す。渡せる行がなければ Fault。"""
    with transaction.atomic():
        number = _next_number(actor)
        found = _givable(profile, entry)
        if not found:
            raise Fault(
                f"{entry.name}に渡せる行がありません。",
                remedy="受け付けた行と、先の組の結果を確かめてください。",
            )
        _make(actor, CoreFile(number=number, system=profile.id, entry=entry.id), profile, found)
    return number


def give_again(actor: Actor, number: str, receipts: Iterable[str], profile: CoreProfile, reason: str) -> str:
    """渡した行を、理由を書いて、もう一度渡す。済んだ行は渡し直せない。新しい番号を返す。"""
    text, wanted = needed_reason(reason), set(receipts)
    with transaction.atomic():
        again = _next_number(actor)
        old = _file(number)
        held = list(_locked().filter(file=old, superseded=False, receipt__in=wanted))
        wrong = sorted(wanted - {row.receipt for row in held if row.state != DONE})
        if wrong or not held:
            raise Fault(
                "渡し直せない行があります。", remedy="そのファイルの、結果がないかエラーの行をえらんでください。",
                value="、".join(wrong),
            )  # fmt: skip
        CoreFileRow.objects.filter(pk__in=[row.pk for row in held]).update(superseded=True)
        made = CoreFile(number=again, system=old.system, entry=old.entry, again_of=number, reason=text)
        lines = CaseLine.objects.select_related("case").filter(receipt__in=wanted).order_by("receipt")
        _make(actor, made, profile, list(lines))
    return again


def content(number: str, profile: CoreProfile) -> bytes:
    """渡したファイルの中身。何度作っても一字も違わない。違えば Fault。"""
    held = _file(number)
    made = sheet([row.cells for row in held.rows.order_by("pk")], profile)
    if hashlib.sha256(made).hexdigest() != held.digest:
        raise Fault(
            "渡したときの中身と合いません。", remedy="書式を変えていないか確かめてください。", value=number
        )
    return made


def put_results(actor: Actor, number: str, results: Iterable[Result]) -> Mapping[str, int]:
    """返ってきた結果を書く。一行でも合わなければ何も書かず、合わない行の全部を言う ResultFaults。"""
    with transaction.atomic():
        held = {row.receipt: row for row in _locked().filter(file=_file(number))}
        given = list(results)
        wrong = tuple(found for one in given if (found := _misfit(one, held)))
        if wrong:
            raise ResultFaults(wrong)
        for one in given:
            row = held[one.receipt]
            row.state, row.message, row.resulted_at = (DONE if one.done else ERROR), one.message, actor.at
            row.save(update_fields=["state", "message", "resulted_at"])
        _note(actor, "core_file.result", number, [held[one.receipt] for one in given])
    return {state: sum(row.state == state for row in held.values()) for state in (DONE, ERROR, GIVEN)}


def _misfit(one: Result, held: Mapping[str, CoreFileRow]) -> str:
    row = held.get(one.receipt)
    if row is None:
        return f"{one.line}行め: 受付番号 {one.receipt} は、このファイルで渡していません"
    if row.superseded:
        return f"{one.line}行め: 受付番号 {one.receipt} は、別のファイルで渡し直しています"
    if row.state == DONE and not one.done:
        return f"{one.line}行め: 受付番号 {one.receipt} は、もう済になっています"
    return ""


def check(actor: Actor, number: str) -> int:
    """済になった行の入力を、渡した人とは別の人が確かめた。確かめた行の数を返す。"""
    with transaction.atomic():
        held = _file(number)
        if held.made_by == actor.name:
            raise Fault(
                "ファイルを渡した人は、自分では確かめられません。", remedy="別の職員が確かめてください。", value=actor.name
            )  # fmt: skip
        done = list(_locked().filter(file=held, **CHECKABLE))
        if not done:
            raise Fault("確かめる行がありません。", remedy="先に結果を読んでください。", value=number)
        ids = [row.pk for row in done]
        CoreFileRow.objects.filter(pk__in=ids).update(checked_by=actor.name, checked_at=actor.at)
        _note(actor, "core_file.check", number, done)
    return len(done)


def rows(number: str) -> tuple[RowView, ...]:
    """渡した行と、その結果。渡したあとに行が動いていれば、そう言う。"""
    held = CoreFileRow.objects.filter(file=_file(number)).order_by("pk")
    now = dict(CaseLine.objects.filter(receipt__in=held.values("receipt")).values_list("receipt", "state"))
    return tuple(row_view(row, now.get(row.receipt, "")) for row in held)


def waiting_for(profile: CoreProfile, entry: Entry) -> tuple[tuple[str, str], ...]:
    """先の組の入力が済んでいないので、まだ渡せない行（受付番号, 待っている組の名）。"""
    return tuple(
        (line.receipt, name) for line in _received(entry) if (name := _blocked(line, profile, entry))
    )


def _givable(profile: CoreProfile, entry: Entry) -> list[CaseLine]:
    return [line for line in _received(entry) if not _blocked(line, profile, entry)]


def _received(entry: Entry) -> list[CaseLine]:
    """受け付けてあり、まだ渡していない行。"""
    given = CoreFileRow.objects.filter(superseded=False).values("receipt")
    found = CaseLine.objects.filter(state=LineState.RECEIVED, procedure__in=entry.procedures)
    return list(found.exclude(receipt__in=given).select_related("case").order_by("received_on", "receipt"))


def _blocked(line: CaseLine, profile: CoreProfile, entry: Entry) -> str:
    """同じ件の、先の組の行がまだ済んでいなければ、その組の名。"""
    for earlier in profile.before(entry):
        due = CaseLine.objects.filter(case_id=line.case_id, procedure__in=earlier.procedures)
        due = due.exclude(state__in=(*_LEFT, LineState.DONE)).exclude(gone=True, state=LineState.OPEN)
        entered = CoreFileRow.objects.filter(case_id=line.case_id, state=DONE).values("line")
        if due.exclude(key__in=entered).exists():
            return earlier.name
    return ""


def _make(actor: Actor, held: CoreFile, profile: CoreProfile, lines: list[CaseLine]) -> None:
    entry = profile.entry(held.entry)
    cells = [_cells(line, profile, entry) for line in lines]
    held.made_at, held.made_by = actor.at, actor.name
    held.digest = hashlib.sha256(sheet(cells, profile)).hexdigest()
    held.save()
    made = [
        CoreFileRow(file=held, case=line.case, line=line.key, receipt=line.receipt, cells=values)
        for line, values in zip(lines, cells, strict=True)
    ]
    CoreFileRow.objects.bulk_create(made)
    _note(actor, "core_file.give", held.number, made, held.reason)


def _cells(line: CaseLine, profile: CoreProfile, entry: Entry) -> list[str]:
    values: dict[str, Any] = {
        "receipt": line.receipt, "person": line.person or line.case.subject_key, "code": entry.procedures[line.procedure],
        "received_on": f"{line.received_on:%Y%m%d}", "case": line.case.number,
    }  # fmt: skip
    return [values[name] for _, name in profile.columns]


def _next_number(actor: Actor) -> str:
    """ファイルの番号。その日の番号の行を押さえるので、二人が同時に渡しても、同じ行を二度渡さない。"""
    day = actor.at.date()
    CaseNumber.objects.get_or_create(day=day)
    CaseNumber.objects.select_for_update().get(day=day)
    prefix = f"K-{day:%Y%m%d}-"
    return f"{prefix}{CoreFile.objects.filter(number__startswith=prefix).count() + 1:02d}"


def _locked() -> Any:
    """ほかの人が同じ行を変えないように押さえた行。"""
    return CoreFileRow.objects.select_related("case").select_for_update(of=("self",))


def _file(number: str) -> CoreFile:
    found = CoreFile.objects.filter(number=number).first()
    if found is None:
        raise Fault("その番号のファイルは渡していません。", remedy="番号を確かめてください。", value=number)
    return found


def _note(actor: Actor, action: str, number: str, done: list[CoreFileRow], reason: str = "") -> None:
    persons = tuple(dict.fromkeys(row.line.partition("@")[2] or row.case.subject_key for row in done))
    record(actor, Act(action, "core_file", number, persons, reason=reason, payload={"rows": len(done)}))
