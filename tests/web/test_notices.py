"""届の画面。朝の一覧から、控え、住民、来庁なしの判定、手紙まで。名前は URL に出ない。"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.cases import notice_queries
from madoguchi.municipalities.scope import scope
from tests.counter import city
from tests.counter.conftest import aoba, load, small_shelf  # noqa: F401
from tests.support.cast import AOBA, signed_in

NIGHT = {
    "event": "death", "place": "night", "received_on": "8.11.13", "name": "佐藤　松雄", "kana": "さとう まつお",
    "birth": "S19.6.5", "event_on": "令和8年11月12日",
}  # fmt: skip


def text(page: Any) -> str:
    return re.sub(r"<[^>]+>", "", page.content.decode())


def send(client: Client, name: str, number: int, /, **values: str) -> Any:
    """画面に出ている版と鍵で送る。"""
    with scope(AOBA):
        seq = notice_queries.notice(number).seq
    form = {"version": seq, "once": f"{name}-{seq}-{len(values)}", **values}
    return client.post(reverse(name, args=[number]), form)


@pytest.fixture
def client(aoba: str, sato: Any) -> Client:  # noqa: F811
    return signed_in(sato)


@pytest.fixture
def number(client: Client) -> int:
    answer = client.post(reverse("new_notice"), {**NIGHT, "once": "new"})
    assert answer.status_code == 302, text(answer)
    return int(answer.headers["Location"].rsplit("/", 1)[1])


def test_the_empty_list_says_what_to_press(client: Client) -> None:
    assert "登録を待つ届はありません" in text(client.get(reverse("notices")))


def test_what_was_typed_wrongly_comes_back_with_the_field(client: Client) -> None:
    answer = client.post(
        reverse("new_notice"), {**NIGHT, "received_on": "きのう", "place": "elsewhere", "once": "x"}
    )
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert 'value="きのう"' in shown and 'value="佐藤　松雄"' in shown
    assert "届を送ってきた市町村の名を入れてください" in shown
    later = client.post(reverse("new_notice"), {**NIGHT, "received_on": "8.11.30", "once": "y"})
    assert later.status_code == 422 and "きょうより後" in text(later)


def test_from_the_notice_to_the_list_without_a_visitor(client: Client, number: int) -> None:
    listed = text(client.get(reverse("notices")))
    assert "佐藤　松雄" in listed and "住民を決める" in listed
    refused = send(client, "link_notice", number, find="")
    assert refused.status_code == 422 and "住民を一人えらんでください" in text(refused)
    send(client, "link_notice", number, subject_key=city.MATSUO)
    answer = send(client, "prepare_notice", number)
    case = int(answer.headers["Location"].split("/")[2])
    shown = text(client.get(answer.headers["Location"]))
    assert "来庁なしの判定です" in shown and "来た人を決める" in shown and "一覧を印刷" not in shown
    for screen in ("interview", "papers"):
        assert client.get(f"/cases/{case}/{screen}").headers["Location"] == f"/cases/{case}/list"
    assert client.get(f"/cases/{case}/papers/general.pdf").status_code == 403
    visit = text(client.get(reverse("new_visit", args=[case])))
    assert "佐藤　松雄" in visit and "別に暮らすご親族" in visit


def test_the_states_are_written_and_a_wrong_day_is_told_on_the_spot(client: Client, number: int) -> None:
    assert "読めません" in text(send(client, "notice_step", number, step="accept", on="あした"))
    assert send(client, "notice_step", number, step="accept", on="8.11.30").status_code == 422
    assert send(client, "notice_step", number, step="accept", on="8.11.13").status_code == 302
    assert "受理" in text(client.get(reverse("notice", args=[number])))
    stale = client.post(
        reverse("notice_step", args=[number]),
        {"version": 1, "once": "old", "step": "register", "on": "8.11.19"},
    )
    assert stale.status_code == 409 and "受理と書きました" in text(stale)
    assert send(client, "notice_step", number, step="withdraw", reason="").status_code == 422


def test_the_letter_is_a_pdf_and_an_empty_address_is_told(client: Client, number: int) -> None:
    send(client, "link_notice", number, subject_key=city.MATSUO)
    send(client, "prepare_notice", number)
    empty = send(client, "notice_letter", number, name="山口　恵子", address="")
    assert empty.status_code == 422 and "あて先が足りない" in text(empty)
    assert 'value="山口　恵子"' in empty.content.decode()
    pdf = send(client, "notice_letter", number, name="山口　恵子", address="もみじ市本町1番")
    assert (pdf.headers["Content-Type"], pdf.headers["Cache-Control"]) == ("application/pdf", "no-store")


def test_only_the_counter_opens_it(client: Client, number: int, takahashi: Any, suzuki: Any) -> None:
    for name in ("notices", "new_notice"):
        assert signed_in(takahashi).get(reverse(name)).status_code == 403
    assert signed_in(takahashi).get(reverse("notice", args=[number])).status_code == 403
    assert signed_in(suzuki).get(reverse("notice", args=[number])).status_code == 404
