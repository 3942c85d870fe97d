"""いつも同じ、見本の家族。読みの同じ三人、子を残した父、ひとり暮らし、支援措置の母子など。"""

from __future__ import annotations

from datetime import date

from .homes import Seat, died, home
from .people import Household, Person
from .practice import CODE as PRACTICE
from .practice import practice


def _sato(code: str, today: date) -> list[Household]:
    sato = ("佐藤", "サトウ")
    matsuo = home(code, ("みどり町", 3, 12, 5), sato, [
        Seat("世帯主", "M", date(1944, 6, 5), "松雄", "マツオ", "self"),
        Seat("妻", "F", date(1947, 3, 21), "フミ子", "フミコ"),
    ])  # fmt: skip
    matsuo.traits = frozenset(["matsuo"])
    haruki = home(code, ("本町", 4, 3, 11), sato, [
        Seat("世帯主", "M", date(1972, 8, 14), "晴樹", "ハルキ", "employee"),
        Seat("妻", "F", date(1975, 1, 30), "美穂", "ミホ"),
        Seat("子", "F", date(2011, 10, 2), "莉子", "リコ", "child"),
    ])  # fmt: skip
    namesake = home(code, ("みどり町", 1, 8, 2), sato, [
        Seat("世帯主", "M", date(1941, 6, 15), "松夫", "マツオ"),
        Seat("妻", "F", date(1944, 2, 8), "千代", "チヨ"),
    ])  # fmt: skip
    third = home(code, ("本町", 2, 5, 9), sato, [
        Seat("世帯主", "M", date(1947, 11, 2), "松男", "マツオ"),
    ])  # fmt: skip
    return [died(matsuo, today, (12, 9, None)), haruki, namesake, third]


def _others(code: str, today: date) -> list[Household]:
    young = home(code, ("若葉町", 2, 14, 3), ("鈴木", "スズキ"), [
        Seat("世帯主", "M", date(1984, 4, 18), "健太", "ケンタ", "self"),
        Seat("妻", "F", date(1986, 9, 9), "愛", "アイ"),
        Seat("子", "M", date(2013, 7, 7), "湊", "ミナト", "child"),
        Seat("子", "F", date(2018, 12, 24), "紬", "ツムギ", "child"),
    ], "rent")  # fmt: skip
    alone = home(code, ("川沿町", 1, 2, 6), ("髙橋", "タカハシ"), [
        Seat("世帯主", "F", date(1935, 1, 11), "キミ", "キミ"),
    ], "public")  # fmt: skip
    couple = home(code, ("朝日町", 5, 21, 7), ("渡邉", "ワタナベ"), [
        Seat("世帯主", "M", date(1956, 5, 3), "昭二", "ショウジ"),
        Seat("妻", "F", date(1959, 8, 28), "恵子", "ケイコ"),
        Seat("子", "M", date(1988, 2, 29), "直樹", "ナオキ", "employee"),
    ])  # fmt: skip
    couple.members[0].disabled = True
    employee = home(code, ("南が丘", 2, 9, 14), ("木村", "キムラ"), [
        Seat("世帯主", "M", date(1969, 12, 1), "浩二", "コウジ", "employee"),
        Seat("妻", "F", date(1971, 6, 17), "直美", "ナオミ"),
        Seat("子", "F", date(2006, 5, 5), "美咲", "ミサキ", "student"),
    ])  # fmt: skip
    father = home(code, ("中央", 4, 1, 15), ("田中", "タナカ"), [
        Seat("世帯主", "M", date(1950, 3, 3), "茂", "シゲル"),
        Seat("妻", "F", date(1952, 7, 22), "悦子", "エツコ"),
    ])  # fmt: skip
    hidden = home(code, ("泉台", 1, 30, 4), ("田中", "タナカ"), [
        Seat("世帯主", "F", date(1985, 10, 19), "智子", "トモコ", "employee"),
        Seat("子", "M", date(2016, 3, 8), "蓮", "レン", "child"),
    ], "rent")  # fmt: skip
    hidden.traits = frozenset(["protected"])
    return [
        died(young, today, (20, 18, 10)), died(alone, today, (6, 5, 2)), died(couple, today, (15, 13, 8)),
        died(employee, today, (9, 7, 3)), died(father, today, (11, 10, 4)), hidden,
    ]  # fmt: skip


def showcase(code: str, today: date) -> list[Household]:
    """見本の家族。あおば市と練習市にだけ住む。"""
    homes = _homes(code, today)
    for one in homes:
        one.traits = one.traits | {"showcase"}
        for person in one.members:
            person.insurance = _insurance(one, person, today)
    return homes


def _homes(code: str, today: date) -> list[Household]:
    if code == PRACTICE:
        return practice(today)
    return [*_sato(code, today), *_others(code, today)] if code == "990001" else []


def _insurance(where: Household, person: Person, today: date) -> str:
    """くじに任せない健康保険。75歳から後期、勤め人とその扶養は勤め先、ほかは国保。"""
    if person.age(today) >= 75:
        return "latter"
    supported = where.head.work == "employee" and person.work != "self"
    return "employee" if person.work == "employee" or supported else "nhi"
