"""住民記録にいない人を、さがせる表に写し、その人のいる件をさがす。写しは操作から作り直せる。"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from madoguchi.cases.models import Action, Case, CasePerson
from madoguchi.cases.people import Entered, entered_of
from madoguchi.cases.projection import CaseNow
from madoguchi.cases.states import CaseState
from madoguchi.residents.folding import fold_text


def write_people(case: Case, before: CaseNow | None, after: CaseNow) -> None:
    """件の中の人を写す。変わっていなければ、何もしない。"""
    if before is not None and before.entered == after.entered:
        return
    CasePerson.objects.filter(case=case).delete()
    people = after.entered.people if after.entered else ()
    CasePerson.objects.bulk_create([
        CasePerson(
            case=case, key=one.key, why=one.why, name_key=fold_text(one.name)[:80], kana_key=fold_text(one.kana)[:80],
            birth=str(one.birth or ""),
        )
        for one in people
    ])  # fmt: skip


def open_with(event_kind: str, name: str, birth: Any, but: int = 0) -> str:
    """同じ氏名と生年月日の人を持つ、開いている件の番号。なければ空。`but` の件は数えない。"""
    rows = CasePerson.objects.filter(
        case__event_kind=event_kind, name_key=fold_text(name)[:80], birth=str(birth or "")
    )
    found = rows.exclude(case__state=CaseState.CLOSED).exclude(case_id=but).select_related("case").first()
    return "" if found is None else str(found.case.number)


def open_of_household(event_kind: str, household_of: str, birth: Any) -> str:
    """その住民の世帯に入る、その日生まれの人の、開いている件の番号。なければ空。"""
    rows = CasePerson.objects.filter(case__event_kind=event_kind, birth=str(birth or ""), why="newborn")
    for row in rows.exclude(case__state=CaseState.CLOSED).select_related("case"):
        entered = entered_of(row.case.entered)
        if household_of and entered is not None and entered.household_of == household_of:
            return str(row.case.number)
    return ""


def together_with(case_id: int, entered: Entered | None) -> tuple[str, ...]:
    """同じ人のいる、ほかの件の番号（ふたごのもう一人の件など）。"""
    if entered is None:
        return ()
    rows = CasePerson.objects.filter(key__in=entered.keys).exclude(case_id=case_id).order_by("case__number")
    return tuple(dict.fromkeys(rows.values_list("case__number", flat=True)))


def opened_by(key: str) -> int | None:
    """その送信の鍵で開いた件。まだなら None。"""
    found = Action.objects.filter(key=key, kind__in=("open_case", "add_visit")).first()
    return None if found is None else int(found.case_id)


def open_numbers(event_kind: str, people: Iterable[tuple[str, Any]]) -> dict[tuple[str, str], str]:
    """（氏名, 生年月日）の人のいる、開いている件の番号。鍵は、さがす形にしたもの。"""
    names = {fold_text(name)[:80] for name, _ in people}
    rows = CasePerson.objects.filter(case__event_kind=event_kind, name_key__in=names).exclude(
        case__state=CaseState.CLOSED
    )
    return {
        (name, birth): number for name, birth, number in rows.values_list("name_key", "birth", "case__number")
    }


def kept_cases(event_kind: str, text: str, limit: int = 9) -> tuple[int, ...]:
    """氏名かふりがなの頭が `text` の、住民記録にいない人がいる、開いている件。新しく触れた順。"""
    key = fold_text(text)
    if not key:
        return ()
    named = Q(name_key__startswith=key) | Q(kana_key__startswith=key)
    rows = CasePerson.objects.filter(named, case__event_kind=event_kind).exclude(case__state=CaseState.CLOSED)
    found = dict.fromkeys(rows.order_by("-case__touched_at", "pk").values_list("case_id", flat=True))
    return tuple(found)[:limit]
