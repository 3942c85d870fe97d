"""画面の欄の値と、事実の値を行き来する。読めない値は、欄の名を添えて断る。"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from madoguchi.counter.pages import Choice
from madoguchi.domain.calendar import parse_wareki, wareki
from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import ASKED, Dictionary, FactDefinition

Key = tuple[str, str | None]
UNKNOWN, NONE, OTHER = "?", "-", "other"
YES, NO = "yes", "no"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LONGEST_NUMBER = 6


def field_of(key: Key) -> str:
    """答えの鍵から、画面の欄の名。"""
    return key[0] if key[1] is None else f"{key[0]}@{key[1]}"


def key_of(field: str) -> Key:
    """画面の欄の名から、答えの鍵。"""
    fact_id, _, person = field.partition("@")
    return fact_id, person or None


def is_record_key(definition: FactDefinition, dictionary: Dictionary) -> bool:
    """何件もある組で、記録があるかどうかを代表する項目か。"""
    group = dictionary.groups.get(definition.group)
    return group is not None and group.key == definition.id


def kind_of(definition: FactDefinition, dictionary: Dictionary) -> str:
    """画面での聞き方。choice・choices・date・number・text。"""
    if is_record_key(definition, dictionary) and not definition.codes:
        return "choice"
    if definition.multiple or is_record_key(definition, dictionary):
        return "choices"
    return {"bool": "choice", "code": "choice", "person": "choice", "date": "date", "int": "number"}.get(
        definition.type, "text"
    )


def may_be_none(definition: FactDefinition, dictionary: Dictionary) -> bool:
    """「どれでもない」と答えられるか。手帳の等級のように、台帳に記録がない人のある項目も入る。"""
    if kind_of(definition, dictionary) == "choices":
        return True
    group = dictionary.groups.get(definition.group)
    registered = group is not None and group.kind == "register" and definition.connected_absence == "none"
    return registered and definition.type == "code" and "none" not in definition.codes


def options(
    definition: FactDefinition, dictionary: Dictionary, people: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """選ぶ答え（値, 言葉）。「わからない」は入れない。"""
    if definition.type == "bool" or (is_record_key(definition, dictionary) and not definition.codes):
        return (YES, "はい"), (NO, "いいえ")
    if definition.type == "person":
        return (*((key, f"{name}さん") for key, name in people.items()), (OTHER, "ほかの方"))
    coded = tuple(definition.codes.items())
    return (*coded, (NONE, "どれでもない")) if may_be_none(definition, dictionary) else coded


def choices(found: tuple[tuple[str, str], ...], chosen: frozenset[str]) -> tuple[Choice, ...]:
    """押す数字を 1 から振る。10 からあとは数字なし。"""
    return tuple(
        Choice(value, label, str(number) if number <= 9 else "", value in chosen)
        for number, (value, label) in enumerate(found, 1)
    )


def shown(definition: FactDefinition, dictionary: Dictionary, value: Any) -> tuple[frozenset[str], str]:
    """いまの答えを画面に戻す。返すのは（選ばれた値, 書かれた文字）。"""
    if value is None or value is ASKED:
        return frozenset(), ""
    if is_record_key(definition, dictionary) and not definition.codes:
        return frozenset([YES if value else NO]), ""
    if isinstance(value, bool):
        return frozenset([YES if value else NO]), ""
    if isinstance(value, frozenset):
        return value or frozenset([NONE]), ""
    if isinstance(value, date):
        return frozenset(), wareki(value)
    return frozenset([str(value)]), str(value)


def read(
    field: str, definition: FactDefinition, dictionary: Dictionary, given: list[str], people: frozenset[str]
) -> Any:
    """欄の値を事実の値にする。「わからない」は ASKED。読めなければ Fault（value は欄の名）。"""
    if given == [UNKNOWN]:
        return ASKED
    kind = kind_of(definition, dictionary)
    if kind == "choices":
        return _several(field, definition, given)
    if len(given) != 1:
        raise _refused(
            field, "答えを一つだけ選んでください。", "「わからない」は、ほかの答えといっしょには選べません。"
        )
    if kind == "choice":
        return _one(field, definition, dictionary, given[0], people)
    return _READERS[kind](field, unicodedata.normalize("NFKC", given[0]).strip())


def _several(field: str, definition: FactDefinition, given: list[str]) -> frozenset[str]:
    if given == [NONE]:
        return frozenset()
    if not given or not set(given) <= definition.codes.keys():
        raise _refused(
            field, "選べない組み合わせです。", "「どれでもない」「わからない」は、一つだけで選んでください。"
        )
    return frozenset(given)


def _one(
    field: str, definition: FactDefinition, dictionary: Dictionary, value: str, people: frozenset[str]
) -> Any:
    if is_record_key(definition, dictionary) and value in (YES, NO):
        return frozenset([f"聞き取り（{definition.label}）"]) if value == YES else frozenset()
    if definition.type == "bool" and value in (YES, NO):
        return value == YES
    if definition.type == "person" and value in people | {OTHER}:
        return value
    if value in definition.codes:
        return value
    if value == NONE and may_be_none(definition, dictionary):
        return frozenset()
    raise _refused(field, "選べない答えです。", "画面にある答えから選んでください。")


def _day(field: str, text: str) -> date:
    found = _ISO.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else parse_wareki(text)
    except (Fault, ValueError) as error:
        raise _refused(
            field, "日付として読めません。", "「令和8年11月20日」の形で書いてください。"
        ) from error


def _number(field: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_NUMBER:
        raise _refused(field, "数として読めません。", "0 から 999999 までの数を書いてください。")
    return int(text)


def _text(field: str, text: str) -> str:
    if not text or len(text) > 200:
        raise _refused(field, "書かれていないか、長すぎます。", "200字までで書いてください。")
    return text


_READERS: Mapping[str, Callable[[str, str], Any]] = {"date": _day, "number": _number, "text": _text}


def _refused(field: str, reason: str, remedy: str) -> Fault:
    return Fault(reason, remedy=remedy, value=field)
