"""様式の手引きに、書けるものが全部載っていることの試験。"""

from __future__ import annotations

from pathlib import Path

from madoguchi.printing.binding import FACT_ROOTS, PARAMETER, PATHS, PERSON_IN, VISITOR_AS
from madoguchi.printing.definition import PAPERS
from madoguchi.printing.schema import COMMON, EDITION, FORM, OWN

TEXT = (Path(__file__).parents[2] / "docs" / "reference" / "forms.md").read_text(encoding="utf-8")


def test_every_key_kind_paper_and_name_is_in_the_reference() -> None:
    keys = {*FORM.fields, *EDITION.fields, *COMMON, *OWN, *(key for own in OWN.values() for key in own)}
    names = {path.rpartition(".")[2] for path in PATHS}
    missing = [key for key in keys if f"`{key}`" not in TEXT]
    missing += [name for name in names if f"`{name}`" not in TEXT and f".{name}`" not in TEXT]
    missing += [root for root in (*FACT_ROOTS, PARAMETER, PERSON_IN, VISITOR_AS) if f"`{root}." not in TEXT]
    missing += [paper for paper in PAPERS if paper not in TEXT]
    assert missing == []


def test_the_keys_of_each_kind_stand_in_its_own_row() -> None:
    rows = {line.split("|")[1].strip(" `"): line for line in TEXT.splitlines() if line.startswith("| `")}
    for kind, own in OWN.items():
        assert [key for key in own if f"`{key}`" not in rows[kind]] == [], kind
