"""打ったものは、先にほかの人が進めていても失われない。ほかの方の来庁には、混ざらない。"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.cases import queries as cases
from madoguchi.counter import interviewing, listing, opening
from madoguchi.municipalities.scope import scope
from tests.counter import city
from tests.counter.conftest import load
from tests.counter.work import SON, lines, say, version
from tests.support.cast import AOBA, signed_in
from tests.web.matsuo import case, small_shelf

__all__ = ["case", "load", "small_shelf"]
PENSION, TOGETHER, MONTHS = "ask.pension_kind", "ask.livelihood@100002", "ask.paid_months"


def fields_of(sato: Any, case_id: int, **more: Any) -> dict[str, Any]:
    """いま画面を開いた人が送る欄。"""
    with scope(AOBA):
        page = interviewing.interview_page(sato, case_id)
    asked = [question.field for question in page.questions]
    return {"version": page.band.version, "voice": page.band.voice, "once": "mine", "asked": asked, **more}


def send(client: Client, case_id: int, fields: dict[str, Any]) -> Any:
    return client.post(reverse("interview_topic", args=[case_id, "insurance"]), fields)


def test_the_typed_answers_stay_in_the_form_with_what_changed(case: int, sato: Any) -> None:
    mine = fields_of(sato, case, **{PENSION: ["basic", "welfare"], MONTHS: "36"})
    with scope(AOBA):
        page = interviewing.interview_page(sato, case)
        say(sato, case, page, q1=["mutual"])
    answer = send(signed_in(sato), case, mine)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "佐藤さんが聞き取りの答えを入れました" in text
    assert "先に「共済」と入っています" in text
    assert f'name="{PENSION}" value="basic" data-digit="1" checked' in text
    assert f'name="{MONTHS}" value="36"' in text
    again = {**mine, "version": _version(case), "once": "again"}
    assert send(signed_in(sato), case, again).status_code == 302
    with scope(AOBA):
        assert cases.answers(case, 1).values["ask.pension_kind", None] == {"basic", "welfare"}


def test_an_answer_no_longer_asked_is_told_and_not_written(case: int, sato: Any) -> None:
    mine = fields_of(sato, case, **{"ask.company_years": "yes"})
    mine["asked"] = [*mine["asked"], "ask.company_years"]
    with scope(AOBA):
        other = {"ask.company_insured": ["no"]}
        interviewing.answer(sato, case, version(case), "theirs", other, "insurance")
    text = send(signed_in(sato), case, mine).content.decode()
    assert "もう聞かない問いの答えは、書きません" in text
    assert "勤め先の健康保険に、1年より長く入っていましたか。" in text


def test_what_one_relative_said_is_not_put_into_the_form_of_another(case: int, sato: Any) -> None:
    mine = fields_of(sato, case, **{PENSION: ["basic"]})
    with scope(AOBA):
        opening.open_case(sato, city.MATSUO, SON, "open-2")
    answer = send(signed_in(sato), case, mine)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "年金を受けていましたか。" in text
    assert "国民年金" in text
    assert 'name="ask.' not in text
    assert "フミ子" not in text


@pytest.mark.parametrize("name", ["set_aside", "add_line"])
def test_a_reason_stays_in_the_form(case: int, sato: Any, name: str) -> None:
    seen = _version(case)
    with scope(AOBA):
        if name == "add_line":
            fields = {"procedure": listing.list_page(sato, case).searchable[0][0]}
        else:
            fields = {"line": next(iter(lines(listing.list_page(sato, case))))}
        say(sato, case, interviewing.interview_page(sato, case), q1=["?"])
    sent = {**fields, "version": seen, "once": "o", "reason": "奥さまが支所で済ませた"}
    answer = signed_in(sato).post(reverse(name, args=[case]), sent)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "奥さまが支所で済ませた" in text.split("<textarea", 1)[1]
    assert "佐藤さんが聞き取りの答えを入れました" in text


def _version(case_id: int) -> int:
    with scope(AOBA):
        return version(case_id)
