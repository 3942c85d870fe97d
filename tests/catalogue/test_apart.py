"""離婚した二人の件は別々で、相手の記録は、一方の一覧を一行も変えず、理由にも出ない。"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from madoguchi.catalogue.casefile import interpret
from madoguchi.catalogue.json_reading import parse_json
from madoguchi.catalogue.releases import Release, load
from madoguchi.catalogue.results import judged
from madoguchi.domain.explanation import because

FAMILIES = Path(__file__).parent / "families"
PARTNER = "P2"
#: 相手について市が知っていること。手当の請求、保護、滞納、住まい、障害。
PARTNER_RECORDS: dict[str, Any] = {
    "nhi": {"insured": True}, "pension": {"kind": "2"}, "seal_reg": {"registered": True},
    "child_allow": {"is_payee": True, "children": ["P3"]}, "single_parent_allow": {"is_payee": True},
    "collection": {"unpaid": True, "refund_due": True}, "public_assist": {"receiving": True},
    "housing": {"is_tenant": True}, "med_subsidy": {"kind": "child"}, "disability": {"shintai_grade": "1"},
    "support_measure": {"active": True},
}  # fmt: skip


@pytest.fixture(scope="module")
def release() -> Release:
    return load(None, "990001")


def shown(release: Release, family: str, partner: dict[str, Any]) -> list[tuple[str, str | None, str, str]]:
    """家族に見せる行と、その理由。"""
    raw = json.loads((FAMILIES / f"{family}.json").read_text(encoding="utf-8"))
    raw["persons"][PARTNER].update(partner)
    case = interpret(parse_json(json.dumps(raw), family), release.definitions)
    return [
        (line.procedure.id, line.person, line.result, because(line, release.definitions))
        for line in judged(release, case).lines
        if line.procedure.audience == "family"
    ]


@pytest.mark.parametrize("family", ["R01", "R02"])
def test_what_the_city_knows_of_the_partner_changes_nothing_on_the_other_s_list(
    release: Release, family: str
) -> None:
    assert shown(release, family, PARTNER_RECORDS) == shown(release, family, {})


@pytest.mark.parametrize("family", ["R01", "R02"])
def test_no_line_is_judged_for_the_partner(release: Release, family: str) -> None:
    lines = shown(release, family, PARTNER_RECORDS)
    assert lines
    assert PARTNER not in {person for _, person, _, _ in lines}


def test_a_record_of_one_s_own_does_change_the_list(release: Release) -> None:
    raw = json.loads((FAMILIES / "R01.json").read_text(encoding="utf-8"))
    raw["persons"]["P1"].update({"public_assist": {"receiving": True}})
    case = interpret(parse_json(json.dumps(raw), "R01"), release.definitions)
    own = {line.procedure.id: line.result for line in judged(release, case).lines}
    before = {procedure: result for procedure, _, result, _ in shown(release, "R01", {})}
    assert (before["r_seiho"], own["r_seiho"]) == ("not_needed", "needed")
