"""画面の答えと事実の値。台帳にない人のことは「どれでもない」と答えられる。"""

from __future__ import annotations

import pytest

from madoguchi.catalogue.releases import load
from madoguchi.counter import answering
from madoguchi.domain.errors import Fault

CHOICES = [
    ("disability.shintai_grade", "-", frozenset()),
    ("ltc.insured_kind", "-", frozenset()),
    ("ltc.insured_kind", "1", "1"),
    ("resident.card_status", "none", "none"),
]


@pytest.mark.parametrize(("fact_id", "said", "value"), CHOICES)
def test_a_choice_is_read_and_shown_again(fact_id: str, said: str, value: object) -> None:
    dictionary = load().definitions.dictionary
    definition = dictionary.facts[fact_id]
    offered = [one for one, _ in answering.options(definition, dictionary, {})]
    assert said in offered
    assert answering.read(fact_id, definition, dictionary, [said], frozenset()) == value
    assert answering.shown(definition, dictionary, value)[0] == frozenset([said])


@pytest.mark.parametrize("fact_id", ["resident.card_status", "ask.funeral_held"])
def test_none_is_not_offered_where_the_answers_say_it_already(fact_id: str) -> None:
    dictionary = load().definitions.dictionary
    definition = dictionary.facts[fact_id]
    assert answering.NONE not in [one for one, _ in answering.options(definition, dictionary, {})]
    with pytest.raises(Fault, match="選べない答えです。"):
        answering.read(fact_id, definition, dictionary, [answering.NONE], frozenset())
