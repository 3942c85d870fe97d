"""届の画面に打ったことを読み、件に持つ形にする。おかしな所は、欄の名と直し方を全部いちどに言う。"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from madoguchi.cases.people import Entered, KeptPerson, new_key
from madoguchi.domain.calendar import Span, bounds
from madoguchi.domain.errors import Fault
from madoguchi.domain.kinship import parse_relation
from madoguchi.residents.births import births_of

Errors = dict[str, str]
#: 転入の届に添えるもの。
CERTIFICATES = {
    "paper": "転出証明書",
    "card": "カードだけ（特例転入）",
    "lost": "なくした・持ってきていない",
    "abroad": "国外から（パスポート）",
}
PLACES = {"same_pref": "県内", "other_pref": "県外", "abroad": "国外"}
SEXES = {"M": "男", "F": "女"}
KINDS = {"japanese": "日本", "foreign": "外国"}
CARDS = {"valid": "有効", "expired": "期限切れ", "none": "なし"}
UNKNOWN_DAY = ("不詳", "年月日不詳", "わからない", "不明")
HEAD = "世帯主"
#: 一つの届に入れる人の、いちばん多い数。
MOST = 12
_OTHER_RELATIONS = ("同居人", "縁故者")


@dataclass(frozen=True, slots=True)
class PersonInput:
    """一人の行に打った文字。`resident_key` は前にこの市にいたと分かった方、`another` は同じ名の住民とは別の方という確かめ、
    `key` は件がもう持つ人の鍵。"""

    name: str = ""
    kana: str = ""
    birth: str = ""
    sex: str = ""
    relation: str = ""
    kind: str = ""
    card: str = ""
    resident_key: str = ""
    another: bool = False
    key: str = ""

    @property
    def is_blank(self) -> bool:
        """何も打っていない行か。"""
        return not (self.name or self.kana or self.birth or self.relation)


@dataclass(frozen=True, slots=True)
class NoticeInput:
    """届に打ったこと。`came` は来た人の行、`alone` は「ほかに同じ世帯の方はいない」。"""

    people: tuple[PersonInput, ...] = ()
    parents: tuple[PersonInput, ...] = ()
    certificate: str = ""
    planned_on: str = ""
    prev_place: str = ""
    prev_address: str = ""
    address: str = ""
    household_of: str = ""
    came: str = ""
    lives_here: str = ""
    alone: bool = False


def read_day(text: str) -> Any:
    """生年月日。どの書き方でも、不詳は区間（まったくの不詳は None）。読めないか、元号が決まらなければ Fault。

    >>> read_day("H4.6.5")
    datetime.date(1992, 6, 5)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in UNKNOWN_DAY:
        return None
    found = births_of(plain)
    if len(found) > 1:
        raise Fault("元号が分かりません。", remedy="「H4.6.5」のように、元号の頭の字から入れてください。")
    if not found:
        raise Fault("日付として読めません。", remedy="「平成4年6月5日」「H4.6.5」「1992-06-05」の形で入れてください。")  # fmt: skip
    low, high = found[0]
    return low if low == high else Span(low, high)


def mover_entered(
    notice: NoticeInput, on: date | None, today: date, known: frozenset[str] = frozenset()
) -> tuple[Entered, Errors]:
    """転入の届。返すのは、件に持つ形と、欄ごとの直し方（空なら開ける）。`known` は、直している件の人の鍵。"""
    errors: Errors = {}
    people = _people(notice.people, "mover", on, today, errors)
    if not people:
        errors["p0-name"] = "引っ越してきた方を、一人は入れてください。"
    _check_household(notice, people, errors)
    _check_twice(people, errors)
    planned = _planned(notice.planned_on, errors)
    if notice.certificate not in CERTIFICATES:
        errors["certificate"] = "転出証明書があるか、カードか、国外からかをえらんでください。"
    place = "abroad" if notice.certificate == "abroad" else notice.prev_place
    if place not in PLACES:
        errors["prev_place"] = "前の住所が、県内か県外か国外かをえらんでください。"
    kept = (
        replace(one, key=notice.people[index].key if notice.people[index].key in known else "")
        for index, one in people.items()
    )
    entered = Entered(
        tuple(kept), notice.household_of, notice.certificate, planned, place,
        notice.prev_address.strip()[:120], notice.address.strip()[:120],
    )  # fmt: skip
    return entered, errors


