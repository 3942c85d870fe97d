"""佐藤家の事実と、棚にある二つの様式。人も番号も架空。"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.domain.facts import Dictionary, Event, Facts, Situation, known
from madoguchi.paper import fonts
from madoguchi.printing import forms
from madoguchi.printing.context import CasePaper, Claimant, FormContext, Visit
from madoguchi.printing.definition import PaperForm

ROOT = Path(__file__).parents[2] / "catalogue"
ON = date(2026, 11, 20)
SUBJECT: Mapping[str, Any] = {
    "resident.name": "佐藤　松雄", "resident.name_kana": "サトウ　マツオ", "resident.birth_date": date(1944, 6, 5),
    "resident.address": "あおば市みどり町三丁目5番12号", "resident.sex": "M",
    "latter_elderly.insured_no": "40217365", "ltc.insured_no": "0001234567", "ltc.insured_kind": "1",
}  # fmt: skip
COMMON: Mapping[str, Any] = {
    "case.event": "death", "case.event_date": date(2026, 11, 12), "ask.funeral_on": date(2026, 11, 16),
    "ask.visitor_relation": "child", "ask.visitor_role": frozenset({"mourner"}), "ask.account_bank": "あおば",
    "ask.account_bank_kind": "shinkin", "ask.account_branch": "みどり", "ask.account_branch_kind": "branch",
    "ask.account_kind": "ordinary", "ask.account_number": "123456", "ask.account_holder_kana": "サトウ　ハルキ",
}  # fmt: skip


def facts_of(subject: Mapping[str, Any], common: Mapping[str, Any] = COMMON) -> Facts:
    situation = Situation(
        Event("death", "P1", date(2026, 11, 12)), ("P1", "P2"), True, ON, persons=("P1", "P2"), visitor="P2"
    )
    people = {"P1": subject, "P2": {"resident.name": "佐藤　晴樹"}}
    return Facts(
        Dictionary({}, {}), situation,
        {who: {name: known(value, "試験") for name, value in held.items()} for who, held in people.items()},
        {name: known(value, "試験") for name, value in common.items()},
    )  # fmt: skip


@pytest.fixture(scope="session")
def shelf() -> fonts.Shelf:
    return fonts.open_shelf()


@pytest.fixture(scope="session")
def real_forms() -> dict[str, PaperForm]:
    return forms.load(ROOT)


@pytest.fixture
def filled_context() -> FormContext:
    claimant = Claimant(
        name="佐藤　晴樹", kana="サトウ　ハルキ", relation="child", address="もみじ市中央一丁目2番3号",
        telephone="090-0000-0142",
    )  # fmt: skip
    return FormContext(
        facts=facts_of(SUBJECT), person="P1",
        visit=Visit(ON, claimant, frozenset({"kaiso_reijo"}), frozenset({"insured", "identity"}),
                    frozenset({"kaigo_hihokenshasho"})),
        case=CasePaper("8-1120-014-02", "7f3k9q2x-kouken"),
        municipality=MunicipalityProfile("990001", "あおば市", "あおば県", "aoba", "市民課", "0000-22-3000", "平日"),
        parameters={"kouki_sousaihi_amount": 50000},
    )  # fmt: skip


@pytest.fixture
def with_subject(filled_context: FormContext) -> Callable[..., FormContext]:
    def changed(**values: Any) -> FormContext:
        own = {f"resident.{name}": value for name, value in values.items()}
        return replace(filled_context, facts=facts_of({**SUBJECT, **own}))

    return changed


@pytest.fixture
def text_of() -> Callable[[bytes], str]:
    def read(pdf: bytes) -> str:
        opened = pypdfium2.PdfDocument(pdf)
        return "\n".join(page.get_textpage().get_text_range() for page in opened)

    return read


@pytest.fixture
def ink_in() -> Callable[..., float]:
    """紙の四角（mm）の中の、墨の割合。"""

    def measured(pdf: bytes, x: float, y: float, w: float, h: float) -> float:
        page = pypdfium2.PdfDocument(pdf)[0]
        picture = page.render(scale=3).to_pil().convert("L")
        scale = 3 * 72 / 25.4
        part = picture.crop(tuple(int(edge * scale) for edge in (x, y, x + w, y + h)))
        dark = sum(part.histogram()[:128])
        return dark / (part.width * part.height)

    return measured
