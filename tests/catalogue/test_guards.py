"""出来事の一部でだけ出す手続きは、ほかの出来事の案内にも、子育ての公開にも出ない。"""

from __future__ import annotations

from datetime import date

import pypdfium2

from madoguchi.authoring.publication import of_children, published
from madoguchi.catalogue.guards import proposed_in
from madoguchi.catalogue.releases import load
from madoguchi.guide.general import general_list

ON = date(2026, 11, 25)


def test_the_notice_of_stillbirth_is_proposed_only_in_its_own_event() -> None:
    procedure = load().definitions.procedures["b_shizan"]
    assert "birth" in procedure.events
    assert proposed_in(procedure) == ("stillbirth",)


def test_nothing_of_stillbirth_reaches_those_who_had_a_child() -> None:
    release = load(None, "990001")
    assert release.municipality is not None
    pages = pypdfium2.PdfDocument(
        general_list(release.definitions, "birth", "q8Zr-1mWx0Ya", release.municipality, ON)
    )
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "出生届" in text
    assert "死産" not in text
    assert "b_shizan" not in {one.procedure.id for one in of_children(published(release, ON), ON)}
