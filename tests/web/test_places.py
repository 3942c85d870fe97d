"""上の帯と、入ったあとの画面。どの職員にも、開ける画面だけが出る。"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.accounts.actions import NewUser
from tests.support.cast import AOBA, PASSWORD, hire

CASES = [
    ("clerk", "counter", "/", ["窓口", "今日の一覧", "届", "来庁予定", "課から"]),
    ("chief", "counter", "/", ["窓口", "今日の一覧", "届", "来庁予定", "課から", "照らし合わせ", "統計"]),
    ("department_staff", "inbox", "/inbox", ["課の受付箱"]),
    ("operator", "operation", "/loads", ["取り込み", "統計"]),
]


@pytest.mark.parametrize(("role", "gyomu", "landing", "places"), CASES)
def test_each_official_lands_on_and_is_shown_what_may_be_opened(
    towns: None, role: str, gyomu: str, landing: str, places: list[str]
) -> None:
    hire(AOBA, NewUser(role, role, "citizen", None, frozenset({role}), frozenset({gyomu})))
    client = Client()
    entry = {"municipality": AOBA, "login": role, "password": PASSWORD}
    page = client.post(reverse("sign_in"), entry, follow=True)
    assert (page.request["PATH_INFO"], page.status_code) == (landing, 200)
    nav = page.content.decode().split("主な画面", 1)[1].split("</nav>", 1)[0]
    assert re.findall(r">([^<>\s]+)</a>", nav) == places
    for url in re.findall(r'href="([^"]+)"', nav):
        assert client.get(url).status_code == 200
    assert 'aria-current="page"' in nav
    assert client.get(reverse("guidance")).status_code == 200
    assert client.post(reverse("away")).status_code == 200
    assert client.get(landing).status_code == 423


def test_a_stranger_opens_neither_the_guidance_nor_the_leaving(towns: None) -> None:
    assert Client().get(reverse("guidance")).status_code == 302
    assert Client().post(reverse("away")).status_code == 302