def _people(
    rows: Sequence[PersonInput], why: str, on: date | None, today: date, errors: Errors, prefix: str = "p"
) -> dict[int, KeptPerson]:
    """打ってある行を、行の番号から。"""
    found: dict[int, KeptPerson] = {}
    for index, row in enumerate(rows):
        if not row.is_blank:
            found[index] = _person(row, why, f"{prefix}{index}", errors)
            _check_birth(found[index], on or today, f"{prefix}{index}", errors)
    return found


def _person(row: PersonInput, why: str, field: str, errors: Errors) -> KeptPerson:
    name = "　".join(row.name.split())  # 住民記録と同じに、全角の空きで分ける
    if not name and why != "newborn":
        errors[f"{field}-name"] = "氏名が入っていません。"
    birth = None
    try:
        birth = read_day(row.birth) if row.birth.strip() else None
    except Fault as fault:
        errors[f"{field}-birth"] = str(fault)
    if not row.birth.strip() and why in ("mover", "outsider"):
        errors[f"{field}-birth"] = "生年月日が入っていません。分からなければ「不詳」と入れてください。"
    return KeptPerson(
        "", why, name[:80], "　".join(row.kana.split())[:80], birth, row.sex if row.sex in SEXES else "",
        row.relation.strip()[:20], row.kind if row.kind in KINDS else "", row.card if row.card in CARDS else "",
        resident_key=row.resident_key, birth_said=row.birth.strip()[:40],
    )  # fmt: skip


def _check_birth(one: KeptPerson, limit: date, field: str, errors: Errors) -> None:
    if one.birth is not None and bounds(one.birth)[0] > limit:
        errors[f"{field}-birth"] = "生年月日が、できごとの日より後です。"


def _check_household(notice: NoticeInput, people: Mapping[int, KeptPerson], errors: Errors) -> None:
    """続き柄が読め、世帯主が一人いるか。入る世帯があれば、世帯主はその世帯の人。"""
    for index, one in people.items():
        if not readable(one.relation):
            errors[f"p{index}-relation"] = (
                "続き柄が読めません。「世帯主」「妻」「子」「子の妻」「同居人」のように入れてください。"
            )
    heads = [index for index, one in people.items() if one.relation == HEAD]
    if notice.household_of:
        for index in heads:
            errors[f"p{index}-relation"] = "入る世帯には世帯主がいます。その方との続き柄を入れてください。"
    elif len(heads) > 1:
        errors[f"p{heads[1]}-relation"] = "世帯主が二人います。一人にしてください。"
    elif people and not heads:
        first = next(iter(people))
        errors.setdefault(f"p{first}-relation", "世帯主がいません。どなたか一人を「世帯主」にしてください。")


def readable(relation: str) -> bool:
    """読める続き柄か。"""
    return relation in _OTHER_RELATIONS or (bool(relation) and parse_relation(relation) is not None)


def _check_twice(people: Mapping[int, KeptPerson], errors: Errors) -> None:
    seen: dict[tuple[str, Any], int] = {}
    for index, one in people.items():
        key = ("".join(one.name.split()), str(one.birth))
        if one.name and key in seen:
            errors[f"p{index}-name"] = f"{seen[key] + 1}行めと同じ方です。"
        seen.setdefault(key, index)


def _planned(text: str, errors: Errors) -> date | None:
    if not text.strip():
        return None
    try:
        found = read_day(_reiwa(text))
    except Fault as fault:
        errors["planned_on"] = str(fault)
        return None
    if not isinstance(found, date):
        errors["planned_on"] = "転出の予定日は、年月日で入れてください。"
        return None
    return found


