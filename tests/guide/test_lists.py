"""渡す紙に、あるべきものがあり、あってはならないものがないことの試験。"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.errors import Fault
from madoguchi.domain.judgement import Judgement
from madoguchi.domain.procedures import Definitions
from madoguchi.guide.general import general_list
from madoguchi.guide.lists import Handed, personal_list
from madoguchi.guide.parts import FourParts, VisitStage, arrange
from madoguchi.paper import fonts, sheets

ON = date(2026, 11, 20)
TOKEN = "q8Zr-1mWx0Ya"
VISITOR = Handed("佐藤 晴樹さん（お子さま、喪主）", 3, 6)


@pytest.fixture
def parts(judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile) -> FourParts:
    return arrange(judgement, definitions, municipality, ON, VisitStage(True, call_by=date(2026, 11, 27)))


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in pages))


@pytest.mark.parametrize(
    ("event", "shown", "hidden"), [("death", "おくやみ", "総合"), ("birth", "総合", "おくやみ")]
)
def test_only_the_bereaved_read_the_name_of_their_counter(
    parts: FourParts,
    municipality: MunicipalityProfile,
    shelf: fonts.Shelf,
    event: str,
    shown: str,
    hidden: str,
) -> None:
    city = replace(municipality, counter_name="市民課 総合窓口", counters={"death": "市民課 おくやみ窓口"})
    text = text_of(personal_list(replace(parts, event=event), TOKEN, city, ON, VISITOR, shelf))
    assert f"{shown}窓口" in text
    assert f"{hidden}窓口" not in text


def test_the_list_says_every_line_with_its_date_and_desk(
    parts: FourParts, municipality: MunicipalityProfile, shelf: fonts.Shelf
) -> None:
    text = text_of(personal_list(parts, TOKEN, municipality, ON, VISITOR, shelf))
    for _, lines in parts.all:
        for line in lines:
            for said in (line.title, line.deadline_text, line.open_text, line.note):
                assert re.sub(r"\s+", "", said) in text
    for said in (
        "今日ここでできること8", "もう一度お越しいただくこと3", "市役所の外のこと4", "確認してからお知らせすること3",
        "様式は記入済みです。ご署名は3か所", "11月27日（金）までに、お電話でお知らせします", "2つの手続きに、1通で足ります",
        "令和8年11月20日（金）", "来た方佐藤晴樹さん（お子さま、喪主）", "電気の名義", "0000-22-3000", "1/2", "2/2",
    ):  # fmt: skip
        assert said in text, said


def test_the_list_is_two_pages_of_a4_for_this_family(
    parts: FourParts, municipality: MunicipalityProfile, shelf: fonts.Shelf
) -> None:
    assert sheets.sizes(personal_list(parts, TOKEN, municipality, ON, VISITOR, shelf)) == [(210.0, 297.0)] * 2


def test_words_that_hurry_or_promise_are_never_on_the_list(
    parts: FourParts, municipality: MunicipalityProfile, shelf: fonts.Shelf
) -> None:
    text = text_of(personal_list(parts, TOKEN, municipality, ON, VISITOR, shelf))
    assert not re.search(r"あと\d+日|もらえ|過料|罰|！|復氏届|支援措置|市営住宅|判定結果", text)


def test_the_ticket_holds_the_token_and_nothing_of_it_is_written(
    parts: FourParts, municipality: MunicipalityProfile, shelf: fonts.Shelf
) -> None:
    one = personal_list(parts, TOKEN, municipality, ON, VISITOR, shelf)
    other = personal_list(parts, "another-token", municipality, ON, VISITOR, shelf)
    assert TOKEN not in text_of(one)
    assert one != other and text_of(one) == text_of(other)


def test_a_list_without_a_token_is_refused(
    parts: FourParts, municipality: MunicipalityProfile, shelf: fonts.Shelf
) -> None:
    with pytest.raises(Fault, match="合言葉がありません"):
        personal_list(parts, "", municipality, ON, VISITOR, shelf)


def test_a_name_that_cannot_be_printed_stops_the_list(
    parts: FourParts, municipality: MunicipalityProfile, shelf: fonts.Shelf
) -> None:
    with pytest.raises(Fault, match="この文字を持つ書体がない"):
        personal_list(parts, TOKEN, municipality, ON, Handed("佐藤😀さん"), shelf)


def test_a_protected_family_gets_the_same_paper_byte_for_byte(
    judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile, shelf: fonts.Shelf
) -> None:
    papers = set()
    for lines in (
        judgement.lines,
        tuple(one for one in judgement.lines if one.procedure.audience == "family"),
    ):
        made = arrange(replace(judgement, lines=lines), definitions, municipality, ON, VisitStage(True))
        papers.add(personal_list(made, TOKEN, municipality, ON, VISITOR, shelf))
    assert len(papers) == 1


def test_several_people_of_one_procedure_are_one_line_with_a_number(
    judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile, shelf: fonts.Shelf
) -> None:
    joining = [replace(judgement.lines[0], person=person) for person in ("P2", "P3")]
    made = arrange(replace(judgement, lines=tuple(joining)), definitions, municipality, ON, VisitStage(True))
    text = text_of(personal_list(made, TOKEN, municipality, ON, VISITOR, shelf))
    assert "資格確認書を返す（2人分）" in text and "今日ここでできること1" in text


def test_the_list_takes_no_more_than_100_ms(
    parts: FourParts, municipality: MunicipalityProfile, shelf: fonts.Shelf
) -> None:
    personal_list(parts, TOKEN, municipality, ON, VISITOR, shelf)
    taken = []
    for number in range(7):
        start = time.process_time()
        personal_list(parts, f"{TOKEN}{number}", municipality, ON, Handed(f"来た方{number}"), shelf)
        taken.append(time.process_time() - start)
    assert sorted(taken)[3] <= 0.100


def test_the_messenger_gets_the_same_general_list_for_every_family(
    judgement: Judgement, definitions: Definitions, municipality: MunicipalityProfile, shelf: fonts.Shelf
) -> None:
    procedures = {line.procedure.id: line.procedure for line in judgement.lines}
    known = replace(definitions, procedures=procedures)
    text = text_of(general_list(known, "death", TOKEN, municipality, ON, shelf))
    # 判定では要らないと決まった行も載り、日付と「要確認」は載らない。
    assert "市営住宅の承継" in text and "携帯電話" in text
    assert not re.search(r"11月26日|確認してから|復氏届|支援措置|佐藤", text)
