"""架空の市の割合、名、亡くなった人。行が守る法は test_synthetic_laws にある。"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from madoguchi.domain.calendar import bounds
from madoguchi.domain.errors import Fault
from madoguchi.residents.feeds.reading import FeedRow
from madoguchi.residents.synthetic.city import build_city
from madoguchi.residents.synthetic.marginals import marginals
from madoguchi.residents.synthetic.people import City, Person
from tests.residents.conftest import AOBA, TODAY


@pytest.fixture(scope="module")
def city() -> City:
    """1万人のあおば市。"""
    return build_city(10_000, 1, TODAY, AOBA)


@pytest.fixture(scope="module")
def people(city: City) -> dict[str, Person]:
    """住民の全員。"""
    return {person.key: person for home in city.households for person in home.members}


def rows(city: City, group: str, people: dict[str, Person]) -> list[tuple[Person, FeedRow]]:
    """住民の行。"""
    return [(people[row.subject], row) for row in city.rows[group] if row.subject in people]


def test_parents_are_older_than_their_children(city: City) -> None:
    """子は世帯主より15歳以上若く、母は15歳以上上。孫は祖父母より35歳以上若い。"""
    for home in city.households:
        for person in home.staying():
            gap = home.head.age(TODAY) - person.age(TODAY)
            if person.relation == "子":
                assert gap >= 15
            if person.relation in ("母", "父"):
                assert gap <= -15
            if person.relation == "子の子":
                assert gap >= 34


def test_a_death_closes_what_it_should_and_only_when_registered(
    city: City, people: dict[str, Person]
) -> None:
    """登録ずみなら翌日に閉じ、受理だけなら開いたまま。"""
    dead = [person for person in people.values() if person.death]
    assert any(person.death and person.death.registered_on is None for person in dead)
    for group in ("nhi", "latter_elderly", "ltc", "pension"):
        for person, row in rows(city, group, people):
            assert (row.valid_to == date.max) == (city.closed_after_death(person) == date.max)
    for person in dead:
        assert person.death is not None
        assert person.death.on <= person.death.notified_on <= TODAY


def test_deaths_are_spread_over_the_year(people: dict[str, Person]) -> None:
    """どの四半期にも、同じくらい。二か月より前のことは、手続きまで済んでいる。"""
    ago = [(TODAY - one.death.on).days for one in people.values() if one.death]
    quarters = Counter(min(3, days // 91) for days in ago)
    assert all(25 <= quarters[quarter] <= 60 for quarter in range(4)), quarters
    assert all(one.settled == ((TODAY - one.death.on).days > 60) for one in people.values() if one.death)


def test_a_widow_becomes_the_head_and_was_the_wife_before(city: City) -> None:
    """亡くなる前の日の世帯も読めるように、前の続柄と世帯主の名が前の履歴に残る。"""
    home = next(
        one for one in city.households
        if one.head.earlier and one.head.earlier[1] == "妻" and one.head.alive and one.members[-1].settled
    )  # fmt: skip
    history = [row for row in city.rows["resident"] if row.subject == home.head.key]
    assert [row.values["resident.relation"] for row in history] == ["妻", "世帯主"]
    assert history[0].values["resident.head_name"] == home.members[-1].name
    assert history[1].values["resident.head_name"] == home.head.name
    death = home.members[-1].death
    assert death is not None
    assert history[1].valid_from == death.on + timedelta(days=1)


#: 1万人の市で許す、めあての端からの外れ。
TOLERANCE = {"%": 2.0, "人": 1500.0, "件": 120.0, "倍": 0.6, "組": 60.0}


def test_the_city_is_like_a_regional_city(city: City) -> None:
    """表の割合のどれもが、めあてに近い。"""
    for one in marginals(city):
        slack = 0.05 if one.high < 10 and one.unit == "人" else TOLERANCE[one.unit]
        slack = 5.0 if one.name.startswith("死亡のうち") else slack
        assert one.low - slack <= one.reached <= one.high + slack, one


def test_two_people_share_both_reading_and_birth_date() -> None:
    """読みも生年月日も同じ人がいるので、窓口では住所まで確かめる。"""
    people = [one for home in build_city(40_000, 6, TODAY, AOBA).households for one in home.members]
    assert max(Counter((one.kana, one.born()) for one in people).values()) >= 2


def test_there_are_namesakes_and_only_three_matsuo(people: dict[str, Person]) -> None:
    """同じ名の人がいて、「サトウ マツオ」は見本の三人だけ。"""
    names = Counter(person.name for person in people.values())
    assert names.most_common(1)[0][1] >= 3
    assert sorted(one.name for one in people.values() if one.kana == "サトウ　マツオ") == [
        "佐藤　松夫", "佐藤　松男", "佐藤　松雄",
    ]  # fmt: skip


def test_keys_are_unique_and_carry_their_check_digit(people: dict[str, Person]) -> None:
    """宛名番号は10桁で、個人番号と取り違えられる12桁ではない。"""
    assert all(re.fullmatch(r"\d{10}", key) for key in people)


def test_every_group_of_the_feeds_is_filled(city: City) -> None:
    """34の組の全部に行がある。"""
    assert len(city.rows) == 34
    assert all(city.rows.values())


def test_some_births_are_uncertain_and_some_names_need_more_than_cp932(people: dict[str, Person]) -> None:
    """不詳の生年月日と、CP932 にない字がある。"""
    assert any(bounds(one.birth)[0] != bounds(one.birth)[1] for one in people.values())
    assert any("𠮷" in one.surname for one in people.values())
    assert any("\U000e0100" in one.surname for one in people.values())


def test_another_city_has_other_people_and_a_real_one_is_refused() -> None:
    """もみじ市はべつの人びと。架空でない団体コードは断る。"""
    other = build_city(100, 1, TODAY, "990002")
    assert other.name == "もみじ市"
    assert all(one.name != "佐藤　松雄" for home in other.households for one in home.members)
    with pytest.raises(Fault, match="作れるのは架空の市だけ"):
        build_city(100, 1, TODAY, "131016")
