"""件の試しに使う、一つの世帯の判定と、職員の操作。"""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from madoguchi.audit.actions import Actor
from madoguchi.cases import actions
from madoguchi.catalogue.profiles import open_days
from madoguchi.catalogue.releases import Release
from madoguchi.domain.building import build
from madoguchi.domain.facts import Coverage, Event, Record, Situation
from madoguchi.domain.judgement import Judgement, judge

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
GROUPS = (
    "resident",
    "latter_elderly",
    "ltc",
    "seal_reg",
    "dog",
    "disability",
    "resident_tax",
    "support_measure",
)
OPEN = frozenset({"basic", "insurance", "care", "welfare", "utilities", "interview"})
SON = actions.VisitNote(
    "relative",
    "child",
    name="佐藤 晴樹",
    kana="さとう はるき",
    roles=("mourner",),
    identity="運転免許証",
    gives="list",
)
DAUGHTER = actions.VisitNote("relative", "child", name="山口 恵子", kana="やまぐち けいこ", gives="list")
_KEYS = count()


def deed(case_id: int = 0, version: int | None = None, **more: Any) -> actions.Deed:
    """職員小川の操作。鍵は毎回ちがう。"""
    more.setdefault("key", f"key-{next(_KEYS)}")
    actor = Actor(more.pop("login", "0101"), NOW, "citizen")
    return actions.Deed(actor, more.pop("name", "小川"), case_id=case_id, version=version, **more)


def resident(relation: str, birth: date, sex: str, more: dict[str, Any] | None = None) -> list[Record]:
    """住民記録の一行。"""
    values = {
        "resident_status": "resident", "resident_kind": "japanese", "birth_date": birth, "sex": sex, "relation": relation,
    }  # fmt: skip
    return [Record({f"resident.{name}": value for name, value in values.items()} | (more or {}))]


def judged(
    release: Release,
    answers: dict[tuple[str, str | None], Any] | None = None,
    given: dict[str, Any] | None = None,
) -> Judgement:
    """夫婦の世帯で夫が亡くなったときの判定。障害福祉の記録は古く、税は閉じている。"""
    records = {
        "P1": {
            "resident": resident("世帯主", date(1944, 6, 5), "M", given),
            "latter_elderly": [Record({"latter_elderly.insured": True})],
            "dog": [Record({"dog.reg_no": "A-12", "dog.breed": "柴"}, date(2019, 4, 1), None)],
        },
        "P2": {"resident": resident("妻", date(1950, 1, 2), "F")},
    }
    coverage = {
        name: Coverage("stale" if name == "disability" else "connected", "2026-11-20T06:00")
        for name in GROUPS
    }
    event = Event("death", "P1", date(2026, 11, 12), date(2026, 11, 13))
    situation = Situation(event, ("P1", "P2"), True, date(2026, 11, 20), persons=("P1", "P2"))
    facts = build(release.definitions.dictionary, situation, records, coverage, answers or {}, OPEN)
    return judge(release.definitions, facts, open_days())
