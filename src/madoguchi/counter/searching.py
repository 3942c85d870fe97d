"""できごとの本人をさがす。出すのは、取り違えを防ぐ項目だけ。世帯は、来た人が決まるまで開かない。"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from madoguchi.audit.actions import record_search
from madoguchi.cases import queries as cases
from madoguchi.cases.states import CASE_LABELS, CaseState
from madoguchi.counter.desk import Desk, desk
from madoguchi.counter.pages import Hit, NameMark, RecentCase, SearchPage
from madoguchi.counter.people import display
from madoguchi.counter.receptions import EventWords, default_event, words_of
from madoguchi.counter.standing import disclosure
from madoguchi.counter.texts import SEXES, age_text, birth_text, notice_text
from madoguchi.residents import queries as residents
from madoguchi.residents.queries import Found, PersonHit

__all__ = ["case_page", "disclosure", "hits_of", "search_page", "token_of", "words"]


def words(user: Any, event: str) -> EventWords:
    """そのできごとの画面の言葉。空なら、初めから選ばれているできごと。"""
    definitions = desk(user).definitions
    return words_of(definitions, event or default_event(definitions))


def search_page(user: Any, text: str, event: str = "") -> SearchPage:
    """さがした結果。見せた人を、さがした言葉の指紋とともに書き残す。`event` は何の件か（空なら初めのもの）。"""
    at = desk(user)
    said = words_of(at.definitions, event or default_event(at.definitions))
    kept = _kept(said.id, text) if said.enters else []
    if said.enters == "mover":
        message = (
            "" if kept or not text.strip() else "届を入れた件に、その名の方はいません。届から入れてください。"
        )
        return _page(at, text, kept, message, said)
    found = residents.find(text)
    return _page(at, text, [*kept, *found.hits], _message(text, found, len(kept)), said)


def _kept(event: str, text: str) -> list[PersonHit]:
    """届を入れて開いてある件の本人。住民記録にはまだいない。"""
    found = []
    for case_id in cases.kept_cases(event, text):
        now = cases.now(case_id)
        one = display(now.entered, now.subject_key)
        found.append(
            PersonHit(one.key, one.name, one.kana, one.birth, one.sex, "", None, f"件 {now.number} ")
        )
    return found


def case_page(user: Any, case_id: int) -> SearchPage:
    """引換票で引いた件の、本人だけを出す。来た人を決めてから、続きを開く。"""
    at = desk(user)
    now = cases.now(case_id)
    person = display(now.entered, now.subject_key)
    hit = PersonHit(person.key, person.name, person.kana, person.birth, person.sex, person.town, person.death)
    return _page(
        at,
        "",
        [hit],
        "開いている件です。来た人を確かめてください。",
        words_of(at.definitions, now.event_kind),
    )


def token_of(user: Any, case_id: int) -> str:
    """件の引換票の合言葉。次の来庁を足す画面が、打ちなおしのときに件を見失わないように持つ。"""
    desk(user)
    return cases.token(case_id)


def _page(at: Desk, text: str, found: list[PersonHit], message: str, said: EventWords) -> SearchPage:
    with transaction.atomic():
        record_search(at.actor, "counter.search", tuple(hit.key for hit in found), {"text": text})
    return SearchPage(text, hits_of(at, found), message, tuple(_recent(at)), said)


def hits_of(at: Desk, found: list[PersonHit]) -> tuple[Hit, ...]:
    """見つかった人を、番号を振って画面の値にする。"""
    return tuple(_hit(number, hit, found, at) for number, hit in enumerate(found, 1))


def _message(text: str, found: Found, kept: int = 0) -> str:
    """何人見つかり、どこまで出しているか。`kept` は、届を入れた件の人の数。"""
    hits = list(found.hits)
    if not text.strip() or (kept and not hits):
        return ""
    if not hits:
        return "見つかりません。言葉を減らすか、生年月日でさがしてください。"
    if found.near:
        return f"そのままでは見つかりません。{_count(found)}一字ちがいの方です"
    if found.more or found.total > len(hits):
        return f"{_count(found)}先の{len(hits)}人です。言葉を足してください。"
    if len(hits) == 1:
        return "1人見つかりました"
    similar = any(any(mark.differs for mark in marks(hit.name, _others(hit, hits))) for hit in hits)
    return f"よく似た方が{len(hits)}人います" if similar else f"{len(hits)}人見つかりました"


def _count(found: Found) -> str:
    """出している人より多いときは、そのこともいう。"""
    more = "より多く" if found.more else ""
    return f"{found.total}人{more}見つかりました。"


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
        age.replace("・", "　"), hit.town, notice, note, hit.found_by and f"{hit.found_by}で見つかりました",
        hit.key[-4:] if _alike(hit, found) else "",
    )  # fmt: skip


def _alike(hit: PersonHit, found: list[PersonHit]) -> bool:
    """氏名・カナ・生年月日・町名の全部が同じ人が、ほかにもいるか。"""

    def shown(one: PersonHit) -> tuple[str, str, str, str]:
        return one.name, one.kana, birth_text(one.birth), one.town

    return any(other.key != hit.key and shown(other) == shown(hit) for other in found)


def _recent(at: Desk) -> list[RecentCase]:
    return [
        RecentCase(
            one.case_id, one.number, f"{one.at.hour}:{one.at.minute:02d}", CASE_LABELS[CaseState(one.state)]
        )
        for one in cases.recent(at.actor.name)
    ]
