"""一つの手続きのいくつもの版。出来事の日の法で判定され、ほかの版は違う所だけを書けばよい。"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from madoguchi.catalogue.casefile import interpret
from madoguchi.catalogue.checks import Asked, check
from madoguchi.catalogue.json_reading import parse_json
from madoguchi.catalogue.releases import load
from madoguchi.domain.judgement import judge

Edit = Callable[[str, str, str], Path]
ASKED = Asked(date(2026, 11, 25))
MAIN = "national/procedures/death/d_kokuho.yaml"
OLD = "national/procedures/death/d_kokuho.2010-04-01.yaml"
OLD_TEXT = """\
id: d_kokuho
valid_from: 2010-04-01
valid_to: 2020-04-01
condition: {is: nhi.insured}
basis: [{text: 国民健康保険法58条（旧）}]
examples:
  - {name: 国保だった, event_date: 2015-04-01, subject: {nhi: {insured: true}}, result: needed}
  - {name: 国保でない, event_date: 2015-04-01, result: not_needed}
"""


@pytest.fixture
def two(edit: Edit) -> Path:
    """2020年4月に法の変わった手続きのある棚。"""
    root = edit(MAIN, "per: subject\n", "per: subject\nvalid_from: 2020-04-01\n")
    (root / OLD).write_text(OLD_TEXT, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("event_date", "result", "basis"),
    [
        ("2010-03-31", None, ""),
        ("2010-04-01", "needed", "国民健康保険法58条（旧）"),
        ("2020-03-31", "needed", "国民健康保険法58条（旧）"),
        ("2020-04-01", "not_needed", "国民健康保険法58条"),
    ],
)
def test_the_law_of_the_day_of_the_event_is_used(
    two: Path, event_date: str, result: str | None, basis: str
) -> None:
    release = load(two)
    case = interpret(parse_json(json.dumps({
        "id": "E1", "event": "death", "event_date": event_date, "notified_on": event_date, "on": "2026-11-22",
        "subject": "P1", "members": ["P1"], "sources": ["resident", "nhi", "dog"],
        "persons": {"P1": {"resident": {"resident_status": "resident"}, "nhi": {"insured": True}}},
        "answers": {"ask.funeral_held": False},
    }), "E1.json"), release.definitions)  # fmt: skip
    lines = [
        line for line in judge(release.definitions, case.facts[0]).lines if line.procedure.id == "d_kokuho"
    ]
    assert [line.result for line in lines] == ([result] if result else [])
    assert [one.text for line in lines for one in line.procedure.basis] == ([basis] if basis else [])


def test_an_edition_takes_all_it_does_not_say_from_the_present_one(two: Path) -> None:
    assert check(two, ASKED) == []
    old = load(two).definitions.procedures["d_kokuho.2010-04-01"]
    assert (old.name, old.department, old.title_for_family) == (
        "国保の葬祭費",
        "insurance",
        "国保の葬祭費を申請する",
    )
    assert (old.valid_from, old.valid_to) == (date(2010, 4, 1), date(2020, 4, 1))


def test_what_was_verified_of_the_present_law_is_not_said_of_an_earlier_one(two: Path) -> None:
    procedures = load(two).definitions.procedures
    assert procedures["d_kokuho"].verified_on == date(2026, 11, 1)
    assert procedures["d_kokuho.2010-04-01"].verified_on is None
    assert procedures["d_kokuho.2010-04-01"].verified_in is None


def test_a_municipality_changes_every_edition_by_changing_the_present_one(two: Path) -> None:
    overlay = two / "municipalities/990001-aoba/procedures/death/d_kokuho.yaml"
    overlay.parent.mkdir(parents=True)
    overlay.write_text("department: citizen\n", encoding="utf-8")
    assert load(two, "990001").definitions.procedures["d_kokuho.2010-04-01"].department == "citizen"
    overlay.write_text("enabled: false\n", encoding="utf-8")
    assert load(two, "990001").definitions.procedures.keys() == {"d_inu"}


def test_an_edition_without_a_text_of_its_own_hands_out_the_present_one(two: Path) -> None:
    assert load(two).text("d_kokuho.2010-04-01") == "葬儀をした方に、葬祭費が出ます。\n"
    (two / "national/texts/ja/death/d_kokuho.2010-04-01.md").write_text("旧法の文です。\n", encoding="utf-8")
    assert load(two).text("d_kokuho.2010-04-01") == "旧法の文です。\n"
    assert load(two).text("d_kokuho") == "葬儀をした方に、葬祭費が出ます。\n"
    assert check(two, ASKED) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("valid_from: 2010-04-01", "valid_from: 2010-04-02", "2:1: 「2010-04-02」ファイル名の日付 2010-04-01 と違います。"),
        ("id: d_kokuho", "id: d_kokuhou", "1:1: 「d_kokuhou」ファイル名 d_kokuho.2010-04-01 と違います。"),
        ("condition: {is: nhi.insured}", "condition: {is: nhi.insure}", "4:"),
        ("result: not_needed", "result: needed", "8:"),
    ],
)  # fmt: skip
def test_a_fault_of_an_edition_is_told_in_its_own_file(two: Path, old: str, new: str, said: str) -> None:
    path = two / OLD
    path.write_text(OLD_TEXT.replace(old, new), encoding="utf-8")
    faults = [str(fault) for fault in check(two, ASKED)]
    assert any(fault.startswith(f"{path}:{said}") for fault in faults), faults


def test_an_edition_without_examples_of_its_own_is_refused(two: Path) -> None:
    (two / OLD).write_text(OLD_TEXT.partition("examples:")[0], encoding="utf-8")
    assert any("具体例がありません。" in str(fault) and OLD in str(fault) for fault in check(two, ASKED))


def test_an_edition_without_a_present_one_is_refused(two: Path) -> None:
    (two / MAIN).unlink()
    assert any("いまの版がありません。" in str(fault) and OLD in str(fault) for fault in check(two, ASKED))


def test_a_kept_release_knows_what_an_edition_leaves_to_the_municipality(two: Path, tmp_path: Path) -> None:
    path = two / MAIN
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + "deadline: {start: event, length: {years: 2}, rank: none, text: 要設定}\n", encoding="utf-8"
    )
    fresh, kept = load(two, None, tmp_path / "cache"), load(two, None, tmp_path / "cache")
    assert fresh.definitions.procedures["d_kokuho.2010-04-01"].unset == ("deadline.text",)
    assert kept.definitions == fresh.definitions
