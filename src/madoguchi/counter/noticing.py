"""届の画面。朝の一覧と、一つの届。読むだけで、控えには何も書かない。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from madoguchi.audit.actions import record_search
from madoguchi.cases import notice_queries
from madoguchi.cases.notice_queries import NoticeView
from madoguchi.cases.notice_states import PLACES, STATE_LABELS, TABLE, NoticeState
from madoguchi.cases.notices import NoticeText
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.notice_pages import LetterTo, NoticePage, NoticeRow, NoticesPage, StepRow
from madoguchi.counter.searching import hits_of
from madoguchi.counter.texts import birth_text, day_of, moment, person_name
from madoguchi.domain import calendar
from madoguchi.domain.calendar import Span, bounds, wareki
from madoguchi.residents import queries as residents
from madoguchi.residents.queries import Found, PersonDisplay

ADULT = 18
#: 戸籍の届のあるできごと。
NOTICED = ("death", "birth", "stillbirth", "marriage", "divorce")


def events(user: Any) -> tuple[tuple[str, str], ...]:
    """届の控えを書けるできごと。"""
    known = desk(user).definitions.life_events
    return tuple((kind, known[kind].name) for kind in NOTICED if kind in known)


def notices_page(user: Any, *, everything: bool = False, place: str = "") -> NoticesPage:
    """届の一覧。見た人を書き残す。"""
    at = desk(user)
    found = notice_queries.notices(everything=everything, place=place if place in PLACES else "")
    known = tuple(sorted({one.subject_key for one in found if one.subject_key}))
    with transaction.atomic():
        record_search(at.actor, "counter.notices", known, {"count": len(found)})
    rows = tuple(_row(at, one) for one in found)
    return NoticesPage(rows, notice_queries.waiting(), everything, place)


def notice_text(user: Any, notice_id: int) -> NoticeText:
    """直すために、控えに書いてあること。"""
    desk(user)
    one = notice_queries.notice(notice_id)
    return NoticeText(
        one.event_kind,
        one.name,
        one.place,
        one.received_on,
        one.kana,
        one.birth,
        one.event_on,
        one.place_name,
    )


def notice_page(user: Any, notice_id: int, find: str = "") -> NoticePage:
    """一つの届。住民が決まっていなければ、届の氏名と生年月日でさがした人を並べる。えらぶのは職員。"""
    at = desk(user)
    one = notice_queries.notice(notice_id)
    text = find.strip() or _words(one)
    found = residents.find(text) if not one.subject_key and _open(one) else Found()
    subject = residents.display(one.subject_key) if one.subject_key else None
    letter_to = letter_to_of(at, one) if one.case_id else ()
    seen = (
        *(hit.key for hit in found.hits),
        *(to.key for to in letter_to),
        *([subject.key] if subject else []),
    )
    with transaction.atomic():
        record_search(
            at.actor, "counter.notice", tuple(dict.fromkeys(seen)), {"notice": notice_id, "text": text}
        )
    return NoticePage(
        _row(at, one), one.seq, frozenset(TABLE[one.state]), text, hits_of(at, list(found.hits)),
        "" if found.hits or one.subject_key else "見つかりません。言葉を変えてさがしてください。",
        person_name(subject) if subject else "", birth_text(subject.birth) if subject else "", _differs(one, subject),
        tuple(StepRow(moment(step.at, at.today), step.who, step.text) for step in notice_queries.steps(notice_id)),
        letter_to, wareki(one.accepted_on or one.received_on), wareki(at.today), wareki(at.today),
    )  # fmt: skip


def _open(one: NoticeView) -> bool:
    return one.state is not NoticeState.WITHDRAWN


def _words(one: NoticeView) -> str:
    """さがす言葉。かながあればかな、なければ氏名。生年月日を続ける。"""
    said = (one.kana or one.name).replace("　", " ")
    return f"{said} {wareki(one.birth)}" if one.birth else said


def _row(at: Desk, one: NoticeView) -> NoticeRow:
    event = at.definitions.life_events.get(one.event_kind)
    place = one.place_name if one.place == "elsewhere" else PLACES[one.place]
    when = one.registered_on or one.accepted_on
    return NoticeRow(
        one.id, day_of(one.received_on, at.today), place, event.name if event else one.event_kind, one.name, one.kana,
        wareki(one.birth) if one.birth else "", day_of(one.event_on, at.today) if one.event_on else "",
        STATE_LABELS[one.state], day_of(when, at.today) if when else "", _resident(one), one.case_id, one.case_number,
        f"{day_of(one.letter_on, at.today)}に出した" if one.letter_on else "", _todo(one),
    )  # fmt: skip


def _resident(one: NoticeView) -> str:
    if one.subject_key:
        return "決めた"
    return "この市の住民ではない" if one.not_resident else "まだ決めていない"


def _todo(one: NoticeView) -> str:
    """次にすること。"""
    if one.state in (NoticeState.WITHDRAWN, NoticeState.REGISTERED):
        return ""
    if not one.subject_key and not one.not_resident:
        return "住民を決める"
    if one.subject_key and one.case_id is None:
        return "来庁なしで判定"
    return "受理を書く" if one.state is NoticeState.RECEIVED else "登録を待つ"


def letter_to_of(at: Desk, one: NoticeView) -> tuple[LetterTo, ...]:
    """手紙を送れる、同じ世帯の大人。住所のあるなしは、ここでは見ない（だれの世帯でも同じに並べる）。"""
    if not one.subject_key:
        return ()
    home = residents.household(one.subject_key, one.event_on or at.today)
    return tuple(
        LetterTo(mate.key, mate.name)
        for mate in home.members
        if mate.key != one.subject_key and mate.birth is not None and _is_adult(mate.birth, at.today)
    )


def _is_adult(birth: Any, on: date) -> bool:
    return calendar.age_by_birthday(bounds(birth)[1], on) >= ADULT


def _differs(one: NoticeView, subject: PersonDisplay | None) -> tuple[str, ...]:
    """届と、決めた住民の記録との違い。違っていても、職員が決めたことは変えない。"""
    if subject is None:
        return ()
    death = subject.death.on if subject.death is not None and one.event_kind == "death" else None
    pairs = (("生年月日", one.birth, subject.birth), ("亡くなった日", one.event_on, death))
    return tuple(
        f"{label}が、届では{wareki(said)}、記録では{_day(recorded)}です。"
        for label, said, recorded in pairs
        if said is not None and recorded is not None and not _holds(recorded, said)
    )


def _holds(recorded: Any, said: date) -> bool:
    low, high = bounds(recorded)
    return low <= said <= high


def _day(value: Any) -> str:
    return "不詳" if isinstance(value, Span) else wareki(value)
