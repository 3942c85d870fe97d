"""架空の市の筋が通っているか。年齢・続柄・保険・亡くなった人。"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from madoguchi.domain.calendar import age_by_birthday, age_by_law, bounds
from madoguchi.domain.errors import Fault
from madoguchi.domain.kinship import parse_relation
from madoguchi.residents.feeds.profiles import load_set
from madoguchi.residents.feeds.reading import FeedRow
from madoguchi.residents.synthetic.city import build_city
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


def test_every_household_has_one_head_and_readable_relations(city: City) -> None:
    """世帯主は一人で先頭。続柄はどれも読める。"""
    for home in city.households:
        assert [one.relation for one in home.members].count("世帯主") == 1
        assert home.head is home.members[0]
        assert all(parse_relation(one.relation) is not None for one in home.members)


def test_parents_are_older_than_their_children(city: City) -> None:
    """子は世帯主より15歳以上若く、母は15歳以上上。孫は子より若い。"""
    for home in city.households:
        for person in home.members:
            gap = home.head.age(TODAY) - person.age(TODAY)
            if person.relation == "子":
                assert gap >= 15
            if person.relation in ("母", "父"):
                assert gap <= -15
            if person.relation == "子の子":
                assert gap >= 35


def test_nobody_under_75_is_in_the_latter_elderly_scheme_without_a_disability(
    city: City, people: dict[str, Person]
) -> None:
    """障害認定は65歳から。資格は75歳の誕生日から。"""
    for person, row in rows(city, "latter_elderly", people):
        age = person.age(TODAY)
        if row.values.get("latter_elderly.disability_cert"):
            assert 65 <= age < 75
        else:
            assert age >= 75
            assert age_by_birthday(person.born(), row.values["latter_elderly.acquired_on"]) >= 75


def test_health_insurance_is_never_double(city: City, people: dict[str, Person]) -> None:
    """国保・後期・生活保護のどれか一つ、または勤め先。"""
    groups = ("nhi", "latter_elderly", "public_assist")
    held = Counter(row.subject for group in groups for row in city.rows[group])
    assert max(held.values()) == 1
    assert all(person.age(TODAY) < 75 for person, _ in rows(city, "nhi", people))


def test_long_term_care_and_pension_follow_the_age_by_law(city: City, people: dict[str, Person]) -> None:
    """第1号は65歳から、第2号被保険者は40歳から。国民年金は20歳から60歳、任意は65歳まで。"""
    for person, row in rows(city, "ltc", people):
        age = age_by_law(person.born(), person.last_day(TODAY))
        assert age >= 65 if row.values["ltc.insured_kind"] == "1" else 40 <= age < 65
    first = {row.subject for row in city.rows["ltc"] if row.values["ltc.insured_kind"] == "1"}
    assert all(
        key in first for key, one in people.items() if age_by_law(one.born(), one.last_day(TODAY)) >= 65
    )
    for person, row in rows(city, "pension", people):
        top = 65 if row.values["pension.kind"] == "voluntary" else 60
        assert 20 <= age_by_law(person.born(), person.last_day(TODAY)) < top


def test_children_named_in_the_allowances_are_minors_of_the_same_household(
    city: City, people: dict[str, Person]
) -> None:
    """児童手当と児童扶養手当の児童。"""
    home_of = {person.key: home.no for home in city.households for person in home.members}
    for group in ("child_allow", "single_parent_allow"):
        for person, row in rows(city, group, people):
            for key in row.values[f"{group}.children"]:
                assert people[key].age(TODAY) <= 18
                assert home_of[key] == home_of[person.key]


def test_pupils_are_of_school_age(city: City, people: dict[str, Person]) -> None:
    """小中学生は6歳から15歳。保育は就学の前。"""
    assert all(6 <= person.age(TODAY) <= 15 for person, _ in rows(city, "school", people))
    assert all(person.age(TODAY) <= 6 for person, _ in rows(city, "childcare", people))


def test_a_death_closes_what_it_should_and_only_when_registered(
    city: City, people: dict[str, Person]
) -> None:
    """登録ずみなら翌日に閉じ、受理だけなら開いたまま。"""
    dead = [person for person in people.values() if person.death]
    waiting = [person for person in dead if person.death and person.death.registered_on is None]
    assert len(dead) / len(people) == pytest.approx(0.015, abs=0.002)
    assert waiting
    for group in ("nhi", "latter_elderly", "ltc", "pension"):
        for person, row in rows(city, group, people):
            assert (row.valid_to == date.max) == (city.closed_after_death(person) == date.max)
    for person in dead:
        assert person.death is not None
        assert person.death.on <= person.death.notified_on <= TODAY


def test_no_row_starts_before_its_person_was_born(city: City, people: dict[str, Person]) -> None:
    """どの組のどの行も、生まれる前には始まらず、始まる前に終わらない。"""
    for group in city.rows:
        for person, row in rows(city, group, people):
            assert row.valid_from >= person.born(), (group, row)
            assert row.valid_to > row.valid_from, (group, row)


def test_the_city_is_as_old_and_as_small_in_households_as_a_regional_city(
    city: City, people: dict[str, Person]
) -> None:
    """65歳以上およそ37%、75歳以上およそ22%、1.8人、死亡届はおよそ1.5%。"""
    ages = [person.age(TODAY) for person in people.values()]
    assert sum(age >= 65 for age in ages) / len(ages) == pytest.approx(0.37, abs=0.03)
    assert sum(age >= 75 for age in ages) / len(ages) == pytest.approx(0.22, abs=0.025)
    assert len(ages) / len(city.households) == pytest.approx(1.84, abs=0.1)
    care = sum("ltc.care_level" in row.values for row in city.rows["ltc"])
    assert care / sum(age >= 65 for age in ages) == pytest.approx(0.185, abs=0.03)


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


def test_no_feed_repeats_a_key(city: City) -> None:
    """書き出した出力が、重なりで断られることはない。"""
    for group, profile in load_set("neutral-utf8").profiles.items():
        record = next((one.field for one in profile.columns if one.header == profile.record), None)
        keys = [
            (row.subject, row.values.get(record) if record else row.valid_from) for row in city.rows[group]
        ]
        assert len(keys) == len(set(keys)), group


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
