"""探して、取り違えずに見つける。出すのは少しの項目だけ。"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from madoguchi.municipalities.scope import OutOfScope, scope
from madoguchi.residents import queries
from tests.support.cast import MOMIJI


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("さとう まつお", ["佐藤　松雄", "佐藤　松夫", "佐藤　松男"]),
        ("サトウマツオ", ["佐藤　松雄", "佐藤　松夫", "佐藤　松男"]),
        ("ｻﾄｳ ﾏﾂｵ", ["佐藤　松雄", "佐藤　松夫", "佐藤　松男"]),
        ("佐藤　松雄", ["佐藤　松雄"]),
        ("松雄 佐藤", ["佐藤　松雄"]),
        ("さとう S19.6.5", ["佐藤　松雄"]),
        ("さとう 19.6.5 みどり町", ["佐藤　松雄"]),
        ("佐藤 昭和22年11月2日", ["佐藤　松男"]),
        ("まつお みどり町1丁目", ["佐藤　松夫"]),
        ("高橋キミ", ["髙橋　キミ"]),
        ("渡辺 昭二", ["渡邉　昭二"]),
        ("わたなべ しょうじ 朝日町", ["渡邉　昭二"]),
        ("0001000012", ["佐藤　松雄"]),
        ("佐藤 松雄 本町", []),
        ("ー", []),
        ("", []),
    ],
)
def test_twelve_hard_searches_find_exactly_whom_they_should(
    loaded: Path, typed: str, expected: list[str]
) -> None:
    """見本の家族を、いろいろな書き方で探す。"""
    assert [hit.name for hit in queries.search(typed)] == expected


def test_a_hit_tells_the_state_of_the_death_notice(loaded: Path) -> None:
    """受理されたが、登録を待っている。"""
    death = queries.search("佐藤 松雄")[0].death
    assert death is not None
    assert (death.on, death.notified_on, death.registered_on) == (
        date(2026, 11, 10),
        date(2026, 11, 13),
        None,
    )
    assert queries.search("佐藤 松夫")[0].death is None


def test_a_hit_holds_nothing_but_what_tells_people_apart() -> None:
    """住所も世帯も、見つかっただけでは出ない。"""
    names = {one.name for one in fields(queries.PersonHit)}
    assert names == {"key", "name", "kana", "birth", "sex", "town", "death", "found_by"}


def test_the_number_of_hits_is_capped(loaded: Path) -> None:
    """一字で探しても、画面を人で埋めない。"""
    assert len(queries.search("さ", limit=5)) == 5


def test_another_municipality_finds_nobody(loaded: Path) -> None:
    """もみじ市からは、あおば市の人は見えない。"""
    with scope(MOMIJI):
        assert queries.search("佐藤 松雄") == []


def test_searching_outside_any_municipality_stops(towns: None) -> None:
    """どの市の仕事か決まっていなければ例外。"""
    with pytest.raises(OutOfScope):
        queries.search("佐藤")


def test_recent_deaths_are_listed_by_the_day_of_acceptance(loaded: Path) -> None:
    """朝の一覧。"""
    hits = queries.recent_deaths(date(2026, 11, 12))
    days = [hit.death.notified_on for hit in hits if hit.death]
    assert "佐藤　松雄" in [hit.name for hit in hits]
    assert len(days) == len(hits)
    assert days == sorted(days, reverse=True)
    assert min(days) >= date(2026, 11, 12)
