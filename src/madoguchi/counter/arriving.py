"""転入の届を入れて、件を開く。同じ名と生年月日の住民がいれば、開く前に言い、その方をえらべるようにする。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from madoguchi.audit.actions import record_search
from madoguchi.cases import queries as cases
from madoguchi.cases.people import Entered, KeptPerson
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.entering import Errors, NoticeInput, PersonInput, mover_entered
from madoguchi.counter.opening import VisitInput, open_entered
from madoguchi.counter.pages import Hit
from madoguchi.counter.receptions import EventWords, words_of
from madoguchi.counter.searching import hits_of
from madoguchi.counter.texts import birth_text
from madoguchi.domain.calendar import wareki
from madoguchi.domain.errors import Fault
from madoguchi.residents import queries as residents

EVENT = "moving_in"
HERE = "resident"


@dataclass(frozen=True, slots=True)
class Match:
    """打った人と、氏名と生年月日が同じ住民。`lives_here` なら、いまもこの市の住民。"""

    key: str
    name: str
    birth: str
    lives_here: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """確かめた届。`errors` は欄の名から直し方、`matches` は行ごとの、同じ名の住民、`came` は来た人の順。"""

    entered: Entered
    came: int | None
    errors: Errors
    matches: Mapping[int, tuple[Match, ...]]


class NotEntered(Fault):
    """届に直す所がある。"""

    def __init__(self, found: Checked) -> None:
        super().__init__("届に、直す所があります。", remedy="印のついた欄を直してください。", value="entered")
        self.found = found


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    """転入の届の画面。`hits` は入る世帯をさがした結果、`joined` はえらんだ世帯の方の氏名。"""

    words: EventWords
    hits: tuple[Hit, ...] = ()
    message: str = ""
    joined: str = ""
    matches: Mapping[int, tuple[Match, ...]] = field(default_factory=dict)
    former: Mapping[int, str] = field(default_factory=dict)


def arrival_page(
    user: Any, notice: NoticeInput, text: str, matches: Mapping[int, tuple[Match, ...]] | None = None
) -> ArrivalPage:
    """打ったものを添えて描くための値。さがした人は、書き残す。"""
    at = desk(user)
    found = residents.find(text)
    former = {index: row.resident_key for index, row in enumerate(notice.people) if row.resident_key}
    shown = [
        *(hit.key for hit in found.hits),
        *former.values(),
        *([notice.household_of] if notice.household_of else []),
    ]
    if shown or text:
        with transaction.atomic():
            record_search(at.actor, "counter.arrival", tuple(dict.fromkeys(shown)), {"text": text})
    people = residents.displays(shown)
    message = (
        "見つかりません。言葉を減らすか、生年月日でさがしてください。" if text and not found.hits else ""
    )
    joined = people[notice.household_of].name if notice.household_of else ""
    return ArrivalPage(
        words_of(at.definitions, EVENT), hits_of(at, list(found.hits)), message, joined, matches or {},
        {index: people[key].name for index, key in former.items()},
    )  # fmt: skip


def words(user: Any) -> EventWords:
    """画面の言葉。"""
    return words_of(desk(user).definitions, EVENT)


def checked(
    user: Any, notice: NoticeInput, on: date | None, case_id: int = 0, known: frozenset[str] = frozenset()
) -> Checked:
    """打ったことを確かめて、件に持つ形にする。`on` は住み始めた日、`case_id` は直している件、`known` はその人たちの鍵。"""
    at = desk(user)
    entered, errors = mover_entered(notice, on, at.today, known)
    rows = [index for index, row in enumerate(notice.people) if not row.is_blank]
    people = dict(zip(rows, entered.people, strict=True))
    matches = _matches(notice, people, at, errors)
    for index, one in people.items():
        number = cases.open_with(EVENT, one.name, one.birth, but=case_id) if one.name else ""
        if number:
            errors.setdefault(
                f"p{index}-name", f"{one.name}さんの件 {number} が、もう開いています。さがす画面か引換票から、続きを開いてください。"
            )  # fmt: skip
    came = rows.index(int(notice.came)) if notice.came in {str(index) for index in rows} else None
    return Checked(entered, came, errors, matches)


def open_arrival(user: Any, notice: NoticeInput, visit: VisitInput, key: str) -> int:
    """件を開き、その id を返す。直す所があれば NotEntered。"""
    again = cases.opened_by(key)
    if again is not None:
        return again
    found = checked(user, notice, visit.event_on)
    if visit.standing == "self" and found.came is None:
        found.errors.setdefault("came", "来た方を、届の行からえらんでください。")
    if found.errors:
        raise NotEntered(found)
    return open_entered(user, (found.entered,), visit, found.came if visit.standing == "self" else None, key)


def _matches(
    notice: NoticeInput, people: Mapping[int, KeptPerson], at: Desk, errors: Errors
) -> dict[int, tuple[Match, ...]]:
    found: dict[int, tuple[Match, ...]] = {}
    for index, one in people.items():
        row = notice.people[index]
        same = () if row.another or not one.name or one.birth is None else _same(at, one)
        kept = tuple(match for match in same if match.key != row.resident_key or match.lives_here)
        if kept and not row.resident_key:
            found[index] = kept
            errors.setdefault(f"p{index}-name", _said(kept))
        elif row.resident_key and any(match.key == row.resident_key and match.lives_here for match in same):
            errors.setdefault(f"p{index}-name", "いまもこの市の住民です。転居の件で開いてください。")
    return found


def _said(matches: tuple[Match, ...]) -> str:
    if any(match.lives_here for match in matches):
        return "この方は住民記録にいます。同じ方なら転居の件で開き、別の方なら「別の方です」に✓をつけてください。"
    return "前にこの市にいた方と、氏名と生年月日が同じです。同じ方か、別の方かをえらんでください。"


def _same(at: Desk, one: KeptPerson) -> tuple[Match, ...]:
    """氏名と生年月日が同じ住民。生年月日が不詳の方は、さがさない。"""
    if not isinstance(one.birth, date):
        return ()
    hits = [
        hit
        for hit in residents.search(f"{''.join(one.name.split())} {wareki(one.birth)}")
        if hit.birth == one.birth
    ]
    same = [hit for hit in hits if "".join(hit.name.split()) == "".join(one.name.split())]
    people = residents.displays([hit.key for hit in same])
    if same:
        with transaction.atomic():
            record_search(at.actor, "counter.arrival", tuple(people), {"text": one.name})
    return tuple(
        Match(key, person.name, birth_text(person.birth), person.status == HERE)
        for key, person in people.items()
        if person.death is None
    )


def form_of(entered: Entered, subject: str) -> NoticeInput:
    """件に持つことを、画面に打った形に戻す。"""
    rows = tuple(
        PersonInput(
            one.name, one.kana, one.birth_said or written(one.birth), one.sex, one.relation, one.kind, one.card, one.resident_key,
            key=one.key,
        )
        for one in entered.people
    )  # fmt: skip
    came = str(entered.keys.index(subject)) if subject in entered.keys else ""
    return NoticeInput(
        rows, certificate=entered.certificate, planned_on=written(entered.planned_on) if entered.planned_on else "",
        prev_place=entered.prev_place, prev_address=entered.prev_address, address=entered.address,
        household_of=entered.household_of, came=came,
    )  # fmt: skip


def written(value: date | None) -> str:
    """日を、打ったときに同じに読める形で。"""
    return "不詳" if value is None else wareki(value)
