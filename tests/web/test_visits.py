"""来庁の記録の画面。直したことはすぐ効き、使者には一行も出ない。"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.cases import queries as cases
from madoguchi.counter import opening
from madoguchi.municipalities.scope import scope
from tests.counter import city
from tests.counter.conftest import aoba, load, small_shelf  # noqa: F401
from tests.counter.work import SON, UNDERTAKER, WIFE
from tests.support.cast import AOBA, signed_in

SON_AGAIN = {
    "standing": "relative", "relation": "child", "identity": "licence", "name": "佐藤 晴樹", "kana": "さとう はるき",
    "roles": "mourner", "papers": "法定相続情報一覧図",
}  # fmt: skip


def text(page: Any) -> str:
    return re.sub(r"<[^>]+>", "", page.content.decode())


@pytest.fixture
def client(aoba: str, sato: Any) -> Client:  # noqa: F811
    return signed_in(sato)


def send(client: Client, name: str, case: int, /, **values: Any) -> Any:
    with scope(AOBA):
        version = cases.now(case).version
    return client.post(reverse(name, args=[case]), {"version": version, "once": f"{name}{version}", **values})


def test_the_present_visit_is_amended_and_the_paper_is_said_to_hold(client: Client, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, SON, "1")
    assert send(client, "amend_visit", case, **SON_AGAIN).status_code == 302
    opening.open_case(sato, city.MATSUO, WIFE, "2")
    shown = text(client.get(reverse("visits", args=[case])))
    assert "前に見ました。いまも使えます" in shown and "別の方" in shown
    assert "晴樹" not in shown


def test_another_standing_without_a_reason_comes_back_with_what_was_chosen(client: Client, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, SON, "1")
    refused = send(client, "amend_visit", case, standing="messenger", identity="not_seen", name="みどり葬祭")
    assert refused.status_code == 422 and "理由がありません" in text(refused)
    assert 'value="みどり葬祭"' in refused.content.decode()
    done = send(
        client, "amend_visit", case, standing="messenger", identity="not_seen", reason="葬儀社の方だった"
    )
    assert done.status_code == 302
    assert client.get(reverse("result", args=[case])).headers["Location"] == reverse("papers", args=[case])
    shown = text(client.get(reverse("visits", args=[case])))
    assert "この方が出せる手続き" not in shown and "いまの来庁の控えを直す" in shown


def test_a_messenger_gets_no_letter_of_proxy_and_another_town_no_page(
    client: Client, sato: Any, suzuki: Any
) -> None:
    case = opening.open_case(sato, city.MATSUO, UNDERTAKER, "1")
    assert send(client, "proxy_paper", case, lines="d_kouki_sousaihi@100001").status_code == 403
    assert signed_in(suzuki).get(reverse("visits", args=[case])).status_code == 404


def test_no_line_chosen_for_a_letter_of_proxy_is_told(client: Client, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, SON, "1")
    refused = send(client, "proxy_paper", case)
    assert refused.status_code == 422 and "えらばれていません" in text(refused)


def test_the_register_is_noted_from_the_case(client: Client, sato: Any) -> None:
    case = opening.open_case(sato, city.MATSUO, SON, "1")
    assert send(client, "note_stage", case, stage="registered").status_code == 302
    assert "戸籍は登録済（届の控え）" in text(client.get(reverse("result", args=[case])))
