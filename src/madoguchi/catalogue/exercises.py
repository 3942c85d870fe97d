"""練習の題。だれが来て、何と言い、終わりにどうなっていればよいか。棚の training/ に一題一ファイルで置く。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from madoguchi.catalogue.documents import Document
from madoguchi.catalogue.loading import load_yaml
from madoguchi.catalogue.shapes import Choice, Day, Field, Flag, Items, Keyed, Text, Whole, mismatches
from madoguchi.domain.errors import Fault
from madoguchi.domain.procedures import Definitions

NAME, WORD = Text(r"[a-z][a-z0-9_]*", "小文字の英数字と下線の名"), Text()
#: 行についてすること。
ON_LINES = ("receive", "hold", "refer", "mail", "decline", "set_aside")
#: 件についてすること → 画面での言い方。
ON_CASE = {
    "confirm_household": "世帯を確かめる",
    "choose_movers": "引っ越す方をえらぶ",
    "finish_interview": "聞き取りを終わりまで",
    "print_list": "手続き一覧を渡す",
    "print_general": "一般の案内を渡す",
    "close": "件を終える",
}

EXERCISE = Keyed({
    "id": Field(NAME, "題の id。ファイル名と同じ", required=True),
    "title": Field(WORD, "題", required=True),
    "order": Field(Whole(1), "並べる順", required=True),
    "event": Field(NAME, "出来事", required=True),
    "people": Field(
        Keyed({
            "name": Field(WORD, "さがす言葉（練習市の姓）", required=True),
            "birth": Field(Day(), "本人の生年月日", required=True),
        }),
        "だれの件か。同じ形の家族から、空いている一つが選ばれる", required=True,
    ),
    "scene": Field(WORD, "場面", required=True),
    "says": Field(
        Items(Keyed({
            "asked": Field(WORD, "たずねること", required=True),
            "answer": Field(WORD, "来た人の答え", required=True),
        })),
        "たずねられたら、来た人がこう答える",
    ),
    "visitor": Field(
        Keyed({
            "standing": Field(NAME, "立場", required=True),
            "relation": Field(NAME, "続き柄"),
            "identity": Field(Flag(), "本人確認が要るか"),
        }),
        "来た人", required=True,
    ),
    "steps": Field(
        Items(Keyed({
            "do": Field(Choice(tuple(ON_CASE)), "件についてすること", required=True),
            "why": Field(WORD, "なぜか", required=True),
            "never": Field(Flag(), "してはならないことか"),
        })),
        "件についてすること",
    ),
    "lines": Field(
        Items(Keyed({
            "procedure": Field(NAME, "手続き", required=True),
            "do": Field(Choice(ON_LINES), "その行をどうするか", required=True),
            "why": Field(WORD, "なぜか", required=True),
            "items": Field(Items(WORD, low=1), "預かる、または返していただく物"),
        })),
        "行についてすること",
    ),
    "wording": Field(Items(WORD), "終わってから、言い方をふりかえる文"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Says:
    """来た人の答え。"""

    asked: str
    answer: str


@dataclass(frozen=True, slots=True)
class Expected:
    """終わりにそうなっていればよいこと。`procedure` が空なら件についてすること、`never` ならしてはならないこと。"""

    do: str
    why: str
    procedure: str = ""
    items: tuple[str, ...] = ()
    never: bool = False


@dataclass(frozen=True, slots=True)
class Exercise:
    """練習の題。`standing` `relation` は来た人、`identity` は本人確認が要るか。"""

    id: str
    title: str
    order: int
    event: str
    name: str
    birth: date
    scene: str
    standing: str
    relation: str
    identity: bool
    says: tuple[Says, ...]
    expected: tuple[Expected, ...]
    wording: tuple[str, ...]


def load(root: Path) -> tuple[Exercise, ...]:
    """棚の練習の題を、並べる順に。形の誤りがあれば、その一つめを投げる。"""
    found = [_exercise(path) for path in sorted((root / "training").glob("*.yaml"))]
    return tuple(sorted(found, key=lambda one: (one.order, one.id)))


def strays(exercises: Iterable[Exercise], definitions: Definitions) -> Iterator[Fault]:
    """定義にない出来事や手続きを使う題。"""
    known = {one.id for one in definitions.procedures.values()}
    for one in exercises:
        names = {expected.procedure for expected in one.expected if expected.procedure} - known
        if one.event not in definitions.life_events:
            names.add(one.event)
        for name in sorted(names):
            yield Fault(
                "練習の題が、定義にない名を使っています。", file=f"training/{one.id}.yaml", value=name,
                remedy="定義の棚にある出来事と手続きの id にしてください。",
            )  # fmt: skip


def _exercise(path: Path) -> Exercise:
    document: Document = load_yaml(path)
    for fault in mismatches(document, EXERCISE):
        raise fault
    raw: Mapping[str, Any] = document.value
    if raw["id"] != path.stem:
        raise document.fault(
            ("id",), raw["id"], "ファイル名と違います。", "ファイル名と id を同じにしてください。"
        )
    people, visitor = raw["people"], raw["visitor"]
    steps = (Expected(one["do"], one["why"], never=one.get("never", False)) for one in raw.get("steps", []))
    lines = (
        Expected(one["do"], one["why"], one["procedure"], tuple(one.get("items", [])))
        for one in raw.get("lines", [])
    )
    return Exercise(
        raw["id"], raw["title"], raw["order"], raw["event"], people["name"], date.fromisoformat(people["birth"]),
        raw["scene"], visitor["standing"], visitor.get("relation", ""), visitor.get("identity", True),
        tuple(Says(**one) for one in raw.get("says", [])), (*steps, *lines), tuple(raw.get("wording", [])),
    )  # fmt: skip
