"""練習市。どの画面にも紙にも印があり、できた数は本人にだけ見える。"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.accounts.actions import NewUser, enrol
from madoguchi.cases import practice as cases
from madoguchi.cases import statistics
from madoguchi.counter import opening, practice
from madoguchi.municipalities import actions
from madoguchi.municipalities.scope import scope
from madoguchi.ops import worker
from madoguchi.residents.loading import load_folder
from tests.counter import city
from tests.counter.work import UNDERTAKER, text_of
from tests.support.cast import AOBA, OPEN, hire, signed_in

RENSHU = "990009"
SHELF = Path(__file__).parent.parent / "counter" / "shelf"
EXERCISE = """\
id: wife
title: 葬儀社が届を持ってきた
order: 1
event: death
people: {name: 佐藤, birth: 1944-06-05}
scene: 葬儀社の人が来ました。
says:
  - {asked: どなたか, answer: 葬儀社です。}
visitor: {standing: messenger, identity: false}
steps:
  - {do: print_general, why: だれにでも渡せる紙です。}
  - {do: print_list, never: true, why: 使者には渡せません。}
lines:
  - {procedure: d_inu, do: receive, items: [鑑札], why: 飼い主が替わります。}
wording: [渡せないわけを言いましたか。]
"""


@pytest.fixture
def renshu(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, towns: None) -> str:
    """あおば市の定義を借りる練習市。あおば市と同じ小さな記録を、別に取り込む。"""
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-20")
    root = tmp_path / "shelf"
    shutil.copytree(SHELF, root)
    (root / "training").mkdir()
    (root / "training" / "wife.yaml").write_text(EXERCISE, encoding="utf-8")
    own = root / "municipalities" / f"{RENSHU}-renshu"
    own.mkdir()
    profile = f"code: '{RENSHU}'\nname: 練習市\nprefecture: あおば県\nslug: renshu\npractice_of: '{AOBA}'\n"
    (own / "municipality.yaml").write_text(profile, encoding="utf-8")
    settings.CATALOGUE = root
    actions.set_up_municipality(RENSHU, "練習市", "あおば県", "renshu")
    with scope(RENSHU):
        actions.set_up_department("citizen", "市民課")
        actions.set_up_counter_place("sogo", "総合窓口", "citizen", ["counter"], OPEN)
    for folder in city.write(tmp_path / "city"):
        for path in folder.iterdir():
            path.write_text(path.read_text(encoding="utf-8").replace(AOBA, RENSHU), encoding="utf-8")
        assert not load_folder(folder, RENSHU).refused
    return RENSHU


def official(name: str, role: str = "clerk") -> Any:
    """練習市の職員。"""
    new = NewUser(name, name, "citizen", "sogo", frozenset({role}), frozenset({"counter"}))
    return hire(RENSHU, new)


def begin(client: Client) -> str:
    """練習を始め、その場面の住所を返す。"""
    return client.post("/practice/start", {"exercise": "wife", "once": "once-1"}).headers["Location"]


def test_every_screen_and_every_paper_says_it_is_practice(renshu: str, sato: Any) -> None:
    learner = official("sato")
    client = signed_in(learner)
    for url in ("/", "/board", "/practice", "/guidance", "/no-such-page", "/cases/999999/list"):
        assert 'class="practice"' in client.get(url).content.decode(), url
    with scope(RENSHU):
        case = opening.open_case(learner, city.MATSUO, UNDERTAKER, "open-1")
    paper = client.get(f"/cases/{case}/papers/general.pdf")
    assert paper.status_code == 200
    assert "どの手続きにも使えません" in text_of(paper.content)
    assert 'class="practice"' not in signed_in(sato).get("/").content.decode()


def test_the_screen_that_faces_the_visitor_says_so_too(renshu: str, sato: Any) -> None:
    for who, marked in ((official("sato"), True), (sato, False)):
        client = signed_in(who)
        client.get("/")
        client.post(reverse("connect_display"))
        assert ('class="practice"' in client.get("/display").content.decode()) is marked


def test_papers_of_a_real_city_carry_no_mark(renshu: str, sato: Any, tmp_path: Path) -> None:
    for folder in city.write(tmp_path / "real"):
        load_folder(folder, AOBA)
    with scope(AOBA):
        case = opening.open_case(sato, city.MATSUO, UNDERTAKER, "open-1")
    paper = signed_in(sato).get(f"/cases/{case}/papers/general.pdf")
    assert "使えません" not in text_of(paper.content)


def test_a_learner_reads_what_was_missed_and_why(renshu: str) -> None:
    learner = official("sato")
    client = signed_in(learner)
    scene = begin(client)
    told = client.get(scene).content.decode()
    assert "佐藤　松雄" in told
    assert "葬儀社です。" in told
    assert client.get(f"{scene}/result").status_code == 400
    with scope(RENSHU):
        case = opening.open_case(learner, city.MATSUO, UNDERTAKER, "open-1")
    client.get(f"/cases/{case}/papers/general.pdf")
    client.post(f"{scene}/finish")
    result = client.get(f"{scene}/result").content.decode()
    assert "4のうち3ができています" in result
    missed, kept = result.split("できたこと", 1)
    assert "飼い主が替わります。" in missed
    assert "一般の案内を渡す" in kept


def test_what_must_not_be_done_is_missed_when_it_was_done(renshu: str) -> None:
    learner = official("sato")
    scene = begin(signed_in(learner))
    with scope(RENSHU):
        run = cases.runs("sato")[0]
        one = practice._exercise("wife")
        listed = cases.Deeds(1, (), (cases.Acted("print_list", ""),))
        marks = {mark.label: mark.done for mark in practice._marks(practice._desk(learner), one, listed)}
    assert scene.endswith(str(run.id))
    assert marks["「手続き一覧を渡す」をしない"] is False


def test_the_line_and_the_things_taken_are_those_of_the_last_act(renshu: str) -> None:
    with scope(RENSHU):
        expected = next(one for one in practice._exercise("wife").expected if one.procedure)

    def moved(*acts: cases.Acted) -> bool:
        return practice._moved(expected, cases.Deeds(1, (), acts))

    taken = cases.Acted("receive", "d_inu@P1", ("犬の鑑札",))
    assert moved(taken)
    assert not moved(cases.Acted("receive", "d_inu@P1"))
    assert not moved(taken, cases.Acted("take_back", "d_inu@P1"))
    assert not moved(cases.Acted("receive", "d_inkan@P1", ("犬の鑑札",)))


def test_nobody_but_the_learner_sees_the_score(renshu: str) -> None:
    """係長も、ほかの職員も、統計も。"""
    learner = official("sato")
    scene = begin(signed_in(learner))
    with scope(RENSHU):
        opening.open_case(learner, city.MATSUO, UNDERTAKER, "open-1")
    signed_in(learner).post(f"{scene}/finish")
    chief = signed_in(official("ito", "chief"))
    for url in (scene, f"{scene}/result"):
        assert chief.get(url).status_code == 404
    assert chief.post(f"{scene}/finish").status_code == 404
    assert "葬儀社が届を持ってきた" not in chief.get("/practice").content.decode().split("あなたの練習", 1)[1]
    with scope(RENSHU):
        worker.count_month({})
        assert statistics.first_month() is None
    told = "".join(chief.get(url).content.decode() for url in ("/statistics", "/board?view=all"))
    assert "ができています" not in told


def test_a_real_city_has_no_practice(renshu: str, sato: Any) -> None:
    client = signed_in(sato)
    assert client.get("/practice").status_code == 404
    assert ">練習</a>" not in client.get("/").content.decode()


def test_clerks_enter_with_the_number_and_the_password_they_have(
    renshu: str, sato: Any, takahashi: Any
) -> None:
    assert enrol(AOBA, RENSHU, "sogo") == 1
    assert enrol(AOBA, RENSHU, "sogo") == 1
    answer = Client().post(
        "/sign-in", {"municipality": RENSHU, "login": "sato", "password": "aoi-sora-no-shita"}, follow=True
    )
    assert 'class="practice"' in answer.content.decode()
