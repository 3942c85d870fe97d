"""世帯主が抜けたあとの新しい世帯主と、その人から見た続柄。決めるのは職員で、決まらない続柄は空のまま残す。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from madoguchi.cases import several
from madoguchi.cases.projection import Home
from madoguchi.counter.band import band
from madoguchi.counter.desk import note_read
from madoguchi.counter.head_pages import HeadsPage, HomeGroup, RelationRow
from madoguchi.counter.opened import Opened, opened
from madoguchi.counter.texts import age_text, person_name
from madoguchi.domain import calendar
from madoguchi.domain.calendar import bounds
from madoguchi.domain.errors import Fault
from madoguchi.guide.relation_words import HEAD, OUTSIDERS, parse
from madoguchi.guide.relations import Mate, NewRelation, rederive

#: 世帯主の届では、15歳以上の方がいれば、その中から決める（住民基本台帳法25条、同法施行令25条）。
OLD_ENOUGH = 15
LONGEST = 20
STAYING, APART = "残る世帯", "別になる世帯"


@dataclass(frozen=True, slots=True)
class Chosen:
    """画面で決めたこと。`apart` は別の世帯になる人（None なら引っ越す人）、`heads` は世帯の番号から世帯主。"""

    apart: tuple[str, ...] | None = None
    heads: Mapping[int, str] | None = None
    words: Mapping[str, str] | None = None


def heads_page(user: Any, case_id: int, chosen: Chosen = Chosen()) -> HeadsPage:
    """世帯主と続柄の画面。`chosen` で世帯主をえらべば、続柄を導いて出す（まだ書かない）。"""
    case = opened(user, case_id)
    note_read(case.at, "counter.heads", case.now.number, case.seen())
    if not case.may_see:
        return HeadsPage(band(case, "household"), (), (), saved=False, complete=False)
    apart = _apart(case, chosen)
    gone = _gone(case)
    members = tuple(
        (mate.key, person_name(case.people[mate.key]), mate.key in apart)
        for mate in _mates(case)
        if mate.key not in gone
    )
    groups = tuple(
        _group(case, number, keys, chosen) for number, keys in enumerate(_split(case, apart), 1) if keys
    )
    return HeadsPage(
        band(case, "household"), members, groups, bool(case.now.homes) and chosen == Chosen(),
        case.facts.situation.members_complete,
    )  # fmt: skip


def head_leaves(case: Opened) -> bool:
    """世帯主が抜けて、だれかの世帯主が変わるか。"""
    if case.latest is None:
        return False
    return any(_asks(case, keys) for keys in _split(case, _apart(case, Chosen())) if keys)


def choose(user: Any, case_id: int, version: int, key: str, chosen: Chosen) -> None:
    """世帯主と続柄を書く。世帯主がえらばれていない、読めない続柄がある、などは断る。"""
    case = opened(user, case_id)
    case.refuse_if_hidden("counter.heads")
    homes = []
    for number, keys in enumerate(_split(case, _apart(case, chosen)), 1):
        if keys and _asks(case, keys):
            homes.append(_home(case, number, keys, chosen))
    if not homes:
        raise Fault(
            "世帯主の変わる世帯がありません。", remedy="別になる方をえらんでください。", value="apart"
        )
    several.choose_heads(case.deed(key, version), tuple(homes))


def written(case: Opened) -> tuple[str, ...]:
    """書いてある世帯主と続柄を、一つの世帯に一文で。"""
    return tuple(_said(case, home) for home in case.now.homes)


def _said(case: Opened, home: Home) -> str:
    head, words = home
    others = [f"{_name(case, key)} {word or '（手で書く）'}" for key, word in words if key != head]
    return f"世帯主 {_name(case, head)}" + (f"、{'、'.join(others)}" if others else "")


def _name(case: Opened, key: str) -> str:
    return person_name(case.people[key]) if key in case.people else "（世帯にいない方）"


def _gone(case: Opened) -> frozenset[str]:
    """亡くなった方。"""
    return frozenset() if case.reception.living else frozenset({case.now.subject_key})


def _apart(case: Opened, chosen: Chosen) -> frozenset[str]:
    """別の世帯になる人。えらんでいなければ、引っ越す人。"""
    members = set(case.facts.situation.members) - _gone(case)
    wanted = case.moving.movers if chosen.apart is None else chosen.apart
    return frozenset(members & set(wanted))


def _split(case: Opened, apart: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """残る世帯と、別になる世帯。"""
    gone = _gone(case)
    here = [key for key in case.facts.situation.members if key not in gone]
    return tuple(key for key in here if key not in apart), tuple(key for key in here if key in apart)


def _relation(case: Opened, key: str) -> str:
    fact = case.facts.get("resident.relation", key)
    return str(fact.value) if fact.state == "known" else (case.people[key].relation or "")


def _mates(case: Opened) -> list[Mate]:
    return [
        Mate(key, _relation(case, key), case.people[key].sex, case.people[key].birth)
        for key in case.facts.situation.members
    ]


def _asks(case: Opened, keys: Sequence[str]) -> bool:
    """世帯主を決める世帯か。元の世帯主がいる世帯では、続柄は変わらない。"""
    return all(_relation(case, key) != HEAD for key in keys)


def _group(case: Opened, number: int, keys: tuple[str, ...], chosen: Chosen) -> HomeGroup:
    asks = _asks(case, keys)
    head = (chosen.heads or {}).get(number, "") or _kept_head(case, keys)
    if asks and not head and len(keys) == 1:
        head = keys[0]
    rows = _rows(
        case, keys, head if asks and head in keys else "", {**_kept_words(case, head), **(chosen.words or {})}
    )
    return HomeGroup(number, STAYING if number == 1 else APART, asks, head if head in keys else "", rows)


def _kept_head(case: Opened, keys: Sequence[str]) -> str:
    return next((head for head, _ in case.now.homes if head in keys), "")


def _kept_words(case: Opened, head: str) -> dict[str, str]:
    return next((dict(words) for one, words in case.now.homes if one == head), {})


def _rows(case: Opened, keys: Sequence[str], head: str, words: Mapping[str, str]) -> tuple[RelationRow, ...]:
    derived = {}
    if head:
        found = rederive(_mates(case), head, keys, parted="divorce" in case.kinds)
        derived = {one.key: one for one in found}
    return tuple(_row(case, key, head, derived.get(key), words) for key in keys)


def _row(case: Opened, key: str, head: str, one: NewRelation | None, words: Mapping[str, str]) -> RelationRow:
    person = case.people[key]
    word = HEAD if key == head else words.get(key, one.after if one else "")
    why, candidates = (one.why, one.candidates) if one else ("", ())
    age = age_text(person.birth, case.at.today)
    return RelationRow(key, person_name(person), age, _relation(case, key), word, candidates, why)


def _home(case: Opened, number: int, keys: tuple[str, ...], chosen: Chosen) -> Home:
    head = (chosen.heads or {}).get(number, "")
    if head not in keys:
        raise Fault(
            "新しい世帯主がえらばれていません。", remedy="一人えらんでください。", value=f"head{number}"
        )
    if not _old_enough(case, head) and any(_old_enough(case, key) for key in keys):
        raise Fault(
            "世帯主が15歳になっていません。",
            remedy="15歳以上の方からえらんでください。",
            value=f"head{number}",
        )
    words = chosen.words or {}
    return head, tuple((key, HEAD if key == head else _word(words.get(key, ""), key)) for key in keys)


def _word(text: str, key: str) -> str:
    word = text.strip().replace("(", "（").replace(")", "）")
    readable = word in OUTSIDERS or parse(word)
    if word and (not readable or len(word) > LONGEST):
        raise Fault(
            f"「{word[:LONGEST]}」は、続柄として読めません。", value=f"word-{key}",
            remedy="「子」「妻の子」「夫の母」「同居人」のように書くか、空けてください。",
        )  # fmt: skip
    return word


def _old_enough(case: Opened, key: str) -> bool:
    birth = case.people[key].birth
    return birth is not None and calendar.age_by_birthday(bounds(birth)[0], case.at.today) >= OLD_ENOUGH
