"""死亡のほかのできごと。言葉、日、渡せるもの、件の分かれ方を、できごとごとに確かめる。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from madoguchi.cases import queries as cases
from madoguchi.cases import rebuilding
from madoguchi.counter import household, interviewing, listing, opening, papers, searching
from madoguchi.counter.desk import Denied
from madoguchi.counter.opening import VisitInput
from madoguchi.domain.errors import Fault
from tests.counter import city
from tests.counter.work import lines, say, text_of, version

ON = date(2026, 11, 18)
SELF = VisitInput("self", identity="運転免許証", event_on=ON)
LIVING = ("moving_out", "moving_within", "marriage", "divorce", "stillbirth")


@pytest.fixture(autouse=True)
def national_shelf(settings: Any) -> None:
    """本物の棚を使う。"""
    settings.CATALOGUE = None


def open_for(user: Any, event: str, subject: str = city.FUMIKO, **visit: Any) -> int:
    """本人が来て開いた件。"""
    given = replace(SELF, event=event, **visit)
    return opening.open_case(user, subject, given, f"open-{event}-{subject}-{given.standing}")


@pytest.mark.parametrize(
    ("event", "title", "label", "lead"),
    [
        ("moving_out", "引っ越す方をさがす", "引っ越す日", "引っ越す日のすぐ前の住民票の世帯です。"),
        ("moving_within", "引っ越した方をさがす", "引っ越した日", "引っ越した日のすぐ前の住民票の世帯です。"),
        ("marriage", "婚姻の手続きをする方をさがす", "婚姻の日", "婚姻の日のすぐ前の住民票の世帯です。"),
        ("divorce", "離婚の手続きをする方をさがす", "離婚の日", "離婚の日のすぐ前の住民票の世帯です。"),
        ("stillbirth", "ご本人をさがす", "死産・流産のあった日", "死産・流産のあった日のすぐ前の住民票の世帯です。"),
    ],
)  # fmt: skip
def test_the_screens_speak_of_the_event(
    aoba: str, sato: Any, event: str, title: str, label: str, lead: str
) -> None:
    words = searching.search_page(sato, "さとう", event).words
    assert (words.search_title, words.date_label, words.notice) == (title, label, "")
    case = open_for(sato, event)
    page = household.household_page(sato, case)
    assert (page.lead, [one.name for one in page.members]) == (lead, ["佐藤　フミ子"])
    band = page.band
    assert (band.event_label, band.event_date, band.notice) == (label, "令和8年11月18日（水）", "")
    assert (band.visitor, band.age, band.gives) == ("佐藤　フミ子", "76歳", "list")
    listed = listing.list_page(sato, case)
    assert lines(listed)
    asked = repr(interviewing.interview_page(sato, case).questions)
    shown = repr((page, listed.parts, listed.bring)) + asked
    shown += text_of(papers.general_list(sato, case)) + text_of(papers.personal_list(sato, case))
    assert not [word for word in ("亡くなった", "おくやみ", "ご遺族", "喪主") if word in shown]
    assert rebuilding.differences(case) == ()


def test_a_death_comes_first_and_is_chosen(aoba: str, sato: Any) -> None:
    words = searching.search_page(sato, "").words
    assert (words.id, words.notice) == ("death", "死亡届")
    names = [name for _, name in words.events]
    assert names == ["死亡", "転出", "転居", "転入", "出生", "婚姻", "離婚", "死産・流産"]


@pytest.mark.parametrize(
    ("event", "standing", "relation", "seen", "gives"),
    [
        *((event, "self", "", (), "list") for event in LIVING),
        ("moving_out", "same_household", "child", (), "list"),
        ("moving_within", "same_household", "spouse", (), "list"),
        ("moving_out", "relative", "spouse", (), "general"),
        ("moving_out", "proxy", "", (), "general"),
        ("moving_out", "proxy", "", ("委任状",), "list"),
        ("marriage", "proxy", "", ("委任状",), "list"),
        ("marriage", "same_household", "parent", (), "general"),
        ("divorce", "proxy", "", ("委任状",), "general"),
        ("divorce", "same_household", "spouse", (), "general"),
        ("divorce", "relative", "child", ("委任状",), "general"),
        ("stillbirth", "proxy", "", ("委任状",), "general"),
        ("stillbirth", "same_household", "spouse", (), "general"),
        ("stillbirth", "messenger", "", ("委任状",), "general"),
    ],
)  # fmt: skip
def test_the_judged_list_of_the_living_goes_only_where_the_rule_says(
    aoba: str, sato: Any, event: str, standing: str, relation: str, seen: tuple[str, ...], gives: str
) -> None:
    assert searching.disclosure(sato, standing, relation, event, seen).gives == gives
    case = open_for(sato, event, standing=standing, relation=relation, papers=seen)
    assert listing.list_page(sato, case).band.gives == gives
    if gives == "general":
        assert household.household_page(sato, case).members == ()
        with pytest.raises(Denied):
            papers.personal_list(sato, case)


def test_a_paper_not_yet_seen_is_asked_for(aoba: str, sato: Any) -> None:
    assert "委任状を見たら" in searching.disclosure(sato, "proxy", "", "marriage").text


@pytest.mark.parametrize(
    ("event", "day", "said"),
    [
        ("moving_out", None, "引っ越す日が入っていません"),
        ("moving_out", date(2027, 11, 21), "365日先より後"),
        ("moving_out", date(1949, 1, 1), "生まれた日より前"),
        ("moving_within", date(2026, 11, 21), "きょうより後"),
        ("marriage", date(2026, 11, 21), "きょうより後"),
        ("divorce", None, "離婚の日が入っていません"),
        ("stillbirth", date(2026, 11, 21), "きょうより後"),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    aoba: str, sato: Any, event: str, day: date | None, said: str
) -> None:
    with pytest.raises(Fault, match=said) as caught:
        open_for(sato, event, event_on=day)
    assert caught.value.value == "event_on"
    assert cases.recent("sato") == ()


def test_moving_out_may_lie_ahead(aoba: str, sato: Any) -> None:
    case = open_for(sato, "moving_out", event_on=date(2026, 12, 10))
    page = household.household_page(sato, case)
    assert (page.band.event_date, page.lead) == ("令和8年12月10日（木）", "いまの住民票の世帯です。")


@pytest.mark.parametrize("event", LIVING)
def test_somebody_who_has_died_is_refused(aoba: str, sato: Any, event: str) -> None:
    with pytest.raises(Fault, match="亡くなった記録のある方です") as caught:
        open_for(sato, event, city.MATSUO)
    assert caught.value.value == "subject_key"


def test_an_event_without_words_is_not_opened(aoba: str, sato: Any) -> None:
    with pytest.raises(Fault, match="この窓口では開けないできごとです"):
        open_for(sato, "festival")


def test_the_day_said_first_holds_for_the_next_visit(aoba: str, sato: Any) -> None:
    case = open_for(sato, "moving_out")
    again = VisitInput("same_household", "child", name="佐藤 竹子", event="moving_out")
    assert opening.open_case(sato, city.FUMIKO, again, "again") == case
    assert listing.list_page(sato, case).band.event_date == "令和8年11月18日（水）"
    with pytest.raises(Fault, match="令和8年11月18日のこととして開いています"):
        opening.open_case(sato, city.FUMIKO, replace(again, event_on=date(2026, 11, 1)), "other day")


def test_each_event_and_each_person_has_a_case_of_its_own(aoba: str, sato: Any) -> None:
    found = {open_for(sato, event) for event in LIVING} | {open_for(sato, "divorce", city.KEIKO)}
    assert len(found) == len(LIVING) + 1


def test_what_one_spouse_said_never_shows_in_the_others_case(aoba: str, sato: Any) -> None:
    hers, theirs = open_for(sato, "divorce"), open_for(sato, "divorce", city.KEIKO)
    before = replace(interviewing.interview_page(sato, theirs), band=None)
    page = interviewing.interview_page(sato, hers)
    say(sato, hers, page, q1=["yes"])
    listing.set_aside(
        sato, hers, version(hers), "aside", next(iter(lines(listing.list_page(sato, hers)))), "後で"
    )
    listing.judge_again(sato, theirs, version(theirs), "again")
    assert replace(interviewing.interview_page(sato, theirs), band=None) == before
    assert "フミ子" not in repr((listing.list_page(sato, theirs), household.household_page(sato, theirs)))


def test_the_ticket_brings_back_the_words_of_its_event(aoba: str, sato: Any) -> None:
    case = open_for(sato, "marriage")
    assert searching.case_page(sato, case).words.id == "marriage"
