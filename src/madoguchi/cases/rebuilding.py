"""操作だけから件の見た目を作り直し、いまの見た目と比べる。違いがあれば、どこかで記録が傷んでいる。"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from madoguchi.cases.ledger import digest_of
from madoguchi.cases.models import Bundle, Case, CaseLine, CasePerson, Payload, Ticks, Visit
from madoguchi.cases.projection import CaseNow, Event, advance
from madoguchi.cases.queries import NotFound, now


def rebuild(case_id: int) -> CaseNow:
    """操作を初めから畳んで、件のいまを作る。中身の消された件は NotFound。"""
    found: CaseNow | None = None
    rows = Payload.objects.select_related("action").filter(action__case_id=case_id).defer("frozen")
    for row in rows.order_by("action__seq"):
        action = row.action
        if row.body is None:
            raise NotFound("この件の中身は、保存年限で消されています。", value=case_id)
        event = Event(
            action.kind, action.seq, action.actor, action.actor_name, action.at, action.line, row.body
        )
        found = advance(found, event)
    if found is None:
        raise NotFound("その件の操作はありません。", value=case_id)
    return found


def differences(case_id: int) -> tuple[str, ...]:
    """作り直した姿と、いまの見た目の違い。要約値の合わない操作も言う。なければ空。"""
    made, seen = rebuild(case_id), now(case_id)
    found = [
        f"{one.name}: 操作からは {getattr(made, one.name)}、表では {getattr(seen, one.name)}"
        for one in fields(CaseNow)
        if one.name != "lines" and getattr(made, one.name) != getattr(seen, one.name)
    ]
    for key in sorted(made.lines.keys() | seen.lines.keys()):
        if made.lines.get(key) != seen.lines.get(key):
            found.append(f"行 {key}: 操作からは {made.lines.get(key)}、表では {seen.lines.get(key)}")
    return (*found, *_broken(case_id))


def damaged(newest: int) -> tuple[str, ...]:
    """最後に触れた `newest` 件を操作から作り直し、表と違うものを一行ずつ。中身を消した件は比べない。"""
    rows = Case.objects.order_by("-touched_at").values_list("pk", "number")[:newest]
    erased = set(
        Payload.objects.filter(action__case_id__in=[pk for pk, _ in rows], erased_at__isnull=False)
        .values_list("action__case_id", flat=True)
        .distinct()
    )
    return tuple(
        f"件 {number} {found}" for pk, number in rows if pk not in erased for found in differences(pk)
    )


def _broken(case_id: int) -> list[str]:
    rows = Payload.objects.select_related("action").filter(action__case_id=case_id).order_by("action__seq")
    found = []
    for row in rows:
        frozen = None if row.frozen is None else bytes(row.frozen)
        if row.body is not None and digest_of(row.salt, row.body, frozen) != row.action.digest:
            found.append(f"操作 {row.action.seq}: 中身が要約値と合いません")
    return found


def erase(case_id: int, at: datetime) -> int:
    """操作の中身だけを消す。操作があったことと要約値は残る。行と束に写した言葉と署名、届に書いた人、来た人の名、入れかけも消す。

    消した操作の数を返す。
    """
    CaseLine.objects.filter(case_id=case_id).update(note="", reason="")
    Bundle.objects.filter(case_id=case_id).update(receiver="", signature="")
    Visit.objects.filter(case_id=case_id).update(
        name="", kana="", person_key="", identity="", basis="", papers=[]
    )
    CasePerson.objects.filter(case_id=case_id).delete()
    Ticks.objects.filter(case_id=case_id).delete()
    Case.objects.filter(pk=case_id).update(entered=None)
    rows = Payload.objects.filter(action__case_id=case_id, erased_at__isnull=True)
    return int(rows.update(body=None, frozen=None, salt="", erased_at=at))
