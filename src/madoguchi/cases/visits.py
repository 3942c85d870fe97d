"""いまの来庁の控えを直す。前の控えは操作に残り、だれの話かも、直したあとの人で決め直す。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction

from madoguchi.cases.actions import Done, VisitNote, is_same_person, needed_reason
from madoguchi.cases.ledger import Deed, Entry, NotFound, commit
from madoguchi.cases.models import Case, Visit
from madoguchi.domain.errors import Fault

#: 見間違えていたら、だれの話かが変わる欄。
_WHO = ("standing", "relation", "person_key", "name", "kana")
_AMENDED = (*_WHO, "roles", "identity", "papers", "gives", "basis")


def amend_visit(deed: Deed, number: int, note: VisitNote, reason: str = "") -> Done:
    """いまの来庁 `number` の控えを `note` にする。立場や人が変わるなら、理由が要る。

    人が変われば、前に同じ人とみた来庁の話は、この人の話ではなくなる。
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(pk=deed.case_id).first()
        if case is None:
            raise NotFound("その件はありません。", remedy="さがし直してください。", value=deed.case_id)
        held = Visit.objects.filter(case=case, number=number).first()
        if held is None or number != case.current_visit:
            raise Fault("直せるのは、いまの来庁だけです。", remedy="件を開き直してください。", value=number)
        after = _after(note)
        other = any(getattr(held, name) != after[name] for name in _WHO)
        body = {
            "number": number, "reason": needed_reason(reason) if other else reason.strip()[:200],
            "before": {name: getattr(held, name) for name in _AMENDED}, "after": after,
            "voice": _voice(case, held, note) if other else held.voice,
        }  # fmt: skip
        done = commit(deed, Entry("amend_visit", body))
        if not done.repeated:
            Visit.objects.filter(pk=held.pk).update(**after, voice=body["voice"])
        return done


def go_quietly(deed: Deed, number: int, on: bool) -> Done:
    """来庁 `number` を静かに進めるか。わけは受け取らず、残さない。"""
    with transaction.atomic():
        done = commit(replace(deed, version=None), Entry("go_quietly", {"on": on}))
        if not done.repeated:
            Visit.objects.filter(case_id=deed.case_id, number=number).update(quiet=on)
        return done


def _after(note: VisitNote) -> dict[str, Any]:
    lists = {"roles": list(note.roles), "papers": list(note.papers)}
    return {name: lists.get(name, getattr(note, name)) for name in _AMENDED}


def _voice(case: Case, held: Visit, note: VisitNote) -> int:
    """直したあとの人が、前の来庁の人と同じか。違えば、この来庁から始まる人。"""
    earlier = Visit.objects.filter(case=case, number__lt=held.number, number__gt=0).order_by("number")
    return next((one.voice for one in earlier if is_same_person(one, note)), held.number)
