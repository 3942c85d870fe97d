"""架空の市の人・世帯・住所と、書き出す行の入れ物。"""

from __future__ import annotations

import random
from calendar import isleap
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from madoguchi.domain.calendar import age_by_birthday, bounds

from ..feeds.reading import FeedRow


@dataclass(frozen=True, slots=True)
class Address:
    """住所。町名は丁目まで。"""

    town: str
    text: str
    postal_code: str
    school: str
    katagaki: str | None = None


@dataclass(frozen=True, slots=True)
class Death:
    """死亡。`registered_on` が None なら、届は受理されたが戸籍の登録を待っている。"""

    on: date
    notified_on: date
    registered_on: date | None


@dataclass(slots=True, eq=False)
class Person:
    """住民ひとり。`work` は employee・self・none・student・child。

    `settled` なら、亡くなったあとの手続きが済んでいる。`earlier` は続柄が変わった日と、
    それまでの続柄と世帯主の氏名。
    """

    relation: str
    sex: str
    birth: Any
    surname: str
    surname_kana: str
    given: str
    given_kana: str
    key: str = ""
    since: date = date.min
    work: str = "none"
    insurance: str = ""
    kind: str = "japanese"
    status: str = "resident"
    latin: str | None = None
    nationality: str | None = None
    former_surname: str | None = None
    death: Death | None = None
    disabled: bool = False
    settled: bool = False
    earlier: tuple[date, str, str] | None = None

    @property
    def stays(self) -> bool:
        """いまも世帯にいるか。亡くなって間もない人は、手続きが済むまで数に入れる。"""
        return self.status == "resident" and not self.settled

    @property
    def alive(self) -> bool:
        """いま市に住んでいるか。"""
        return self.status == "resident" and self.death is None

    @property
    def name(self) -> str:
        """氏名。氏と名のあいだは全角の空き。"""
        return f"{self.surname}　{self.given}" if self.surname else self.given

    @property
    def kana(self) -> str:
        """氏名のフリガナ。"""
        return f"{self.surname_kana}　{self.given_kana}" if self.surname_kana else self.given_kana

    def born(self) -> date:
        """生まれた日。不詳なら区間の早いほう。"""
        return bounds(self.birth)[0]  # type: ignore[no-any-return]

    def turns(self, age: int) -> date:
        """その年齢の誕生日。2月29日生まれの、うるう年でない年の誕生日は3月1日。"""
        born = self.born()
        if (born.month, born.day) == (2, 29) and not isleap(born.year + age):
            return date(born.year + age, 3, 1)
        return born.replace(year=born.year + age)

    def last_day(self, on: date) -> date:
        """`on` か、それより先に亡くなっていればその日。"""
        return min(on, self.death.on) if self.death else on

    def age(self, on: date) -> int:
        """満年齢。亡くなった人は、亡くなった日の。"""
        return age_by_birthday(self.born(), self.last_day(on))


@dataclass(slots=True, eq=False)
class Household:
    """世帯。`tenure` は own・rent・public・facility、`members` の先頭が世帯主。"""

    members: list[Person]
    address: Address
    phone: str
    tenure: str
    no: str = ""
    traits: frozenset[str] = frozenset()

    @property
    def head(self) -> Person:
        """世帯主。"""
        return self.members[0]

    def spouse(self) -> Person | None:
        """世帯主の配偶者。"""
        return next((one for one in self.members if one.relation in ("妻", "夫") and one.stays), None)

    def children(self) -> list[Person]:
        """世帯主の子。"""
        return [one for one in self.members if one.relation == "子" and one.stays]

    def staying(self) -> list[Person]:
        """いまも世帯にいる人。"""
        return [one for one in self.members if one.stays]


@dataclass(slots=True)
class City:
    """一つの市。`rows` は組ごとの行。"""

    code: str
    prefecture: str
    name: str
    today: date
    households: list[Household] = field(default_factory=list)
    rows: dict[str, list[FeedRow]] = field(default_factory=dict)

    def add(
        self, group: str, person: Person, record: str, since: date, fields: dict[str, Any],
        until: date = date.max,
    ) -> None:  # fmt: skip
        """一行を足す。None の欄は書かない。"""
        values = {f"{group}.{name}": value for name, value in fields.items() if value is not None}
        self.rows.setdefault(group, []).append(FeedRow(person.key, record, since, until, values))

    def lately(self, rng: random.Random, person: Person, days: tuple[int, int]) -> date:
        """今日（亡くなった人なら死亡日）から、`days` の幅でさかのぼった日。住民になった日より前にはならない。"""
        return max(person.since, person.last_day(self.today) - timedelta(days=rng.randint(*days)))

    def closed_after_death(self, person: Person) -> date:
        """資格が閉じる日（死亡日の翌日）。登録前なら、まだ閉じていない。"""
        if person.death is None or person.death.registered_on is None:
            return date.max
        return person.death.on + timedelta(days=1)


def numbered(serial: int) -> str:
    """連番に検査用数字（M11W2-7。住民記録システム標準仕様書 1.1.13）をつけた番号。余り1は0とする。"""
    digits = [int(one) for one in reversed(f"{serial:09d}")]
    rest = sum(digit * (2 + index % 6) for index, digit in enumerate(digits)) % 11
    return f"{serial:09d}{0 if rest <= 1 else 11 - rest}"
