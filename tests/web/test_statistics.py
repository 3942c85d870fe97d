"""統計の画面と CSV。係長と運用だけが開け、小さな数と職員は出ない。"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from madoguchi.accounts.actions import NewUser
from madoguchi.cases import actions, statistics
from madoguchi.cases.actions import Opening
from madoguchi.municipalities.scope import scope
from tests.cases import world
from tests.support.asking import asking_at_most
from tests.support.cast import AOBA, hire, signed_in

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """数える日。"""
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-20")


@pytest.fixture
def chief(towns: None) -> Client:
    """係長の端末。"""
    new = NewUser("ito", "伊藤", "citizen", "okuyami", frozenset({"chief"}), frozenset({"counter"}))
    return signed_in(hire(AOBA, new))


def visits(count: int, days: int = 0, place: str = "okuyami", first: int = 0) -> None:
    """`days` 日前に、来て、40分で世帯を確かめて帰った件。"""
    with scope(AOBA):
        for number in range(first, first + count):
            made = replace(
                world.deed(), place=place, actor=replace(world.deed().actor, at=NOW - timedelta(days=days))
            )
            done = actions.open_case(made, Opening("death", f"S{days}-{number}", world.SON))
            end = replace(made.actor, at=made.actor.at + timedelta(minutes=40))
            actions.confirm_household(
                replace(made, case_id=done.case_id, version=1, actor=end, key=f"c{days}-{number}")
            )


def count() -> None:
    """夜の仕事。"""
    with scope(AOBA):
        statistics.collect_recent(NOW)


def rows_of(client: Client, query: str = "") -> list[dict[str, str]]:
    """CSV を表にする。"""
    answer = client.get(f"/statistics.csv{query}")
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def values(rows: list[dict[str, str]], group: str, name: str) -> list[str]:
    """そのくくりの、その名の数。"""
    return [row["数"] for row in rows if row["くくり"] == group and row["名"] == name]


def test_a_city_without_cases_is_told_when_figures_will_come(chief: Client) -> None:
    page = chief.get("/statistics").content.decode()
    assert "まだ数がありません" in page
    assert "次の朝から出ます" in page
    assert "数の決め方" in page


def test_numbers_of_the_screen_are_those_of_the_table(chief: Client) -> None:
    visits(12)
    count()
    page = unescape(chief.get("/statistics").content.decode())
    assert "全部のできごとの令和8年度" in page
    assert "<b>12</b>件" in page
    assert "<b>40</b>分" in page
    rows = rows_of(chief)
    assert values(rows, "月", "令和8年11月") == ["40", "12"]
    assert all(row["数の決め方"] for row in rows)
    assert "40" in page.split("<svg", 1)[1].split("</svg>", 1)[0]


def test_fewer_than_ten_are_never_told(chief: Client) -> None:
    visits(9)
    count()
    rows = rows_of(chief)
    assert values(rows, "全体", "")[:2] == ["10未満", "－"]
    page = chief.get("/statistics").content.decode()
    assert "10未満" in page
    assert "<b>9</b>" not in page


def test_a_hidden_number_cannot_be_found_by_subtracting(chief: Client) -> None:
    visits(30, place="okuyami")
    visits(15, place="branch", first=30)
    visits(3, place="", first=45)
    count()
    told = {
        row["名"]: row["数"] for row in rows_of(chief) if row["くくり"] == "場所" and row["数の名"] == "来庁"
    }
    assert sorted(told.values()) == ["10未満", "30", "伏せる"]


def test_the_period_is_a_month_or_a_fiscal_year(chief: Client) -> None:
    visits(12)
    visits(11, days=250)
    count()
    assert rows_of(chief, "?period=2026")[0]["数"] == "12"
    assert rows_of(chief, "?period=2025")[0]["数"] == "11"
    assert rows_of(chief, "?period=2026-11&event=death&place=p-okuyami")[0]["数"] == "12"
    assert "令和7年度" in rows_of(chief, "?period=2025")[0]["何の数"]
    assert "まだ数がありません" in chief.get("/statistics?period=2026-10").content.decode()


@pytest.mark.parametrize(
    "query", ["period=あした", "period=2026-13", "event=none", "place=p-none", "place=okuyami"]
)
def test_what_cannot_be_chosen_is_refused(chief: Client, query: str) -> None:
    answer = chief.get(f"/statistics?{query}")
    assert answer.status_code == 400
    assert "その統計は出せません" in answer.content.decode()


def test_no_official_is_named(chief: Client) -> None:
    visits(12)
    count()
    told = chief.get("/statistics").content.decode().split("<main", 1)[1] + str(rows_of(chief))
    assert not any(word in told for word in ("小川", "0101", "伊藤"))


def test_only_chiefs_and_operators_open_it(sato, chief: Client) -> None:
    operator = hire(
        AOBA, NewUser("kato", "加藤", "citizen", None, frozenset({"operator"}), frozenset({"operation"}))
    )
    for url in ("/statistics", "/statistics.csv"):
        assert signed_in(sato).get(url).status_code == 403
        assert signed_in(operator).get(url).status_code == 200


def test_the_screen_asks_the_database_few_times(chief: Client) -> None:
    visits(12)
    count()
    chief.get("/statistics")
    with asking_at_most():
        chief.get("/statistics")
