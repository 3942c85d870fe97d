"""編集ソフトに渡す JSON Schema は、検査の形から作ったものといつも同じ。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from madoguchi.catalogue.json_schema import exported
from madoguchi.catalogue.schema import KINDS
from madoguchi.catalogue.tree_shape import HEADS

SCHEMAS = Path(__file__).parents[2] / "catalogue" / "schema"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_schema_file_for_editors_is_what_the_checks_say(kind: str) -> None:
    assert json.loads((SCHEMAS / f"{kind}.json").read_text(encoding="utf-8")) == exported(kind)


def test_an_editor_learns_every_key_of_a_procedure_and_every_form_of_a_condition() -> None:
    schema = exported("procedure")
    assert schema["properties"]["deadline"]["anyOf"][0]["required"] == ["start", "rank"]
    assert "events" in schema["required"]
    forms = schema["$defs"]["condition"]["oneOf"]
    assert {form["required"][0] for form in forms} == set(HEADS)
