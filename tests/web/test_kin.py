"""別に暮らすご家族の画面。書く・直す・消す。おかしな所は、打ったものを残したまま言う。"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.cases import queries as cases
from madoguchi.counter import opening
from madoguchi.municipalities.scope import scope
from madoguchi.residents.loading import load_folder
from tests.counter import city
from tests.counter.work import BROTHER, WIFE
from tests.support.cast import AOBA, signed_in

TARO = {
    "k0-name": "遠野 太郎", "k0-kana": "トオノ タロウ", "k0-relation": "child", "k0-birth": "S50.1.2", "k0-address": "遠野町1",
    "k0-key": "", "mourner": "0", "do": "save",
}  # fmt: skip


@pytest.fixture
def case(sato: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """喪主でない妻が来て開いた件。"""
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-20")
    for folder in city.write(tmp_path / "city"):
        load_folder(folder, city.AOBA)
    with scope(AOBA):
        return opening.open_case(sato, city.MATSUO, replace(WIFE, roles=()), "1")


@pytest.fixture
def client(case: int, sato: Any) -> Client:
    return signed_in(sato)


def send(client: Client, case: int, **values: Any) -> Any:
    with scope(AOBA):
        version = cases.now(case).version
    return client.post(reverse("kin", args=[case]), {"version": version, "once": f"kin{version}", **values})


def shown(client: Client, name: str, case: int) -> str:
    return str(client.get(reverse(name, args=[case])).content.decode())


def test_from_the_household_somebody_living_apart_is_written_and_removed(client: Client, case: int) -> None:
    assert reverse("kin", args=[case]) in shown(client, "household", case)
    assert send(client, case, **TARO).headers["Location"] == reverse("household", args=[case])
    assert "遠野　太郎さん（子、喪主）" in shown(client, "household", case)
    page = shown(client, "kin", case)
    assert 'value="遠野　太郎"' in page and 'value="S50.1.2"' in page
    key = page.split('name="k0-key" value="')[1].split('"')[0]
    assert send(client, case, **{**TARO, "k0-key": key, "k0-remove": "on"}).status_code == 302
    assert "遠野" not in shown(client, "household", case) + shown(client, "kin", case)


def test_mistakes_are_told_and_one_more_row_keeps_what_was_typed(client: Client, case: int) -> None:
    refused = send(client, case, **{**TARO, "k0-relation": ""})
    assert refused.status_code == 422
    assert "関係をえらんでください" in refused.content.decode()
    assert 'value="遠野 太郎"' in refused.content.decode()
    more = send(client, case, **{**TARO, "do": "add"}).content.decode()
    assert 'name="k1-name"' in more and 'value="遠野町1"' in more
    assert "遠野" not in shown(client, "household", case)


def test_the_screen_of_another_relative_names_nobody(client: Client, case: int, sato: Any) -> None:
    send(client, case, **TARO)
    with scope(AOBA):
        opening.open_case(sato, city.MATSUO, BROTHER, "2")
    assert "遠野" not in shown(client, "household", case) + shown(client, "kin", case) + shown(
        client, "interview", case
    ) + shown(client, "visits", case)
