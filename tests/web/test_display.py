"""お客さまの画面。映してよい項目だけが、つないだ画面にだけ出て、離れれば白くなる。"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.catalogue.releases import load as load_release
from madoguchi.config import clock
from madoguchi.counter import displaying, interviewing, listing, opening
from madoguchi.counter.displaying import AUTO, NEVER, PRESS, Sheet, Stack, allowed
from madoguchi.domain.errors import Fault
from madoguchi.municipalities.scope import scope
from tests.counter import city
from tests.counter.conftest import load
from tests.counter.work import SON, UNDERTAKER, lines
from tests.support.cast import AOBA, MOMIJI, PASSWORD, signed_in
from tests.web.matsuo import case, small_shelf

__all__ = ["case", "load", "small_shelf"]


@pytest.fixture
def clerk(case: int, sato: Any) -> Client:
    """二つめの画面をつないだ職員。"""
    client = signed_in(sato)
    assert client.post(reverse("connect_display")).status_code == 302
    return client


def facing(client: Client) -> Client:
    """同じ端末の、お客さまに向けた窓。職員の控えは持たない。"""
    other = Client()
    other.cookies["madoguchi_display"] = client.cookies["madoguchi_display"].value
    return other


def shown(client: Client) -> str:
    return str(client.get(reverse("display_now")).content.decode())


def ask(client: Client, case_id: int) -> None:
    assert client.get(reverse("interview_topic", args=[case_id, "insurance"])).status_code == 200


def turn(client: Client, case_id: int, **values: Any) -> int:
    return int(client.post(reverse("turn_display", args=[case_id]), values).status_code)


def test_a_sheet_has_no_room_for_anything_else() -> None:
    assert [one.name for one in fields(Sheet)] == ["kind", "place", "title", "step", "choices", "rows"]


def test_the_question_is_shown_without_names_and_follows_the_clerk(clerk: Client, case: int) -> None:
    window = facing(clerk)
    assert "おたずね" not in shown(window)
    ask(clerk, case)
    text = shown(window)
    assert "年金を受けていましたか。" in text
    assert "3つのうち 1つめ" in text
    assert "松雄" not in text
    assert "8-1120" not in text
    turn(clerk, case, question=0, chosen=[1], quietly=1)
    assert '<li class="on">厚生年金' in shown(window)
    turn(clerk, case, question=1, quietly=1)
    assert "いっしょの家計で暮らしていましたか。" in shown(window)
    assert "フミ子" not in shown(window)


def test_the_thoughts_of_renouncing_are_shown_only_when_pressed(clerk: Client, case: int) -> None:
    clerk.get(reverse("interview_topic", args=[case, "heirs"]))
    window = facing(clerk)
    assert "お考え" not in shown(window)
    turn(clerk, case, question=0, quietly=1)
    assert "お考え" not in shown(window)
    turn(clerk, case, question=0, pressed=1, quietly=1)
    assert "お考えはありますか。" in shown(window)


def test_what_is_never_shown_is_not_even_held() -> None:
    facts = load_release().definitions.dictionary.facts
    assert allowed(facts["ask.wants_shien"]) == NEVER
    assert allowed(facts["support_measure.active"]) == NEVER
    assert allowed(replace(facts["ask.wants_shien"], field_class="protection", sensitivity=1)) == NEVER
    topics = {one.topic for one in facts.values() if one.question and allowed(one) == AUTO}
    assert not topics & {"care", "tax", "inheritance"}
    assert allowed(replace(facts["ask.funeral_held"], sensitivity=3)) == PRESS
    blankable = Stack(1, (Sheet("question", "", ""),), (0,), -1)
    assert blankable.turned(0, (), pressed=True).front is None
    with pytest.raises(Fault, match="映す問いがありません"):
        blankable.turned(3, (), pressed=True)


def test_a_line_is_shown_only_in_the_words_of_the_family_paper(clerk: Client, case: int, sato: Any) -> None:
    with scope(AOBA):
        found = lines(listing.list_page(sato, case))
    key = next(one for one, line in found.items() if not line.staff_only)
    assert turn(clerk, case, show="line", line=key) == 302
    window = facing(clerk)
    assert "いつまで" in shown(window)
    assert "松雄" not in shown(window)
    assert "根拠" not in shown(window)
    assert turn(clerk, case, show="line", line="d_no_such") == 400
    for one, line in found.items():
        if line.staff_only:
            assert turn(clerk, case, show="line", line=one) == 400


def test_nothing_of_the_list_is_shown_to_a_messenger(clerk: Client, case: int, sato: Any) -> None:
    with scope(AOBA):
        key = next(iter(lines(listing.list_page(sato, case))))
        opening.open_case(sato, city.MATSUO, UNDERTAKER, "open-2")
    assert turn(clerk, case, show="line", line=key) == 403
    assert turn(clerk, case, show="ticket") == 302
    assert "1番" in shown(facing(clerk))


def test_another_relative_does_not_see_what_the_first_one_answered(
    clerk: Client, case: int, sato: Any
) -> None:
    with scope(AOBA):
        page = interviewing.interview_page(sato, case, "insurance")
        interviewing.answer(sato, case, page.band.version, "a", {"ask.pension_kind": ["basic"]}, "insurance")
        opening.open_case(sato, city.MATSUO, SON, "open-2")
    ask(clerk, case)
    assert 'class="on"' not in shown(facing(clerk))


@pytest.mark.parametrize("name", ["search", "guidance", "expected"])
def test_it_blanks_on_leaving_the_case(clerk: Client, case: int, name: str) -> None:
    ask(clerk, case)
    clerk.get(reverse(name))
    assert "年金" not in shown(facing(clerk))


def test_it_blanks_on_leaving_the_question(clerk: Client, case: int) -> None:
    ask(clerk, case)
    clerk.get(reverse("result", args=[case]))
    assert "年金" not in shown(facing(clerk))


def test_it_blanks_on_the_lock_and_when_the_desk_is_left_alone(
    clerk: Client, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(clerk, case)
    window = facing(clerk)
    later = clock.now() + timedelta(minutes=11)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: later)
        assert "年金" not in shown(window)
    assert "年金" in shown(window)
    clerk.post(reverse("away"))
    assert "年金" not in shown(window)


def test_it_ends_with_the_sitting(clerk: Client, case: int) -> None:
    ask(clerk, case)
    window = facing(clerk)
    clerk.post(reverse("sign_out"))
    assert "年金" not in shown(window)
    assert "番号" in window.get(reverse("display")).content.decode()


def test_looking_does_not_keep_the_desk_awake(
    clerk: Client, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(clerk, case)
    real = clock.now
    before = clerk.session["seen"]
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(minutes=11))
    assert clerk.get(reverse("display_now")).status_code == 200
    assert clerk.session["seen"] == before
    assert clerk.get(reverse("search")).status_code == 423


def test_a_tablet_is_paired_by_a_code_that_works_once(case: int, sato: Any) -> None:
    client = signed_in(sato)
    page = client.post(reverse("offer_display")).content.decode()
    code = page.split('<b class="num">')[1][:6]
    tablet, second = Client(), Client()
    assert tablet.post(reverse("pair_display"), {"municipality": MOMIJI, "code": code}).status_code == 422
    assert tablet.post(reverse("pair_display"), {"municipality": AOBA, "code": code}).status_code == 302
    assert second.post(reverse("pair_display"), {"municipality": AOBA, "code": code}).status_code == 422
    ask(client, case)
    assert "年金" in shown(tablet)
    assert "年金" not in shown(second)
    client.post(reverse("connect_display"))
    ask(client, case)
    assert "年金" not in shown(tablet)


def test_guessing_the_code_is_made_to_wait(case: int, sato: Any) -> None:
    client = signed_in(sato)
    code = client.post(reverse("offer_display")).content.decode().split('<b class="num">')[1][:6]
    tablet = Client()
    for _ in range(5):
        tablet.post(reverse("pair_display"), {"municipality": AOBA, "code": "x"})
    answer = tablet.post(reverse("pair_display"), {"municipality": AOBA, "code": code})
    assert answer.status_code == 422
    assert "10分たってから" in answer.content.decode()


@pytest.mark.parametrize("held", ["", "990001", "990001.1.wrong", "990001.x.y", "999999.1.z"])
def test_a_stranger_sees_white(clerk: Client, case: int, held: str) -> None:
    ask(clerk, case)
    stranger = Client()
    stranger.cookies["madoguchi_display"] = held
    assert "年金" not in shown(stranger)


def test_without_a_display_nothing_is_held(case: int, sato: Any) -> None:
    client = signed_in(sato)
    ask(client, case)
    assert turn(client, case, question=0) == 400
    assert (
        "お客さまの画面をつないでいません"
        in client.post(reverse("turn_display", args=[case]), {"question": 0}).content.decode()
    )
    assert PASSWORD not in shown(client)


def test_a_sheet_goes_out_and_comes_back_the_same() -> None:
    stack = Stack(3, (Sheet("line", "a", "b", "c", (("d", True),), (("e", "f"),)),), (), 0)
    assert displaying.restored(stack.stored()) == stack
    assert displaying.restored(None) is None
