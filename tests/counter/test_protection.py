"""守られる人の居どころと、守られていること自体が、どの画面にも紙にも出ないこと。"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from madoguchi.audit.models import AuditEntry
from madoguchi.cases import queries as cases
from madoguchi.cases.models import Action, Payload
from madoguchi.counter import household, interviewing, listing, opening, papers, searching
from madoguchi.counter.opening import VisitInput
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from madoguchi.residents.loading import load_folder
from tests.counter import city
from tests.counter.work import SON, WIFE, text_of


def everything(user: Any, case: int) -> Iterator[tuple[str, str]]:
    """その件の、すべての画面と紙の字。"""
    yield "search", repr(searching.search_page(user, "さとう"))
    yield "case", repr(searching.case_page(user, case))
    yield "household", repr(household.household_page(user, case))
    yield "interview", repr(interviewing.interview_page(user, case))
    yield "list", repr(listing.list_page(user, case))
    yield "general", text_of(papers.general_list(user, case))
    yield "personal", text_of(papers.personal_list(user, case))
    yield "pack", text_of(papers.pack(user, case))


@pytest.mark.parametrize("visit", [WIFE, SON])
def test_a_protected_familys_address_is_on_no_page_and_no_paper(
    load: Callable[..., None], sato: Any, visit: VisitInput
) -> None:
    load(secret_home=True, protected=(city.FUMIKO,))
    with scope(city.AOBA):
        case = opening.open_case(sato, city.MATSUO, visit, "open-1")
        for name, text in everything(sato, case):
            assert "かくれ町" not in text, name
        assert "九丁目" not in repr([str(vars(row)) for row in Payload.objects.all()])
        assert "九丁目" not in repr([str(vars(row)) for row in AuditEntry.objects.all()])


def test_the_same_home_unprotected_is_on_the_form(load: Callable[..., None], sato: Any) -> None:
    load(secret_home=True)
    with scope(city.AOBA):
        case = opening.open_case(sato, city.MATSUO, WIFE, "open-1")
        texts = dict(everything(sato, case))
    assert "かくれ町九丁目" in texts["pack"]
    assert "かくれ町九丁目" in texts["household"]
    assert "8番7号" not in texts["household"] + texts["list"] + texts["personal"]


def test_a_flag_set_after_judging_acts_on_the_next_paper(load: Callable[..., None], sato: Any) -> None:
    load("plain", secret_home=True)
    with scope(city.AOBA):
        case = opening.open_case(sato, city.MATSUO, WIFE, "open-1")
        assert "かくれ町" in text_of(papers.pack(sato, case))
    load("guarded", secret_home=True, protected=(city.FUMIKO,), as_of="2026-11-20T07:00")
    with scope(city.AOBA):
        for name, text in everything(sato, case):
            assert "かくれ町" not in text, name


def test_a_flag_set_while_the_paper_is_made_stops_the_paper(
    load: Callable[..., None], sato: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(secret_home=True)
    guarded = city.write(
        tmp_path / "later", secret_home=True, protected=(city.FUMIKO,), as_of="2026-11-20T07:00"
    )[1]
    with scope(city.AOBA):
        case = opening.open_case(sato, city.MATSUO, WIFE, "open-1")
        made = papers.packs.pack

        def slow(filled: Any) -> bytes:
            load_folder(guarded, city.AOBA)
            return made(filled)

        monkeypatch.setattr(papers.packs, "pack", slow)
        with pytest.raises(Fault, match="いま新しくなりました"):
            papers.pack(sato, case)
        assert not Action.objects.filter(kind="print_forms").exists()


def test_pages_are_equal_whether_or_not_a_far_relative_is_protected(
    load: Callable[..., None], sato: Any
) -> None:
    load("plain")
    with scope(city.AOBA):
        case = opening.open_case(sato, city.MATSUO, WIFE, "open-1")
        before = listing.list_page(sato, case)
    load("guarded", protected=(city.FUMIKO, city.KEIKO), as_of="2026-11-20T06:00")
    with scope(city.AOBA):
        listing.judge_again(sato, case, cases.now(case).version, "again")
        after = listing.list_page(sato, case)
    assert (after.parts, after.not_needed, after.bring, after.changes) == (
        before.parts, before.not_needed, before.bring, (),
    )  # fmt: skip


def test_the_familys_paper_is_the_same_to_the_byte_with_and_without_the_staff_line(
    aoba: str, sato: Any, settings: Any, tmp_path: Path
) -> None:
    case = opening.open_case(sato, city.MATSUO, WIFE, "open-1")
    assert any(line.staff_only for part in listing.list_page(sato, case).parts for line in part.lines)
    papers.personal_list(sato, case)
    with_line = [papers.personal_list(sato, case), papers.general_list(sato, case), papers.pack(sato, case)]
    shutil.copytree(settings.CATALOGUE, tmp_path / "shelf")
    (tmp_path / "shelf/national/procedures/death/d_shien.yaml").unlink()
    settings.CATALOGUE = tmp_path / "shelf"
    listing.judge_again(sato, case, cases.now(case).version, "again")
    assert not any(line.staff_only for part in listing.list_page(sato, case).parts for line in part.lines)
    without = [papers.personal_list(sato, case), papers.general_list(sato, case), papers.pack(sato, case)]
    assert with_line == without


def test_the_forms_come_in_one_job_with_what_is_known_filled_in(aoba: str, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, WIFE, "open-1")
    text = text_of(papers.pack(sato, case)).replace("\u3000", "")
    for word in ("佐藤松雄", "みどり町三丁目", "佐藤フミ子", cases.now(case).number):
        assert word in text
    assert "ご署名は1か所" in text_of(papers.personal_list(sato, case))


def test_no_form_to_print_is_said_plainly(aoba: str, sato: Any) -> None:
    visit = VisitInput("relative", "child", event_on=datetime.date(2026, 11, 18))
    case = opening.open_case(sato, city.MATSUO_TWIN, visit, "open-1")
    with pytest.raises(Fault, match="刷る様式がありません"):
        papers.pack(sato, case)
    assert not Action.objects.filter(kind="print_forms").exists()


def test_every_look_is_recorded_with_whom_it_showed(aoba: str, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, WIFE, "open-1")
    listing.list_page(sato, case)
    papers.personal_list(sato, case)
    rows = [(row.action, set(row.persons)) for row in AuditEntry.objects.order_by("seq")]
    family = {city.MATSUO, city.FUMIKO}
    assert rows == [
        ("case.open_case", {city.MATSUO}), ("case.judge", family), ("counter.list", family), ("case.print_list", family),
    ]  # fmt: skip


def test_a_denied_paper_is_recorded(aoba: str, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, VisitInput("messenger"), "open-1")
    with pytest.raises(Fault):
        papers.personal_list(sato, case)
    last = AuditEntry.objects.order_by("-seq").first()
    assert (last.action, last.outcome) == ("paper.list", "denied")
