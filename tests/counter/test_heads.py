"""世帯主が抜けたとき。新しい世帯主をえらび、導いた続柄を見て、決まらないものは空のまま書く。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from madoguchi.cases import queries as cases
from madoguchi.cases import rebuilding
from madoguchi.counter import heads, household, opening
from madoguchi.counter.desk import Denied
from madoguchi.counter.heads import Chosen
from madoguchi.counter.opening import VisitInput
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from tests.counter import city
from tests.counter.work import UNDERTAKER, WIFE, version

YONE, KENTA, HANA = "100011", "100012", "100013"


@pytest.fixture
def big_family(load: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """佐藤家に、松雄さんの母、二人の子、妻の連れ子が加わる。"""
    rows = [
        *city.residents(),
        city.person(YONE, "佐藤　よね", "サトウ　ヨネ", "大正15年3月3日", 世帯番号="H1", 続柄="母", 性別="女", 世帯員順="3"),
        city.person(KENTA, "佐藤　健太", "サトウ　ケンタ", "昭和50年4月5日", 世帯番号="H1", 続柄="子", 世帯員順="4"),
        city.person(HANA, "佐藤　花", "サトウ　ハナ", "平成24年7月8日", 世帯番号="H1", 続柄="妻の子", 性別="女", 世帯員順="5"),
    ]  # fmt: skip
    monkeypatch.setattr(city, "residents", lambda: rows)
    load()
    with scope(city.AOBA):
        yield


def died(sato: Any) -> int:
    return opening.open_case(sato, city.MATSUO, WIFE, "wife")


def words(page: Any, group: int = 0) -> dict[str, str]:
    return {row.key: row.word for row in page.groups[group].rows}


def test_grandmother_becomes_the_husbands_mother_and_the_child_is_asked(big_family: None, sato: Any) -> None:
    case = died(sato)
    page = heads.heads_page(sato, case)
    assert [(group.label, group.asks, group.head) for group in page.groups] == [("残る世帯", True, "")]
    assert household.household_page(sato, case).head_leaves
    page = heads.heads_page(sato, case, Chosen((), {1: city.FUMIKO}))
    assert words(page) == {city.FUMIKO: "世帯主", YONE: "夫の母", KENTA: "", HANA: "子"}
    kenta = next(row for row in page.groups[0].rows if row.key == KENTA)
    assert (kenta.before, kenta.candidates) == ("子", ("子", "夫の子"))
    assert "記録だけでは分かりません" in kenta.why
    assert cases.now(case).homes == ()


def test_what_is_written_is_kept_and_shown_where_the_notice_is(big_family: None, sato: Any) -> None:
    case = died(sato)
    chosen = Chosen((), {1: city.FUMIKO}, {YONE: "夫の母", KENTA: "子", HANA: ""})
    heads.choose(sato, case, version(case), "heads", chosen)
    shown = household.household_page(sato, case).heads
    assert shown == ("世帯主 佐藤　フミ子、佐藤　よね 夫の母、佐藤　健太 子、佐藤　花 （手で書く）",)
    page = heads.heads_page(sato, case)
    assert page.saved and words(page) == {city.FUMIKO: "世帯主", YONE: "夫の母", KENTA: "子", HANA: ""}
    assert rebuilding.differences(case) == ()


@pytest.mark.parametrize(("chosen", "field"), [
    (Chosen((), {}, {}), "head1"),
    (Chosen((), {1: HANA}, {}), "head1"),
    (Chosen((), {1: city.MATSUO}, {}), "head1"),
    (Chosen((), {1: city.FUMIKO}, {YONE: "おばあちゃん"}), f"word-{YONE}"),
])  # fmt: skip
def test_what_cannot_be_written_is_refused_with_its_place(
    big_family: None, sato: Any, chosen: Chosen, field: str
) -> None:
    case = died(sato)
    with pytest.raises(Fault) as told:
        heads.choose(sato, case, version(case), "heads", chosen)
    assert told.value.value == field
    assert cases.now(case).homes == ()


def test_a_household_is_split_and_both_halves_get_their_words(big_family: None, sato: Any) -> None:
    case = died(sato)
    page = heads.heads_page(sato, case, Chosen((KENTA, YONE), {1: city.FUMIKO, 2: KENTA}))
    assert words(page, 0) == {city.FUMIKO: "世帯主", HANA: "子"}
    assert words(page, 1) == {YONE: "父の母", KENTA: "世帯主"}


def test_nobody_has_to_choose_where_the_head_stays(aoba: str, sato: Any, settings: Any) -> None:
    settings.CATALOGUE = None
    moved = VisitInput("self", identity="運転免許証", event="moving_within", event_on=date(2026, 11, 19))
    case = opening.open_case(sato, city.TAICHI, moved, "taichi")
    household.confirm(sato, case, version(case), "movers", (city.TAICHI,))
    page = heads.heads_page(sato, case)
    assert [(group.label, group.asks) for group in page.groups] == [
        ("残る世帯", False),
        ("別になる世帯", True),
    ]
    assert page.groups[1].head == city.TAICHI


def test_a_messenger_sees_no_household(big_family: None, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, UNDERTAKER, "undertaker")
    assert heads.heads_page(sato, case).groups == ()
    with pytest.raises(Denied):
        heads.choose(sato, case, version(case), "heads", Chosen((), {1: city.FUMIKO}))
