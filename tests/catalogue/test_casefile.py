"""件の書類は、短い形でも長い形でも同じ事実になり、誤りは行・理由・直し方を言って何も作らない。"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from madoguchi.catalogue.casefile import CaseFaults, CaseInput, interpret
from madoguchi.catalogue.json_reading import parse_json
from madoguchi.catalogue.releases import Release, load
from madoguchi.catalogue.results import document, judged
from madoguchi.domain.facts import Facts, UnknownWhy

CASE = """{
 "id": "C01",
 "title": "夫の死亡",
 "event": "death",
 "event_date": "2026-11-10",
 "notified_on": "2026-11-12",
 "on": "2026-11-22",
 "subject": "P1",
 "members": ["P1", "P2"],
 "sources": ["resident", "nhi", "dog"],
 "persons": {
  "P1": {"resident": {"birth_date": "1944-06-05", "relation": "世帯主", "resident_status": "resident"},
         "nhi": {"insured": true},
         "dog": [{"reg_no": "第1号", "kind": "shiba"}, {"reg_no": "第2号"}]},
  "P2": {"resident": {"relation": "妻", "resident_status": "resident"}}
 },
 "answers": {"ask.pension": ["01"], "ask.mourner": "P2"}
}"""


@pytest.fixture
def release(mini: Path) -> Release:
    return load(mini, "990001")


@pytest.fixture
def read(release: Release) -> Callable[[str], CaseInput]:
    return lambda text: interpret(parse_json(text, "C01.json"), release.definitions)


def facts_of(read: Callable[[str], CaseInput], **changes: Any) -> Facts:
    raw = {**json.loads(CASE), **changes}
    return read(json.dumps(raw, ensure_ascii=False)).facts[0]


def test_records_answers_and_absences_become_facts(read: Callable[[str], CaseInput]) -> None:
    facts = read(CASE).facts[0]
    assert facts.get("nhi.insured", "P1").value is True
    assert facts.get("nhi.insured", "P2").value is False
    assert facts.get("nhi.acquired_on", "P2").why is UnknownWhy.NULL
    assert facts.get("ask.pension").value == frozenset({"01"})
    assert facts.get("ask.mourner").value == "P2"
    assert facts.get("ask.funeral_held").presumed
    assert len(facts.records["P1"]["dog"].records) == 2
    assert facts.situation.members_complete


def test_a_group_that_is_not_a_source_is_unknown_even_with_a_record(read: Callable[[str], CaseInput]) -> None:
    facts = facts_of(read, sources=["resident"])
    assert facts.get("nhi.insured", "P1").why is UnknownWhy.NOT_CONNECTED


def test_a_stale_group_is_unknown_and_its_value_a_hint(read: Callable[[str], CaseInput]) -> None:
    facts = facts_of(read, groups={"nhi": {"state": "stale", "as_of": "2026-11-01"}})
    fact = facts.get("nhi.insured", "P1")
    assert (fact.why, fact.hint, fact.as_of) == (UnknownWhy.STALE, True, "2026-11-01")


def test_null_is_a_question_asked_without_an_answer(read: Callable[[str], CaseInput]) -> None:
    facts = facts_of(read, answers={"ask.pension": None})
    assert facts.get("ask.pension").why is UnknownWhy.ASKED
    assert facts_of(read, answers={"ask.pension": []}).get("ask.pension").value == frozenset()


def test_an_empty_list_says_that_a_register_that_is_off_would_hold_nothing(
    release: Release, read: Callable[[str], CaseInput]
) -> None:
    facts = facts_of(read, sources=["nhi", "dog"], answers={"resident.resident_status@P2": []})
    assert facts.get("resident.resident_status", "P2").state == "absent"


def test_the_household_is_complete_only_by_the_register_or_by_word(read: Callable[[str], CaseInput]) -> None:
    assert not facts_of(read, sources=["nhi"]).situation.members_complete
    assert facts_of(read, sources=["nhi"], members_complete=True).situation.members_complete
    assert not facts_of(read, members_complete=False).situation.members_complete


def test_a_person_the_register_cannot_know_is_outside_its_coverage(read: Callable[[str], CaseInput]) -> None:
    raw = json.loads(CASE)
    raw["persons"]["P2"]["resident"]["resident_status"] = "nonresident"
    raw["persons"]["P3"] = {}
    facts = read(json.dumps(raw)).facts[0]
    assert facts.get("nhi.insured", "P2").why is UnknownWhy.OUTSIDE_COVERAGE
    assert facts.get("nhi.insured", "P3").why is UnknownWhy.OUTSIDE_COVERAGE


def test_a_newborn_is_not_yet_in_the_city_s_registers(read: Callable[[str], CaseInput]) -> None:
    persons = json.loads(CASE)["persons"]
    born = {"resident": {"relation": "子", "resident_status": "resident"}}
    facts = facts_of(read, event="birth", persons={"P1": born, "P2": persons["P2"]})
    assert facts.get("nhi.insured", "P1").why is UnknownWhy.OUTSIDE_COVERAGE
    assert facts.get("nhi.insured", "P2").value is False


def test_without_the_residents_register_nobody_is_called_a_stranger(read: Callable[[str], CaseInput]) -> None:
    persons = {**json.loads(CASE)["persons"], "P2": {}}
    assert facts_of(read, sources=["nhi"], persons=persons).get("nhi.insured", "P2").value is False
    assert facts_of(read, persons=persons).get("nhi.insured", "P2").why is UnknownWhy.OUTSIDE_COVERAGE


def test_two_events_of_one_visit_are_judged_together(
    read: Callable[[str], CaseInput], release: Release
) -> None:
    raw = json.loads(CASE)
    for key in ("event", "event_date", "notified_on", "subject"):
        del raw[key]
    events = [
        {"event": "death", "subject": "P1", "date": "2026-11-10"},
        {"event": "death", "subject": "P2", "date": "2026-11-11"},
    ]
    case = read(json.dumps({**raw, "events": events}))
    said = document(release, case, judged(release, case))["judgements"]
    assert {(line["procedure"], line["person"]) for line in said} == {
        ("d_kokuho", "P1"), ("d_kokuho", "P2"), ("d_inu", None),
    }  # fmt: skip


def test_a_date_without_day_or_month_is_an_interval(read: Callable[[str], CaseInput]) -> None:
    raw = json.loads(CASE)
    raw["persons"]["P1"]["resident"]["birth_date"] = "1944"
    birth = read(json.dumps(raw)).facts[0].get("resident.birth_date", "P1").value
    assert str(birth) == "1944-01-01から1944-12-31のあいだ"


def test_the_long_form_with_one_event_says_the_same_as_the_short(
    read: Callable[[str], CaseInput], release: Release
) -> None:
    raw = json.loads(CASE)
    event = {
        "event": raw.pop("event"), "date": raw.pop("event_date"), "notified_on": raw.pop("notified_on"),
        "subject": raw.pop("subject"),
    }  # fmt: skip
    long, short = read(json.dumps({**raw, "events": [event]})), read(CASE)
    said = [document(release, case, judged(release, case)) for case in (long, short)]
    assert said[0] == said[1]


SLIPS = [
    ('"title": "夫の死亡"', '"titel": "夫の死亡"', "3:2: 「titel」知らない鍵です。 title の誤りではありませんか。"),
    (' "on": "2026-11-22",\n', "", "1:1: 「on」鍵 on がありません。 on を書いてください。"),
    ('"event": "death"', '"event": "deth"', "4:2: 「deth」その名の出来事はありません。 death の誤りではありませんか。"),
    ('"2026-11-10"', '"2026-11-31"', "5:2: 「2026-11-31」暦にない日です。 年月日を確かめてください。"),
    ('"2026-11-12"', "20261112", "6:2: 「20261112」日付を書く所です。 2026-11-22 の形で書いてください。"),
    ('"on": "2026-11-22"', '"on": "令和8年11月22日"', "7:2: 「令和8年11月22日」日付として読めません。 2026-11-22 の形で書いてください。"),
    ('"subject": "P1"', '"subject": "P9"', "8:2: 「P9」その人は persons にいません。 P2 の誤りではありませんか。"),
    ('["P1", "P2"]', '["P1", "P3"]', "9:20: 「P3」その人は persons にいません。 P2 の誤りではありませんか。"),
    ('"resident", "nhi", "dog"]', '"resident", "nhii", "dog"]', "10:26: 「nhii」辞書にない群です。 nhi の誤りではありませんか。"),
    ('"resident", "nhi", "dog"]', '"resident", "nhi", "dog", "ask"]', "10:40: 「ask」記録を持つ群ではありません。 answers に書いてください。"),
    ('"1944-06-05"', '"1944-06-31"', "12:23: 「1944-06-31」暦にない日です。 年月日を確かめてください。"),
    ('{"insured": true}', '{"insured": "はい"}', "13:18: 「はい」nhi.insured は真偽の事実です。 true か false と書いてください。"),
    ('{"insured": true}', '{"insurd": true}', "13:18: 「nhi.insurd」辞書にない事実です。 insured の誤りではありませんか。"),
    ('"kind": "shiba"', '"kind": "shibaa"', "14:36: 「shibaa」dog.kind にない符号です。 shiba の誤りではありませんか。"),
    ('"nhi": {"insured": true}', '"nhii": {"insured": true}', "13:10: 「nhii」辞書にない群です。 nhi の誤りではありませんか。"),
    ('"nhi": {"insured": true}', '"nhi": [{"insured": true}, {"insured": false}]', "13:10: 「2件」群 nhi の記録は一人に一件です。 期間（valid_from・valid_to）を付けるか、一件にしてください。"),
    ('"ask.pension": ["01"]', '"ask.pensions": ["01"]', "17:14: 「ask.pensions」辞書にない事実です。 ask.pension の誤りではありませんか。"),
    ('"ask.pension": ["01"]', '"ask.pension": "01"', "17:14: 「01」ask.pension は複数の値を持つ事実です。 [値, 値] の並びで書いてください。"),
    ('"ask.pension": ["01"]', '"ask.pension": ["99"]', "17:14: 「99」ask.pension にない符号です。 使える符号は 01・02・03 です。"),
    ('"ask.pension": ["01"]', '"ask.pension@P2": ["01"]', "17:14: 「ask.pension@P2」人ごとの事実ではありません。 @P2 を外してください。"),
    ('"ask.mourner": "P2"', '"ask.mourner": "P7"', "17:37: 「P7」その人は persons にいません。 P2 の誤りではありませんか。"),
    ('"ask.mourner": "P2"', '"nhi.insured@P8": true', "17:37: 「P8」その人は persons にいません。 P2 の誤りではありませんか。"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), SLIPS, ids=[f"{number}" for number in range(len(SLIPS))])
def test_a_slip_is_told_with_its_line_reason_and_remedy(
    read: Callable[[str], CaseInput], old: str, new: str, said: str
) -> None:
    assert CASE.count(old) == 1
    with pytest.raises(CaseFaults) as raised:
        read(CASE.replace(old, new))
    assert [str(fault) for fault in raised.value.faults] == [f"C01.json:{said}"]


def test_all_slips_are_told_at_once(read: Callable[[str], CaseInput]) -> None:
    text = CASE.replace("1944-06-05", "1944-06-31").replace('"ask.mourner"', '"ask.morner"')
    with pytest.raises(CaseFaults) as raised:
        read(text)
    assert len(raised.value.faults) == 2
