"""棚にある二つの様式（自分で描く紙と、下敷きに重ねる紙）が、値を正しい所に刷ることの試験。"""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from madoguchi.domain.errors import Fault
from madoguchi.domain.facts import known
from madoguchi.paper import fonts, sheets, typesetting
from madoguchi.printing.context import CasePaper, FormContext, Visit
from madoguchi.printing.definition import PaperForm
from madoguchi.printing.filling import blank, fill
from madoguchi.printing.packs import pack

ON = date(2026, 11, 20)
BOTH = ("kouki_sousaihi", "kaigo_soushitsu")
VALUES = {
    "kouki_sousaihi": [
        "佐藤　松雄", "サトウ　マツオ", "あおば市みどり町三丁目5番12号", "佐藤　晴樹", "もみじ市中央一丁目2番3号",
        "090-0000-0142", "8-1120-014-02", "40217365", "¥50000", "0123456", "サトウハルキ", "令和8年11月12日",
        "19年6月5日", "あおば県後期高齢者医療広域連合長",
    ],
    "kaigo_soushitsu": [
        "佐藤　松雄", "サトウ　マツオ", "あおば市みどり町三丁目5番12号", "佐藤　晴樹", "もみじ市中央一丁目2番3号",
        "090-0000-0142", "8-1120-014-02", "0001234567", "あおば市長",
    ],
}  # fmt: skip


def squeezed(text: str) -> str:
    return re.sub(r"[\s\x00]+", "", text)


@pytest.mark.parametrize("form_id", BOTH)
def test_every_value_is_found_by_pdftotext(
    form_id: str,
    real_forms: dict[str, PaperForm],
    filled_context: FormContext,
    shelf: fonts.Shelf,
    tmp_path: Path,
) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(fill(real_forms[form_id], filled_context, ON, shelf).pdf)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True)
    text = squeezed(done.stdout)
    assert [value for value in VALUES[form_id] if squeezed(value) not in text] == []


# 紙の四角（mm）と、そこに記入が要るか。下敷きの様式の、○と✓と空けておく所。
PLACES = [
    ("昭和に○", (88.4, 93.6, 10, 5.8), True),
    ("大正には○がない", (76.4, 93.6, 10, 5.8), False),
    ("男に○", (64.4, 102.6, 6.6, 5.8), True),
    ("返すものに✓", (22.5, 164.3, 3.4, 3.4), True),
    ("返さないものに✓がない", (78.5, 164.3, 3.4, 3.4), False),
    ("資格を失った日は翌日の13日", (105, 119, 9, 9), True),
    ("個人番号は空く", (64, 139, 62.4, 7), False),
    ("署名は空く", (66, 233, 100, 10), False),
]


@pytest.mark.parametrize(("said", "place", "written"), PLACES, ids=[one[0] for one in PLACES])
def test_marks_and_values_stand_where_the_paper_has_their_boxes(
    said: str, place: tuple[float, ...], written: bool, real_forms: dict[str, PaperForm],
    filled_context: FormContext, shelf: fonts.Shelf, ink_in: Callable[..., float],
) -> None:  # fmt: skip
    form = real_forms["kaigo_soushitsu"]
    filled = ink_in(fill(form, filled_context, ON, shelf).pdf, *place)
    empty = ink_in(blank(form, ON, shelf).pdf, *place)
    assert (filled > empty) is written, said


def test_the_my_number_boxes_and_the_signature_stay_empty_on_the_drawn_form(
    real_forms: dict[str, PaperForm],
    filled_context: FormContext,
    shelf: fonts.Shelf,
    ink_in: Callable[..., float],
) -> None:
    form = real_forms["kouki_sousaihi"]
    filled, empty = fill(form, filled_context, ON, shelf).pdf, blank(form, ON, shelf).pdf
    for place in ((52, 108, 62, 8), (64, 232, 120, 10), (17, 221, 6, 5)):
        assert ink_in(filled, *place) == ink_in(empty, *place)
    assert ink_in(filled, 50, 75, 60, 10) > ink_in(empty, 50, 75, 60, 10)


@pytest.mark.parametrize("form_id", BOTH)
def test_a_removed_address_leaves_a_blank_box_and_nothing_else_changes(
    form_id: str, real_forms: dict[str, PaperForm], with_subject: Callable[..., FormContext], shelf: fonts.Shelf,
    text_of: Callable[[bytes], str],
) -> None:  # fmt: skip
    address = "あおば市みどり町三丁目5番12号"
    shown = text_of(fill(real_forms[form_id], with_subject(), ON, shelf).pdf)
    hidden = text_of(fill(real_forms[form_id], with_subject(address=None), ON, shelf).pdf)
    assert address in shown
    assert squeezed(shown.replace(address, "", 1)) == squeezed(hidden)


@pytest.mark.parametrize("form_id", BOTH)
def test_a_name_with_a_variant_selector_prints_and_copies_back_exactly(
    form_id: str, real_forms: dict[str, PaperForm], with_subject: Callable[..., FormContext], shelf: fonts.Shelf,
    text_of: Callable[[bytes], str],
) -> None:  # fmt: skip
    name = "渡\u9089\U000e0110　\U00020bb7\u845b\U000e0100"
    pdf = fill(real_forms[form_id], with_subject(name=name), ON, shelf).pdf
    assert squeezed(name) in squeezed(text_of(pdf))


