"""世帯の画面で、もう一つのできごとを足す。"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.cases import queries as cases
from madoguchi.counter import opening
from madoguchi.counter.opening import VisitInput
from madoguchi.municipalities.scope import scope
from tests.counter import city
from tests.counter.conftest import aoba, load, small_shelf  # noqa: F401
from tests.support.cast import AOBA, signed_in


@pytest.fixture
def case(aoba: str, sato: Any, settings: Any) -> int:  # noqa: F811
    settings.CATALOGUE = None
    visit = VisitInput("self", identity="運転免許証", event_on=date(2026, 11, 18), event="marriage")
    return opening.open_case(sato, city.KEIKO, visit, "open")


def send(client: Client, case: int, **values: str) -> Any:
    with scope(AOBA):
        version = cases.now(case).version
    form = {"version": version, "once": f"add-{values}"[:60], **values}
    return client.post(reverse("add_event", args=[case]), form)


def test_the_move_beside_the_marriage(case: int, sato: Any) -> None:
    client = signed_in(sato)
    refused = send(client, case, event="moving_within", event_on="きのう")
    assert refused.status_code == 422 and 'value="きのう"' in refused.content.decode()
    assert send(client, case, event="death", event_on="8.11.18").status_code == 422
    assert send(client, case, event="moving_within", event_on="8.11.18").status_code == 302
    shown = re.sub(r"<[^>]+>", "", client.get(reverse("household", args=[case])).content.decode())
    assert "いっしょに扱うできごと　転居（令和8年11月18日（水））" in shown
    assert "引っ越す" in shown


def test_the_head_who_moves_away_is_replaced_on_the_screen(case: int, sato: Any) -> None:
    client = signed_in(sato)
    address = reverse("heads", args=[case])
    with scope(AOBA):
        version = cases.now(case).version
    form = {"version": version, "once": "heads", "apart": city.TAICHI, "head2": city.TAICHI, "do": "save"}
    assert client.post(address, {**form, "head2": ""}).status_code == 422
    assert client.post(address, form).status_code == 302
    assert "世帯主 山口　太一" in client.get(reverse("household", args=[case])).content.decode()
