"""届の行に打ったもの。行の数と、行ごとの欄を読む。"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from madoguchi.counter.entering import (
    CARDS,
    CERTIFICATES,
    KINDS,
    MOST,
    PLACES,
    SEXES,
    NoticeInput,
    PersonInput,
)

#: 選ぶ答え（値, 言葉）。
CHOICES = {
    name: tuple(labels.items())
    for name, labels in {
        "certificates": CERTIFICATES, "places": PLACES, "sexes": SEXES, "kinds": KINDS, "cards": CARDS,
        "homes": {"yes": "この市（えらんだ父母の世帯）", "no": "ほかの市町村"},
    }.items()
}  # fmt: skip
_ROW = re.compile(r"([pq])(\d+)-")
_TEXTS = {
    "name": 80,
    "kana": 80,
    "birth": 40,
    "sex": 1,
    "relation": 20,
    "kind": 10,
    "card": 10,
    "resident_key": 40,
    "key": 40,
}


def people_of(form: QueryDict, prefix: str, least: int = 1) -> tuple[PersonInput, ...]:
    """`p` なら、p0-name・p0-birth … の行。"""
    return tuple(_person(form, f"{prefix}{index}") for index in range(max(_count(form, prefix), least)))


def _count(form: QueryDict, prefix: str) -> int:
    raw = form.get(f"{prefix}-rows", "")
    return min(int(raw), MOST) if raw.isascii() and raw.isdigit() else 0


def _person(form: QueryDict, field: str) -> PersonInput:
    texts = {name: form.get(f"{field}-{name}", "").strip()[:limit] for name, limit in _TEXTS.items()}
    return PersonInput(**texts, another=f"{field}-another" in form)


def notice_of(form: QueryDict) -> NoticeInput:
    """届に打ったことの全部。"""
    texts = {
        name: form.get(name, "").strip()[:120]
        for name in ("certificate", "planned_on", "prev_place", "prev_address", "address", "household_of", "came", "lives_here")
    }  # fmt: skip
    return NoticeInput(people_of(form, "p"), people_of(form, "q", 0), **texts, alone="alone" in form)


def changed(notice: NoticeInput, form: QueryDict) -> tuple[NoticeInput, str]:
    """行を足す・消す、世帯をえらぶ・やめる、前にいた方とする。返すのは、変えた届と、次に打つ欄。"""
    people = list(notice.people)
    if "add" in form and len(people) < MOST:
        return replace(notice, people=(*people, PersonInput())), f"p{len(people)}-name"
    if form.get("remove", "").isdigit() and len(people) > 1:
        gone = int(form["remove"])
        came = notice.came
        if came.isdigit():
            came = "" if int(came) == gone else str(int(came) - (int(came) > gone))
        kept = tuple(one for index, one in enumerate(people) if index != gone)
        return replace(notice, people=kept, came=came), f"p{min(gone, len(kept) - 1)}-name"
    if "join" in form:
        return replace(notice, household_of=form["join"][:40]), "p0-relation"
    if "use" in form:
        index, _, key = form["use"].partition(":")
        if index.isdigit() and int(index) < len(people):
            people[int(index)] = replace(people[int(index)], resident_key=key[:40])
            return replace(notice, people=tuple(people)), f"p{index}-name"
    return notice, ""


def summed(errors: Mapping[str, str]) -> dict[str, str]:
    """まとめの欄では、何人めのことかを添える。"""
    found = {}
    for name, text in errors.items():
        row = _ROW.match(name)
        found[name] = f"{int(row[2]) + 1}人め　{text}" if row else text
    return found


def rows_of(
    people: Sequence[PersonInput],
    prefix: str,
    errors: Mapping[str, str],
    former: Mapping[int, str] | None = None,
    matches: Mapping[int, Any] | None = None,
) -> tuple[dict[str, Any], ...]:
    """行ごとの値、直し方、同じ名の住民。"""
    return tuple(
        {
            "field": f"{prefix}{index}", "number": index + 1, "index": str(index), "person": row,
            "former": (former or {}).get(index, ""), "matches": (matches or {}).get(index, ()),
            "told": [text for name, text in errors.items() if name.startswith(f"{prefix}{index}-")],
            "errors": {
                name: errors.get(f"{prefix}{index}-{name}", "") for name in ("name", "birth", "sex", "relation")
            },
        }
        for index, row in enumerate(people)
    )  # fmt: skip
