"""出生と、住民登録のない方の死亡を、さがす画面から開く。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from madoguchi.residents.loading import load_folder
from tests.counter import city
from tests.support.cast import signed_in

BIRTH = {
    "event": "birth", "subject_key": city.KEIKO, "p-rows": "1", "p0-name": "山口　光", "p0-sex": "F", "lives_here": "yes",
    "standing": "self", "identity": "licence", "event_on": "8.11.18", "once": "one", "text": "やまぐち",
}  # fmt: skip
DEATH = {
    "event": "death", "p-rows": "1", "p0-name": "遠野　勇", "p0-birth": "S19.6.5", "standing": "relative",
    "relation": "child", "identity": "licence", "event_on": "8.11.17", "once": "two",
}  # fmt: skip


@pytest.fixture
def clerk(sato: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """小さな市の窓口職員。"""
    monkeypatch.setenv("MADOGUCHI_TODAY", "2026-11-20")
    for folder in city.write(tmp_path / "city"):
        load_folder(folder, city.AOBA)
    return signed_in(sato)


def test_the_child_is_entered_beside_the_mother(clerk: Any) -> None:
    page = clerk.post("/", {"event": "birth", "text": "やまぐち"}).content.decode()
    assert "生まれたお子さん" in page
    assert 'name="p0-sex"' in page
    answer = clerk.post("/open", BIRTH)
    assert answer.status_code == 302
    assert "山口　光" in clerk.get(answer["Location"]).content.decode()


def test_one_more_child_keeps_everything(clerk: Any) -> None:
    page = clerk.post("/", {**BIRTH, "add": "1"}).content.decode()
    assert 'name="p1-name"' in page
    assert 'value="山口　光"' in page
    assert 'value="8.11.18"' in page
    assert f'value="{city.KEIKO}"' in page


def test_mistakes_of_the_visitor_and_of_the_child_are_told_together(clerk: Any) -> None:
    answer = clerk.post("/open", {**BIRTH, "p0-sex": "", "identity": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "男女をえらんでください" in page
    assert "本人確認に見たもの" in page
    assert 'value="山口　光"' in page


def test_the_dead_without_residence_are_opened_from_the_same_screen(clerk: Any) -> None:
    assert "さがしてもいないとき" in clerk.post("/", {"event": "death", "text": "とおの"}).content.decode()
    assert clerk.post("/open", {**DEATH, "p0-birth": ""}).status_code == 422
    answer = clerk.post("/open", DEATH)
    assert answer.status_code == 302
    assert "遠野　勇" in clerk.get(answer["Location"]).content.decode()


def test_nobody_chosen_and_nobody_entered_is_told(clerk: Any) -> None:
    page = clerk.post("/open", {**DEATH, "p0-name": "", "p0-birth": ""}).content.decode()
    assert "亡くなった方を一人えらんでください" in page
