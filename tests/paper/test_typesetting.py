"""組版が、渡した値だけを読み、同じ値から同じ紙を作ることの試験。"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from madoguchi.domain.errors import Fault
from madoguchi.paper import fonts, typesetting

REACHING_OUT = [
    ('#import "@preview/tablex:0.0.8"', "ほかのファイルを読めません"),
    ('本文\n#include "other.typ"', "ほかのファイルを読めません"),
    ('#read("/etc/hostname")', "組めませんでした"),
    ('#image("/usr/share/pixmaps/debian-logo.png")', "組めませんでした"),
]


@pytest.mark.parametrize(("template", "reason"), REACHING_OUT)
def test_a_template_cannot_reach_files_or_the_net(template: str, reason: str, shelf: fonts.Shelf) -> None:
    with pytest.raises(Fault, match=reason):
        typesetting.render(template, {}, shelf, name="ひな形.typ")


def test_a_broken_template_is_reported_with_its_own_line(shelf: fonts.Shelf) -> None:
    with pytest.raises(Fault) as stopped:
        typesetting.render("一行め\n\n#nothing\n", {}, shelf, name="ひな形.typ")
    assert (stopped.value.file, stopped.value.line) == ("ひな形.typ", 3)


def test_a_template_that_refuses_hands_back_its_words(shelf: fonts.Shelf) -> None:
    with pytest.raises(typesetting.Refused) as refused:
        typesetting.render('#panic("fit|name|佐藤")', {}, shelf, name="ひな形.typ")
    assert refused.value.words == ("fit", "name", "佐藤")


def test_the_same_values_make_the_same_bytes(shelf: fonts.Shelf) -> None:
    first, second = (
        typesetting.render("#values.name", {"name": "佐藤"}, shelf, name="試験") for _ in range(2)
    )
    assert first == second


def test_several_threads_can_typeset_at_once(shelf: fonts.Shelf) -> None:
    def made(number: int) -> bytes:
        return typesetting.render("#values.n", {"n": str(number)}, shelf, name="試験")

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(made, range(12)))
    assert together == [made(number) for number in range(12)]
