"""二つの自治体。同じ家族でも、条例と要綱の違いが判定に出て、国の定義はどちらにも同じに効く。"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from madoguchi.catalogue.casefile import interpret
from madoguchi.catalogue.checks import Asked, examine
from madoguchi.catalogue.json_reading import parse_json
from madoguchi.catalogue.releases import Release, load
from madoguchi.catalogue.results import judged

TODAY = date(2026, 11, 25)
AOBA, MOMIJI = "990001", "990002"
BASE: dict[str, Any] = {
    "id": "T1", "event": "death", "event_date": "2026-11-10", "notified_on": "2026-11-12", "on": "2026-11-22",
    "subject": "P1", "members": ["P1"],
}  # fmt: skip
OFF = "その市では使わない"
#: 手続き, 記録, 答え, あおば市での結果, もみじ市での結果。
FAMILIES = [
    ("x_momiji_choui", {"resident": {"birth_date": "1930-06-05"}}, {}, OFF, "needed"),
    ("d_kasou_hojo", {}, {"ask.cremation": "done_other"}, OFF, "needed"),
    ("d_kasou_hojo", {"public_assist": {"receiving": True}}, {"ask.cremation": "done_other"}, OFF, "not_needed"),
    ("d_saijo_shiyou", {}, {"ask.cremation": "planned_city"}, "needed", OFF),
    ("d_koureisha_sonota", {"elder_welfare": {"kind": "caregiver_allowance"}, "ltc": {"care_level": "23"}}, {}, "needed", "not_needed"),
    ("d_koureisha_sonota", {"elder_welfare": {"kind": "caregiver_allowance"}, "ltc": {"care_level": "25"}}, {}, "needed", "needed"),
    ("d_inkan", {"seal_reg": {"registered": True}}, {}, "needed", "needed"),
]  # fmt: skip


@pytest.fixture(scope="module")
def releases() -> dict[str, Release]:
    return {code: load(None, code) for code in (AOBA, MOMIJI)}


def outcome(release: Release, procedure: str, record: dict[str, Any], answers: dict[str, Any]) -> str:
    resident = {"resident_status": "resident", "birth_date": "1944-06-05", **record.get("resident", {})}
    groups = [one.id for one in release.definitions.dictionary.groups.values() if one.kind == "register"]
    raw = {**BASE, "sources": groups, "persons": {"P1": {**record, "resident": resident}}, "answers": answers}
    case = interpret(parse_json(json.dumps(raw), "T1.json"), release.definitions)
    found = {line.result for line in judged(release, case).lines if line.procedure.id == procedure}
    return next(iter(found), OFF)


@pytest.mark.parametrize(("procedure", "record", "answers", "aoba", "momiji"), FAMILIES)
def test_the_ordinances_of_each_city_show_in_its_judgement(
    releases: dict[str, Release], procedure: str, record: Any, answers: Any, aoba: str, momiji: str
) -> None:
    assert outcome(releases[AOBA], procedure, record, answers) == aoba
    assert outcome(releases[MOMIJI], procedure, record, answers) == momiji


def test_the_names_of_the_departments_and_the_amounts_are_each_city_s_own(
    releases: dict[str, Release],
) -> None:
    names = {
        code: one.municipality.departments["care"].name for code, one in releases.items() if one.municipality
    }
    assert names == {AOBA: "介護保険課", MOMIJI: "健康保険課 介護係"}
    amounts = {
        code: one.definitions.parameters["kokuho_sousaihi_amount"].values[-1].value
        for code, one in releases.items()
    }
    assert amounts == {AOBA: 50000, MOMIJI: 30000}


def test_the_check_of_a_city_lists_what_it_has_still_to_settle() -> None:
    def unset(code: str) -> set[str]:
        return {
            str(one.fault.value) for one in examine(None, Asked(TODAY, code)) if "要設定" in one.fault.reason
        }

    assert "deadline.length.days" in unset(MOMIJI)
    assert "deadline.length.days" not in unset(AOBA)