@pytest.mark.parametrize("form_id", BOTH)
def test_a_character_that_cannot_be_printed_stops_the_job_and_names_the_field(
    form_id: str,
    real_forms: dict[str, PaperForm],
    with_subject: Callable[..., FormContext],
    shelf: fonts.Shelf,
) -> None:
    with pytest.raises(Fault) as stopped:
        fill(real_forms[form_id], with_subject(name="佐藤😀"), ON, shelf)
    assert "U+1F600" in str(stopped.value) and "亡くなった方の氏名" in str(stopped.value)


LONG_NAME = "MARIA DE LOS ANGELES FERNANDEZ RODRIGUEZ GONZALEZ DE LA CRUZ"
LONG_ADDRESS = "あおば県あおば市みどり町字上大字下三丁目5番地12　" + "みどりの丘ガーデンレジデンス弐番館" * 4


@pytest.mark.parametrize("form_id", BOTH)
@pytest.mark.parametrize(("item", "value"), [("name", LONG_NAME), ("address", LONG_ADDRESS)])
def test_long_values_are_printed_whole(
    form_id: str, item: str, value: str, real_forms: dict[str, PaperForm],
    with_subject: Callable[..., FormContext], shelf: fonts.Shelf, text_of: Callable[[bytes], str],
) -> None:  # fmt: skip
    pdf = fill(real_forms[form_id], with_subject(**{item: value}), ON, shelf).pdf
    assert squeezed(value) in squeezed(text_of(pdf))


def test_a_value_that_cannot_fit_is_never_cut_but_refused(
    real_forms: dict[str, PaperForm], with_subject: Callable[..., FormContext], shelf: fonts.Shelf
) -> None:
    with pytest.raises(Fault) as stopped:
        fill(real_forms["kouki_sousaihi"], with_subject(name="長" * 200), ON, shelf)
    assert "亡くなった方の氏名" in str(stopped.value) and "入りきりません" in str(stopped.value)
    assert stopped.value.line is not None


def test_an_expired_edition_is_refused_with_its_dates(
    real_forms: dict[str, PaperForm], filled_context: FormContext, shelf: fonts.Shelf
) -> None:
    form = real_forms["kouki_sousaihi"]
    expired = replace(form, editions=(replace(form.editions[0], valid_to=date(2026, 11, 20)),))
    assert fill(expired, filled_context, date(2026, 11, 19), shelf).edition == "令和8年4月版"
    with pytest.raises(Fault) as stopped:
        fill(expired, filled_context, ON, shelf)
    assert "令和8年11月20日" in str(stopped.value) and "editions" in stopped.value.remedy


def test_the_same_case_prints_the_same_bytes(
    real_forms: dict[str, PaperForm], filled_context: FormContext, shelf: fonts.Shelf
) -> None:
    for form in real_forms.values():
        assert fill(form, filled_context, ON, shelf).pdf == fill(form, filled_context, ON, shelf).pdf


def test_a_pack_is_one_job_grouped_by_paper(
    real_forms: dict[str, PaperForm], filled_context: FormContext, shelf: fonts.Shelf
) -> None:
    one, two = (fill(real_forms[form_id], filled_context, ON, shelf) for form_id in BOTH)
    large = replace(one, form_id="large", paper="a3", pdf=_a3(shelf))
    assert [size for size, _ in sheets.sizes(pack([one, large, two]))] == [210.0, 210.0, 297.0]


def _a3(shelf: fonts.Shelf) -> bytes:
    template = "#set page(width: 297mm, height: 420mm)\n大きい紙"
    return typesetting.render(template, {}, shelf, name="試験")


def test_a_form_with_new_values_takes_no_more_than_50_ms(
    real_forms: dict[str, PaperForm], with_subject: Callable[..., FormContext], shelf: fonts.Shelf
) -> None:
    for form in real_forms.values():
        fill(form, with_subject(), ON, shelf)
        taken = []
        for number in range(7):
            context = replace(
                with_subject(name=f"佐藤　松{'雄' * number}"),
                case=CasePaper(str(number), f"t{number}"),
                visit=Visit(date(2026, 11, number + 1)),
            )
            start = time.process_time()
            fill(form, context, ON, shelf)
            taken.append(time.process_time() - start)
        assert sorted(taken)[3] <= 0.050


def test_a_visitor_who_did_not_hold_the_funeral_is_not_written_as_the_claimant(
    real_forms: dict[str, PaperForm], filled_context: FormContext, shelf: fonts.Shelf,
    text_of: Callable[[bytes], str],
) -> None:  # fmt: skip
    assert filled_context.facts is not None
    common = {**filled_context.facts.common, "ask.visitor_role": known(frozenset({"heir"}), "interview")}
    heir = replace(filled_context, facts=replace(filled_context.facts, common=common))
    text = text_of(fill(real_forms["kouki_sousaihi"], heir, ON, shelf).pdf)
    assert "佐藤　松雄" in text and "佐藤　晴樹" not in text and "090-0000-0142" not in text
