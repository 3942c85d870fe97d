"""具体例の事実は、要る分だけの辞書で組み立てても、辞書の全部で組み立てても、同じ判定になる。"""

from __future__ import annotations

import pytest

from madoguchi.catalogue import examples, shelf
from madoguchi.catalogue.assembly import Assembly, assemble


@pytest.fixture(scope="module")
def pack() -> Assembly:
    """同梱の定義。"""
    return assemble(shelf.read(shelf.layers(shelf.packaged_root(), None)))


def test_every_example_of_the_pack_is_judged_alike_with_the_whole_dictionary(
    pack: Assembly, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outcomes() -> dict[tuple[str, str], examples.Outcome]:
        return {
            (name, example.name): examples.outcome(
                procedure.condition, procedure.per, pack.definitions.conditions, example
            )
            for name, procedure in pack.definitions.procedures.items()
            for example in examples.of(procedure, pack.procedures[name], pack.definitions)[0]
        }

    near = outcomes()
    assert near
    monkeypatch.setattr(examples, "nearby", lambda definitions, _procedure: definitions)
    assert outcomes() == near
