"""言葉の表: 書類に書けるどの符号にも、担当課が読む言葉がある。"""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.authoring import around, wording
from madoguchi.catalogue.schema import KINDS
from madoguchi.catalogue.shapes import Choice, Items, Keyed, Maybe, Shape

TABLES: dict[str, dict[str, str]] = {
    "kind": wording.KINDS,
    "listing": wording.LISTINGS,
    "place": wording.PLACES,
    "channel": wording.CHANNELS,
    "timing": wording.TIMINGS,
    "per": wording.PERS,
    "items.handling": wording.HANDLINGS,
    "deadline.rank": wording.RANKS,
    "form.kind": wording.FORMS,
    "examples.result": wording.RESULTS,
    "needs": around.SYSTEMS,
    "certificates.kind": around.CERTIFICATES,
    "certificates.returned": around.RETURNED,
    "certificates.substitute": around.SUBSTITUTES,
    "fees.kind": around.FEES,
}


def opened(shape: Shape) -> Any:
    while isinstance(shape, Maybe | Items):
        shape = shape.shape
    return shape


def choices(path: str) -> set[str]:
    shape: Any = KINDS["procedure"].shape
    for step in path.split("."):
        keyed = opened(shape)
        assert isinstance(keyed, Keyed), path
        shape = keyed.fields[step].shape
    choice = opened(shape)
    assert isinstance(choice, Choice), path
    return set(choice.words)


@pytest.mark.parametrize("path", TABLES)
def test_every_code_of_the_format_has_its_word(path: str) -> None:
    assert set(TABLES[path]) == choices(path)


def test_every_relation_between_procedures_has_its_word() -> None:
    assert set(around.RULES) == {"after"} | choices("alternatives.rule")
