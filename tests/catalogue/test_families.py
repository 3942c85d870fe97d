"""見本の世帯で、定義のある手続きはすべて期待どおりに判定される。まだ定義のない手続きは数えて示す。"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from madoguchi.catalogue import casefile
from madoguchi.catalogue.json_reading import parse_json
from madoguchi.catalogue.releases import Release, load
from madoguchi.catalogue.results import judged

HERE = Path(__file__).parent
#: families は見本の世帯、hard_families は境目・不詳・途切れた記録でつまずかせる世帯。
FAMILIES = sorted([*(HERE / "families").glob("*.json"), *(HERE / "hard_families").glob("*.json")])
WANTED = ("needed", "not_needed", "unknown")


@lru_cache(maxsize=1)
def release() -> Release:
    return load()


def expectations(raw: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    """(期待, 手続き, 人) の並び。"""
    found = []
    for wanted in WANTED:
        for name in raw["expect"].get(wanted, []):
            procedure, _, person = name.partition("@")
            found.append((wanted, procedure, person or None))
    return found


def missing(raw: dict[str, Any]) -> set[str]:
    """期待に名があるのに、まだ定義のない手続き。"""
    return {procedure for _, procedure, _ in expectations(raw)} - set(release().definitions.procedures)


@pytest.mark.parametrize("path", FAMILIES, ids=[path.stem for path in FAMILIES])
def test_every_procedure_that_is_defined_is_judged_as_the_family_expects(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    raw = json.loads(text)
    case = casefile.interpret(parse_json(text, path.name), release().definitions)
    said: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for line in judged(release(), case).lines:
        said[line.procedure.id, None].add(line.result)
        said[line.procedure.id, line.person].add(line.result)
    wrong = [
        (name, person, wanted, sorted(said[name, person]))
        for wanted, name, person in expectations(raw)
        if name in release().definitions.procedures and not agrees(wanted, person, said[name, person])
    ]
    assert wrong == []


def agrees(wanted: str, person: str | None, said: set[str]) -> bool:
    """人を言わない期待は、どれかの行が要る・分からないならよい。不要はどの行も不要のこと。"""
    loose = person is None and wanted != "not_needed"
    return wanted in said if loose else said == {wanted}


def test_the_defined_procedures_are_met_by_some_family() -> None:
    """見本が一つも触れない定義ばかりになっていないこと（道筋の取り違えに気づくため）。"""
    named = {
        name for path in FAMILIES for _, name, _ in expectations(json.loads(path.read_text(encoding="utf-8")))
    }
    lacking = set().union(*(missing(json.loads(path.read_text(encoding="utf-8"))) for path in FAMILIES))
    assert named - lacking
