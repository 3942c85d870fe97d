"""今日の一覧。番号だけが出て、氏名も、職員だけの行も出ない。"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from madoguchi.accounts.actions import NewUser
from madoguchi.cases import actions, receiving
from madoguchi.cases.actions import Opening
from madoguchi.counter import desk
from madoguchi.municipalities.scope import scope
from tests.cases import desks, world
from tests.support.asking import asking_at_most
from tests.support.cast import AOBA, hire, signed_in


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """その日。"""
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-20")


@pytest.fixture
def frozen() -> Any:
    """夫婦の世帯の判定。"""
    from madoguchi.catalogue import releases  # noqa: PLC0415
    from tests.cases.conftest import SHELF  # noqa: PLC0415

    release = releases.load(SHELF, AOBA)
    return actions.Frozen(world.judged(release), release)


@pytest.fixture
def case(towns: None, frozen: Any) -> int:
    """長男が来て、判定まで済んだ件。"""
    with scope(AOBA):
        done = actions.open_case(desks.at_counter(0), Opening("death", "P1", world.SON))
        actions.judge(desks.at_counter(done.case_id, 1), frozen)
    return done.case_id


def main_of(client: Client, view: str = "here") -> str:
    """一覧の中身。"""
    answer = client.get(f"/board?view={view}")
    assert answer.status_code == 200
    return answer.content.decode().split("<main", 1)[1]


def total(page: str, label: str) -> str:
    """上に並ぶ数。"""
    found = re.search(rf"<dt>{label}</dt><dd>(\d+)", page)
    assert found is not None
    return found.group(1)


def test_a_day_without_cases_says_what_to_do(sato) -> None:
    page = main_of(signed_in(sato))
    assert "今日は、まだ件がありません" in page
    assert total(page, "窓口で対応中") == "0"


def test_a_case_stands_with_its_number_and_without_a_name(sato, case: int) -> None:
    page = main_of(signed_in(sato))
    assert "8-1120-001" in page
    assert "聞き取り" in page
    assert (total(page, "窓口で対応中"), total(page, "聞き取りの途中")) == ("1", "1")
    assert not any(word in page for word in ("佐藤", "晴樹", "小川"))


def test_a_line_that_was_received_is_counted(sato, case: int) -> None:
    before = re.search(r'class="num">(\d+)/(\d+)</span>', main_of(signed_in(sato)))
    with scope(AOBA):
        desks.received(case)
    after = re.search(r'class="num">(\d+)/(\d+)</span>', main_of(signed_in(sato)))
    assert (before.group(1), after.group(1), before.group(2)) == ("0", "1", after.group(2))


def test_lines_only_for_staff_change_nothing_that_can_be_seen(
    sato, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """支援措置の確かめの行がある件も、ない件も、同じに見える。"""
    held = desk.release_of(AOBA)
    procedures = {
        key: replace(one, audience="staff" if one.id == "d_inu" else one.audience)
        for key, one in held.definitions.procedures.items()
    }
    hidden = replace(held, definitions=replace(held.definitions, procedures=procedures))
    seen = re.search(r'class="num">0/(\d+)</span>', main_of(signed_in(sato))).group(1)
    monkeypatch.setattr(desk, "release_of", lambda _code: hidden)
    with scope(AOBA):
        receiving.refer(desks.at_counter(case), desks.DOG, "tax", "鑑札のこと")
        receiving.ask_back(desks.at_tax(case), desks.DOG, "犬の名")
    page = main_of(signed_in(sato))
    assert re.search(r'class="num">0/(\d+)</span>', page).group(1) == str(int(seen) - 1)
    assert "質問" not in page


def test_what_departments_sent_back_or_ask_stands_without_its_words(sato, case: int) -> None:
    with scope(AOBA):
        desks.received(case)
        receiving.send_back(desks.at_tax(case, minutes=5), desks.DOG, "佐藤さんの鑑札の写し")
    page = main_of(signed_in(sato))
    assert "返戻" in page
    assert total(page, "窓口の番の行がある") == "1"
    assert "鑑札の写し" not in page


def test_what_nobody_took_for_an_hour_of_work_is_told(sato, case: int) -> None:
    with scope(AOBA):
        early = desks.at_counter(case)
        early = replace(early, actor=replace(early.actor, at=world.NOW - timedelta(days=1)))
        receiving.receive(early, desks.DOG, desks.paper(desks.TODAY - timedelta(days=1)))
    assert "がまだ受け取っていません" in main_of(signed_in(sato))
    with scope(AOBA):
        receiving.acknowledge(desks.at_tax(case), desks.DOG)
    assert "がまだ受け取っていません" not in main_of(signed_in(sato))


def test_the_four_views_show_their_own_cases(sato, case: int) -> None:
    with scope(AOBA):
        elsewhere = actions.open_case(
            world.deed(login="sato", place="branch"), Opening("death", "P9", world.SON)
        )
    assert elsewhere.case_id != case
    client = signed_in(sato)
    assert re.findall(r">(8-1120-\d+)<", main_of(client, "here")) == ["8-1120-001"]
    assert re.findall(r">(8-1120-\d+)<", main_of(client, "mine")) == ["8-1120-002"]
    assert re.findall(r">(8-1120-\d+)<", main_of(client, "department")) == ["8-1120-001"]
    assert len(re.findall(r">(8-1120-\d+)<", main_of(client, "all"))) == 2
    assert client.get("/board?view=others").status_code == 400


def test_a_case_stands_at_the_counter_of_its_latest_visit(sato, case: int) -> None:
    with scope(AOBA):
        daughter = Opening("death", "P1", world.DAUGHTER)
        done = actions.open_case(desks.at_counter(0), daughter)
        assert done.case_id == case
        made = replace(
            world.deed(place="branch"), actor=replace(world.deed().actor, at=world.NOW + timedelta(hours=1))
        )
        actions.open_case(made, Opening("death", "P1", replace(world.SON, name="佐藤 和樹")))
    client = signed_in(sato)
    assert "8-1120-001" not in main_of(client, "here")
    page = main_of(client, "all")
    assert re.findall(r">(8-1120-\d+)<", page) == ["8-1120-001"]
    assert "10:30" in page


def test_other_municipalities_and_departments_see_nothing(case: int, suzuki, takahashi) -> None:
    assert "8-1120-001" not in main_of(signed_in(suzuki), "all")
    assert signed_in(takahashi).get("/board").status_code == 403
    assert signed_in(suzuki).get(f"/cases/{case}/visits/new").status_code == 404


def test_a_clerk_without_a_counter_has_no_view_of_this_counter(towns: None, case: int) -> None:
    client = signed_in(
        hire(AOBA, NewUser("mori", "森", "citizen", None, frozenset({"clerk"}), frozenset({"counter"})))
    )
    assert "この窓口" not in client.get("/board").content.decode()
    assert client.get("/board?view=here").status_code == 400


def test_when_the_visitor_has_left_the_next_one_is_decided_first(sato, case: int) -> None:
    with scope(AOBA):
        receiving.end_today(desks.at_counter(case), ())
    page = main_of(signed_in(sato))
    assert f'href="/cases/{case}/visits/new"' in page
    assert "今日はここまで" in page


def test_the_screen_asks_the_database_few_times(sato, case: int) -> None:
    client = signed_in(sato)
    client.get("/board")
    with asking_at_most():
        client.get("/board")


def test_a_notice_judged_before_anybody_came_is_nobody_at_the_counter(sato) -> None:
    with scope(AOBA):
        nobody = actions.VisitNote("staff", gives=actions.NOBODY)
        case = actions.open_case(desks.at_counter(0), Opening("death", "P1", nobody)).case_id
    page = main_of(signed_in(sato))
    assert "届だけで判定" in page
    assert (total(page, "窓口で対応中"), total(page, "今日はここまで・終わった")) == ("0", "0")
    assert f'href="/cases/{case}/visits/new"' in page
