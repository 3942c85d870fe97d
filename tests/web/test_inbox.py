"""課の受付箱の画面: だれが開け、何が書け、押しまちがい・二度押し・入れちがいで何も失わないか。"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.cases import queries as cases
from madoguchi.counter import opening
from tests.counter import city, offices
from tests.counter.conftest import aoba, load, small_shelf  # noqa: F401
from tests.counter.offices import KAIGO, SOUSAI
from tests.counter.work import WIFE
from tests.support.cast import signed_in


@pytest.fixture
def desk(aoba: str, sato: Any) -> tuple[int, Client, Client, Client]:  # noqa: F811
    """葬祭費と介護の行が届いた件と、窓口・国保年金課・介護保険課の端末。"""
    case = opening.open_case(sato, city.MATSUO, WIFE, "open-1")
    miura, nakamura = offices.miura(), offices.nakamura()
    offices.receive(sato, case)
    offices.receive(sato, case, KAIGO, "care", originals=(), returned_cards=("介護保険被保険者証",))
    return case, signed_in(sato), signed_in(miura), signed_in(nakamura)


def line_of(department: str = "insurance", key: str = SOUSAI) -> Any:
    return offices.queued(department, key)


def send(client: Client, name: str, line: Any, once: str = "k", **values: Any) -> Any:
    """`name` の画面へ送る。"""
    args = [line.id] if name in ("acknowledge",) else [line.id, name]
    url = reverse("inbox_acknowledge" if name == "acknowledge" else "inbox_act", args=args)
    return client.post(url, {"version": line.version, "once": once, **values})


def text(response: Any) -> str:
    return str(response.content.decode())


#: 画面 × （窓口・国保年金課・介護保険課）が開けるか。課の行は、その課だけ。
ACCESS = [
    # 画面, 住所に要るもの, 開けるか（窓口・国保年金課・介護保険課）
    ("inbox", (), (403, 200, 200)),
    ("inbox_view", ("done",), (403, 200, 200)),
    ("inbox_line", ("line",), (403, 200, 404)),
    ("inbox_act", ("line", "ask"), (403, 200, 404)),
    ("inbox_cover", ("line",), (403, 400, 404)),
    ("inbox_bundles", (), (403, 200, 200)),
    ("back", (), (200, 403, 403)),
    ("case_bundles", ("case",), (200, 403, 403)),
    ("route", ("case",), (200, 403, 403)),
    ("result", ("case",), (200, 403, 403)),
    ("household", ("case",), (200, 403, 403)),
    ("search", (), (200, 403, 403)),
]


def test_who_opens_what(desk: Any) -> None:
    case, *clients = desk
    numbers = {"line": line_of().id, "case": case}
    for name, needed, wanted in ACCESS:
        url = reverse(name, args=[numbers.get(one, one) for one in needed])
        assert tuple(client.get(url).status_code for client in clients) == wanted, url


def test_the_inbox_shows_the_line_and_acknowledges_it_with_one_key(desk: Any) -> None:
    _, _, miura, _ = desk
    page = text(miura.get(reverse("inbox")))
    for said in (
        "国保年金課の受付箱",
        "葬祭費の申請",
        "佐藤　松雄",
        "8-1120-001-01",
        "この行を受け取る<kbd>F9</kbd>",
    ):
        assert said in page
    assert "介護" not in page
    answer = send(miura, "acknowledge", line_of())
    assert answer.headers["Location"] == reverse("inbox")
    assert "の行はありません" in text(miura.get(reverse("inbox")))
    assert "この行を終える<kbd>F9</kbd>" in text(miura.get(reverse("inbox_view", args=["at_hand"])))


def test_pressing_twice_acknowledges_once(desk: Any) -> None:
    case, _, miura, _ = desk
    line = line_of()
    before = cases.now(case).seq
    assert [send(miura, "acknowledge", line, "same").status_code for _ in range(2)] == [302, 302]
    assert cases.now(case).seq == before + 1


def test_the_question_comes_to_the_counter_and_the_answer_goes_back(desk: Any) -> None:
    case, sato, miura, _ = desk
    send(miura, "ask", line_of(), text="口座はどなたの名義ですか")
    page = text(sato.get(reverse("back")))
    assert "口座はどなたの名義ですか" in page and "松雄" not in page
    assert "口座はどなたの名義ですか" in text(sato.get(reverse("result", args=[case])))
    assert "たずねられた <b>1</b>" in text(sato.get(reverse("search")))
    line = line_of()
    empty = sato.post(
        reverse("answer_back", args=[line.id]), {"version": line.version, "once": "a", "text": " "}
    )
    assert (empty.status_code, "答えを書いてください" in text(empty)) == (422, True)
    sato.post(
        reverse("answer_back", args=[line.id]),
        {"version": line.version, "once": "b", "text": "喪主の名義です"},
    )
    page = text(miura.get(reverse("inbox")))
    assert "喪主の名義です" in page and "この行を受け取る" in page
    assert "たずねられていることはありません" in text(sato.get(reverse("back")))


def test_nothing_written_is_told_and_what_was_ticked_stays(desk: Any) -> None:
    _, _, miura, _ = desk
    answer = send(miura, "send-back", line_of())
    assert (answer.status_code, "足りないものに✓をつけるか" in text(answer)) == (422, True)
    wrong = send(miura, "forward", line_of(), ticked="年金事務所", sent_on="8.13.40", text="速達で")
    assert wrong.status_code == 422
    assert (
        'value="年金事務所" checked' in text(wrong) and "速達で" in text(wrong) and "8.13.40" in text(wrong)
    )
    assert line_of().state == "received"


def test_what_is_missing_goes_to_the_counter_and_the_number_stays(desk: Any, sato: Any) -> None:
    case, counter, miura, _ = desk
    send(miura, "send-back", line_of(), ticked=["喪主の通帳", "署名"], text="日付が読めない")
    page = text(counter.get(reverse("back")))
    assert "喪主の通帳、署名、日付が読めない" in page
    line = line_of()
    counter.post(reverse("seen_back", args=[line.id]), {"version": line.version, "once": "s"})
    assert "見た</span>" in text(counter.get(reverse("back")))
    offices.receive_again(sato, case)
    assert (line_of().receipt, line_of().state) == ("8-1120-001-01", "received")
    assert "返されたものはありません" in text(counter.get(reverse("back")))


def test_forwarding_gives_a_cover_letter_and_its_return_is_written(desk: Any) -> None:
    _, _, miura, _ = desk
    send(miura, "forward", line_of(), ticked="広域連合", sent_on="8.11.19")
    page = text(miura.get(reverse("inbox_line", args=[line_of().id])))
    assert "広域連合　11月19日" in page and "送付書を刷る" in page
    paper = miura.get(reverse("inbox_cover", args=[line_of().id]))
    assert (paper.status_code, paper.headers["Content-Type"]) == (200, "application/pdf")
    send(miura, "complete", line_of(), "c", ticked="認めると決まった")
    assert "認めると決まった" in text(miura.get(reverse("inbox_view", args=["done"])))
    send(miura, "take-back", line_of(), "t", text="別の方の行だった")
    assert line_of().state == "forwarded"


def test_two_officials_on_one_line(desk: Any) -> None:
    _, _, miura, _ = desk
    seen = line_of()
    send(miura, "acknowledge", seen, "one")
    answer = send(miura, "ask", seen, "two", text="口座の名義")
    assert answer.status_code == 409
    page = text(answer)
    assert "先にほかの人が進めました" in page and reverse("inbox") in page
    assert line_of().waiting != "counter"


def test_a_line_taken_back_meanwhile_leaves_the_inbox_and_says_so(desk: Any, sato: Any) -> None:
    case, _, miura, _ = desk
    seen = line_of()
    offices.take_back(sato, case)
    assert "の行はありません" in text(miura.get(reverse("inbox")))
    assert send(miura, "acknowledge", seen).status_code == 409


def test_what_cannot_be_done_now_is_not_offered(desk: Any) -> None:
    _, _, miura, _ = desk
    assert miura.get(reverse("inbox_act", args=[line_of().id, "take-back"])).status_code == 404
    assert miura.get(reverse("inbox_act", args=[line_of().id, "eat"])).status_code == 404
    answer = send(miura, "take-back", line_of(), text="まちがい")
    assert (answer.status_code, "いまはできません" in text(answer)) == (400, True)
    assert line_of().state == "received"


def test_a_department_that_is_gone_is_told_to_the_counter(desk: Any) -> None:
    from madoguchi.municipalities.models import Department  # noqa: PLC0415

    _, sato, *_ = desk
    Department.objects.filter(key="insurance").update(key="insurance_old")
    page = text(sato.get(reverse("back")))
    assert "いまはない課" in page and "葬祭費の申請" in page


def test_alarms_are_shown_on_both_sides(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, sato, miura, _ = desk
    assert "待たせすぎているものが" not in text(miura.get(reverse("inbox")))
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-25")
    for page in (
        text(signed_again(miura, "miura").get(reverse("inbox"))),
        text(signed_again(sato, "sato").get(reverse("back"))),
    ):
        assert "待たせすぎているものが" in page
        assert "開庁の4時間を過ぎても、課が受け取っていません" in page
    assert "待たせすぎ <b>2件</b>" in text(signed_again(sato, "sato").get(reverse("search")))


def signed_again(client: Client, login: str) -> Client:
    """日が変わったので、入り直す。"""
    from madoguchi.accounts.models import User  # noqa: PLC0415

    client.force_login(User.objects.get(login=login))
    return client
