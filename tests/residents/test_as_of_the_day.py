"""きょうはもう閉じた記録も、その日にはあった。市の外に住む被保険者も、その組では知っている人。"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import madoguchi
from madoguchi.catalogue import releases
from madoguchi.catalogue.releases import Release
from madoguchi.domain import building
from madoguchi.domain.facts import Event, Fact, Situation
from madoguchi.municipalities.scope import scope
from madoguchi.residents import queries
from madoguchi.residents.loading import load_folder
from tests.residents.feed_files import AOBA, line, sheet, shelf

MATSUO, OUTSIDER = "0001000012", "0001000020"
NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture(scope="module")
def release() -> Release:
    """国の段の定義。"""
    return releases.load(Path(madoguchi.__file__).parents[2] / "catalogue")


@pytest.fixture
def town(towns: None, tmp_path: Path) -> None:
    """11月10日に亡くなり、資格が翌日に閉じた人と、施設に移ったまま、この市の国保に入っている人。"""
    dead = {
        "住民状態": "死亡",
        "死亡日": "2026-11-10",
        "死亡届受理日": "2026-11-12",
        "死亡登録日": "2026-11-13",
    }
    load_folder(
        shelf(
            tmp_path,
            "2026-11-22T06:00+09:00",
            {
                "support_measure": sheet("support_measure"),
                "resident": sheet(
                    "resident",
                    line(
                        "resident",
                        宛名番号=MATSUO,
                        履歴番号="1",
                        世帯番号="9",
                        住民状態="住民",
                        適用終了日="2026-11-11",
                    ),
                    line(
                        "resident",
                        宛名番号=MATSUO,
                        履歴番号="2",
                        世帯番号="9",
                        適用開始日="2026-11-11",
                        **dead,
                    ),
                    line("resident", 宛名番号=OUTSIDER, 履歴番号="1", 住民状態="住登外"),
                ),
                "nhi": sheet(
                    "nhi",
                    line(
                        "nhi",
                        宛名番号=MATSUO,
                        被保険者="1",
                        資格喪失年月日="2026-11-11",
                        適用終了日="2026-11-11",
                    ),
                    line("nhi", 宛名番号=OUTSIDER, 被保険者="1", 特例区分="施設"),
                ),
                "pension": sheet("pension"),
            },
        ),
        AOBA,
    )


def fact_of(release: Release, person: str, died: date, name: str) -> Fact:
    """その人が、その日に亡くなったときの事実。"""
    definitions = release.definitions
    situation = Situation(
        Event("death", person, died, died), (person,), members_complete=True, on=NOON.date()
    )
    with scope(AOBA):
        records, coverage = queries.records_for([person], definitions.dictionary.groups, NOON)
    return building.build(definitions.dictionary, situation, records, coverage, {}, None).get(name, person)


@pytest.mark.parametrize(("died", "insured"), [(date(2026, 11, 10), True), (date(2026, 11, 20), False)])
def test_the_insured_on_the_day_of_death_is_insured_although_closed_today(
    town: None, release: Release, died: date, insured: bool
) -> None:
    """閉じたあとに亡くなった人なら、被保険者ではない。"""
    fact = fact_of(release, MATSUO, died, "nhi.insured")
    assert fact.state == "known"
    assert (fact.value is True) is insured


def test_a_nonresident_insured_here_is_known_to_that_register_only(town: None, release: Release) -> None:
    """国保では被保険者。記録のない年金では、「いない」とは言わず、分からない。"""
    died = date(2026, 11, 20)
    assert fact_of(release, OUTSIDER, died, "nhi.insured").value is True
    assert fact_of(release, OUTSIDER, died, "nhi.special_case").value == "facility"
    missing = fact_of(release, OUTSIDER, died, "pension.kind")
    assert (missing.state, missing.why) == ("unknown", "outside_coverage")
