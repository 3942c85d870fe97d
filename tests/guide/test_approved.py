"""目で見て認めた一覧の絵と、いまの一覧が同じであること。守られる家族の紙は、守られない家族の紙と同じであること。

認め直すときは、`MADOGUCHI_APPROVE=1 .venv/bin/python -m pytest tests/guide/test_approved.py` で描き直し、
`tests/guide/approved` の絵を一枚ずつ見てから加える。
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops

from madoguchi.catalogue.casefile import interpret
from madoguchi.catalogue.json_reading import parse_json
from madoguchi.catalogue.releases import Release, load
from madoguchi.catalogue.results import judged
from madoguchi.guide.lists import Handed, personal_list
from madoguchi.guide.parts import VisitStage, arrange

HERE = Path(__file__).parent
FAMILIES = HERE.parent / "catalogue" / "families"
TOKEN = "q8Zr-1mWx0Ya"
SCALE = 1.0
#: はっきり違う点が、一ページにこれより多ければ違う絵とみる。字の縁のにじみの違いは許し、一字の違いには気づく。
CLEARLY, ALLOWED = 96, 12


@pytest.fixture(scope="module")
def release() -> Release:
    return load(None, "990001")


def paper(release: Release, name: str, change: Callable[[dict[str, Any]], None] | None = None) -> bytes:
    """その家族に渡す一覧。"""
    raw = json.loads((FAMILIES / f"{name}.json").read_text(encoding="utf-8"))
    if change is not None:
        change(raw)
    case = interpret(parse_json(json.dumps(raw), name), release.definitions)
    notified = case.facts[0].situation.event.notified_on
    stage = VisitStage(returning=notified is not None and notified < case.on)
    assert release.municipality is not None
    parts = arrange(judged(release, case), release.definitions, release.municipality, case.on, stage)
    return personal_list(parts, TOKEN, release.municipality, case.on, Handed())


def pages(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=SCALE, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("name", ["C01", "C05", "C08", "C41"])
def test_the_list_is_the_one_that_was_approved(release: Release, name: str) -> None:
    drawn = pages(paper(release, name))
    if os.environ.get("MADOGUCHI_APPROVE"):
        for old in (HERE / "approved").glob(f"{name}-*.png"):
            old.unlink()
        for number, page in enumerate(drawn, 1):
            page.save(HERE / "approved" / f"{name}-{number}.png", optimize=True)
    approved = sorted((HERE / "approved").glob(f"{name}-*.png"))
    assert len(approved) == len(drawn), "枚数が違います。"
    for path, page in zip(approved, drawn, strict=True):
        assert page.size == Image.open(path).size
        points = sum(ImageChops.difference(Image.open(path), page).histogram()[CLEARLY:])
        assert points <= ALLOWED, f"{path.name} と {points} 点が違います。"


def _unprotected(raw: dict[str, Any]) -> None:
    for person in raw["persons"].values():
        person.pop("support_measure", None)


def test_the_paper_of_a_protected_family_is_that_of_any_other(release: Release) -> None:
    assert "support_measure" in (FAMILIES / "C08.json").read_text(encoding="utf-8")
    assert paper(release, "C08") == paper(release, "C08", _unprotected)


def test_another_record_does_change_the_paper(release: Release) -> None:
    def without_seal(raw: dict[str, Any]) -> None:
        raw["persons"]["P1"].pop("seal_reg")

    assert paper(release, "C08") != paper(release, "C08", without_seal)
