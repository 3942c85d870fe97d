"""いつも同じ、見本の家族。読みの同じ三人、子を残した父、ひとり暮らし、支援措置の母子など。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .people import Death, Household, Person
from .tables import make_address, rows


@dataclass(frozen=True, slots=True)
class _Seat:
    """見本の一人。"""

    relation: str
    sex: str
    born: date
    given: str
    kana: str
    work: str = "none"


def _home(
    code: str, place: tuple[str, int, int, int], surname: tuple[str, str], seats: list[_Seat],
    tenure: str = "own",
) -> Household:  # fmt: skip
    town, chome, block, number = place
    row = next(one for one in rows("towns") if one[0] == code and one[1] == town)
    flat = "市営A棟102号室" if tenure == "public" else None
    address = make_address((town, chome, row[3], row[5]), block, number, flat)
    members = [
        Person(s.relation, s.sex, s.born, *surname, s.given, s.kana, since=max(s.born, date(1990, 4, 1)),
               work=s.work)
        for s in seats
    ]  # fmt: skip
    return Household(members, address, f"0000-{22 + chome}-{1000 + block * 37 + number}", tenure)


def _died(household: Household, today: date, days: tuple[int, int, int | None], who: int = 0) -> Household:
    """（死亡・受理・登録）を、今日の何日前かで決める。"""
    on, notified, registered = days
    household.members[who].death = Death(
        today - timedelta(days=on), today - timedelta(days=notified),
        None if registered is None else today - timedelta(days=registered),
    )  # fmt: skip
    return household


def _sato(code: str, today: date) -> list[Household]:
    sato = ("佐藤", "サトウ")
    matsuo = _home(code, ("みどり町", 3, 12, 5), sato, [
        _Seat("世帯主", "M", date(1944, 6, 5), "松雄", "マツオ", "self"),
        _Seat("妻", "F", date(1947, 3, 21), "フミ子", "フミコ"),
    ])  # fmt: skip
    matsuo.traits = frozenset(["matsuo"])
    haruki = _home(code, ("本町", 4, 3, 11), sato, [
        _Seat("世帯主", "M", date(1972, 8, 14), "晴樹", "ハルキ", "employee"),
        _Seat("妻", "F", date(1975, 1, 30), "美穂", "ミホ"),
        _Seat("子", "F", date(2011, 10, 2), "莉子", "リコ", "child"),
    ])  # fmt: skip
    namesake = _home(code, ("みどり町", 1, 8, 2), sato, [
        _Seat("世帯主", "M", date(1941, 6, 15), "松夫", "マツオ"),
        _Seat("妻", "F", date(1944, 2, 8), "千代", "チヨ"),
    ])  # fmt: skip
    third = _home(code, ("本町", 2, 5, 9), sato, [
        _Seat("世帯主", "M", date(1947, 11, 2), "松男", "マツオ"),
    ])  # fmt: skip
    return [_died(matsuo, today, (12, 9, None)), haruki, namesake, third]


def _others(code: str, today: date) -> list[Household]:
    young = _home(code, ("若葉町", 2, 14, 3), ("鈴木", "スズキ"), [
        _Seat("世帯主", "M", date(1984, 4, 18), "健太", "ケンタ", "self"),
        _Seat("妻", "F", date(1986, 9, 9), "愛", "アイ"),
        _Seat("子", "M", date(2013, 7, 7), "湊", "ミナト", "child"),
        _Seat("子", "F", date(2018, 12, 24), "紬", "ツムギ", "child"),
    ], "rent")  # fmt: skip
    alone = _home(code, ("川沿町", 1, 2, 6), ("髙橋", "タカハシ"), [
        _Seat("世帯主", "F", date(1935, 1, 11), "キミ", "キミ"),
    ], "public")  # fmt: skip
    couple = _home(code, ("朝日町", 5, 21, 7), ("渡邉", "ワタナベ"), [
        _Seat("世帯主", "M", date(1956, 5, 3), "昭二", "ショウジ"),
        _Seat("妻", "F", date(1959, 8, 28), "恵子", "ケイコ"),
        _Seat("子", "M", date(1988, 2, 29), "直樹", "ナオキ", "employee"),
    ])  # fmt: skip
    couple.members[0].disabled = True
    employee = _home(code, ("南が丘", 2, 9, 14), ("木村", "キムラ"), [
        _Seat("世帯主", "M", date(1969, 12, 1), "浩二", "コウジ", "employee"),
        _Seat("妻", "F", date(1971, 6, 17), "直美", "ナオミ"),
        _Seat("子", "F", date(2006, 5, 5), "美咲", "ミサキ", "student"),
    ])  # fmt: skip
    father = _home(code, ("中央", 4, 1, 15), ("田中", "タナカ"), [
        _Seat("世帯主", "M", date(1950, 3, 3), "茂", "シゲル"),
        _Seat("妻", "F", date(1952, 7, 22), "悦子", "エツコ"),
    ])  # fmt: skip
    hidden = _home(code, ("泉台", 1, 30, 4), ("田中", "タナカ"), [
        _Seat("世帯主", "F", date(1985, 10, 19), "智子", "トモコ", "employee"),
        _Seat("子", "M", date(2016, 3, 8), "蓮", "レン", "child"),
    ], "rent")  # fmt: skip
    hidden.traits = frozenset(["protected"])
    return [
        _died(young, today, (20, 18, 10)), _died(alone, today, (6, 5, 2)), _died(couple, today, (15, 13, 8)),
        _died(employee, today, (9, 7, 3)), _died(father, today, (11, 10, 4)), hidden,
    ]  # fmt: skip


def showcase(code: str, today: date) -> list[Household]:
    """見本の家族。あおば市にだけ住む。"""
    if code != "990001":
        return []
    homes = [*_sato(code, today), *_others(code, today)]
    for home in homes:
        home.traits = home.traits | {"showcase"}
        for person in home.members:
            person.insurance = _insurance(home, person, today)
    return homes


def _insurance(home: Household, person: Person, today: date) -> str:
    """くじに任せない健康保険。75歳から後期、勤め人とその扶養は勤め先、ほかは国保。"""
    if person.age(today) >= 75:
        return "latter"
    supported = home.head.work == "employee" and person.work != "self"
    return "employee" if person.work == "employee" or supported else "nhi"
