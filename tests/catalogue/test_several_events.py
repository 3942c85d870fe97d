"""一度の来庁で、いくつもの出来事をいっしょに判定する。同じ届は一行になり、出来事ごとの訳が残る。"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from madoguchi.catalogue.casefile import interpret
from madoguchi.catalogue.json_reading import parse_json
from madoguchi.catalogue.releases import Release, load
from madoguchi.catalogue.results import judged
from madoguchi.domain.judgement import Judgement

WIFE = {
    "resident_status": "resident",
    "birth_date": "1994-06-05",
    "sex": "F",
    "relation": "世帯主",
    "card_status": "valid",
}
MOVE = {
    "event": "moving_within",
    "subject": "P1",
    "date": "2026-11-10",
    "notified_on": None,
    "movers": ["P1"],
}


@pytest.fixture(scope="module")
def release() -> Release:
    return load(None, "990001")


def together(release: Release, events: list[dict[str, Any]], answers: dict[str, Any]) -> Judgement:
    groups = [one.id for one in release.definitions.dictionary.groups.values() if one.kind == "register"]
    raw = {
        "id": "E", "events": events, "on": "2026-11-10", "subject": "P1", "members": ["P1"], "sources": groups,
        "persons": {"P1": {"resident": WIFE}}, "answers": answers,
    }  # fmt: skip
    return judged(release, interpret(parse_json(json.dumps(raw), "E.json"), release.definitions))


def event(kind: str) -> dict[str, Any]:
    return {"event": kind, "subject": "P1", "date": "2026-11-10", "notified_on": None}


@pytest.mark.parametrize(("kind", "notice", "answers"), [
    ("marriage", "m_jusho", {"ask.will_move": True, "ask.surname_changes": True}),
    ("divorce", "r_jusho", {"ask.will_move": True}),
])  # fmt: skip
def test_a_move_on_the_same_day_is_one_notice_with_both_reasons(
    release: Release, kind: str, notice: str, answers: dict[str, Any]
) -> None:
    found = together(release, [event(kind), MOVE], answers)
    lines = [line for line in found.lines if line.procedure.id in (notice, "tk_tenkyo")]
    assert [(line.procedure.id, line.result, line.events) for line in lines] == [
        (notice, "needed", (kind, "moving_within"))
    ]
    assert "ask.will_move" in {ref.fact_id for ref in lines[0].deciding}


def test_a_card_is_rewritten_once_for_the_new_name_and_the_new_address(release: Release) -> None:
    answers = {"ask.will_move": True, "ask.surname_changes": True}
    found = together(release, [event("marriage"), MOVE], answers)
    cards = [line for line in found.lines if line.procedure.id in ("m_mynumber", "tk_mynumber")]
    assert [(line.procedure.id, line.events) for line in cards] == [
        ("m_mynumber", ("marriage", "moving_within"))
    ]


def test_no_line_stands_twice_and_none_of_either_event_is_lost(release: Release) -> None:
    apart = [together(release, [one], {}) for one in (event("marriage"), MOVE)]
    both = together(release, [event("marriage"), MOVE], {})
    keys = Counter((line.procedure.id, line.person) for line in both.lines)
    assert set(keys.values()) == {1}
    merged = {(line.procedure.same_as or line.procedure.id, line.person) for line in both.lines}
    assert merged == {
        (line.procedure.same_as or line.procedure.id, line.person) for part in apart for line in part.lines
    }


def test_what_is_needed_for_one_event_stays_needed_beside_another(release: Release) -> None:
    answers = {"ask.will_move": False}
    found = together(release, [event("marriage"), MOVE], answers)
    line = next(line for line in found.lines if line.procedure.id in ("m_jusho", "tk_tenkyo"))
    assert (line.procedure.id, line.result) == ("tk_tenkyo", "needed")


def test_nothing_for_raising_a_child_is_listed_for_a_newborn_who_has_died(release: Release) -> None:
    raw = json.loads((Path(__file__).parent / "families" / "B01.json").read_text(encoding="utf-8"))
    born = {"event": "birth", "subject": raw["subject"], "date": raw.pop("event_date"), "notified_on": None}
    died = {**born, "event": "death", "date": "2026-11-06"}
    raw.pop("event"), raw.pop("notified_on")

    def results(*events: dict[str, Any]) -> dict[str, str]:
        text = json.dumps({**raw, "events": events})
        case = interpret(parse_json(text, "B01.json"), release.definitions)
        return {
            line.procedure.id: line.result
            for line in judged(release, case).lines
            if line.procedure.audience == "family"
        }

    alive, gone = results(born), results(born, died)
    raising = ("b_mynumber", "b_kodomo_iryo", "b_kokuho", "b_yobou", "b_jido", "b_renraku")
    assert {alive[name] for name in raising} <= {"needed", "unknown"}
    assert {gone[name] for name in raising} == {"not_needed"}
    assert (gone["b_shussei"], gone["d_shibo_todoke"], gone["b_nakunatta_ko"]) == (
        "needed",
        "needed",
        "needed",
    )
    assert alive["b_nakunatta_ko"] == "not_needed"
