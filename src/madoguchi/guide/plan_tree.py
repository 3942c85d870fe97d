"""予定・証明書・お金を、`judge --json` の形（値と並びだけの木）にする。"""

from __future__ import annotations

from typing import Any

from madoguchi.catalogue.casefile import CaseInput
from madoguchi.catalogue.releases import Release
from madoguchi.catalogue.results import plain
from madoguchi.domain.judgement import Judgement
from madoguchi.guide.fees import Price
from madoguchi.guide.outlook import outlook
from madoguchi.guide.plan import Act, Stop
from madoguchi.guide.timing import VisitStage, calling


def stage_of(case: CaseInput) -> VisitStage:
    """届のあとの来庁か。件の書類は、戸籍の登録が済んだかを言わない。"""
    notified = case.facts[0].situation.event.notified_on
    return VisitStage(returning=notified is not None and notified < case.on)


def tree(release: Release, case: CaseInput, judgement: Judgement) -> dict[str, Any]:
    """一件ぶんの予定。"""
    now = calling(release.municipality, case.on, stage_of(case))
    seen = outlook(judgement, release.definitions, now)
    made, papers, money = seen.plan, seen.papers, seen.money
    return {
        "stops": [_stop(stop) for stop in made.stops],
        "choices": [
            {"one": one.one, "other": one.other, "rule": one.rule, "text": one.text, "basis": one.basis or None}
            for one in made.choices
        ],
        "certificates": {
            "copies": [
                {"kind": one.kind, "label": one.label, "least": one.least, "most": one.most, "perhaps": one.perhaps}
                for one in papers.copies
            ],
            "heir_list": papers.heir_list, "wide_area": papers.wide_area, "seen_by_city": list(papers.seen_by_city),
        },
        "fees": {
            "sums": dict(money.sums), "each": [_price(one) for one in money.each],
            "unknown": [_price(one) for one in money.unknown],
        },
    }  # fmt: skip


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "kind": stop.kind, "place": stop.place, "first": plain(stop.first), "last": plain(stop.last),
        "windows": [one.id for one in stop.windows], "acts": [_act(one) for one in stop.acts],
        "bring": [{"id": one.id, "label": one.label, "count": one.count} for one in stop.bring],
    }  # fmt: skip


def _act(act: Act) -> dict[str, Any]:
    return {
        "procedure": act.procedure_id, "person": act.person, "title": act.title, "due": plain(act.due),
        "why_not_today": list(act.why_not_today), "after": list(act.after), "late": act.late,
        "lead_time": act.lead_time or None, "sure": act.sure,
    }  # fmt: skip


def _price(price: Price) -> dict[str, Any]:
    return {
        "procedure": price.procedure_id, "label": price.label, "yen": price.yen, "kind": price.kind,
        "per": price.per or None, "basis": price.basis or None,
    }  # fmt: skip