def _reiwa(text: str) -> str:
    """元号を言わない「8.11.1」は令和とみる。4桁の年はそのまま。"""
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain if plain[:4].isdigit() or not plain[:1].isdigit() else f"R{plain}"


def newborn_entered(
    notice: NoticeInput, on: date | None, parent_relation: str, today: date
) -> tuple[tuple[Entered, ...], Errors]:
    """出生の届。お子さん一人に一つ。ふたごのもう一人は、きょうだいとして世帯に入る。

    お子さん一人ごとに件を開くのは、届も受付番号も答えも一人ずつだから（docs/adr/0007）。
    """
    errors: Errors = {}
    rows = [replace(row, birth="") for row in notice.people] or [PersonInput()]
    children = [
        replace(
            _person(row, "newborn", f"p{index}", errors), birth=on,
            relation=row.relation.strip() or child_of(parent_relation), key=new_key(),
        )
        for index, row in enumerate(rows)
    ]  # fmt: skip
    for index, one in enumerate(children):
        if not one.sex:
            errors[f"p{index}-sex"] = "男女をえらんでください。出生証明書のとおりです。"
        if one.relation and not readable(one.relation):
            errors[f"p{index}-relation"] = "続き柄が読めません。「子」「子の子」のように入れてください。"
    named = {index: one for index, one in enumerate(children) if one.name}
    _check_twice(named, errors)
    parents = tuple(_people(notice.parents, "parent", on, today, errors, "q").values())
    if not notice.household_of and not parents:
        errors["subject_key"] = "父か母を一人えらぶか、ほかの市町村の父母を入れてください。"
    if notice.lives_here not in ("yes", "no"):
        errors["lives_here"] = "お子さんの住民票が、この市にできるかをえらんでください。"
    found = tuple(
        Entered(
            (child, *(one for one in children if one is not child), *parents), notice.household_of,
            lives_here=notice.lives_here == "yes",
        )
        for child in children
    )  # fmt: skip
    return found, errors


def child_of(parent: str) -> str:
    """父か母の続き柄から、お子さんの続き柄。分からなければ空。

    >>> child_of("妻"), child_of("子"), child_of("")
    ('子', '子の子', '')
    """
    if not readable(parent):
        return ""
    words = parse_relation(parent)
    return "子" if not words or words in (("妻",), ("夫",)) else f"{parent}の子"


def outsider_entered(notice: NoticeInput, on: date | None, today: date) -> tuple[Entered, Errors]:
    """住民登録のない本人（市の病院で亡くなった市外の方など）。"""
    errors: Errors = {}
    people = _people(notice.people, "outsider", on, today, errors)
    place = notice.prev_address.strip()[:80]
    return Entered(tuple(replace(one, place=place) for one in people.values()), alone=notice.alone), errors


def rewritten(held: Entered, notice: NoticeInput, on: date) -> tuple[Entered, Errors]:
    """出生や死亡の届の人を直す。人は増やさず、減らさない。生まれた日は、できごとの日のまま。"""
    errors: Errors = {}
    rows = {row.key: (index, row) for index, row in enumerate(notice.people)}
    people = []
    for one in held.people:
        if one.key not in rows:
            people.append(one)
            continue
        index, row = rows[one.key]
        fresh = _person(row, one.why, f"p{index}", errors)
        if one.why == "newborn":
            fresh = replace(fresh, birth=one.birth, birth_said="")
            if fresh.relation and not readable(fresh.relation):
                errors[f"p{index}-relation"] = "続き柄が読めません。「子」「子の子」のように入れてください。"
        else:
            _check_birth(fresh, on, f"p{index}", errors)
        people.append(replace(fresh, key=one.key, place=one.place))
    return replace(held, people=tuple(people)), errors
