"""住民登録のない方の死亡。宛名番号がなくても開け、この市の記録にないことを「不要」と言い切らない。"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.cases import rebuilding
from madoguchi.counter import household, listing, opening, papers
from madoguchi.counter.entered_opening import NotEntered, open_notice
from madoguchi.counter.entering import NoticeInput, PersonInput
from madoguchi.counter.opened import opened
from madoguchi.counter.opening import VisitInput
from madoguchi.domain.facts import UnknownWhy
from madoguchi.residents.loading import load_folder
from tests.counter import city
from tests.counter.work import lines, text_of
from tests.residents.feed_files import sheet, shelf

ON = date(2026, 11, 17)
DAUGHTER = VisitInput("relative", "child", name="遠野 文", identity="運転免許証", event_on=ON)
DEAD = NoticeInput((PersonInput("遠野　勇", "トオノ　イサム", "S19.6.5", "M"),), prev_address="とおの市")


@pytest.fixture(autouse=True)
def national_shelf(settings: Any) -> None:
    """本物の棚を使う。"""
    settings.CATALOGUE = None


def test_somebody_who_died_in_the_city_s_hospital_has_a_case(aoba: str, sato: Any) -> None:
    case = open_notice(sato, "outsider", DEAD, DAUGHTER, "open-1")
    page = household.household_page(sato, case)
    assert [(one.name, one.is_subject) for one in page.members] == [("遠野　勇", True)]
    assert not page.complete
    assert page.band.event_date == "令和8年11月17日（火）"
    found = opened(sato, case)
    dead = found.now.subject_key
    assert found.facts.get("latter_elderly.insured", dead).why is UnknownWhy.OUTSIDE_COVERAGE
    assert found.facts.get("resident.resident_status", dead).value == "nonresident"
    told = Counter(line.result for line in found.judgement.lines if line.listed)
    assert told["unknown"] > told["not_needed"]
    assert "d_shibou" in lines(listing.list_page(sato, case)) or told["needed"]
    assert rebuilding.differences(case) == ()
    assert "遠野" not in text_of(papers.general_list(sato, case))


def test_a_second_case_of_the_same_dead_is_refused(aoba: str, sato: Any) -> None:
    first = open_notice(sato, "outsider", DEAD, DAUGHTER, "open-1")
    assert open_notice(sato, "outsider", DEAD, DAUGHTER, "open-1") == first
    with pytest.raises(NotEntered, match="直す所") as caught:
        open_notice(sato, "outsider", DEAD, DAUGHTER, "open-2")
    assert "8-1120-001" in caught.value.errors["p0-name"]


def test_the_day_and_the_name_are_needed(aoba: str, sato: Any) -> None:
    nobody = NoticeInput((PersonInput(kana="トオノ"),))
    with pytest.raises(NotEntered) as caught:
        open_notice(sato, "outsider", nobody, VisitInput("relative", "child"), "open-1")
    assert set(caught.value.errors) == {"p0-name", "p0-birth", "event_on"}


def test_somebody_with_a_number_but_no_residence_is_judged_honestly(
    aoba: str, sato: Any, tmp_path: Path
) -> None:
    """住登外（家屋を持ち、税のために番号だけがある方）。"""
    rows = [
        *city.residents(),
        city.person("200001", "遠野　栄", "トオノ　サカエ", "昭和20年1月2日", 住民状態="住登外"),
    ]
    load_folder(
        shelf(tmp_path / "more", "2026-11-20T07:00", {"resident": sheet("resident", *rows)}), city.AOBA
    )
    case = opening.open_case(sato, "200001", DAUGHTER, "open-1")
    found = opened(sato, case)
    kinds = {line.procedure.id: line.result for line in found.judgement.lines}
    assert kinds["d_kouki_sousaihi"] != "needed"
    assert household.household_page(sato, case).band.name == "遠野　栄"
    assert found.facts.get("pension.kind", "200001").why in (
        UnknownWhy.OUTSIDE_COVERAGE,
        UnknownWhy.NOT_CONNECTED,
    )
