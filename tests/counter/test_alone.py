"""支援措置のお尋ね。確かめるまで言葉を出さず、尋ねても、件にも紙にもお客さまの画面にも跡がない。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from madoguchi.catalogue.releases import load
from madoguchi.counter import alone, interviewing, listing, opening, papers
from madoguchi.counter.desk import Denied
from madoguchi.counter.displaying import NEVER, allowed
from madoguchi.counter.opening import VisitInput
from madoguchi.domain.errors import Fault
from tests.counter import city
from tests.counter.work import text_of, version
from tests.support.cast import signed_in

SELF = VisitInput("self", identity="運転免許証", event_on=date(2026, 11, 18), event="divorce")


@pytest.fixture(autouse=True)
def national_shelf(settings: Any) -> None:
    """本物の棚を使う。"""
    settings.CATALOGUE = None


@pytest.fixture
def divorce(aoba: str, sato: Any) -> int:
    """離婚した本人が来て開いた件。"""
    return opening.open_case(sato, city.FUMIKO, SELF, "open-1")


def test_nothing_is_said_before_the_clerk_has_looked_around(divorce: int, sato: Any) -> None:
    client = signed_in(sato)
    address = reverse("asked_alone", args=[divorce])
    assert "支援措置" not in client.get(address).content.decode()
    said = client.post(address, {"alone": "1"}).content.decode()
    assert "支援措置" in said
    assert "ほかの方のいない部屋" in said
    assert "支援措置" not in client.get(address).content.decode()
    assert "支援措置" not in client.post(address).content.decode()


def test_asking_leaves_nothing_in_the_case_or_on_paper(divorce: int, sato: Any) -> None:
    before = (version(divorce), papers.personal_list(sato, divorce), listing.list_page(sato, divorce).parts)
    assert alone.alone_page(sato, divorce, confirmed=True).question
    assert (
        version(divorce),
        papers.personal_list(sato, divorce),
        listing.list_page(sato, divorce).parts,
    ) == before
    assert "支援措置" not in text_of(papers.personal_list(sato, divorce))
    assert "支援措置" not in text_of(papers.general_list(sato, divorce))


def test_the_interview_never_asks_it_and_offers_the_same_door_to_everybody(divorce: int, sato: Any) -> None:
    page = interviewing.interview_page(sato, divorce)
    assert page.alone
    assert "支援措置" not in repr(page)
    definitions = load().definitions
    assert allowed(definitions.dictionary.facts[alone.FACT]) == NEVER
    asking = [
        one.id
        for one in definitions.procedures.values()
        if one.listing == "judged" and alone.FACT in repr(one.condition)
    ]
    assert asking == []


def test_there_is_no_such_door_at_a_death(aoba: str, sato: Any) -> None:
    wife = VisitInput("same_household", "spouse", household_person=city.FUMIKO, identity="運転免許証")
    case = opening.open_case(sato, city.MATSUO, wife, "open-2")
    assert not interviewing.interview_page(sato, case).alone
    with pytest.raises(Fault, match="このお尋ねはありません"):
        alone.alone_page(sato, case, confirmed=True)


def test_it_is_not_opened_for_somebody_who_may_see_nothing(divorce: int, sato: Any) -> None:
    relative = replace(SELF, standing="relative", relation="other", name="山田 花子")
    opening.open_case(sato, city.FUMIKO, relative, "open-3")
    with pytest.raises(Denied):
        alone.alone_page(sato, divorce, confirmed=True)
