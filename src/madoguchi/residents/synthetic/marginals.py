"""できた市の割合を、めあての市と並べる。めあての出どころは、数ごとに書く。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .people import City, Household, Person

_PLAN = "北見市の計画の数（2026年度）"
_PAPER = "北見市の数（2023年度、地元紙「伝書鳩」130254）"
_NATION = "全国の数（2023・2024年）"
_GUESS = "見積もり（出どころなし）"


@dataclass(frozen=True, slots=True)
class Marginal:
    """一つの割合。`low` `high` は、めあての幅（同じなら一点）。"""

    name: str
    reached: float
    low: float
    high: float
    unit: str
    source: str

    @property
    def target(self) -> str:
        """めあてを文字で。"""
        if self.low == self.high:
            return _number(self.low, self.unit)
        return f"{_number(self.low, '')}～{_number(self.high, self.unit)}"

    @property
    def text(self) -> str:
        """できた数を文字で。"""
        return _number(self.reached, self.unit)


class _Counted:
    """市を一度だけ数えたもの。"""

    def __init__(self, city: City) -> None:
        self.city, self.today = city, city.today
        self.homes = [found for home in city.households if (found := _living(home))]
        self.people = [one for home in self.homes for one in home]
        self.ages = [one.age(city.today) for one in self.people]
        self.scale = 115_000 / max(1, len(self.people))
        self.dead = [one for home in city.households for one in home.members if one.death]

    def share(self, least: int) -> float:
        """`least` 歳以上の割合（%）。"""
        return _percent(sum(age >= least for age in self.ages), len(self.ages))

    def homes_like(self, fits: Callable[[list[Person]], bool]) -> float:
        """`fits` にあう世帯の割合（%）。"""
        return _percent(sum(fits(home) for home in self.homes), len(self.homes))

    def all_old(self, home: Iterable[Person]) -> bool:
        """みな65歳以上か。"""
        return all(one.age(self.today) >= 65 for one in home)

    def open_rows(self, group: str) -> int:
        """いま有効な行のある人の数。"""
        return len({row.subject for row in self.city.rows.get(group, []) if row.valid_to == date.max})

    def deaths(self) -> list[Person]:
        """この一年に亡くなった人。"""
        since = self.today - timedelta(days=365)
        return [one for one in self.dead if one.death and one.death.on >= since]

    def certified(self) -> int:
        """65歳以上で要介護・要支援の認定のある人の数。"""
        rows = [row for row in self.city.rows.get("ltc", []) if row.valid_to == date.max]
        return sum("ltc.care_level" in row.values and row.values["ltc.insured_kind"] == "1" for row in rows)


def _living(home: Household) -> list[Person]:
    return [one for one in home.members if one.alive]


def marginals(city: City) -> tuple[Marginal, ...]:
    """割合の全部。数は人口11万5千にそろえる。"""
    of = _Counted(city)
    deaths = of.deaths()
    old_deaths = _percent(sum(one.age(of.today) >= 75 for one in deaths), len(deaths))
    over65 = sum(age >= 65 for age in of.ages)
    return (
        Marginal("65歳以上の割合", of.share(65), 37.1, 37.1, "%", _PLAN),
        Marginal("75歳以上の割合", of.share(75), 22.4, 22.4, "%", _PLAN),
        Marginal("15歳未満の割合", 100 - of.share(15), 9.5, 10.5, "%", _GUESS),
        Marginal("一世帯の人数", len(of.people) / len(of.homes), 1.81, 1.81, "人", _PAPER + "から計算"),
        Marginal("65歳以上のひとり暮らしの世帯", of.homes_like(lambda one: len(one) == 1 and of.all_old(one)),
                 22.3, 22.3, "%", _PAPER),
        Marginal("65歳以上の夫婦だけの世帯", of.homes_like(lambda one: _couple(one) and of.all_old(one)),
                 14.4, 14.4, "%", _PAPER),
        Marginal("一年の死亡", len(deaths) * of.scale, 1800, 1900, "件", "全国の率に高齢化を見込んだ見積もり"),
        Marginal("死亡のうち75歳以上", old_deaths, 80, 80, "%", _NATION),
        Marginal("国保の被保険者", of.open_rows("nhi") * of.scale, 21_000, 21_000, "人", _NATION + "から計算"),
        Marginal("国保のうち65～74歳", _nhi_elders(of), 41, 49, "%",
                 _NATION + "。全国は41%、この年齢の割合では49%"),
        Marginal("後期高齢者医療の被保険者", of.open_rows("latter_elderly") * of.scale, 24_000, 26_000, "人",
                 _NATION + "から計算"),
        Marginal("65歳以上のうち要介護・要支援の認定", _percent(of.certified(), over65), 19, 19, "%", _NATION),
        Marginal("4月1日前後の一日の転入（ほかの日の何倍）", _april(of), 4, 5, "倍", "石垣市・宮古島市の数"),
        Marginal("佐藤さんの割合", _percent(sum(one.surname == "佐藤" for one in of.people), len(of.people)),
                 2.5, 3.5, "%", _GUESS),
        Marginal("読みと生年月日の同じ組", _twins(of.people) * of.scale, 4, 20, "組", _GUESS),
    )  # fmt: skip


def table(found: Iterable[Marginal]) -> str:
    """Markdown の表。"""
    head = "| | できた市 | めあて | めあての出どころ |\n|---|---:|---:|---|\n"
    return head + "".join(f"| {one.name} | {one.text} | {one.target} | {one.source} |\n" for one in found)


def _percent(part: float, whole: int) -> float:
    return 100 * part / max(1, whole)


def _couple(home: list[Person]) -> bool:
    return len(home) == 2 and {one.relation for one in home} in ({"世帯主", "妻"}, {"世帯主", "夫"})


def _nhi_elders(of: _Counted) -> float:
    held = {row.subject for row in of.city.rows.get("nhi", []) if row.valid_to == date.max}
    ages = [one.age(of.today) for one in of.people if one.key in held]
    return _percent(sum(65 <= age < 75 for age in ages), len(ages))


def _april(of: _Counted) -> float:
    """転入してきた日が3月28日から4月4日までの八日の、一日あたりの数。ほかの日の一日あたりで割る。"""
    days = Counter(
        (one.since.month, one.since.day)
        for one in of.people
        if one.relation == "世帯主" and one.since > one.born()
    )
    peak = sum(days[day] for day in [(3, 28), (3, 29), (3, 30), (3, 31), (4, 1), (4, 2), (4, 3), (4, 4)])
    rest = sum(days.values()) - peak
    return (peak / 8) / max(1e-9, rest / 357)


def _twins(people: Iterable[Person]) -> int:
    counted = Counter((one.kana, one.birth) for one in people if not isinstance(one.birth, tuple))
    return sum(number - 1 for number in counted.values())


def _number(value: float, unit: str) -> str:
    if value >= 100:
        return f"{round(value):,}{unit}"
    return f"{value:.2f}{unit}" if unit == "人" else f"{value:.1f}{unit}"
