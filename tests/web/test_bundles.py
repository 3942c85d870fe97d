"""紙の束と回る窓口の画面: 一枚ずつ確かめ、署名で渡し、どこにあるかがいつも分かる。"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.cases import queries as cases
from madoguchi.counter import opening
from tests.counter import city, offices
from tests.counter.conftest import aoba, load, small_shelf  # noqa: F401
from tests.counter.offices import DOG, KAIGO, SOUSAI, STROKE
from tests.counter.work import WIFE, text_of
from tests.support.cast import signed_in


@pytest.fixture
def desk(aoba: str, sato: Any) -> tuple[int, Client, Client, Client]:  # noqa: F811
    """国保年金課の二行と介護保険課の一行を受け付けた件と、窓口・二つの課の端末。"""
    case = opening.open_case(sato, city.MATSUO, WIFE, "open-1")
    miura, nakamura = offices.miura(), offices.nakamura()
    offices.receive(sato, case)
    offices.receive(sato, case, DOG, "insurance", originals=(), returned_cards=("鑑札",), my_number=True)
    offices.receive(sato, case, KAIGO, "care", originals=(), returned_cards=("介護保険被保険者証",))
    return case, signed_in(sato), signed_in(miura), signed_in(nakamura)


def text(response: Any) -> str:
    return str(response.content.decode())


def make(client: Client, case: int, lines: tuple[str, ...] = (SOUSAI, DOG), **more: Any) -> Any:
    """国保年金課の束にする。"""
    sent = {
        "version": cases.now(case).version,
        "once": f"make-{len(lines)}",
        "department": "insurance",
        "lines": lines,
    }
    return client.post(reverse("make_bundle", args=[case]), {**sent, **more})


def receive(client: Client, case: int, letter: str = "A", **sent: Any) -> Any:
    return client.post(reverse("inbox_receive", args=[case, letter]), {"once": "r", **sent})


def test_papers_are_bundled_by_department_and_marked_never_to_copy(desk: Any) -> None:
    case, sato, *_ = desk
    page = text(sato.get(reverse("case_bundles", args=[case])))
    assert "国保年金課の束にする" in page and "介護保険課の束にする" in page
    assert "申請書、会葬礼状、資格確認書" in page and "通帳" not in page
    assert make(sato, case, no_copies="on").status_code == 302
    page = text(sato.get(reverse("case_bundles", args=[case])))
    assert "8-1120-001-A" in page and "番号記載あり・写さない" in page
    assert "佐藤さんが束ねた。まだ渡していない" in page and "国保年金課の束にする" not in page
    paper = text_of(sato.get(reverse("bundle_slip", args=[case, "A"])).content)
    for said in ("8-1120-001-01", "会葬礼状", "番号記載あり・複写しない", "2件", "国保年金課 御中"):
        assert said.replace(" ", "") in paper.replace(" ", "").replace("\u3000", "")
    assert "松雄" not in paper


def test_a_bundle_is_signed_only_when_every_paper_is_ticked(desk: Any) -> None:
    case, sato, miura, _ = desk
    make(sato, case)
    missing = receive(miura, case, checked=[SOUSAI], path=STROKE)
    assert (missing.status_code, "まだ✓のない紙が1件" in text(missing)) == (400, True)
    unsigned = receive(miura, case, checked=[SOUSAI, DOG], path="")
    assert (unsigned.status_code, "署名がありません" in text(unsigned)) == (400, True)
    assert cases.bundles(case)[0].handed_at is None
    assert receive(miura, case, checked=[SOUSAI, DOG], path=STROKE).status_code == 302
    page = text(miura.get(reverse("inbox_bundles")))
    assert "三浦さんが受け取った" in page and "署名あり" in page and f'd="{STROKE}"' in page
    assert offices.queued("insurance", SOUSAI).acknowledged is not None
    assert "受け取りました" in text_of(miura.get(reverse("inbox_slip", args=[case, "A"])).content)


def test_who_cannot_draw_signs_with_the_own_number(desk: Any) -> None:
    case, sato, miura, _ = desk
    make(sato, case)
    for wrong in ("nakamura", "sato", "nobody"):
        answer = receive(miura, case, checked=[SOUSAI, DOG], login=wrong)
        assert (answer.status_code, "その課の職員番号ではありません" in text(answer)) == (400, True), wrong
    assert receive(miura, case, checked=[SOUSAI, DOG], login="miura").status_code == 302
    assert "職員番号で確かめて受け取り" in text(miura.get(reverse("inbox_bundles")))


def test_a_script_is_no_signature(desk: Any) -> None:
    case, sato, miura, _ = desk
    make(sato, case)
    answer = receive(miura, case, checked=[SOUSAI, DOG], path='M0 0"/><script>alert(1)</script>')
    assert answer.status_code == 400
    assert "<script>alert" not in text(miura.get(reverse("inbox_bundles")))


def test_another_department_neither_sees_nor_signs_the_bundle(desk: Any) -> None:
    case, sato, _, nakamura = desk
    make(sato, case)
    assert "8-1120-001-A" not in text(nakamura.get(reverse("inbox_bundles")))
    assert receive(nakamura, case, checked=[SOUSAI, DOG], path=STROKE).status_code == 404
    assert nakamura.get(reverse("inbox_slip", args=[case, "A"])).status_code == 404


def test_the_counter_hands_over_on_its_own_screen(desk: Any) -> None:
    case, sato, *_ = desk
    make(sato, case)
    url = reverse("hand_over_bundle", args=[case, "A"])
    sent = {"once": "h", "checked": [SOUSAI, DOG], "path": STROKE, "receiver": "三浦"}
    assert [sato.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert "三浦さんが受け取った" in text(sato.get(reverse("case_bundles", args=[case])))
    again = sato.post(url, {**sent, "once": "other"})
    assert (again.status_code, "もう渡してあります" in text(again)) == (400, True)


def test_a_bundle_not_handed_over_can_be_traced(desk: Any) -> None:
    case, sato, miura, _ = desk
    make(sato, case)
    page = text(sato.get(reverse("back")))
    assert "まだ渡していない紙の束　1" in page and "8-1120-001-A" in page and "佐藤さんが束ねた" in page
    receive(miura, case, checked=[SOUSAI, DOG], path=STROKE)
    assert "手元に残っている束はありません" in text(sato.get(reverse("back")))


def test_papers_of_two_departments_are_never_in_one_bundle(desk: Any) -> None:
    case, sato, *_ = desk
    answer = make(sato, case, (SOUSAI, KAIGO))
    assert (answer.status_code, "別の課の手続きが入っています" in text(answer)) == (400, True)
    assert make(sato, case, ()).status_code == 400
    assert cases.bundles(case) == ()


def test_the_way_to_the_windows_is_shown_and_printed_without_staff_lines(desk: Any, sato: Any) -> None:
    case, counter, *_ = desk
    page = text(counter.get(reverse("route", args=[case])))
    assert "回る窓口はありません" in page
    assert counter.get(reverse("route_sheet", args=[case])).status_code == 400
    offices.refer(sato, case, "d_zei@100001", "tax")
    offices.refer(sato, case, "d_shien", "citizen")
    page = text(counter.get(reverse("route", args=[case])))
    assert "2階 11番窓口" in page and "0000-22-3003" in page and "課がまだ受け取っていません" in page
    paper = text_of(counter.get(reverse("route_sheet", args=[case])).content)
    assert "11番窓口" in paper.replace(" ", "")
    for said in (page, paper):
        assert "支援措置" not in said
    assert "松雄" not in paper
