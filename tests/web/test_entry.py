"""来た人の欄。足りないところは、どれも直し方といっしょに言う。"""

from __future__ import annotations

import pytest
from django.http import QueryDict

from madoguchi.web.screens.search.entry import Entry, entry_of
from tests.web.samples import DEATH

FULL = {"subject_key": "k1", "standing": "relative", "relation": "child", "identity": "licence"}


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        ("subject_key", "亡くなった方を一人えらんでください。"),
        ("standing", "ご関係をえらんでください。"),
        ("relation", "続き柄をえらんでください。"),
        ("identity", "まだなら「まだ見ていない」です。"),
    ],
)
def test_what_is_missing_is_told_with_the_remedy(left_out: str, told: str) -> None:
    entry = Entry(**{key: value for key, value in FULL.items() if key != left_out})
    assert list(entry.errors(DEATH)) == [left_out]
    assert told in entry.errors(DEATH)[left_out]


def test_a_messenger_is_not_asked_how_he_is_related() -> None:
    assert Entry(**{**FULL, "standing": "messenger", "relation": ""}).errors(DEATH) == {}


def test_a_relation_left_over_from_another_standing_is_not_sent() -> None:
    assert Entry(**{**FULL, "standing": "messenger"}).visit().relation == ""


def test_only_roles_and_papers_on_the_screen_are_taken() -> None:
    form = QueryDict(mutable=True)
    form.update({**FULL, "name": "  佐藤 晴樹 "})
    form.setlist("roles", ["mourner", "king"])
    form.setlist("papers", ["委任状", "でたらめ"])
    entry = entry_of(form, DEATH)
    assert entry.name == "佐藤 晴樹"
    assert tuple(entry.visit().roles) == ("mourner",)
    assert tuple(entry.visit().papers) == ("委任状",)


def test_the_quiet_mark_is_one_switch_without_a_reason() -> None:
    form = QueryDict("quiet=on&standing=messenger&identity=licence&subject_key=k1")
    assert entry_of(form, DEATH).visit().quiet is True
    assert entry_of(QueryDict("standing=messenger"), DEATH).quiet is False
