"""件の試しに使う、小さな棚・一つの世帯・自治体の枠。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from madoguchi.audit.actions import Actor
from madoguchi.cases import actions
from madoguchi.catalogue import releases
from madoguchi.catalogue.profiles import open_days
from madoguchi.domain.building import build
from madoguchi.domain.facts import Coverage, Event, Record, Situation
from madoguchi.domain.judgement import Judgement, judge
from madoguchi.municipalities.actions import set_up_municipality
from madoguchi.municipalities.scope import scope

SHELF = Path(__file__).parent.parent / "counter" / "shelf"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
GROUPS = ("resident", "latter_elderly", "ltc", "seal_reg", "dog", "disability", "resident_tax", "support_measure")


@pytest.fixture(scope="session")
def release() -> releases.Release:
    """小さな棚の版。"""
    return releases.load(SHELF, "990001")


@pytest.fixture
def aoba(db: None) -> Iterator[str]:
    """あおば市の仕事。"""
    set_up_municipality("990001", "あおば市", "あおば県", "aoba")
    set_up_municipality("990002", "もみじ市", "あおば県", "momiji")
    with scope("990001") as code:
        yield code


def resident(relation: str, birth: date, sex: str = "M") -> list[Record]:
    """住民記録の一行。"""
    values = {
        "resident_status": "resident", "resident_kind": "japanese", "birth_date": birth, "sex": sex, "relation": relation,
    }  # fmt: skip
    return [Record({f"resident.{name}": value for name, value in values.items()})]


@pytest.fixture(scope="session")
def judged(release: releases.Release) -> Callable[..., Judgement]:
    """夫婦の世帯で夫が亡くなったときの判定。障害福祉の記録は古く、税は閉じている。"""

    def run(
        answers: dict[tuple[str, str | None], Any] | None = None, given: dict[str, Any] | None = None
    ) -> Judgement:
        records = {
            "P1": {
                "resident": resident("世帯主", date(1944, 6, 5)),
                "latter_elderly": [Record({"latter_elderly.insured": True})],
                "dog": [Record({"dog.reg_no": "A-12", "dog.kind": "柴"}, date(2019, 4, 1), None)],
            },
            "P2": {"resident": resident("妻", date(1950, 1, 2), "F")},
        }
        for record in records["P1"]["resident"]:
            record.values.update(given or {})  # type: ignore[attr-defined]
        coverage = {
            name: Coverage("stale" if name == "disability" else "connected", "2026-11-20T06:00") for name in GROUPS
        }
        event = Event("death", "P1", date(2026, 11, 12), date(2026, 11, 13))
        situation = Situation(event, ("P1", "P2"), True, date(2026, 11, 20), persons=("P1", "P2"))
        open_classes = frozenset({"basic", "insurance", "care", "welfare", "utilities", "interview"})
        facts = build(release.definitions.dictionary, situation, records, coverage, answers or {}, open_classes)
        return judge(release.definitions, facts, open_days(situation.on, situation.on))

    return run


@pytest.fixture
def deed() -> Callable[..., actions.Deed]:
    """職員小川の操作。鍵は毎回ちがう。"""
    used = iter(range(1000))

    def make(case_id: int = 0, version: int | None = None, **more: Any) -> actions.Deed:
        more.setdefault("key", f"key-{next(used)}")
        actor = Actor(more.pop("login", "0101"), NOW, "citizen")
        return actions.Deed(actor, more.pop("name", "小川"), case_id=case_id, version=version, **more)

    return make


SON = actions.VisitNote(
    "relative", "child", name="佐藤 晴樹", kana="さとう はるき", roles=("mourner",), identity="運転免許証", gives="list"
)


@pytest.fixture
def opened(aoba: str, deed: Callable[..., actions.Deed]) -> actions.Done:
    """長男が来て開いた件。"""
    return actions.open_case(deed(), actions.Opening("death", "P1", SON))
