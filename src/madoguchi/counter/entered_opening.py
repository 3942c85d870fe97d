"""生まれたお子さんと、住民登録のない亡くなった方の件を、届から開く。直す所は、欄ごとに言う。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from madoguchi.cases import queries as cases
from madoguchi.cases.people import Entered
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.entering import Errors, NoticeInput, newborn_entered, outsider_entered
from madoguchi.counter.opening import VisitInput, open_entered
from madoguchi.domain.errors import Fault
from madoguchi.residents import queries as residents

Made = tuple[tuple[Entered, ...], Errors]


class NotEntered(Fault):
    """届に直す所がある。`errors` は欄の名から直し方、`matches` は行ごとの、同じ名の住民。"""

    def __init__(self, errors: Errors, matches: Any = None) -> None:
        super().__init__("届に、直す所があります。", remedy="印のついた欄を直してください。", value="entered")
        self.errors = errors
        self.matches = matches


def errors_in(user: Any, enters: str, notice: NoticeInput, on: date | None) -> Errors:
    """開かずに確かめた、直す所。"""
    return _MADE[enters](desk(user), notice, on)[1]


def open_notice(user: Any, enters: str, notice: NoticeInput, visit: VisitInput, key: str) -> int:
    """件を開き、初めの件の id を返す。直す所があれば NotEntered。"""
    again = cases.opened_by(key)
    if again is not None:
        return again
    entered, errors = _MADE[enters](desk(user), notice, visit.event_on)
    if errors:
        raise NotEntered(errors)
    return open_entered(user, entered, visit, None, key)


def _newborn(at: Desk, notice: NoticeInput, on: date | None) -> Made:
    parent = residents.display(notice.household_of) if notice.household_of else None
    relation = (parent.relation or "") if parent is not None else ""
    entered, errors = newborn_entered(notice, on, relation, at.today)
    found = cases.open_of_household("birth", notice.household_of, on)
    if found:
        errors.setdefault(
            "p0-name",
            f"この日に生まれたお子さんの件 {found} が、もう開いています。さがす画面か引換票から、続きを開いてください。",
        )
    return entered, errors


def _outsider(at: Desk, notice: NoticeInput, on: date | None) -> Made:
    entered, errors = outsider_entered(notice, on, at.today)
    if on is None:
        errors["event_on"] = "亡くなった日が入っていません。死亡届か死亡診断書の日を入れてください。"
    for one in entered.people:
        number = cases.open_with("death", one.name, one.birth) if one.name else ""
        if number:
            errors.setdefault(
                "p0-name",
                f"{one.name}さんの件 {number} が、もう開いています。さがす画面か引換票から、続きを開いてください。",
            )
    return (replace(entered, people=entered.people[:1]),), errors


_MADE: dict[str, Callable[[Desk, NoticeInput, date | None], Made]] = {
    "newborn": _newborn,
    "outsider": _outsider,
}
