"""判定の行が、四つのまとまりに、家族の言葉で分かれることの試験。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.judgement import Judgement, Line
from madoguchi.domain.procedures import Definitions, Link
from madoguchi.guide.parts import FourParts, PartLine, VisitStage, arrange

ON = date(2026, 11, 20)
RETURNING = VisitStage(returning=True, call_by=date(2026, 11, 27))


@pytest.fixture
def parts(judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile) -> FourParts:
    return arrange(judgement, definitions, municipality, ON, RETURNING)


def ids(lines: tuple[PartLine, ...]) -> list[str]:
    return [line.procedure_id for line in lines]


def test_lines_fall_into_the_four_parts(parts: FourParts) -> None:
    assert ids(parts.today) == ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"]
    assert ids(parts.again) == ["b1", "b2", "b3"]
    assert ids(parts.confirm) == ["d1", "d2", "d3"]


def test_what_is_outside_goes_by_date(parts: FourParts) -> None:
    assert ids(parts.outside) == ["c1", "c2", "c3", "c4"]


def test_staff_lines_private_lines_and_lines_not_needed_appear_nowhere(parts: FourParts) -> None:
    everywhere = {line.procedure_id for _, lines in parts.all for line in lines} | set(ids(parts.checklist))
    assert everywhere.isdisjoint({"f1", "f2", "f3", "e3"})
    assert ids(parts.checklist) == ["e1", "e2"]


def test_with_and_without_staff_lines_the_parts_are_equal(
    judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile, parts: FourParts
) -> None:
    family = tuple(line for line in judgement.lines if line.procedure.audience == "family")
    assert arrange(replace(judgement, lines=family), definitions, municipality, ON, RETURNING) == parts


def test_at_the_notice_itself_the_return_lines_wait(
    judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile
) -> None:
    first = arrange(judgement, definitions, municipality, ON, VisitStage())
    assert "a2" in ids(first.again) and "a2" not in ids(first.today)


def test_what_waits_for_the_register_opens_when_it_is_done(
    judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile
) -> None:
    done = VisitStage(returning=True, registered=True)
    later = arrange(judgement, definitions, municipality, date(2026, 11, 24), done)
    assert "b1" in ids(later.today)
    assert {line.mark for line in later.today if line.procedure_id == "b1"} == {"必要"}


WORDS = [
    ("a1", "mark", "必要"),
    ("a1", "deadline_text", "11月26日（木）まで"),
    ("a1", "who_short", "どなたでも"),
    ("a1", "department_name", "国保年金課"),
    ("a1", "extension", "120"),
    ("a2", "mark", "請求できる"),
    ("a2", "note", "請求できる場合があります。決めるのは広域連合です"),
    ("b2", "note", "請求できる場合があります"),
    ("a2", "who_short", "喪主の方"),
    ("a2", "deadline_text", "令和10年11月16日（木）まで"),
    ("a4", "deadline_text", "期限なし"),
    ("a8", "who_short", "使い続ける方"),
    ("b1", "mark", "登録後に可"),
    ("b1", "deadline_text", "11月24日（火）から"),
    ("c1", "department_name", "あおば年金事務所"),
    ("d1", "mark", "要確認"),
    ("d1", "deadline_text", ""),
    ("d1", "open_text", "市で記録を確かめています"),
    ("d2", "open_text", "税務課で確認します"),
    ("d3", "open_text", "「婚姻10年以上」が分かれば決まります"),
]


@pytest.mark.parametrize(("procedure_id", "item", "said"), WORDS)
def test_a_line_speaks_in_the_words_of_the_counter(
    procedure_id: str, item: str, said: str, parts: FourParts
) -> None:
    line = next(line for _, lines in parts.all for line in lines if line.procedure_id == procedure_id)
    assert getattr(line, item) == said


def test_a_date_that_has_passed_is_said_without_counting_days(
    judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile
) -> None:
    late = arrange(judgement, definitions, municipality, date(2026, 12, 1), RETURNING)
    line = next(line for line in late.today if line.procedure_id == "a1")
    assert line.note == "日付を過ぎています。窓口でご相談ください"


def test_a_date_that_has_passed_is_said_on_an_undecided_line_too(
    judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile
) -> None:
    undecided = tuple(
        replace(line, result="unknown") for line in judgement.lines if line.procedure.id == "c1"
    )
    late = arrange(
        replace(judgement, lines=undecided), definitions, municipality, date(2026, 12, 1), RETURNING
    )
    assert [line.note for line in late.outside] == ["日付を過ぎています。窓口でご相談ください"]


def test_a_department_the_city_has_not_named_is_said_to_be_unset(
    judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile
) -> None:
    bare = replace(municipality, departments={})
    made = arrange(judgement, definitions, bare, ON, RETURNING)
    assert {line.department_name for line in made.today} == {"担当課（要設定）"}


def test_things_to_bring_are_merged_and_said_once(parts: FourParts) -> None:
    said = {item.id: (item.today, item.again, item.use_text) for item in parts.bring}
    assert said == {
        "kaiso_reijo": (("a2",), (), ""),
        "ltc_sho": (("a3",), (), "見つからなければ、そのままお越しください"),
        "koseki": ((), ("b2", "b3"), "2つの手続きに、1通で足ります"),
        "tsucho": ((), ("b2", "b3"), "2つの手続きに使います"),
    }


def test_the_nearest_date_is_found_over_all_parts(parts: FourParts) -> None:
    assert parts.nearest is not None and parts.nearest.procedure_id == "c1"


def test_two_lines_of_which_only_one_is_possible_both_say_so(
    judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile
) -> None:
    def with_choice(line: Line, other: str, rule: str) -> Line:
        link = Link(other, rule, "どちらか一つです")
        return replace(line, procedure=replace(line.procedure, links=(link,)))

    chosen = {"b2": "b3", "b3": "b2", "d2": "b3", "a1": "f3"}
    lines = tuple(
        with_choice(line, chosen[line.procedure.id], "choose_one") if line.procedure.id in chosen else line
        for line in judgement.lines
    )
    made = arrange(replace(judgement, lines=lines), definitions, municipality, ON, RETURNING)
    notes = {line.procedure_id: line.note for _, found in made.all for line in found}
    # d2 は閉じた項目の行、f3 は要らない手続き。
    assert [name for name, note in notes.items() if "どちらか一つです" in note] == ["b2", "b3"]
    assert notes["b2"] == "請求できる場合があります。どちらか一つです"


def test_a_line_that_waits_for_another_says_for_which(
    judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile
) -> None:
    lines = tuple(
        replace(line, procedure=replace(line.procedure, links=(Link("b2", "after", "先に"),)))
        if line.procedure.id == "a4"
        else line
        for line in judgement.lines
    )
    made = arrange(replace(judgement, lines=lines), definitions, municipality, ON, RETURNING)
    assert "a4" in ids(made.again)
    assert next(line.note for line in made.again if line.procedure_id == "a4") == (
        "「後期高齢者医療　高額療養費を受け取る」が済んでから"
    )
