"""届に書いたことを直して、判定し直す。前に書いたことも、操作に残る。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from madoguchi.cases import actions
from madoguchi.cases.actions import Frozen
from madoguchi.cases.people import Entered, keyed
from madoguchi.counter.arriving import ArrivalPage, arrival_page, checked, form_of
from madoguchi.counter.band import band
from madoguchi.counter.desk import note_read
from madoguchi.counter.entered_opening import NotEntered
from madoguchi.counter.entering import Errors, NoticeInput, rewritten
from madoguchi.counter.gathering import judged
from madoguchi.counter.listing import differences
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.pages import CaseBand
from madoguchi.domain.calendar import bounds
from madoguchi.domain.errors import Fault


@dataclass(frozen=True, slots=True)
class RewritePage:
    """届を直す画面。`enters` は mover・newborn・outsider のどれか。"""

    band: CaseBand
    enters: str
    notice: NoticeInput
    arrival: ArrivalPage | None


def rewrite_page(
    user: Any, case_id: int, notice: NoticeInput | None, text: str, matches: Any = None
) -> RewritePage:
    """打ったもの（なければ件に持つもの）を入れた画面。"""
    case = _entered(user, case_id)
    note_read(case.at, "counter.people", case.now.number, case.seen())
    held = case.now.entered or Entered()
    shown = notice or form_of(held, case.now.subject_key)
    enters = case.reception.enters or ""
    arrival = arrival_page(user, shown, text, matches) if enters == "mover" else None
    return RewritePage(band(case, "household"), enters, shown, arrival)


def rewrite(user: Any, case_id: int, version: int, key: str, notice: NoticeInput) -> None:
    """届を直す。直す所があれば NotEntered。本人の行は消せない。"""
    case = _entered(user, case_id)
    entered, errors, matches = _read(user, case, notice)
    if case.now.subject_key not in entered.keys:
        errors.setdefault("came", "この件のご本人の行は、消せません。")
    if errors:
        raise NotEntered(errors, matches)
    entered = keyed(entered)
    fresh = replace(case, now=replace(case.now, entered=entered))
    result = judged(case.at, fresh.gather(), case.answers.values)
    changes = differences(case.judgement, result.judgement)
    actions.keep_people(case.deed(key, version), entered, Frozen(result.judgement, case.at.release), changes)


def _read(user: Any, case: Opened, notice: NoticeInput) -> tuple[Entered, Errors, Any]:
    held = case.now.entered or Entered()
    on = bounds(case.now.event_on)[1] if case.now.event_on is not None else None
    known = frozenset(held.keys)
    if case.reception.enters == "mover":
        found = checked(user, _same_as_before(held, notice), on, case.case_id, known)
        return found.entered, found.errors, found.matches
    entered, errors = rewritten(held, notice, on or case.at.today)
    return entered, errors, {}


def _same_as_before(held: Entered, notice: NoticeInput) -> NoticeInput:
    """氏名も生年月日も変えていない人は、開いたときに確かめてあるので、同じ名の住民をもう一度は問わない。"""
    before = {one.key: (one.name, one.birth_said) for one in held.people}
    people = tuple(
        replace(row, another=row.another or before.get(row.key) == ("　".join(row.name.split()), row.birth))
        for row in notice.people
    )
    return replace(notice, people=people)


def _entered(user: Any, case_id: int) -> Opened:
    case = opened(user, case_id)
    case.refuse_if_hidden("counter.people")
    if case.now.entered is None:
        raise Fault(
            "届から入れた件ではありません。", remedy="住民の記録は、記録の担当が直します。", value="people"
        )
    return case
