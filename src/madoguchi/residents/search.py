"""住民を探す。出すのは、取り違えを防ぐ項目（氏名・生年月日・町名・死亡届の状態）だけ。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .finding import MANY, gather, openly
from .folding import fold_text
from .lookups import Candidate
from .reading_rows import as_date, latest, rows_of
from .scenes import Scene, scene
from .typos import gather_near
from .words import Word, split_words

#: 氏名の欄に出ない名で見つかったとき、どの名かを言う。値は出さない。
_OTHER_NAMES = (("通称", ("alias",)), ("旧氏", ("former_name", "former_name_kana")),
                ("漢字の氏名", ("name_kanji_foreign",)), ("アルファベットの氏名", ("name_latin",)))  # fmt: skip
_EARLIER = "前の氏名"


@dataclass(frozen=True, slots=True)
class DeathNotice:
    """死亡届の状態。`registered_on` が None なら登録を待っている。"""

    on: Any
    notified_on: date | None
    registered_on: date | None


@dataclass(frozen=True, slots=True)
class PersonHit:
    """見つかった一人。`town` は空のことがある。`found_by` は、氏名の欄に出ない名で見つかったときの、その名の種類。"""

    key: str
    name: str
    kana: str
    birth: Any
    sex: str | None
    town: str
    death: DeathNotice | None
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """さがした結果。`more` なら `total` 人より多い。`near` なら、打った言葉そのものではなく一字違いの人。"""

    hits: tuple[PersonHit, ...] = ()
    total: int = 0
    more: bool = False
    near: bool = False


def search(text: str, limit: int = 20) -> list[PersonHit]:
    """見つかった人だけ。"""
    return list(find(text, limit).hits)


def find(text: str, limit: int = 20) -> Found:
    """カナ・字・生年月日・住所・電話・番号で探す。空けて続けた言葉は、全部に合う人に絞る。"""
    at, words = scene(), split_words(text)
    if not words:
        return Found()
    words = openly(words, at)
    people = gather(words, at)
    near = not people
    if near:
        people = gather_near(words, at)
    hits = _shown(people[:limit], words, at, near=near)
    return Found(tuple(hits), min(len(people), MANY), len(people) > MANY, near and bool(people))


def _shown(people: Sequence[Candidate], words: Sequence[Word], at: Scene, *, near: bool) -> list[PersonHit]:
    rows = rows_of([one.key for one in people], at.now, ["resident"])
    hits = []
    for one in people:
        values = at.protection.withdraw(one.key, latest(rows[one.key], "resident"))
        hits.append(hit_of(one.key, values, "" if near else _found_by(values, words, one)))
    return hits


def _found_by(values: Mapping[str, Any], words: Sequence[Word], one: Candidate) -> str:
    """打った名が、氏名にもカナにもないときの、見つかった名の種類。"""
    unseen = [word for word in words if word.names and not _holds(values, word, ("name", "name_kana"))]
    for word in unseen:
        if any(name in one.names for name in word.names):
            kinds = (kind for kind, fields in _OTHER_NAMES if _holds(values, word, fields))
            return next(kinds, _EARLIER)
    return ""


def _holds(values: Mapping[str, Any], word: Word, fields: Sequence[str]) -> bool:
    keys = [fold_text(str(values.get(f"resident.{field}") or "")) for field in fields]
    return any(name in key or (key and name.startswith(key)) for name in word.names for key in keys)


def hit_of(key: str, shown: Mapping[str, Any], found_by: str = "") -> PersonHit:
    """守られる人の居どころを除いた値から、見つかった一人を作る。"""
    return PersonHit(
        key, shown.get("resident.name") or "", shown.get("resident.name_kana") or "",
        shown.get("resident.birth_date"), shown.get("resident.sex"),
        shown.get("resident.address_town") or "", death_notice(shown), found_by,
    )  # fmt: skip


def death_notice(values: Mapping[str, Any]) -> DeathNotice | None:
    """死亡届の状態。死亡の記録がなければ None。"""
    if values.get("resident.resident_status") != "dead":
        return None
    return DeathNotice(
        values.get("resident.death_date"), as_date(values.get("resident.death_notified_on")),
        as_date(values.get("resident.death_registered_on")),
    )  # fmt: skip
