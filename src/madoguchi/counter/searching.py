"""亡くなった方をさがす。出すのは、取り違えを防ぐ項目だけ。世帯は、来た人が決まるまで開かない。"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from madoguchi.audit.actions import record_search
from madoguchi.cases import queries as cases
from madoguchi.cases.states import CASE_LABELS, CaseState
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.pages import Hit, NameMark, RecentCase, SearchPage
from madoguchi.counter.standing import disclosure
from madoguchi.counter.texts import SEXES, age_text, birth_text, notice_text
from madoguchi.residents import queries as residents
from madoguchi.residents.queries import PersonHit

__all__ = ["case_page", "disclosure", "search_page"]


def search_page(user: Any, text: str) -> SearchPage:
    """さがした結果。見せた人を、さがした言葉の指紋とともに書き残す。"""
    at = desk(user)
    found = residents.search(text) if text.strip() else []
    return _page(at, text, found, _message(text, found))


def case_page(user: Any, case_id: int) -> SearchPage:
    """引換票で引いた件の、亡くなった方だけを出す。来た人を決めてから、続きを開く。"""
    at = desk(user)
    person = residents.display(cases.now(case_id).subject_key)
    hit = PersonHit(person.key, person.name, person.kana, person.birth, person.sex, person.town, person.death)
    return _page(at, "", [hit], "引換票の件です。来た人を確かめてください。")


def _page(at: Desk, text: str, found: list[PersonHit], message: str) -> SearchPage:
    with transaction.atomic():
        record_search(at.actor, "counter.search", tuple(hit.key for hit in found), {"text": text})
    hits = tuple(_hit(number, hit, found, at) for number, hit in enumerate(found, 1))
    return SearchPage(text, hits, message, tuple(_recent(at)))


def _message(text: str, found: list[PersonHit]) -> str:
    if not text.strip():
        return ""
    if not found:
        return "見つかりません。言葉を減らすか、生年月日でさがしてください。"
    if len(found) == 1:
        return "1人見つかりました"
    similar = any(any(mark.differs for mark in marks(hit.name, _others(hit, found))) for hit in found)
    return f"よく似た方が{len(found)}人います" if similar else f"{len(found)}人見つかりました"


def _others(hit: PersonHit, found: list[PersonHit]) -> list[str]:
    return [other.name for other in found if other.key != hit.key]


def marks(name: str, others: list[str]) -> tuple[NameMark, ...]:
    """一字ずつの氏名。一字だけ違うよく似た名があれば、その字に印をつける。

    >>> [mark.text for mark in marks("佐藤　松雄", ["佐藤　松夫"]) if mark.differs]
    ['雄']
    """
    differs: set[int] = set()
    for other in others:
        if len(other) == len(name):
            places = [index for index, pair in enumerate(zip(name, other, strict=True)) if pair[0] != pair[1]]
            differs.update(places if len(places) == 1 else ())
    return tuple(NameMark(char, index in differs) for index, char in enumerate(name))


def _hit(number: int, hit: PersonHit, found: list[PersonHit], at: Desk) -> Hit:
    notice, note = notice_text(hit.death, at.today)
    age = "・".join(part for part in (age_text(hit.birth, at.today), SEXES.get(hit.sex or "", "")) if part)
    return Hit(
        hit.key, number, marks(hit.name, _others(hit, found)), hit.kana, birth_text(hit.birth),
        age.replace("・", "　"), hit.town, notice, note,
    )  # fmt: skip


def _recent(at: Desk) -> list[RecentCase]:
    return [
        RecentCase(
            one.case_id, one.number, f"{one.at.hour}:{one.at.minute:02d}", CASE_LABELS[CaseState(one.state)]
        )
        for one in cases.recent(at.actor.name)
    ]
