"""動きのない席は閉じ、打ったものは同じ人にだけ返る。ほかの人にも、ほかの方の話にも出ない。"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from madoguchi.accounts.actions import NewUser
from madoguchi.audit import queries as audit
from madoguchi.config import clock
from madoguchi.counter import opening
from madoguchi.municipalities.actions import set_up_municipality
from madoguchi.municipalities.scope import scope
from tests.counter import city
from tests.counter.conftest import load
from tests.counter.work import SON
from tests.support.cast import AOBA, PASSWORD, hire, signed_in
from tests.web.matsuo import case, small_shelf

__all__ = ["case", "load", "small_shelf"]
PENSION = "ask.pension_kind"


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """時計を分だけ進める。"""
    ahead = {"minutes": 0.0}
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(minutes=ahead["minutes"]))

    def run(minutes: float) -> None:
        ahead["minutes"] += minutes

    return run


def page_of(case_id: int) -> str:
    return reverse("interview_topic", args=[case_id, "insurance"])


def keep(client: Client, page: str, voice: int = 1, **fields: str) -> Any:
    rows = [["voice", str(voice)], *([name, value] for name, value in fields.items())]
    return client.post(reverse("keep_draft"), {"page": page, "fields": json.dumps(rows)})


def take(client: Client, page: str) -> Any:
    return client.post(reverse("take_drafts"), {"page": page}).json().get(page)


def unlock(client: Client, login: str = "sato") -> Any:
    return client.post(reverse("sign_in"), {"municipality": AOBA, "login": login, "password": PASSWORD})


def test_a_desk_left_alone_closes_and_shows_nobody(case: int, sato: Any, wait: Any) -> None:
    client = signed_in(sato)
    address = reverse("household", args=[case])
    assert client.get(address).status_code == 200
    wait(9)
    assert client.get(address).status_code == 200
    wait(10)
    closed = client.get(address)
    assert closed.status_code == 423
    text = closed.content.decode()
    assert "画面を閉じました" in text
    assert "松雄" not in text
    assert closed.headers["Cache-Control"] == "no-store"
    assert f'name="next" value="{address}"' in text
    assert client.get(reverse("search")).status_code == 423
    assert client.get(reverse("general_list", args=[case])).status_code == 423
    assert unlock(client).status_code == 302
    assert client.get(address).status_code == 200
    with scope(AOBA):
        assert [one.object_id for one in audit.entries(action="lock")] == ["idle"]


def test_each_city_sets_its_own_minutes(case: int, sato: Any, wait: Any) -> None:
    set_up_municipality(AOBA, "あおば市", "あおば県", "aoba", idle_minutes=3)
    client = signed_in(sato)
    assert 'data-idle="3"' in client.get(reverse("search")).content.decode()
    wait(4)
    assert client.get(reverse("search")).status_code == 423


def test_typing_is_moving(case: int, sato: Any, wait: Any) -> None:
    client = signed_in(sato)
    client.get(reverse("search"))
    for _ in range(3):
        wait(6)
        assert keep(client, page_of(case), **{PENSION: "basic"}).status_code == 204
    assert client.get(reverse("search")).status_code == 200


def test_the_clock_of_one_window_does_not_close_a_desk_in_use(case: int, sato: Any, wait: Any) -> None:
    client = signed_in(sato)
    client.get(reverse("search"))
    wait(6)
    client.get(reverse("search"))
    wait(6)
    assert client.post(reverse("away"), {"idle": "1"}).status_code == 204
    assert client.get(reverse("search")).status_code == 200
    wait(11)
    assert client.post(reverse("away"), {"idle": "1"}).status_code in (200, 423)
    assert client.get(reverse("search")).status_code == 423


def test_what_was_sent_to_a_closed_desk_comes_back_to_the_same_person(
    case: int, sato: Any, wait: Any
) -> None:
    client = signed_in(sato)
    client.get(page_of(case))
    wait(11)
    sent = {"version": 2, "voice": 1, "once": "k", "asked": [PENSION], PENSION: ["basic", "mutual"]}
    assert client.post(page_of(case), sent).status_code == 423
    assert client.post(reverse("take_drafts"), {"page": page_of(case)}).status_code == 423
    unlock(client)
    assert take(client, page_of(case)) == [[PENSION, "basic"], [PENSION, "mutual"]]


def test_what_was_sent_after_the_time_ran_out_comes_back(case: int, sato: Any) -> None:
    client = signed_in(sato)
    client.get(page_of(case))
    Session.objects.update(expire_date=clock.now() - timedelta(days=1))
    sent = {"version": 2, "voice": 1, "once": "k", "asked": [PENSION], PENSION: ["basic"]}
    assert client.post(page_of(case), sent).headers["Location"].startswith("/sign-in")
    unlock(client)
    assert take(client, page_of(case)) == [[PENSION, "basic"]]


def test_another_official_sees_nothing_of_it(case: int, sato: Any, wait: Any) -> None:
    hire(AOBA, NewUser("ito", "伊藤", "citizen", "okuyami", frozenset({"clerk"}), frozenset({"counter"})))
    client = signed_in(sato)
    keep(client, page_of(case), **{PENSION: "basic"})
    client.post(reverse("away"))
    assert unlock(client, "ito").status_code == 302
    assert take(client, page_of(case)) is None
    assert client.get(page_of(case)).status_code == 200
    assert unlock(client).status_code == 302
    assert take(client, page_of(case)) == [[PENSION, "basic"]]


def test_what_one_relative_said_is_not_given_back_to_another(case: int, sato: Any) -> None:
    client = signed_in(sato)
    keep(client, page_of(case), **{PENSION: "basic"})
    with scope(AOBA):
        opening.open_case(sato, city.MATSUO, SON, "open-2")
    assert take(client, page_of(case)) is None


def test_it_is_gone_once_sent_or_dropped_or_old(case: int, sato: Any, wait: Any) -> None:
    client = signed_in(sato)
    keep(client, page_of(case), **{PENSION: "basic"})
    version = {"version": 2, "voice": 1, "once": "k", "asked": [PENSION], PENSION: ["basic"]}
    assert client.post(page_of(case), version).status_code == 302
    assert take(client, page_of(case)) is None
    keep(client, page_of(case), **{PENSION: "basic"})
    client.post(reverse("take_drafts"), {"page": page_of(case), "drop": "1"})
    assert take(client, page_of(case)) is None
    keep(client, page_of(case), **{PENSION: "basic"})
    for _ in range(13):
        wait(60)
        unlock(client)
    assert take(client, page_of(case)) is None


def test_the_visitor_typed_in_the_search_comes_back_only_after_the_lock(case: int, sato: Any) -> None:
    client = signed_in(sato)
    take(client, reverse("open"))
    keep(client, reverse("open"), name="佐藤 晴樹")
    client.post(reverse("away"))
    unlock(client)
    assert take(client, reverse("open")) == [["name", "佐藤 晴樹"]]
    assert take(client, reverse("open")) is None


@pytest.mark.parametrize("page", ["/loads", "/no-such-page", "/away", "/sign-in"])
def test_nothing_is_kept_for_a_page_that_may_not_be_opened(case: int, sato: Any, page: str) -> None:
    assert keep(signed_in(sato), page, name="x").status_code == 400


def test_broken_fields_are_refused(case: int, sato: Any) -> None:
    answer = signed_in(sato).post(reverse("keep_draft"), {"page": page_of(case), "fields": "{"})
    assert answer.status_code == 400
