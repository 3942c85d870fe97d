"""本物の定義と家族で、予定の JSON に、家族に見せる行が一度ずつ入る。"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from madoguchi.catalogue.casefile import interpret
from madoguchi.catalogue.json_reading import parse_json
from madoguchi.catalogue.releases import Release, load
from madoguchi.catalogue.results import judged
from madoguchi.guide.plan import plan
from madoguchi.guide.plan_tree import tree
from madoguchi.guide.timing import VisitStage, calling

FAMILIES = Path(__file__).parents[1] / "catalogue/families"


@pytest.fixture(scope="module")
def release() -> Release:
    return load(None, "990001")


def made(release: Release, name: str, **changed: Any) -> tuple[dict[str, Any], list[tuple[str, str | None]]]:
    raw = json.loads((FAMILIES / f"{name}.json").read_text(encoding="utf-8")) | changed
    case = interpret(parse_json(json.dumps(raw), "family.json"), release.definitions)
    judgement = judged(release, case)
    needed = [
        (line.procedure.id, line.person)
        for line in judgement.lines
        if line.result == "needed"
        and line.procedure.audience == "family"
        and line.procedure.listing != "only_if_asked"
    ]
    return tree(release, case, judgement), needed


@pytest.mark.parametrize("name", ["C01", "C05", "C08", "C41", "TI01", "TI05", "TK01", "TO01"])
def test_each_needed_line_of_a_real_family_is_planned_once(release: Release, name: str) -> None:
    plan, needed = made(release, name)
    acts = [(one["procedure"], one["person"]) for stop in plan["stops"] for one in stop["acts"]]
    assert len(acts) == len(set(acts))
    assert set(needed) <= set(acts)
    assert sum(stop["kind"] == "again" for stop in plan["stops"]) <= 1


def test_moving_in_starts_with_the_notice_and_waits_for_the_day_of_the_move(release: Release) -> None:
    today, _ = made(release, "TI01")
    assert today["stops"][0]["kind"] == "today"
    assert today["stops"][0]["acts"][0]["procedure"] == "ti_tennyu"
    assert today["stops"][0]["windows"] == ["sogo"]
    early, _ = made(release, "TI01", event_date="2026-11-14", on="2026-11-10", notified_on=None)
    notice = next(s for s in early["stops"] if any(one["procedure"] == "ti_tennyu" for one in s["acts"]))
    # 14日は土曜なので、次の開庁日。同じ来庁で、住所の届を待つ手続きも全部できる。
    assert (notice["kind"], notice["first"]) == ("again", "2026-11-16")
    waiting = {one["procedure"] for one in notice["acts"]}
    assert {"ti_mynumber", "ti_kodomo_iryo"} <= waiting


def test_a_pension_choice_and_the_courts_stamps_are_told(release: Release) -> None:
    plan, _ = made(release, "C08")
    assert [(one["rule"], one["basis"]) for one in plan["choices"]] == [("choose_one", "国民年金法52条の6")]
    plan, _ = made(release, "C01")
    assert plan["certificates"]["heir_list"]
    assert [one["label"] for one in plan["fees"]["unknown"]] == ["登録免許税（土地と家の価額の0.4%）"]


@pytest.mark.parametrize(
    ("code", "here", "on", "why"),
    [
        ("990001", "sogo", "2026-11-10", ()),
        ("990001", "minami", "2026-11-10", ("住基ネットとカードの端末がありません",)),
        ("990001", "nichiyo", "2026-12-06", ("住基ネットとカードの端末がありません",)),
        ("990002", "sogo", "2026-11-10", ()),
        ("990002", "kita", "2026-11-11", ("住基ネットとカードの端末がありません",)),
    ],
)
def test_cards_are_rewritten_only_where_the_terminals_are(
    code: str, here: str, on: str, why: tuple[str, ...]
) -> None:
    there = load(None, code)
    raw = json.loads((FAMILIES / "TK01.json").read_text(encoding="utf-8")) | {"on": on}
    case = interpret(parse_json(json.dumps(raw), "family.json"), there.definitions)
    made = plan(judged(there, case), calling(there.municipality, case.on, VisitStage(here=here)))
    stop, card = next((s, one) for s in made.stops for one in s.acts if one.procedure_id == "tk_mynumber")
    assert card.why_not_today == why
    assert stop.kind == ("again" if why else "today")
    assert [window.id for window in stop.windows] == ["sogo"]
