"""電話の問い合わせ。だれの記録も読まず、答えだけから案内し、残るのは電話のあったことだけ。"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from madoguchi.audit import queries as audit
from madoguchi.cases.models import Case
from madoguchi.counter import telephone
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from tests.counter.work import text_of
from tests.support.cast import AOBA, signed_in


@pytest.fixture(autouse=True)
def national_shelf(settings: Any) -> None:
    """本物の棚を使う。"""
    settings.CATALOGUE = None


def test_the_list_grows_from_the_answers_alone(aoba: str, sato: Any) -> None:
    with CaptureQueriesContext(connection) as seen:
        page = telephone.call_page(sato, "death", {}, begins=True)
    tables = " ".join(one["sql"] for one in seen)
    assert "residents_record" not in tables
    assert "cases_" not in tables
    assert 1 <= len(page.questions) <= 3
    assert page.maybe
    given = {page.questions[0].field: ["?"]}
    after = telephone.call_page(sato, "death", given)
    assert page.questions[0].field not in [one.field for one in after.questions]
    assert after.left < page.left or after.kept


def test_only_the_fact_of_a_call_is_left(aoba: str, sato: Any) -> None:
    client = signed_in(sato)
    first = client.post(reverse("telephone"), {"event": "moving_out"})
    assert first.status_code == 200
    page = telephone.call_page(sato, "moving_out", {})
    client.post(reverse("telephone"), {"event": "moving_out", "asked": [one.field for one in page.questions]})
    with scope(AOBA):
        entries = audit.entries(action="telephone")
        assert [(one.object_id, one.persons) for one in entries] == [("moving_out", ())]
        assert not Case.objects.exists()


def test_the_paper_names_nobody(aoba: str, sato: Any) -> None:
    answer = signed_in(sato).post(reverse("telephone_paper"), {"event": "death"})
    assert answer.headers["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    assert "お電話でうかがったことから" in text
    assert "引換票" not in text
    assert "当てはまるかもしれないもの" in text
    assert "支援措置" not in text


def test_a_wrong_answer_is_asked_again_and_a_wrong_event_refused(aoba: str, sato: Any) -> None:
    client = signed_in(sato)
    page = telephone.call_page(sato, "death", {})
    field = page.questions[0].field
    answer = client.post(reverse("telephone"), {"event": "death", "asked": field, field: "no-such"})
    assert answer.status_code == 422
    assert "＊" in answer.content.decode()
    with pytest.raises(Fault, match="開けないできごと"):
        telephone.call_page(sato, "party", {})
    assert client.get(reverse("telephone")).status_code == 200


@pytest.mark.parametrize(
    "event", ["birth", "stillbirth", "moving_in", "moving_within", "marriage", "divorce"]
)
def test_every_event_can_be_asked_about(aoba: str, sato: Any, event: str) -> None:
    page = telephone.call_page(sato, event, {})
    assert page.sure or page.maybe
    assert "支援措置" not in repr(page)
