"""画面の宣言: 宣言のない画面があれば起動せず、宣言どおりの職員だけが開ける。"""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from madoguchi.accounts.checks import every_page_is_declared
from madoguchi.audit import queries
from madoguchi.municipalities.models import Department
from madoguchi.municipalities.scope import OutOfScope, current, scope
from tests.support.cast import AOBA, MOMIJI, signed_in

pages = override_settings(ROOT_URLCONF="tests.accounts.pages")


def test_every_page_of_the_product_is_declared():
    assert every_page_is_declared() == []


@override_settings(ROOT_URLCONF="tests.accounts.undeclared")
def test_a_page_without_a_sensible_declaration_stops_the_start():
    assert [error.msg for error in every_page_is_declared()] == [
        "/naked に、だれが何のために開けるかの宣言がありません。",
        "/gyomu の業務「no_such_gyomu」を知りません。",
        "/action の行い「no_such_action」ができる役割がありません。",
        "/classes の項目区分「secret」を知りません。",
    ]


@override_settings(ROOT_URLCONF="tests.accounts.undeclared")
def test_an_undeclared_page_is_never_shown(db):
    with pytest.raises(ImproperlyConfigured):
        Client().get("/naked")


@pages
def test_the_page_works_for_the_town_of_the_official(sato, suzuki):
    assert signed_in(sato).get("/where").content.decode() == AOBA
    assert signed_in(suzuki).get("/where").content.decode() == MOMIJI
    with pytest.raises(OutOfScope):
        current()


@pages
@pytest.mark.parametrize("url", ["/where", "/tax"])
def test_a_stranger_is_sent_to_the_sign_in(db, url):
    assert Client().get(url).headers["Location"] == f"/sign-in?next={url}"


@pages
@pytest.mark.parametrize(
    ("url", "status"), [("/where", 200), ("/tax", 403), ("/counter-tax", 403), ("/tax-office", 403)]
)
def test_a_counter_clerk_opens_only_the_declared_pages(sato, url, status):
    assert signed_in(sato).get(url).status_code == status


@pages
@pytest.mark.parametrize(("url", "status"), [("/where", 403), ("/tax", 200), ("/tax-office", 403)])
def test_a_tax_clerk_opens_only_the_declared_pages(takahashi, url, status):
    assert signed_in(takahashi).get(url).status_code == status


@pages
def test_a_refusal_is_told_in_japanese_and_recorded(sato):
    page = signed_in(sato).get("/tax")
    assert "この画面は開けません" in page.content.decode()
    with scope(AOBA):
        entry = queries.entries(action="access.denied")[0]
    assert (entry.actor, entry.outcome, entry.object_id) == ("sato", "denied", "tax")


@pages
def test_an_object_of_another_town_is_the_same_as_no_object(sato):
    with scope(MOMIJI):
        foreign = Department.objects.get(key="citizen").pk
    client = signed_in(sato)
    there, nowhere = client.get(f"/department/{foreign}"), client.get("/department/999999")
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content
    with scope(AOBA):
        assert len(queries.entries(action="access.not_found")) == 2


@pages
def test_pages_are_not_kept_by_the_browser(sato):
    assert signed_in(sato).get("/where").headers["Cache-Control"] == "no-store"


@pages
def test_pages_carry_a_strict_content_security_policy(sato):
    policy = signed_in(sato).get("/where").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pages
def test_an_official_whose_term_ended_is_out_at_the_next_request(sato, monkeypatch):
    client = signed_in(sato)
    with scope(AOBA):
        sato.valid_until = "2026-03-31"
        sato.save()
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-04-01")
    assert client.get("/where").status_code == 302


@pages
def test_a_failure_does_not_show_its_inside(sato):
    client = signed_in(sato)
    client.raise_request_exception = False
    page = client.get("/broken")
    assert page.status_code == 500
    assert "システムの側の不具合です" in page.content.decode()
