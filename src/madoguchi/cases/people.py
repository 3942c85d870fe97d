"""住民記録にいない人と、届に書いたこと。宛名番号のない人を、件だけが知る鍵で持つ。"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from madoguchi.cases.frozen import freeze_value, thaw_value

#: 住民記録にいない訳。
WHYS = {
    "mover": "転入する人",
    "newborn": "生まれた子",
    "heir": "別に暮らす相続人",
    "outsider": "住民登録のない方",
    "parent": "ほかの市町村の父母",
}
#: 宛名番号は数字と英字だけなので、これで始まる鍵は、決して宛名番号にならない。
MARK = "N-"
_PLAIN = (
    "key",
    "why",
    "name",
    "kana",
    "sex",
    "relation",
    "kind",
    "card",
    "place",
    "resident_key",
    "birth_said",
    "address",
)


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """件が持つ一人。空の欄は、まだ聞いていないこと。`birth` の None は不詳か、まだ聞いていないこと。

    `birth_said` は生年月日の言ったままの書き方、`place` は前の（いまの）市町村。`address` は別に暮らす家族の住所、`resident_key` は、前にこの市の住民だったと分かった宛名番号（再転入）。
    """

    key: str
    why: str
    name: str = ""
    kana: str = ""
    birth: Any = None
    sex: str = ""
    relation: str = ""
    kind: str = ""
    card: str = ""
    place: str = ""
    resident_key: str = ""
    birth_said: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """届に書いたこと。`household_of` は、その世帯に入る住民（転入先の家族、生まれた子の親）の鍵。

    転入では、`certificate` が転出証明書の代わりの紙の種類、`planned_on` がそれに書かれた転出の予定日。
    """

    people: tuple[KeptPerson, ...] = ()
    household_of: str = ""
    certificate: str = ""
    planned_on: date | None = None
    prev_place: str = ""
    prev_address: str = ""
    address: str = ""
    lives_here: bool | None = None
    alone: bool = False

    def of(self, why: str) -> tuple[KeptPerson, ...]:
        """その訳の人たち。"""
        return tuple(one for one in self.people if one.why == why)

    @property
    def keys(self) -> tuple[str, ...]:
        """全員の鍵。"""
        return tuple(one.key for one in self.people)


NOTHING = Entered()


def new_key() -> str:
    """新しい人の鍵。"""
    return f"{MARK}{secrets.token_hex(6)}"


def is_kept(key: str) -> bool:
    """件だけが知る人の鍵か。

    >>> is_kept("N-0123456789ab"), is_kept("0001000039")
    (True, False)
    """
    return key.startswith(MARK)


def keyed(entered: Entered) -> Entered:
    """鍵のない人に鍵を振る。"""
    people = tuple(one if one.key else replace(one, key=new_key()) for one in entered.people)
    return replace(entered, people=people)


def body_of(entered: Entered | None) -> Any:
    """操作の中身にする。書いていない欄は残さない。"""
    if entered is None:
        return None
    people = [
        {
            **{name: getattr(one, name) for name in _PLAIN if getattr(one, name)},
            "birth": freeze_value(one.birth),
        }
        for one in entered.people
    ]
    rest = {
        "household_of": entered.household_of, "certificate": entered.certificate, "planned_on": freeze_value(entered.planned_on),
        "prev_place": entered.prev_place, "prev_address": entered.prev_address, "address": entered.address,
        "lives_here": entered.lives_here, "alone": entered.alone,
    }  # fmt: skip
    return {"people": people, **rest}


def entered_of(body: Mapping[str, Any] | None) -> Entered | None:
    """`body_of` の逆。"""
    if body is None:
        return None
    people = tuple(KeptPerson(**{**one, "birth": thaw_value(one["birth"])}) for one in body["people"])
    rest = {name: value for name, value in body.items() if name != "people"}
    return Entered(people, **{**rest, "planned_on": thaw_value(rest["planned_on"])})
