"""入る・出る: 合言葉を確かめ、続けて間違えれば待たせ、どちらも記録する。"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from madoguchi.accounts.throttling import ALLOWED_FAILURES
from madoguchi.audit import queries
from madoguchi.municipalities.scope import scope
from tests.support.cast import AOBA, MOMIJI, PASSWORD, signed_in

WRONG = "職員番号かパスワードが違います"
LOCKED = "続けて間違えたため"


def sign_in(client: Client, code: str = AOBA, login: str = "sato", password: str = PASSWORD, **more: str):
    return client.post("/sign-in", {"municipality": code, "login": login, "password": password, **more})


def test_an_official_signs_in_and_out(sato):
    client = Client()
    assert sign_in(client).headers["Location"] == "/"
    assert client.session["municipality"] == AOBA
    out = client.post("/sign-out")
    assert out.headers["Location"] == "/sign-in"
    assert "storage" in out.headers["Clear-Site-Data"]
    assert "municipality" not in client.session
    with scope(AOBA):
        assert [entry.action for entry in queries.entries()] == ["sign_in", "sign_out"]


@pytest.mark.parametrize(
    "given", [{"password": "x"}, {"login": "nobody"}, {"code": MOMIJI}, {"code": "999999"}, {"code": ""}]
)
def test_a_wrong_try_is_refused_without_saying_what_was_wrong(sato, given):
    page = sign_in(Client(), **given)
    assert page.status_code == 401
    assert WRONG in page.content.decode()


def test_a_wrong_try_is_recorded_in_the_town_that_was_tried(sato):
    sign_in(Client(), password="x")
    with scope(AOBA):
        entry = queries.entries(action="sign_in")[0]
    assert (entry.actor, entry.outcome) == ("sato", "denied")


def test_too_many_wrong_tries_lock_the_number_for_a_while(sato, monkeypatch):
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-22")
    for _ in range(ALLOWED_FAILURES):
        assert WRONG in sign_in(Client(), password="x").content.decode()
    assert LOCKED in sign_in(Client()).content.decode()
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-23")
    assert sign_in(Client()).status_code == 302


def test_a_lock_does_not_touch_another_town(sato, suzuki):
    for _ in range(ALLOWED_FAILURES):
        sign_in(Client(), login="suzuki", password="x")
    assert sign_in(Client(), code=MOMIJI, login="suzuki").status_code == 302


def test_success_forgets_the_failures(sato):
    for _ in range(ALLOWED_FAILURES - 1):
        sign_in(Client(), password="x")
    sign_in(Client())
    sign_in(Client(), password="x")
    assert sign_in(Client()).status_code == 302


def test_the_session_number_changes_at_sign_in(sato, suzuki):
    client = Client()
    sign_in(client)
    first = client.cookies[settings.SESSION_COOKIE_NAME].value
    sign_in(client, code=MOMIJI, login="suzuki")
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != first
    assert client.session["municipality"] == MOMIJI


@pytest.mark.parametrize(
    ("wanted", "led"),
    [("/cases/1", "/cases/1"), ("https://example.com/", "/"), ("//example.com", "/"), ("", "/")],
)
def test_after_signing_in_only_own_pages_follow(sato, wanted, led):
    assert sign_in(Client(), next=wanted).headers["Location"] == led


def test_signing_out_by_a_link_does_nothing(sato):
    client = signed_in(sato)
    assert client.get("/sign-out").status_code == 405
    assert client.session["municipality"] == AOBA


def test_a_form_without_the_token_is_refused(sato):
    assert sign_in(Client(enforce_csrf_checks=True)).status_code == 403


def test_health_needs_no_sign_in(db):
    assert Client().get("/health").content == b"ok\n"
